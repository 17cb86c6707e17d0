// Ctrl+S saves, Ctrl+Alt+P previews the language in use, Ctrl+Alt+K links to a release; on a Mac with ⌘ for Ctrl.

const page = document.querySelector("[data-drafts]");
const form = page?.closest("form");
let section = document.querySelector("fieldset.open-first") ?? document.querySelector("fieldset[class*='language-']");

const save = () => form.querySelector("[name=_continue]") ?? form.querySelector("[name=_save]");

// The letter on the key, or, where the key writes another script, the one in its place.
function letter(event) {
  return /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase();
}

function changed() {
  const warning = new Event("beforeunload", { cancelable: true });
  return !dispatchEvent(warning); // drafts.js objects while something is not saved
}

function preview() {
  const link = (section ?? form).querySelector("a[href$='/preview/']");
  const end = section && [...section.classList].find((name) => name.startsWith("language-"))?.slice(9);
  const language = page.dataset.language || end?.replaceAll("_", "-");
  if (!language) return;
  if (!changed()) {
    if (link) window.open(link.href, "_blank", "noopener");
    return;
  }
  const wanted = document.createElement("input");
  wanted.type = "hidden";
  wanted.name = "_preview";
  wanted.value = language;
  form.append(wanted);
  form.requestSubmit(save());
}

if (form) {
  document.addEventListener("focusin", (event) => {
    section = event.target.closest?.("fieldset[class*='language-']") ?? section;
  });
  document.addEventListener(
    "keydown",
    (event) => {
      const held = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.getModifierState("AltGraph");
      if (!held || event.repeat) return;
      const pressed = letter(event);
      if (pressed === "s" && !event.altKey && save()) {
        event.preventDefault();
        form.requestSubmit(save());
      } else if (pressed === "p" && event.altKey) {
        event.preventDefault();
        preview();
      } else if (pressed === "k" && event.altKey) {
        const editor = event.target.closest?.(".form-row");
        const opener = editor?.querySelector("[data-link-picker]");
        if (opener) {
          event.preventDefault();
          opener.click();
        }
      }
    },
    true,
  );
}
