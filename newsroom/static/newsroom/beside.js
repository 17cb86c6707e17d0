// The file that was chosen to replace another, shown beside it before it is sent. Drawn here; nothing is loaded.

const form = document.querySelector("form[data-beside]");

async function show(file, canvas, said) {
  const kilobytes = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 0 });
  said.textContent = file ? `${file.name} · ${kilobytes.format(file.size / 1024)} kB` : "";
  if (!canvas) return;
  canvas.hidden = true;
  if (!file) return;
  try {
    const picture = await createImageBitmap(file);
    canvas.width = Math.min(800, picture.width);
    canvas.height = Math.max(1, Math.round((canvas.width * picture.height) / picture.width));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    said.textContent += ` · ${picture.width} × ${picture.height}`;
    canvas.hidden = false;
  } catch {
    // No picture, or one that this browser does not know, such as HEIC: the server says what it is.
  }
}

if (form) {
  const [input, canvas, said] = ["input[type=file]", "[data-preview]", "[data-said]"].map((part) => form.querySelector(part));
  input.addEventListener("change", () => show(input.files[0], canvas, said));
}
