// Counting readers, from the moment at which they allow it until they take it back (docs/decisions/0028).
// Told are the canonical address and, where it is another's, the site that the reader came from: never an address
// that only this reader knows.

import { accepted } from "./consent.js";

const { kind, url, site, page, life } = document.getElementById("statistics").dataset;
let counted = false;

function count() {
  const from = document.referrer && new URL(document.referrer).origin;
  const referrer = from === location.origin ? "" : from;
  if (kind === "plausible") {
    const body = JSON.stringify({ n: "pageview", u: page, d: site, r: referrer || null });
    fetch(`${url}/api/event`, { method: "POST", mode: "no-cors", credentials: "omit", keepalive: true, body }).catch(() => {});
    return;
  }
  window._paq = [
    ["setTrackerUrl", `${url}/matomo.php`],
    ["setSiteId", site],
    ["setCustomUrl", page],
    ["setReferrerUrl", referrer],
    ["setVisitorCookieTimeout", life],
    ["setReferralCookieTimeout", life],
    ["setSecureCookie", location.protocol === "https:"],
    ["trackPageView"],
    ["enableLinkTracking"],
  ];
  const script = document.createElement("script");
  script.src = `${url}/matomo.js`;
  document.head.append(script);
}

// Take away what was set, here and for the domains above, where Matomo may have been told to put it.
function clean() {
  const names = document.cookie.split("; ").map((pair) => pair.split("=")[0]).filter((name) => name.startsWith("_pk_"));
  for (const name of names) {
    document.cookie = `${name}=; path=/; max-age=0`;
    for (let parts = location.hostname.split("."); parts.length > 1; parts = parts.slice(1)) {
      document.cookie = `${name}=; path=/; max-age=0; domain=${parts.join(".")}`;
    }
  }
}

// Once stopped, this page counts no more, even if the reader changes their mind: the next page does.
function follow() {
  if (accepted("statistics")) {
    if (!counted) count();
    counted = true;
    return;
  }
  if (counted) window._paq?.push(["requireConsent"], ["deleteCookies"]);
  clean();
}

follow();
document.addEventListener("consent", follow);
