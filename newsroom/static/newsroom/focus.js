// The focus of a photo: set by a click on the picture, by arrow keys, or in the two fields, with its cuts shown live.

const form = document.querySelector("form[data-focus]");

function start() {
  const { width, height, said, pad: label } = form.dataset;
  const size = { width: Number(width), height: Number(height) };
  const pad = form.querySelector(".library-pad");
  const target = form.querySelector("[data-target]");
  const status = form.querySelector("[data-status]");
  const { x: across, y: down } = form.elements;
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const within = (value) => Math.min(100, Math.max(0, Math.round(value)));

  pad.tabIndex = 0;
  pad.setAttribute("role", "application");
  pad.setAttribute("aria-label", label);

  // As the darkroom cuts (articles/darkroom/prints.py): the largest part of that shape with the focus in its middle.
  function box(shape, x, y) {
    const [wide, tall] = shape.split("/").map(Number);
    const w = Math.min(size.width, (size.height * wide) / tall);
    const h = (w * tall) / wide;
    const left = Math.min(Math.max((size.width * x) / 100 - w / 2, 0), size.width - w);
    const top = Math.min(Math.max((size.height * y) / 100 - h / 2, 0), size.height - h);
    return `${left} ${top} ${w} ${h}`;
  }

  function show() {
    const [x, y] = [within(across.value), within(down.value)];
    target.setAttribute("x", `${x}%`);
    target.setAttribute("y", `${y}%`);
    for (const cut of form.querySelectorAll("[data-cut]")) cut.setAttribute("viewBox", box(cut.dataset.cut, x, y));
    status.textContent = said.replace("{x}", number.format(x)).replace("{y}", number.format(y));
  }

  function move(x, y) {
    across.value = within(x);
    down.value = within(y);
    show();
  }

  function point({ clientX, clientY }) {
    const seen = pad.querySelector("[data-picture]").getScreenCTM().inverse();
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(seen);
    move((x / size.width) * 100, (y / size.height) * 100);
  }

  pad.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pad.setPointerCapture(event.pointerId);
    point(event);
  });
  pad.addEventListener("pointermove", (event) => {
    if (pad.hasPointerCapture(event.pointerId)) point(event);
  });
  // A picture is not mirrored where writing runs from the right: the left arrow key moves to the left.
  pad.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 10 : 1;
    const steps = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const [right, below] = steps[event.key];
    move(Number(across.value) + right, Number(down.value) + below);
  });
  form.addEventListener("input", show);
  show();
}

if (form) start();
