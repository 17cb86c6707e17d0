// Who else has this release open. Works on any page with an element [data-presence], the address to tell and to ask.

const EVERY = 15_000; // milliseconds
const HIDDEN = 40_000; // milliseconds, in a window that nobody sees; the desk forgets after 45 s
const SOON = 2_000; // milliseconds between two questions at least

function watch(line) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  let language = line.dataset.language ?? "";
  let told = 0;
  let timer;
  let shown = "";

  const body = (more) => new URLSearchParams({ csrfmiddlewaretoken: token, language, ...more });

  async function tell(more = {}) {
    clearTimeout(timer);
    told = Date.now();
    try {
      const answer = await fetch(line.dataset.presence, { method: "POST", body: body(more), redirect: "manual" });
      if (answer.ok) show(await answer.json());
      else if (answer.type === "opaqueredirect" || answer.status === 403) say([line.dataset.out]);
    } catch {
      say([line.dataset.offline]);
    }
    timer = setTimeout(tell, document.hidden ? HIDDEN : EVERY);
  }

  // A list of parts, each a string or a node; the line speaks only when it has something new.
  function say(parts) {
    const made = document.createElement("div");
    made.append(...parts);
    if (made.innerHTML === shown) return;
    shown = made.innerHTML;
    line.replaceChildren(...made.childNodes);
  }

  function named(text, tag) {
    const name = document.createElement("bdi");
    if (tag) name.lang = tag;
    name.textContent = text;
    return name;
  }

  function show({ others, versions }) {
    const parts = [];
    for (const other of others) {
      parts.push(parts.length ? ", " : `${line.dataset.also} `, named(other.name));
      if (other.language) parts.push(" (", named(other.language, other.tag), ")");
    }
    const moved = Object.entries(versions).filter(([end, { version }]) => {
      const alone = end === line.dataset.language?.replaceAll("-", "_") ? ", input[name=seen]" : "";
      const seen = document.querySelector(`input[name="seen_${end}"]${alone}`);
      return seen && version > Number(seen.value);
    });
    if (moved.length && line.dataset.moved) {
      const [before, after] = line.dataset.moved.split("{languages}");
      const note = document.createElement("p");
      note.append(before);
      for (const [i, [, { name, tag }]] of moved.entries()) note.append(i ? ", " : "", named(name, tag));
      note.append(after ?? "");
      parts.push(note);
    }
    say(parts);
  }

  document.addEventListener("focusin", (event) => {
    const section = event.target.closest?.("fieldset[class*='language-']");
    const end = section && [...section.classList].find((name) => name.startsWith("language-"))?.slice(9);
    const now = end ? end.replaceAll("_", "-") : language;
    if (now === language) return;
    language = now;
    clearTimeout(timer);
    timer = setTimeout(tell, Math.max(0, told + SOON - Date.now()));
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - told > SOON) tell();
  });
  addEventListener("pagehide", () => {
    clearTimeout(timer);
    navigator.sendBeacon(line.dataset.presence, body({ leaving: "1" }));
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) tell();
  });
  tell({ arriving: "1" });
}

for (const line of document.querySelectorAll("[data-presence]")) watch(line);
