// The translation desk: paragraph stands against paragraph, and the one being written is shown in the original.
//
// Both sides are aligned by structure, as articles/comparing/structure.py does it on the server: like kinds in order, one
// may be missing or split in two, and lengths decide. Room is added below blocks, through a constructed style sheet.

const KINDS = { H2: "heading", H3: "heading", H4: "heading", P: "prose", BLOCKQUOTE: "prose" };
const MOVES = [[1, 1], [1, 0], [0, 1], [1, 2], [2, 1]];
const GAP = 1, NEW_GAP = 0.1, END_GAP = 0.3, SPLIT = 0.6, OTHER_TAG = 0.3, LENGTH = 0.4, LONGEST = 2;

const list = document.querySelector(".original-blocks");
const originals = list ? [...list.children] : [];
const room = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, room];
let written = "";
let editor = null;
let groups = [];

function measured(element) {
  const table = element.querySelector(":scope > table");  // the editor wraps it
  return { tag: table ? "TABLE" : element.tagName, length: element.textContent.trim().length + 1 };
}

// What is new in the original has most likely no counterpart yet.
const sources = originals.map((item) => ({
  ...measured(item.querySelector(":scope > .words").firstElementChild ?? item),
  gap: item.classList.contains("is-new") ? NEW_GAP : GAP,
}));

function cost(ours, theirs, ratio) {
  if (!ours.length) return GAP;
  if (!theirs.length) return ours[0].gap;
  const all = [...ours, ...theirs];
  const kinds = new Set(all.map((block) => KINDS[block.tag] ?? block.tag));
  if (kinds.size > 1) return Infinity;
  const sum = (blocks) => blocks.reduce((total, block) => total + block.length, 0);
  const tags = new Set(all.map((block) => block.tag)).size === 1 ? 0 : OTHER_TAG;
  const apart = Math.abs(Math.log(sum(theirs) / (ratio * sum(ours))));
  return tags + (all.length > 2 ? SPLIT : 0) + LENGTH * Math.min(LONGEST, apart);
}

// Groups of [places in the original, places in the translation], in order; one of the two may be empty.
function align(ours, theirs) {
  const total = (blocks) => blocks.reduce((sum, block) => sum + block.length, 0);
  // A translation that has fewer blocks is most likely not finished: it is as long as what it has come to.
  const ratio = Math.max(0.1, total(theirs) / Math.max(1, total(ours.slice(0, theirs.length))));
  const best = [];
  for (let i = 0; i <= ours.length; i += 1) {
    best.push([]);
    for (let j = 0; j <= theirs.length; j += 1) {
      let here = i || j ? null : { cost: 0, i: 0, j: 0 };
      for (const [di, dj] of MOVES) {
        const from = di <= i && dj <= j ? best[i - di][j - dj] : null;
        if (!from) continue;
        const step = cost(ours.slice(i - di, i), theirs.slice(j - dj, j), ratio);
        const sum = from.cost + (!dj && j === theirs.length ? Math.min(step, END_GAP) : step);
        if (!here || sum < here.cost) here = { cost: sum, i: di, j: dj };
      }
      best[i].push(here);
    }
  }
  const found = [];
  for (let i = ours.length, j = theirs.length; i || j;) {
    const step = best[i][j];
    const range = (end, size) => Array.from({ length: size }, (_, index) => end - size + index);
    found.push([range(i, step.i), range(j, step.j)]);
    i -= step.i;
    j -= step.j;
  }
  return found.reverse();
}

// A text that has hardly begun says nothing by its lengths: then paragraph one is paragraph one.
function aligned(blocks) {
  const theirs = blocks.map(measured);
  const empty = theirs.every((block) => block.length < 2);
  if (!empty) return align(sources, theirs);
  return sources.map((_, index) => [[index], index < theirs.length ? [index] : []]);
}

function height(element) {
  return element.getBoundingClientRect().height;
}

function sideBySide(text) {
  const here = list.getBoundingClientRect(), there = text.getBoundingClientRect();
  return here.height > 0 && (here.right <= there.left || there.right <= here.left);
}

// Rules that give both sides of every group the same height.
function rules(text, blocks) {
  const base = parseFloat(getComputedStyle(text).getPropertyValue("--room-base")) || 0;
  const lead = text.getBoundingClientRect().top + base - list.getBoundingClientRect().top;
  const sides = [
    { selector: ".original-blocks", elements: originals, before: Math.max(0, lead), after: new Map(), last: -1 },
    { selector: ".translation-body .ProseMirror[contenteditable]", elements: blocks, before: base + Math.max(0, -lead), after: new Map(), last: -1 },
  ];
  for (const group of groups) {
    const heights = group.map((places, side) => places.reduce((sum, place) => sum + height(sides[side].elements[place]), 0));
    group.forEach((places, side) => {
      const own = sides[side];
      if (places.length) own.last = places[places.length - 1];
      const missing = Math.max(...heights) - heights[side];
      if (own.last < 0) own.before += missing;
      else own.after.set(own.last, (own.after.get(own.last) ?? 0) + missing);
    });
  }
  return sides.flatMap(({ selector, before, after }) => [
    `${selector} { padding-block-start: ${before.toFixed(1)}px !important; }`,
    ...[...after].filter(([, space]) => space >= 0.5).map(
      ([place, space]) => `${selector} > :nth-child(${place + 1}) { margin-block-end: ${space.toFixed(1)}px !important; }`,
    ),
  ]).join("\n");
}

function mark(blocks) {
  const place = editor.isFocused ? editor.state.selection.$from.index(0) : -1;
  const group = groups.find(([, theirs]) => theirs.includes(Math.min(place, blocks.length - 1)));
  originals.forEach((item, index) => {
    const current = place >= 0 && Boolean(group?.[0].includes(index));
    item.classList.toggle("is-current", current);
    if (current) item.setAttribute("aria-current", "true");
    else item.removeAttribute("aria-current");
  });
}

// A picture of the original is put into the translation where it stands in the original: below what stands above it.
function take(photo, index) {
  const above = groups.filter(([ours, theirs]) => theirs.length && Math.max(-1, ...ours) < index).pop();
  const place = above ? above[1][above[1].length - 1] : -1;
  let at = 0;
  for (let block = 0; block <= place; block += 1) at += editor.state.doc.child(block).nodeSize;
  editor.chain().focus().insertContentAt(at, { type: "picture", attrs: { photo } }).run();
}

const words = document.getElementById("desk-pictures")?.dataset;
const takers = [];
function offerPictures() {
  originals.forEach((item, index) => {
    for (const figure of words ? item.querySelectorAll(":scope > .words figure[data-photo]") : []) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button take-picture";
      button.textContent = words.take;
      button.addEventListener("click", () => take(figure.dataset.photo, index));
      figure.closest(".words").after(button);
      takers.push([button, figure.dataset.photo]);
    }
  });
}

function hideTaken() {
  const there = new Set([...editor.view.dom.querySelectorAll("figure[data-photo]")].map((figure) => figure.dataset.photo));
  for (const [button, photo] of takers) button.hidden = there.has(photo);
}

let waiting = 0;
function arrange() {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => {
    const text = editor.view.dom;
    const blocks = [...text.children];
    hideTaken();
    groups = aligned(blocks);
    const wanted = sideBySide(text) ? rules(text, blocks) : "";
    if (wanted !== written) {
      written = wanted;
      room.replaceSync(wanted);
    }
    mark(blocks);
  });
}

// #block-3, as the page of the checks links to it: the cursor goes to the third paragraph.
function visit() {
  const place = Number(/^#block-(\d{1,5})$/.exec(location.hash)?.[1] ?? 0) - 1;
  const block = editor.view.dom.children[place];
  if (!block) return;
  editor.commands.focus(editor.view.posAtDOM(block, 0));
  block.scrollIntoView({ block: "center" });
}

function begin(made) {
  editor = made;
  offerPictures();
  const observer = new ResizeObserver(arrange);
  for (const element of [...originals, editor.view.dom, document.querySelector(".translating")]) observer.observe(element);
  for (const event of ["update", "selectionUpdate", "focus", "blur"]) editor.on(event, arrange);
  document.querySelector(".original-body").addEventListener("toggle", arrange);
  addEventListener("hashchange", visit);
  document.fonts.ready.then(arrange);  // the toolbar is as high as its icons
  arrange();
  visit();
}

// Leaving asks first while something is typed and not saved; the editor tells its field of every key.
const form = document.querySelector("form.translating");
let unsaved = false;
form.addEventListener("input", () => { unsaved = true; });
form.addEventListener("submit", () => { unsaved = false; });
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

// A link of the original leads away from what is being written, but not out of it.
for (const link of document.querySelectorAll(".translating .words a[href]")) link.target = "_blank";

if (originals.length) {
  document.addEventListener("prose-editor:ready", (event) => begin(event.detail.editor), { once: true });
}
