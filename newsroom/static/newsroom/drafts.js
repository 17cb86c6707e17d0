// Text that is not saved stays in this browser: docs/decisions/0012. Loaded on every page of the desk.
//
// One item per person, release, photo or document, and language: a list of drafts, one for each opening of the page, so that neither a
// second window nor new typing beside an offer overwrites an older draft.

const PREFIX = "desk-draft:";
const KEPT = 7 * 24 * 60 * 60 * 1000; // milliseconds
const EVERY = 1000; // milliseconds
const MOST = 9; // drafts of one text
const NAMES = ["title", "dateline", "lead", "body", "notes", "slug", "alt", "caption", "credit", "terms", "place"];

const desk = document.querySelector("[data-desk]");
const person = desk?.dataset.desk ?? "";
const opening = `${Date.now()}-${Math.random()}`;

function read(key) {
  try {
    const list = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(list) ? list.filter((draft) => draft && draft.values && Date.now() - draft.at < KEPT) : [];
  } catch {
    return [];
  }
}

// Returns whether the browser took it.
function write(key, list) {
  try {
    if (list.length) localStorage.setItem(key, JSON.stringify(list.slice(-MOST)));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

function keys(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

for (const key of keys(PREFIX)) write(key, read(key)); // forgets what is too old

// After a page was saved, its message names the release, photo or document.
for (const item of document.querySelectorAll(".messagelist [class*='saved-']")) {
  for (const name of item.classList) {
    if (!name.startsWith("saved-")) continue;
    for (const key of keys(`${PREFIX}${person}:${name.slice(6)}:`)) write(key, read(key).filter((draft) => !draft.sent));
  }
}

const page = document.querySelector("[data-drafts]");
const form = page?.closest("form");
let leaving = false;
let sections = [];

const editorOf = (field) => field.closest(".prose-editor")?.querySelector(".tiptap")?.editor;
const same = (a, b) => (a ?? "").replace(/\s+/g, " ").trim() === (b ?? "").replace(/\s+/g, " ").trim();

class Section {
  // `seen` is `seen_fr` beside `title_fr` on a page of all languages, and `seen` beside `title` on a page of one.
  constructor(seen) {
    const end = seen.name.slice(4);
    this.seen = seen;
    this.base = form.elements[`base${end}`];
    const found = NAMES.map((name) => [name, form.elements[`${name}${end}`]]);
    this.fields = new Map(found.filter(([, field]) => field && field.type !== "hidden" && !field.disabled));
    // What the page says that a field held when it was opened.
    this.initials = new Map(NAMES.map((name) => [name, form.elements[`initial-${name}${end}`]]).filter(([, field]) => field));
    this.opened = this.values();
    const language = end.slice(1) || page.dataset.language.replaceAll("-", "_");
    this.key = `${PREFIX}${person}:${page.dataset.drafts}:${language}`;
  }

  get first() {
    return this.fields.values().next().value;
  }

  // Where its part of the page begins; on a page of one language, above both columns.
  get top() {
    const row = page.dataset.language ? page : this.first.closest("fieldset")?.querySelector(".form-row");
    return row ?? this.first;
  }

  has(field) {
    return [...this.fields.values()].includes(field);
  }

  values() {
    return Object.fromEntries([...this.fields].map(([name, field]) => [name, field.value]));
  }

  differs(values) {
    const now = this.values();
    return Object.keys(now).some((name) => name in values && !same(values[name], now[name]));
  }

  get changed() {
    return this.differs(this.opened);
  }

  keep(sent = false) {
    clearTimeout(this.timer);
    this.timer = undefined;
    const others = read(this.key).filter((draft) => draft.id !== opening);
    const unsaved = this.changed || (page.dataset.unsaved !== undefined && this.touched);
    const initials = Object.fromEntries([...this.initials].map(([name, field]) => [name, field.value]));
    const [seen, base] = [this.seen.value, this.base?.value];
    const mine = { id: opening, at: Date.now(), seen, base, initials, values: this.values(), sent };
    if (!write(this.key, unsaved ? [...others, mine] : others)) tellUnkept();
  }

  later() {
    this.touched = true;
    this.timer ??= setTimeout(() => this.keep(), EVERY);
  }

  drop(draft) {
    write(this.key, read(this.key).filter((other) => other.id !== draft.id));
  }

  restore(draft) {
    for (const [name, field] of this.fields) {
      if (!(name in draft.values) || same(field.value, draft.values[name])) continue;
      const editor = editorOf(field);
      if (editor) editor.commands.setContent(draft.values[name], { emitUpdate: true });
      else field.value = draft.values[name];
      field.dispatchEvent(new Event("input", { bubbles: true }));
      if (name in (draft.initials ?? {}) && this.initials.has(name)) this.initials.get(name).value = draft.initials[name];
    }
    // Saved, it is compared with the text that it was typed over.
    if (draft.seen) this.seen.value = draft.seen;
    if (draft.base && this.base) this.base.value = draft.base;
    this.keep();
    this.drop(draft);
    this.first.focus();
  }

  offer() {
    for (const draft of read(this.key)) {
      if (draft.id === opening) continue;
      if (this.differs(draft.values)) this.show(draft);
      else this.drop(draft);
    }
  }

  show(draft) {
    const words = page.dataset;
    const form = { day: "numeric", month: "long", hour: "numeric", minute: "numeric", timeZoneName: "short" };
    const moment = new Intl.DateTimeFormat(document.documentElement.lang, { ...form, timeZone: words.zone });
    const bar = document.createElement("div");
    bar.className = "draft-bar";
    bar.role = "status";
    const text = document.createElement("p");
    const moved = this.base && draft.base !== this.base.value;
    text.textContent = moved ? `${words.offer} ${words.since}` : words.offer;
    const restore = button(words.restore.replace("{moment}", moment.format(draft.at)), () => this.restore(draft), bar);
    const discard = button(words.discard, () => this.drop(draft), bar);
    bar.append(text, restore, " ", discard);
    this.top.before(bar);
    const folded = bar.closest("details");
    if (folded) folded.open = true;
  }
}

function button(label, does, bar) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = label;
  made.addEventListener("click", () => {
    does();
    bar.remove();
  });
  return made;
}

function tellUnkept() {
  if (document.querySelector(".draft-unkept")) return;
  const bar = document.createElement("p");
  bar.className = "draft-bar draft-unkept";
  bar.role = "alert";
  bar.textContent = page.dataset.full;
  form.prepend(bar);
}

const unsaved = () => page?.dataset.unsaved !== undefined || sections.some((section) => section.changed);

if (form) {
  const seen = page.dataset.language ? "input[name=seen]" : "input[name^='seen_']";
  sections = [...form.querySelectorAll(seen)].map((input) => new Section(input)).filter((section) => section.first);
  // A page that came back has what was typed in its fields; older drafts are offered the next time.
  if (page.dataset.unsaved === undefined) for (const section of sections) section.offer();
  form.addEventListener("input", (event) => sections.find((section) => section.has(event.target))?.later());
  form.addEventListener("submit", () => {
    leaving = true;
    for (const section of sections) section.keep(true);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) leaving = false;
  });
  addEventListener("pagehide", () => {
    for (const section of sections) if (section.timer) section.keep();
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && unsaved()) event.preventDefault();
  });
}

// Others may use this browser next.
document.getElementById("logout-form")?.addEventListener("submit", (event) => {
  for (const section of sections) if (section.timer) section.keep();
  if (keys(`${PREFIX}${person}:`).length && !confirm(desk.dataset.logout)) {
    event.preventDefault();
    return;
  }
  leaving = true;
  sections = [];
  for (const key of keys(PREFIX)) write(key, []);
});
