// Photos and documents of a release: chosen in the library's dialog, put in order by hand, by buttons or by keys.
//
// The server made the lists work without scripts, by numbers; here the numbers follow what is moved.
import { pickPhoto } from "./photo_picker.js";

const words = document.getElementById("desk-pictures")?.dataset ?? {};
const format = (number) => new Intl.NumberFormat(document.documentElement.lang).format(number);

function say(sentence) {
  const place = document.getElementById("desk-pictures-said");
  if (place) place.textContent = sentence;
}

class List {
  constructor(box) {
    this.box = box;
    this.items = box.querySelector(".media-items");
    this.blank = box.querySelector("template").content.firstElementChild;
    const { kind, name, most } = box.dataset;
    Object.assign(this, { kind, name, most: Number(most) });
    for (const part of box.querySelectorAll(".media-numbers")) part.hidden = true;
    for (const item of this.items.children) this.prepare(item);
    const adding = box.querySelector(".media-adding");
    adding.hidden = false;
    adding.querySelector("[data-add]").addEventListener("click", () => this.add());
    this.items.addEventListener("click", (event) => this.press(event));
    this.items.addEventListener("dragover", (event) => this.over(event));
    this.items.addEventListener("drop", (event) => {
      if (this.dragged) event.preventDefault();
    });
    this.number();
  }

  prepare(item) {
    item.querySelector(".media-place").hidden = true;
    item.querySelector(".media-moves").hidden = false;
    const title = item.querySelector(".media-title").textContent;
    for (const button of item.querySelectorAll(".media-moves button")) {
      button.setAttribute("aria-label", `${button.textContent}: ${title}`);
    }
    item.draggable = true;
    item.addEventListener("dragstart", (event) => {
      this.dragged = item;
      item.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", title);
    });
    item.addEventListener("dragend", () => {
      item.classList.remove("is-dragged");
      this.dragged = undefined;
      this.tell(item);
    });
  }

  over(event) {
    if (!this.dragged) return;
    event.preventDefault();
    const target = event.target.closest(".media-item");
    if (!target || target === this.dragged) return;
    const { top, height } = target.getBoundingClientRect();
    target[event.clientY < top + height / 2 ? "before" : "after"](this.dragged);
    this.number();
  }

  press({ target }) {
    const item = target.closest(".media-item");
    if (target.matches("[data-earlier]")) item.previousElementSibling?.before(item);
    else if (target.matches("[data-later]")) item.nextElementSibling?.after(item);
    else if (target.matches("[data-remove]")) return this.remove(item);
    else return undefined;
    this.number();
    // At an end the button has nothing more to do.
    const still = target.disabled ? item.querySelector(".media-moves button:not(:disabled)") : target;
    still.focus();
    this.tell(item);
    return undefined;
  }

  remove(item) {
    const title = item.querySelector(".media-title").textContent;
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    this.number();
    (next?.querySelector("[data-remove]") ?? this.box.querySelector("[data-add]")).focus();
    say(words.removed.replace("{title}", () => title));
  }

  tell(item) {
    const place = [...this.items.children].indexOf(item) + 1;
    const title = item.querySelector(".media-title").textContent;
    const said = words.moved.replace("{title}", () => title);
    say(said.replace("{place}", format(place)).replace("{number}", format(this.items.children.length)));
  }

  // Places follow the order; the ends have nowhere further to go.
  number() {
    const all = [...this.items.children];
    all.forEach((item, index) => {
      item.querySelector(".media-place input").value = index + 1;
      item.querySelector("[data-earlier]").disabled = index === 0;
      item.querySelector("[data-later]").disabled = index === all.length - 1;
    });
    this.box.querySelector(".media-none").hidden = all.length > 0;
    if (this.counted !== undefined) changed = true;
    this.counted = all.length;
  }

  async add() {
    const chosen = await pickPhoto({ multiple: true, kind: this.kind, language: document.documentElement.lang });
    const there = new Set([...this.items.querySelectorAll("[data-key]")].map((input) => input.value));
    const fresh = chosen.filter(({ pk }) => !there.has(pk));
    const room = Math.max(0, this.most - there.size);
    for (const one of fresh.slice(0, room)) this.items.append(this.made(one));
    if (!fresh.length) return;
    this.number();
    say((fresh.length > room ? words.full : words.added).replace("{number}", format(fresh.length > room ? this.most : fresh.length)));
  }

  made({ pk, title, titleLanguage, thumb, detail, format: form, language }) {
    const item = document.importNode(this.blank, true);
    item.querySelector("[data-key]").value = pk;
    item.querySelector(".media-place input").name = `${this.name}-place-${pk}`;
    const link = item.querySelector(".media-title");
    link.href = new URL(`../../../${this.kind}/${pk}/change/`, new URL(words.described, location)).pathname;
    const name = link.querySelector("bdi");
    name.textContent = title;
    if (titleLanguage) name.lang = titleLanguage;
    item.querySelector(".media-detail").textContent = [detail, language].filter(Boolean).join(" · ");
    const place = item.querySelector(".media-picture");
    if (place && thumb) place.append(picture(thumb));
    const file = item.querySelector(".media-file");
    if (file) file.textContent = form;
    this.prepare(item);
    return item;
  }
}

function picture(address) {
  const image = document.createElement("img");
  image.src = address;
  image.alt = "";
  image.draggable = false;
  return image;
}

// The lead photo: its field can be typed in as before; the library's dialog and a look at the photo stand beside it.
function lead(select) {
  const row = select.closest(".related-widget-wrapper") ?? select.parentElement;
  const box = document.createElement("div");
  box.className = "media-lead";
  const place = document.createElement("span");
  place.className = "media-picture";
  const note = document.createElement("span");
  note.className = "media-lacks";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = words.change;
  box.append(place, button, note);
  const both = document.createElement("div");
  row.before(both);
  both.append(box, row);
  const $ = window.django?.jQuery;

  async function look() {
    place.hidden = !select.value;
    note.textContent = "";
    if (!select.value) return;
    const address = new URL(words.described, location);
    address.search = new URLSearchParams({ key: select.value });
    const answer = await fetch(address).catch(() => null);
    const found = answer?.ok ? Object.values(await answer.json())[0] : null;
    place.replaceChildren(...(found?.thumb ? [picture(found.thumb)] : []));
    note.textContent = found?.lacks ?? "";
    const [option] = select.selectedOptions;
    if (!found?.title || option?.textContent === found.title) return;
    option.textContent = found.title; // as the person may read it
    $?.(select).trigger("change.select2");
  }

  button.addEventListener("click", async () => {
    const [chosen] = await pickPhoto({ kind: "photo", language: document.documentElement.lang });
    if (!chosen) return;
    if (![...select.options].some((option) => option.value === chosen.pk)) {
      select.add(new Option(chosen.title, chosen.pk));
    }
    select.value = chosen.pk;
    if ($) $(select).trigger("change");
    else look();
    button.focus();
  });
  if ($) $(select).on("change", look);
  else select.addEventListener("change", look);
  look();
}

// A file that is dropped beside the dialog and the texts, which know what to do, would be opened in the page's place.
function holdFiles(event) {
  if (!event.dataTransfer?.types.includes("Files") || event.target.closest?.("dialog, .ProseMirror")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
}

let changed = false;

if (words.described) {
  for (const type of ["dragover", "drop"]) document.addEventListener(type, holdFiles);
  for (const box of document.querySelectorAll(".media-list")) if (box.querySelector("template")) new List(box);
  const select = document.querySelector("select#id_photo:not(:disabled)");
  if (select) lead(select);
  const form = document.querySelector(".media-list")?.closest("form");
  let leaving = false;
  form?.addEventListener("submit", () => {
    leaving = true;
  });
  addEventListener("beforeunload", (event) => {
    if (changed && !leaving) event.preventDefault();
  });
}
