// The desk: the section to begin with stands open, and the editor speaks the language of its field.

const person = document.querySelector("[data-desk]")?.dataset.desk ?? "";
const LAST = `desk-section:${person}`;
const ending = (section) => [...section.classList].find((name) => name.startsWith("language-"));

// The language section that the person used last stands open, else the one to begin with.
function lastUsed() {
  try {
    return document.querySelector(`fieldset.${localStorage.getItem(LAST)} > details`);
  } catch {
    return null;
  }
}

function remember(event) {
  const section = event.target.closest?.("fieldset[class*='language-']");
  if (!section) return;
  try {
    localStorage.setItem(LAST, ending(section));
  } catch {
    // A browser without storage opens the section to begin with.
  }
}

document.addEventListener("focusin", remember);
document.addEventListener("click", remember);
const last = lastUsed();
if (last) last.open = true;
else for (const section of document.querySelectorAll("fieldset.open-first > details")) section.open = true;

// A new release begins with the language of its original.
const original = document.getElementById("id_original");
function unfold() {
  const section = document.querySelector(`fieldset.language-${original.value.replace("-", "_")} > details`);
  if (section) section.open = true;
}
if (original) {
  original.addEventListener("change", unfold);
  if (original.value) unfold();
}

document.addEventListener("prose-editor:ready", (event) => {
  const { editor, textarea } = event.detail;
  const text = editor.view.dom;
  text.lang = textarea.lang;
  text.dir = textarea.dir;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (label) text.setAttribute("aria-label", label.textContent.replace(/:\s*$/, ""));
});

// Select2 names its field by what is chosen, which may be nothing: let the label name it too.
window.django?.jQuery?.(() => {
  for (const field of document.querySelectorAll(".select2-selection[role=combobox]")) {
    const select = field.closest(".select2")?.previousElementSibling;
    const label = select?.labels?.[0];
    if (!label) continue;
    label.id ||= `${select.id}_label`;
    field.setAttribute("aria-labelledby", `${label.id} ${field.getAttribute("aria-labelledby")}`);
    field.querySelector("[role=textbox], .select2-search__field")?.setAttribute("aria-labelledby", label.id);
  }
});
