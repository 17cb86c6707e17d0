// Videos and posts of others: a button in each card, and nothing of a stranger's before it is pressed and allowed.
import { accepted, choose } from "./consent.js";

const tools = document.getElementById("embed-tools").content;
const SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation";
const ALLOW = "autoplay; encrypted-media; fullscreen; picture-in-picture";

function load(card, place) {
  const frame = document.createElement("iframe");
  frame.className = "embed-frame";
  frame.title = card.querySelector("a").textContent;
  frame.setAttribute("sandbox", SANDBOX);
  frame.allow = ALLOW;
  frame.referrerPolicy = "strict-origin-when-cross-origin"; // YouTube plays for nobody who does not say where
  frame.src = card.dataset.frame;
  place.replaceWith(frame);
  frame.focus();
}

function ask(card, button) {
  const question = tools.querySelector(".embed-question").cloneNode(true);
  const text = question.querySelector("p").firstChild;
  text.data = text.data.replaceAll("{provider}", card.dataset.provider);
  question.addEventListener("click", ({ target: { value } }) => {
    if (value === "no") {
      question.replaceWith(button);
      button.querySelector("button").focus();
    } else if (value) {
      // Where the choice cannot be stored, it is asked for again at the next one.
      if (value === "always") choose(["social"]).catch(() => {});
      load(card, question);
    }
  });
  button.replaceWith(question);
  question.focus();
}

for (const card of document.querySelectorAll(".embed")) {
  const button = tools.querySelector(`[data-kind=${card.dataset.kind}]`).parentElement.cloneNode(true);
  button.addEventListener("click", () => (accepted("social") ? load(card, button) : ask(card, button)));
  card.append(button);
}
