// The cookie banner: shown where no choice is stored for every group of this page, and the cookie page's boxes.
// The consent cookie is django-cookie-consent's: "statistics=2026-11-24T…|social=-1", perhaps in quotation marks.

function groups(text) {
  return new Map(text.split("|").filter(Boolean).map((part) => {
    const at = part.indexOf("=");
    return [part.slice(0, at), part.slice(at + 1)];
  }));
}

function stored() {
  const pair = document.cookie.split("; ").find((item) => item.startsWith("cookie_consent="));
  return groups(pair ? pair.slice("cookie_consent=".length).replace(/^"|"$/g, "") : "");
}

const banner = document.getElementById("cookie-banner");
if (banner) {
  const chosen = stored();
  const wanted = [...groups(banner.dataset.groups)];
  // A group is settled when it was refused, or accepted in its present version or a later one.
  const settled = ([name, version]) =>
    chosen.get(name) === "-1" || (chosen.has(name) && chosen.get(name) >= version);
  banner.hidden = wanted.every(settled);

  // What takes the focus is scrolled clear of the banner, however high it is.
  new ResizeObserver(() => {
    document.documentElement.style.scrollPaddingBlockEnd = `${banner.offsetHeight + 16}px`;
  }).observe(banner);

  banner.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const problem = form.querySelector(".consent-problem");
    problem.hidden = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams([[event.submitter.name, event.submitter.value]]),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      banner.hidden = true;
      showBoxes();
    } catch {
      problem.hidden = false;
    }
  });
  showBoxes();
}

function showBoxes() {
  const chosen = stored();
  for (const box of document.querySelectorAll(".cookie-form input[type=checkbox]")) {
    box.checked = chosen.has(box.value) && chosen.get(box.value) !== "-1";
  }
}
