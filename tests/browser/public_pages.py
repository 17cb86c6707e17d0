"""Every kind of public page with something on it, and what Chromium tells assistive technology of a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cookie_consent.models import CookieGroup
from playwright.sync_api import Page

from articles.enums import suffix
from articles.models import Edition
from newsroom import consent
from newsroom.models import CookieDetail
from tests import factories

BODY = (
    "<p>The first paragraph, with <a href='https://example.org/study'>a study</a>.</p><h2>What comes next</h2>"
    "<ul><li>One</li><li>Two</li></ul><blockquote><p>“Quoted.”</p></blockquote>"
    "<table><thead><tr><th>Port</th><th>Calls</th></tr></thead><tbody><tr><th>Lisbon</th><td>12</td></tr></tbody></table>"
)


def furnished(language: str) -> dict[str, str]:
    """Return the path of each kind of page in ``language``, each with something to see."""
    consent.create_shipped(CookieGroup, CookieDetail)
    factories.organisation()
    topic = factories.topic("ports")
    texts = {f"{name}_{suffix(language)}": f"A {name}" for name in ("alt", "caption", "credit")}
    release = factories.release(language, photo=factories.photo(**texts), topics=[topic])
    full = factories.public(language, of=release, body=BODY, title="A harbour with everything")
    factories.public("ar" if language == "en" else "en", of=release)
    full = factories.correct(full, body=BODY, title="A harbour with everything, corrected")
    plain = factories.public(language, of=factories.release(language, topics=[topic]))
    gone = factories.withdrawn(language)
    film = factories.public(language, body="<p><a href='https://youtu.be/abcdefghij0'>The film</a></p>")
    start = f"/{language}/news/"
    return {
        "list": start,
        "filtered list": f"{start}?topic=ports&year={plain.year}",
        "list filtered to one language": f"{start}?also={'ar' if language == 'en' else 'en'}",
        "year": f"{start}{plain.year}/",
        "month": f"{start}{plain.year}/{Edition.objects.get(pk=plain.pk).publish_at:%m}/",
        "topic": f"{start}topics/ports/",
        "release with everything": full.get_absolute_url(),
        "release of text alone": plain.get_absolute_url(),
        "withdrawn release": gone.get_absolute_url(),
        "release with a film": film.get_absolute_url(),
        "search": f"{start}search/?q=harbour",
        "search without results": f"{start}search/?q=nothingatall",
        "empty search": f"{start}search/",
        "print": full.address("print"),
        "cookies": f"/{language}/cookies/",
        "cookies saved": f"/{language}/cookies/saved/",
        "accessibility": f"/{language}/accessibility/",
        "missing page": f"/{language}/nothing-here/",
    }


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the accessibility tree."""

    role: str
    name: str
    level: int


def tree(page: Page) -> list[Node]:
    """Return what Chromium tells assistive technology of ``page``, in reading order."""
    session = page.context.new_cdp_session(page)
    nodes: dict[str, Any] = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    return [_node(node) for node in _in_order(nodes, next(iter(nodes))) if not node["ignored"]]


def _in_order(nodes: dict[str, Any], start: str) -> Iterator[dict[str, Any]]:
    """Yield the node ``start`` and what is in it; the browser lists them by depth."""
    if start in nodes:
        yield nodes[start]
        for child in nodes[start].get("childIds", []):
            yield from _in_order(nodes, child)


def _node(node: dict[str, Any]) -> Node:
    properties = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
    return Node(node["role"]["value"], node.get("name", {}).get("value", ""), int(properties.get("level") or 0))
