// Adding many files to the media library: dropped or chosen, each sent by itself with its progress. The form works
// without this module, all files in one request.
//
// A form with `data-upload` gets a "done" event for each file, `detail` { file, item }: `item` is the list item that says
// what became of it. `startUploads(root)` enhances the forms in `root`; the page's own are enhanced at once.

const AT_ONCE = 2; // requests; the server has few processors, and each picture takes one for a second
const TIMES = 40; // that a file is sent again by itself to a server that has too many others at this moment

class Busy {
  constructor(seconds, said) {
    this.seconds = Number(seconds) || 3;
    this.said = said;
  }

  toString() {
    return this.said;
  }
}

async function patiently(send, wait) {
  for (let left = TIMES; ; left -= 1) {
    try {
      return await send();
    } catch (problem) {
      if (!(problem instanceof Busy) || left === 0) throw problem;
      wait();
      const share = 1 + Math.random(); // not all of those who were refused at the same time
      await new Promise((over) => setTimeout(over, problem.seconds * 1000 * share));
    }
  }
}

function request(form, file, again, progress) {
  const data = new FormData(form);
  data.delete("file");
  data.append("file", file, file.name);
  data.set("part", "1");
  if (again) data.set("again", "on");
  if (form.dataset.choosing !== undefined) data.set("choosing", "1");
  const sending = new XMLHttpRequest();
  const address = new URL(form.getAttribute("action"), location).href;
  return new Promise((resolve, reject) => {
    sending.open("POST", address);
    sending.upload.addEventListener("progress", ({ loaded, total }) => progress(loaded, total));
    sending.addEventListener("load", () => {
      if (sending.responseURL !== address || sending.status === 403) reject(form.dataset.out);
      else if (sending.status === 413) reject(form.dataset.large);
      else if (sending.status === 503) reject(new Busy(sending.getResponseHeader("Retry-After"), form.dataset.busy));
      else if (sending.status !== 200) reject(form.dataset.lost);
      else resolve(sending.responseText);
    });
    for (const end of ["error", "abort", "timeout"]) sending.addEventListener(end, () => reject(form.dataset.lost));
    sending.send(data);
  });
}

// Who signed in again, in another window, has another token than the form was made with. Tells whether they are signed in.
async function renewed(form) {
  try {
    const answer = await fetch(form.getAttribute("action"));
    if (!answer.ok || answer.redirected) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    form.elements.csrfmiddlewaretoken.value = page.querySelector("[name=csrfmiddlewaretoken]").value;
    return true;
  } catch {
    return false;
  }
}

class Uploads {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=file]");
    this.list = form.querySelector(".library-results");
    this.status = form.querySelector(".library-progress");
    this.waiting = [];
    this.running = 0;
    this.failed = new Set();
    form.querySelector("[data-hint]").hidden = false;
    form.querySelector(".library-send").hidden = true;
    const again = form.querySelector("[data-again]");
    if (again) again.hidden = true; // here the question is asked of each file that is known
    this.input.addEventListener("change", () => {
      this.add([...this.input.files]);
      this.input.value = "";
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    this.listenForDrops(form.closest("dialog") ?? document);
  }

  // Files may be dropped anywhere: beside the box the browser would open them and leave the page.
  listenForDrops(place) {
    const box = this.form.querySelector(".library-drop");
    const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
    place.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      box.classList.add("is-over");
    });
    place.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) box.classList.remove("is-over");
    });
    place.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      box.classList.remove("is-over");
      this.add([...event.dataTransfer.files]);
    });
  }

  add(files) {
    const items = files.map(() => document.createElement("li"));
    this.list.prepend(...items); // in their order, above what was added before
    files.forEach((file, index) => this.queue(file, items[index], false));
    this.status.scrollIntoView({ block: "nearest" });
    items[0]?.scrollIntoView({ block: "nearest" });
    this.next();
  }

  queue(file, item, again) {
    const { waiting } = this.form.dataset;
    const body = document.createElement("div");
    const name = document.createElement("strong");
    const bar = document.createElement("progress");
    const said = document.createElement("small");
    name.append(Object.assign(document.createElement("bdi"), { textContent: file.name }));
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    said.textContent = waiting;
    body.append(name, bar, said);
    item.className = "library-result";
    item.replaceChildren(body);
    this.waiting.push({ file, item, again, bar, said });
    this.tell();
  }

  next() {
    while (this.running < AT_ONCE && this.waiting.length > 0) this.send(this.waiting.shift());
  }

  async send(job) {
    const { out } = this.form.dataset;
    this.running += 1;
    try {
      const markup = await this.sent(job).catch(async (problem) => {
        if (problem !== out || !(await renewed(this.form))) throw problem;
        return this.sent(job);
      });
      this.show(job, markup);
    } catch (problem) {
      this.fail(job, String(problem));
    }
    this.running -= 1;
    this.tell();
    this.form.dispatchEvent(new CustomEvent("done", { detail: job }));
    this.next();
    if (!this.busy) this.refresh();
  }

  sent(job) {
    const { waiting, sending, working } = this.form.dataset;
    const percent = new Intl.NumberFormat(document.documentElement.lang);
    const progress = (loaded, total) => {
      job.bar.value = total ? loaded / total : 0;
      const share = percent.format(Math.floor(job.bar.value * 100));
      job.said.textContent = loaded < total ? sending.replace("{percent}", share) : working;
      if (loaded >= total) job.bar.removeAttribute("value");
    };
    const wait = () => {
      job.bar.value = 0;
      job.said.textContent = waiting;
    };
    return patiently(() => request(this.form, job.file, job.again, progress), wait);
  }

  // What was added appears on the page of the library without a reload, which would lose what was answered.
  async refresh() {
    const shelf = document.querySelector("[data-shelf]");
    if (!shelf || this.form.dataset.choosing !== undefined) return;
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-shelf]");
      if (!answer.ok || !fresh) return;
      const at = shelf.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      const now = document.importNode(fresh, true);
      shelf.replaceWith(now);
      if (at) now.querySelector(`a[href="${CSS.escape(at)}"]`)?.focus({ preventScroll: true });
    } catch {
      // It appears when the page is opened the next time.
    }
  }

  show(job, markup) {
    const answer = new DOMParser().parseFromString(markup, "text/html").querySelector("li");
    const item = document.importNode(answer, true);
    const keep = item.querySelector("[data-keep]");
    if (keep) {
      keep.hidden = false;
      keep.addEventListener("click", () => {
        this.queue(job.file, item, true);
        this.again(item);
      });
    }
    item.querySelector("noscript")?.remove();
    job.item.replaceWith(item);
    job.item = item;
  }

  // One press tries all again that failed: what broke the connection, or signed the person out, broke it for all of them.
  fail(job, problem) {
    const { file, item } = job;
    const body = document.createElement("div");
    const name = document.createElement("strong");
    const said = document.createElement("p");
    const retry = document.createElement("button");
    name.append(Object.assign(document.createElement("bdi"), { textContent: file.name }));
    said.className = "errornote";
    said.textContent = problem;
    retry.type = "button";
    retry.className = "button";
    retry.textContent = this.form.dataset.retry;
    retry.addEventListener("click", () => {
      const { failed } = this;
      this.failed = new Set();
      for (const one of failed) this.queue(one.file, one.item, one.again);
      this.again(item);
    });
    this.failed.add(job);
    body.append(name, said, retry);
    item.className = "library-result is-refused";
    item.replaceChildren(body);
  }

  again(item) {
    item.tabIndex = -1;
    item.focus();
    this.next();
  }

  tell() {
    const number = new Intl.NumberFormat(document.documentElement.lang);
    const { all, refused } = this.form.dataset;
    const count = (selector) => this.list.querySelectorAll(selector).length;
    const [whole, going, not] = [count("li"), count("progress"), count(".is-refused")];
    const said = [all.replace("{done}", number.format(whole - going)).replace("{all}", number.format(whole))];
    if (not) said.push(refused.replace("{number}", number.format(not)));
    this.status.textContent = said.join(" · ");
  }

  get busy() {
    return this.running > 0 || this.waiting.length > 0;
  }
}

const started = new WeakMap();

export function startUploads(root = document) {
  for (const form of root.querySelectorAll("form[data-upload]")) {
    // In a window opened from another page, the answer is for that page.
    if (!started.has(form) && !form.elements._popup) started.set(form, new Uploads(form));
  }
}

const going = () => [...document.querySelectorAll("form[data-upload]")].some((form) => started.get(form)?.busy);

window.addEventListener("beforeunload", (event) => {
  if (going()) event.preventDefault();
});

startUploads();
