// How long the texts are: words and characters of each body, characters of each headline with a hint over its limit.

const words = document.querySelector("[data-counts]")?.dataset;
const PAUSE = 300; // milliseconds
const BREAKS = /<\/(?:p|h[1-6]|li|td|th|blockquote|caption)>|<br[^>]*>/g;

const number = new Intl.NumberFormat(document.documentElement.lang);
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const count = (segments) => [...segments].length;

function filled(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (_all, name) => number.format(values[name]));
}

function plain(html) {
  const spaced = html.replace(BREAKS, "$&\n");
  return new DOMParser().parseFromString(spaced, "text/html").body.textContent.trim();
}

function body(field) {
  const text = plain(field.value);
  if (field.lang.startsWith("zh")) {
    return filled(words.characters, { characters: count(graphemes.segment(text.replace(/\s/g, ""))) });
  }
  const found = [...new Intl.Segmenter(field.lang, { granularity: "word" }).segment(text)];
  const characters = count(graphemes.segment(text.replace(/\s*\n\s*/g, "")));
  return filled(words.words, { words: found.filter((segment) => segment.isWordLike).length, characters });
}

function headline(field) {
  const limit = Number(field.lang.startsWith("zh") ? words.chinese : words.counts);
  const characters = count(graphemes.segment(field.value.trim()));
  return filled(characters > limit ? words.long : words.characters, { characters, limit });
}

function show(field, measure) {
  const line = document.createElement("p");
  line.className = "help desk-count";
  line.id = `${field.id}_count`;
  (field.closest(".flex-container") ?? field.closest(".prose-editor") ?? field).after(line);
  const described = field.getAttribute("aria-describedby");
  field.setAttribute("aria-describedby", [described, line.id].filter(Boolean).join(" "));
  let timer;
  const refresh = () => {
    timer = undefined;
    line.textContent = measure(field);
    line.classList.toggle("is-long", measure === headline && line.textContent !== short(field));
  };
  const short = (of) => filled(words.characters, { characters: count(graphemes.segment(of.value.trim())) });
  field.addEventListener("input", () => (timer ??= setTimeout(refresh, PAUSE)));
  refresh();
}

if (words) {
  for (const field of document.querySelectorAll("textarea[name^='body_'], textarea[name=body]")) show(field, body);
  for (const field of document.querySelectorAll("input[name^='title_']:not([type=hidden]), input[name=title]")) show(field, headline);
}
