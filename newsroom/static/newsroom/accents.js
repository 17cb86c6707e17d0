// Accents at the desk: the sample follows what is typed, and the browser's own colour picker stands beside the field.
// Whether a colour passes is decided by the server (articles/colours.py); here its contrast is only shown.

function light(part) {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => light(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const number = new Intl.NumberFormat(document.documentElement.lang, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

for (const part of document.querySelectorAll("[data-accent]")) {
  const field = part.querySelector("input");
  const picker = document.createElement("input");
  picker.type = "color";
  picker.setAttribute("aria-label", document.querySelector(`label[for="${field.id}"]`)?.textContent.trim() ?? "");
  field.after(picker);

  const show = () => {
    const typed = field.value.trim().toLowerCase();
    const colour = /^#[0-9a-f]{6}$/.test(typed) ? typed : part.dataset.accent;
    picker.value = colour;
    for (const shape of part.querySelectorAll("[data-accent-fill]")) shape.setAttribute("fill", colour);
    const grounds = [...part.querySelectorAll("[data-ground]")].map((sample) => sample.dataset.ground);
    const lowest = Math.min(...grounds.map((ground) => ratio(colour, ground)));
    // Rounded down, as the server does: what falls short must not read as if it were enough.
    part.querySelector("[data-accent-ratio]").value = number.format(Math.floor(lowest * 10) / 10);
  };
  field.addEventListener("input", show);
  picker.addEventListener("input", () => {
    field.value = picker.value;
    show();
  });
  show();
}
