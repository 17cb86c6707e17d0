// A button beside a field copies what stands in it. Without a script, or where the browser refuses, the field selects
// itself when it gets the focus, and the keyboard copies.

for (const button of document.querySelectorAll("button[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  const status = document.querySelector(`#${field.id}-copied > span`);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      status.hidden = false;
    } catch {
      field.focus();
    }
  });
  field.addEventListener("focus", () => field.select());
}
