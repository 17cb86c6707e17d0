// Choosing photos or documents of the media library in a dialog, for the release's page and for the editor.
//
//   const chosen = await pickPhoto({ multiple: true, kind: "photo", language: "fr" });
//
// Resolves with what was chosen, in that order, or with [] if the person cancels; the focus returns to where it was.
// Each: { kind, token, pk, title, titleLanguage, alt, thumb, detail, format, language }: strings. `alt` is the text in the
// `language` that was asked for, empty if there is none; `thumb` the address of a small picture at the desk, empty for
// a document; `detail` the kind of file and its size; `language` the name of the one language a document is offered in.
// `multiple: false` (the default) closes with the first choice. `kind`: "photo" (the default) or "document".
//
// The page includes admin/articles/library/_picker.html once, which needs newsroom/library.css. Without that dialog
// `pickPhoto` resolves with []. `canPick()` tells whether it is there. The dialog must stand outside of other forms. Who
// may add files can do so in it, with uploads.js.

import { startUploads } from "./uploads.js";

const PAUSE = 250; // milliseconds

const dialog = () => document.getElementById("media-picker");
export const canPick = () => Boolean(dialog());

let session;

class Session {
  constructor(box, { multiple, kind, language }) {
    Object.assign(this, { box, multiple, kind, language });
    this.chosen = new Map();
    this.found = box.querySelector(".library-picker-found");
    this.query = box.querySelector("input[type=search]");
    this.status = box.querySelector(".library-picker-status");
    this.take = box.querySelector("[data-take]");
    this.fresh = box.querySelector(".library-picker-new");
  }

  open() {
    const { words } = this;
    this.box.querySelector("h2").textContent = words[this.multiple ? `${this.kind}s` : this.kind];
    this.take.hidden = !this.multiple;
    this.take.disabled = true;
    this.query.value = "";
    this.status.textContent = "";
    this.found.replaceChildren();
    for (const use of this.box.querySelectorAll("[data-use]")) use.setAttribute("aria-pressed", "false");
    this.box.showModal();
    this.offerUpload();
    this.query.focus();
    this.search();
    return new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  // The form is the one of the library's page, fetched once; who may add nothing gets none.
  async offerUpload() {
    if (this.fresh.querySelector("form")) return;
    try {
      const answer = await fetch(this.words.upload);
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const form = document.importNode(page.querySelector("form[data-upload]"), true);
      form.dataset.choosing = "";
      form.querySelector("details").open = false;
      for (const part of form.querySelectorAll("[id]")) part.id = `picker-${part.id}`;
      for (const label of form.querySelectorAll("label[for]")) label.htmlFor = `picker-${label.htmlFor}`;
      for (const part of form.querySelectorAll("[aria-describedby]")) part.removeAttribute("aria-describedby");
      this.fresh.querySelector("div").replaceChildren(form);
      this.fresh.hidden = false;
      startUploads(this.fresh);
    } catch {
      // Choosing works without it.
    }
  }

  get words() {
    return this.box.dataset;
  }

  async search(page = 1) {
    this.asked?.abort();
    this.asked = new AbortController();
    const address = new URL(this.words.pick, location);
    const { kind, language: lang } = this;
    address.search = new URLSearchParams({ kind, lang, q: this.query.value, page });
    try {
      const answer = await fetch(address, { signal: this.asked.signal });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      this.show(await answer.text(), page);
    } catch (error) {
      if (error.name !== "AbortError") this.status.textContent = this.words.failed;
    }
  }

  show(markup, page) {
    const answer = new DOMParser().parseFromString(markup, "text/html");
    const list = this.found.querySelector("ul");
    const fresh = document.importNode(answer.querySelector("ul"), true);
    const more = answer.querySelector(".library-more");
    const first = fresh.querySelector("button");
    this.found.querySelector(".library-more")?.remove();
    if (page > 1 && list) list.append(...fresh.children);
    else this.found.replaceChildren(fresh);
    if (more) this.found.append(document.importNode(more, true));
    if (page > 1) first?.focus();
    else this.found.scrollTop = 0;
    for (const button of this.tiles) button.setAttribute("aria-pressed", this.chosen.has(button.dataset.token));
    if (this.chosen.size) this.say(this.words.chosen, this.chosen.size);
    else this.say(this.words.shown, this.tiles.length);
  }

  get tiles() {
    return [...this.found.querySelectorAll(".library-choice")];
  }

  say(sentence, number) {
    const written = new Intl.NumberFormat(document.documentElement.lang).format(number);
    this.status.textContent = sentence.replace("{number}", written);
  }

  choose(button) {
    const { kind, token, pk, title, titleLang: titleLanguage, alt, thumb, detail, format, language } = button.dataset;
    if (kind !== this.kind) return;
    if (this.chosen.has(token)) this.chosen.delete(token);
    else this.chosen.set(token, { kind, token, pk, title, titleLanguage, alt, thumb, detail, format, language });
    if (!this.multiple) {
      this.end([...this.chosen.values()]);
      return;
    }
    for (const twin of this.box.querySelectorAll(`[data-token="${token}"]`)) {
      twin.setAttribute("aria-pressed", this.chosen.has(token));
    }
    this.take.disabled = this.chosen.size === 0;
    this.say(this.words.chosen, this.chosen.size);
  }

  end(chosen) {
    this.asked?.abort();
    clearTimeout(this.timer);
    session = undefined;
    this.box.close();
    this.resolve(chosen);
  }

  // Arrows walk through the tiles as they stand on the screen; Home and End go to the first and the last.
  walk(event) {
    const { tiles } = this;
    const at = tiles.indexOf(document.activeElement);
    if (at < 0) return;
    const forward = getComputedStyle(this.box).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const top = tiles[0].offsetTop;
    const across = tiles.filter((tile) => tile.offsetTop === top).length;
    const steps = { [forward]: 1, [back]: -1, ArrowDown: across, ArrowUp: -across, Home: -at, End: tiles.length - 1 - at };
    if (!(event.key in steps)) return;
    event.preventDefault();
    tiles[at + steps[event.key]]?.focus();
  }
}

function listen(box) {
  box.addEventListener("click", ({ target }) => {
    const tile = target.closest(".library-choice, [data-use]");
    const more = target.closest("[data-more]");
    if (tile) session?.choose(tile);
    else if (more) session?.search(Number(more.dataset.more));
    else if (target.closest("[data-take]")) session?.end([...session.chosen.values()]);
    else if (target.closest("[data-cancel]")) session?.end([]);
  });
  // Escape.
  box.addEventListener("close", () => session?.end([]));
  box.addEventListener("keydown", (event) => session?.walk(event));
  // What was added stands first among the choices; a document is no photo, and is not offered as one. Where several can be
  // chosen, what is new to the library is: once all of it is there, in the order in which the files were given.
  box.addEventListener("done", ({ target, detail: { item } }) => {
    const use = item.querySelector("[data-use]");
    if (use && use.dataset.kind !== session?.kind) use.remove();
    if (session?.multiple && !target.querySelector("progress")) {
      const fresh = target.querySelectorAll("li:not(.is-known) [data-use]:not([aria-pressed])");
      for (const one of fresh) session.choose(one);
    }
    session?.search();
  }, true);
  const query = box.querySelector("input[type=search]");
  query.addEventListener("input", () => {
    if (!session) return;
    clearTimeout(session.timer);
    session.timer = setTimeout(() => session?.search(), PAUSE);
  });
  // Enter searches at once, and neither closes the dialog nor sends the form of the page.
  box.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(session?.timer);
    session?.search();
  });
}

export function pickPhoto({ multiple = false, kind = "photo", language = "" } = {}) {
  const box = dialog();
  if (!box || session) return Promise.resolve([]);
  if (!box.dataset.ready) {
    box.dataset.ready = "yes";
    listen(box);
  }
  const before = document.activeElement;
  session = new Session(box, { multiple, kind, language });
  return session.open().finally(() => before?.focus?.());
}
