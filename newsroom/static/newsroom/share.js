// Conveniences beside the plain share links: copying the address, and what the device itself offers for sharing.
const share = document.querySelector(".share");
const { href: url } = document.querySelector("link[rel=canonical]");
const title = document.querySelector("h1").textContent;

function offer(button, act) {
  button.parentElement.hidden = false;
  button.addEventListener("click", act);
}

if (navigator.clipboard) {
  offer(share.querySelector(".share-copy"), async ({ currentTarget: { dataset } }) => {
    const said = share.querySelector(".share-said");
    said.textContent = "";
    said.textContent = await navigator.clipboard.writeText(url).then(() => dataset.done, () => dataset.failed);
  });
}
if (navigator.canShare?.({ title, url })) {
  // Who closes the device's sheet without choosing is no problem.
  offer(share.querySelector(".share-more"), () => navigator.share({ title, url }).catch(() => {}));
}
