// The button on the print page: shown only where it works, and the dialog opens only on a press.
const button = document.getElementById("print");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
