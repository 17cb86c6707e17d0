// A link to another release, found by words of its headline, put where the cursor stands in a body.

const dialog = document.getElementById("link-picker");
const PAUSE = 250; // milliseconds
const OPEN = /^$|[\s\p{Ps}\p{Pi}]/u; // after these a word begins without a space
const WORD = /[\p{L}\p{N}]/u;

const editorOf = (field) => field.closest(".prose-editor")?.querySelector(".tiptap")?.editor;

function start() {
  const words = dialog.dataset;
  const query = dialog.querySelector("input");
  const status = dialog.querySelector(".link-picker-status");
  const list = dialog.querySelector(".link-picker-found");
  const said = document.getElementById("link-picker-said");
  let field;
  let asked;
  let timer;

  async function search() {
    asked?.abort();
    asked = new AbortController();
    const address = new URL(words.links, location);
    address.search = new URLSearchParams({ q: query.value, language: field.lang.toLowerCase() });
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      show(await answer.json());
    } catch (error) {
      if (error.name === "AbortError") return;
      list.replaceChildren();
      status.textContent = words.failed;
    }
  }

  function show({ releases, tag, direction }) {
    const number = new Intl.NumberFormat(document.documentElement.lang).format(releases.length);
    status.textContent = releases.length ? words.found.replace("{number}", number) : words.none;
    list.replaceChildren(
      ...releases.map((release) => {
        const item = document.createElement("li");
        const choose = document.createElement("button");
        choose.type = "button";
        const title = document.createElement("span");
        title.lang = tag;
        title.dir = direction;
        title.textContent = release.title;
        const beside = document.createElement("small");
        const reference = document.createElement("bdi");
        reference.textContent = release.reference;
        beside.append(release.date, " · ", reference);
        choose.append(title, " ", beside);
        choose.addEventListener("click", () => insert(release));
        item.append(choose);
        return item;
      }),
    );
  }

  function insert({ path, title }) {
    const editor = editorOf(field);
    dialog.close();
    const chain = editor.chain().focus();
    const { empty, $from } = editor.state.selection;
    if (empty) {
      const linked = { type: "text", text: title, marks: [{ type: "link", attrs: { href: path } }] };
      chain.insertContentAt($from.pos, apart(linked, $from)).unsetMark("link").run();
    } else {
      chain.setLink({ href: path }).run();
    }
    said.textContent = words.done.replace("{title}", title);
  }

  // With the spaces that keep a headline from the words beside it; Chinese has none.
  function apart(linked, { parent, parentOffset: at }) {
    const near = (from, to) => parent.textBetween(Math.max(0, from), Math.min(to, parent.content.size), "", " ");
    const space = { type: "text", text: " " };
    if (field.lang.startsWith("zh")) return linked;
    return [
      ...(OPEN.test(near(at - 1, at)) ? [] : [space]),
      linked,
      ...(WORD.test(near(at, at + 1)) ? [space] : []),
    ];
  }

  function move(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [query, ...list.querySelectorAll("button")];
    const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (next < 0 || next >= stops.length) return;
    event.preventDefault();
    stops[next].focus();
  }

  query.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  dialog.addEventListener("keydown", move);
  // Enter in the field searches at once, instead of pressing "cancel".
  query.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(timer);
    search();
  });
  dialog.addEventListener("close", () => {
    asked?.abort();
    clearTimeout(timer);
    editorOf(field)?.commands.focus();
  });

  for (const body of document.querySelectorAll("textarea[name^='body_'], textarea[name=body]")) {
    const opener = document.createElement("button");
    opener.type = "button";
    opener.className = "button desk-link";
    opener.dataset.linkPicker = "";
    opener.textContent = words.open;
    opener.addEventListener("click", () => {
      field = body;
      query.lang = body.lang;
      query.dir = "auto";
      query.value = "";
      said.textContent = "";
      list.replaceChildren();
      status.textContent = "";
      dialog.showModal();
      query.focus();
      search();
    });
    (body.closest(".flex-container") ?? body.closest(".prose-editor") ?? body).after(opener);
  }
}

if (dialog) start();
