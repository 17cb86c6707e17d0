// What the reader allows: the notice, the boxes of the cookie page, and what other modules ask (docs/decisions/0028).
// The consent cookie is django-cookie-consent's: "statistics=2026-11-24T…|social=-1", perhaps in quotation marks;
// "!gpc" stands in it when the choice was made in spite of Global Privacy Control.

const banner = document.getElementById("cookie-banner");
const refusing = navigator.globalPrivacyControl === true;
const wanted = parse(banner?.dataset.groups ?? "");
let last = written();

function parse(text) {
  return new Map(text.split("|").filter(Boolean).map((part) => {
    const at = part.indexOf("=");
    return [part.slice(0, at), part.slice(at + 1)];
  }));
}

function written() {
  const pair = document.cookie.split("; ").find((item) => item.startsWith("cookie_consent="));
  return pair ? pair.slice("cookie_consent=".length).replace(/^"|"$/g, "") : "";
}

// A group is settled when it was refused, or accepted in its present version or a later one; what follows "~" in a
// version says who counts readers, and must be the same.
function settled([group, version]) {
  const chosen = parse(written()).get(group) ?? "";
  const [[had, from], [due, to]] = [chosen.split("~"), version.split("~")];
  return chosen === "-1" || (chosen !== "" && had >= due && from === to);
}

// Tell whether the reader allows an optional group, by its short name, as it stands in this page.
export function accepted(group) {
  const chosen = parse(written());
  return wanted.has(group) && settled([group, wanted.get(group)]) && chosen.get(group) !== "-1"
    && (!refusing || chosen.has("!gpc"));
}

// Allow these groups beside those that are allowed already. Rejects where the choice could not be stored.
export function choose(groups) {
  const all = [...wanted.keys()].filter((group) => groups.includes(group) || accepted(group));
  return send([["choice", "selected"], ...all.map((group) => ["groups", group])]);
}

async function send(fields) {
  const body = new URLSearchParams(refusing ? [...fields, ["gpc", "1"]] : fields);
  const answer = await fetch(banner.querySelector("form").action, { method: "POST", body });
  if (!answer.ok || !written()) throw new Error(String(answer.status));
  refresh();
}

// The event "consent" of the document says that the choice changed: here, in another tab, or by running out.
function refresh() {
  if (written() === last) return;
  last = written();
  show();
  document.dispatchEvent(new Event("consent"));
}

function show() {
  const form = document.querySelector(".cookie-form");
  if (banner) {
    banner.hidden = refusing || form !== null || [...wanted].every(settled);
    document.getElementById("cookie-skip").hidden = banner.hidden;
  }
  for (const box of form?.querySelectorAll("[type=checkbox]") ?? []) box.checked = accepted(box.value);
  for (const note of document.querySelectorAll(".consent-gpc")) note.hidden = !refusing;
  for (const note of document.querySelectorAll(".consent-lost")) note.hidden = last !== "";
}

show();
for (const moment of ["pageshow", "focus", "visibilitychange"]) addEventListener(moment, refresh);

document.querySelector(".cookie-form")?.addEventListener("formdata", ({ formData }) => {
  if (refusing) formData.append("gpc", "1");
});

banner?.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const problem = banner.querySelector(".consent-problem");
  problem.hidden = true;
  try {
    await send([[event.submitter.name, event.submitter.value]]);
    document.getElementById("main").focus({ preventScroll: true });
  } catch {
    problem.hidden = false;
  }
});

if (banner) {
  document.getElementById("cookie-skip").addEventListener("click", () => banner.focus());
  // What takes the focus is scrolled clear of the banner, however high it is.
  new ResizeObserver(() => {
    document.documentElement.style.scrollPaddingBlockEnd = `${banner.offsetHeight + 16}px`;
  }).observe(banner);
}
