// A picture of the media library in a text: <figure data-photo="TOKEN"></figure>, shown by its thumbnail.
//
// What is shown of it the desk is asked for; words and addresses stand in admin/articles/media/_words.html.
import { Node, Plugin } from "django-prose-editor/editor";
import { canPick, pickPhoto } from "./photo_picker.js";

const words = document.getElementById("desk-pictures")?.dataset ?? {};
const FOREIGN = /<(?:img|picture|svg|video|figcaption)\b/i;
const TOKEN = /^[A-Za-z0-9_-]{22}$/;
const known = new Map(); // "fr token" -> { title, alt, thumb }, null if there is no such photo
let wanted = new Map(); // "fr" -> Map of token -> functions to call

const languageOf = (editor) =>
  editor.view.dom.closest(".prose-editor")?.querySelector("textarea")?.lang.toLowerCase() ?? "";

function say(sentence) {
  const place = document.getElementById("desk-pictures-said");
  if (place) place.textContent = sentence ?? "";
}

// One request for all the pictures of a page in one language.
async function ask() {
  const asked = wanted;
  wanted = new Map();
  for (const [language, tokens] of asked) {
    let found = {};
    try {
      const address = new URL(words.described, location);
      address.search = new URLSearchParams([...[...tokens.keys()].map((token) => ["token", token]), ["language", language]]);
      const answer = await fetch(address);
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      found = await answer.json();
      for (const token of tokens.keys()) known.set(`${language} ${token}`, found[token] ?? null);
    } catch {
      found = {}; // no connection: shown as a picture of which nothing is known yet
    }
    for (const [token, calls] of tokens) for (const call of calls) call(known.get(`${language} ${token}`));
  }
}

function describe(token, language, call) {
  const key = `${language} ${token}`;
  if (known.has(key)) {
    call(known.get(key));
    return;
  }
  if (!wanted.size) setTimeout(ask);
  if (!wanted.has(language)) wanted.set(language, new Map());
  const tokens = wanted.get(language);
  tokens.set(token, [...(tokens.get(token) ?? []), call]);
}

function fill(figure, found) {
  const caption = document.createElement("figcaption");
  figure.classList.toggle("is-missing", found === null);
  if (!found) {
    caption.textContent = found === null ? words.missing : "…";
    figure.replaceChildren(caption);
    return;
  }
  caption.textContent = found.title;
  const note = document.createElement("small");
  note.textContent = found.alt || words.lacks;
  note.classList.toggle("is-lacking", !found.alt);
  caption.append(note);
  const image = document.createElement("img");
  image.src = found.thumb;
  image.alt = "";
  if (found.width) Object.assign(image, { width: found.width, height: found.height }); // its place is kept for it
  image.draggable = false; // the whole figure is dragged
  figure.replaceChildren(...(found.thumb ? [image] : []), caption);
}

function view({ node, editor }) {
  const dom = document.createElement("figure");
  dom.className = "desk-figure";
  dom.dataset.photo = node.attrs.photo;
  dom.contentEditable = "false";
  fill(dom, undefined);
  // The editor stands in its field's place, and so has its language, a moment later.
  setTimeout(() => describe(node.attrs.photo, languageOf(editor), (found) => fill(dom, found)));
  return { dom, ignoreMutation: () => true };
}

// After the outermost element that the cursor is in, or in the place of an empty paragraph; one can write on below.
function insert(editor, photo) {
  const { doc, selection, schema } = editor.state;
  const inside = selection.$to.depth > 0;
  const top = inside ? selection.$to.node(1) : null;
  const empty = top?.type.name === "paragraph" && top.content.size === 0;
  const at = !inside ? selection.to : empty ? selection.$to.before(1) : selection.$to.after(1);
  const end = empty ? at + top.nodeSize : at;
  const below = doc.nodeAt(end);
  const added = [schema.nodes.picture.create({ photo }), ...(below ? [] : [schema.nodes.paragraph.create()])];
  editor
    .chain()
    .focus()
    .command(({ tr }) => {
      tr.replaceWith(at, end, added);
      return true;
    })
    .run();
  if (!below || below.isTextblock) editor.commands.setTextSelection(at + 2);
  else editor.commands.setNodeSelection(at);
  editor.commands.scrollIntoView();
}

async function choose(editor) {
  const language = languageOf(editor);
  const [chosen] = await pickPhoto({ kind: "photo", language });
  if (!chosen) {
    editor.commands.focus();
    return;
  }
  known.set(`${language} ${chosen.token}`, { title: chosen.title, alt: chosen.alt, thumb: chosen.thumb });
  insert(editor, chosen.token);
  say(words.inserted?.replace("{title}", () => chosen.title));
}

const hasPicture = (transfer) => [...(transfer?.files ?? [])].some((file) => file.type.startsWith("image/"));

// A picture of elsewhere, pasted or dropped, is left out, and that is said.
const foreign = new Plugin({
  props: {
    handlePaste(_view, event) {
      if (!hasPicture(event.clipboardData) || event.clipboardData.getData("text/html")) return false;
      tell();
      return true;
    },
    handleDrop(_view, event) {
      if (!hasPicture(event.dataTransfer)) return false;
      event.preventDefault();
      tell();
      return true;
    },
    // Read where nothing of it is loaded or run.
    transformPastedHTML(markup) {
      if (!FOREIGN.test(markup)) return markup;
      const pasted = new DOMParser().parseFromString(markup, "text/html");
      let left = false;
      for (const element of pasted.querySelectorAll("img, picture, svg, video, figcaption")) {
        left = left || !element.closest("figure[data-photo]");
        element.remove();
      }
      if (left) tell();
      return pasted.body.innerHTML;
    },
  },
});

function tell() {
  say("");
  const place = document.getElementById("desk-pictures-told");
  if (!place) return;
  place.textContent = words.pasted;
  place.hidden = false;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => {
    place.hidden = true;
  }, 10000);
}

export const Picture = Node.create({
  name: "picture",
  group: "block",
  atom: true,
  selectable: true,
  draggable: true,
  isolating: true,

  addOptions() {
    return { label: "" };
  },

  addAttributes() {
    return { photo: { default: null, rendered: false } };
  },

  parseHTML() {
    return [
      {
        tag: "figure[data-photo]",
        getAttrs: (figure) => (TOKEN.test(figure.dataset.photo) ? { photo: figure.dataset.photo } : false),
      },
      { tag: "img", ignore: true },
      { tag: "figcaption", ignore: true },
    ];
  },

  renderHTML({ node }) {
    return ["figure", { "data-photo": node.attrs.photo }];
  },

  addNodeView() {
    return view;
  },

  addProseMirrorPlugins() {
    return [foreign];
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "picture",
      groups: "nodes",
      button: buttons.text(this.options.label),
      active: (editor) => editor.isActive("picture"),
      enabled: () => canPick(),
      command: (editor) => {
        choose(editor);
      },
    });
  },
});
