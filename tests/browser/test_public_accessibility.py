"""The public pages as people meet them who do not see, hear, point or read as most do: by tool and by hand.

WCAG 2.2 AA. axe decides what a machine can decide; the rest reads the accessibility tree and tries the keyboard, a
window of 320 pixels (400 %), wider spacing and forced colours.
"""

from collections.abc import Callable, Collection, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from tests.browser.axe import violations
from tests.browser.public_pages import Node, furnished, tree

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

STATUSES = {"withdrawn release": 410, "missing page": 404}
NAMED = {"link", "button", "checkbox", "textbox", "searchbox", "combobox", "region", "navigation", "image"}
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 800}

# WCAG 1.4.12, and what it must not do: text that its box cuts off.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((node) => {
  const style = getComputedStyle(node);
  const hides = [style.overflowX, style.overflowY].some((value) => value === "hidden" || value === "clip");
  return hides && style.clipPath === "none" && node.innerText?.trim()
    && (node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1);
}).map((node) => node.outerHTML.slice(0, 120))"""
# Links to texts in another language that do not say so (WCAG 3.1.2).
UNMARKED = """() => [...document.querySelectorAll("a[hreflang]")].filter((link) => {
  const marked = link.closest("[lang]");
  return marked.lang !== link.hreflang || !marked.dir;
}).map((link) => link.outerHTML.slice(0, 120))"""
# With forced colours backgrounds are gone: what is not text needs a border, and the focus an outline.
SHAPELESS = """() => [...document.querySelectorAll("button, input, select")].filter((node) => {
  const style = getComputedStyle(node);
  const drawn = style.borderTopStyle !== "none" && parseFloat(style.borderTopWidth) > 0;
  return node.checkVisibility() && !drawn && style.appearance === "none";
}).map((node) => node.outerHTML.slice(0, 120))"""
OUTLINE = """() => {
  const node = document.activeElement, style = getComputedStyle(node), box = (node.getClientRects()[0] ?? node.getBoundingClientRect());
  if (node === document.body) return "end";
  const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const middle = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 10));
  const bare = !middle || node.contains(middle) || middle.contains(node);
  return drawn && seen && bare ? "" : node.outerHTML.slice(0, 120);
}"""

Open = Callable[..., Iterator[tuple[str, Page]]]


@pytest.fixture
def walk(browser: Browser, live_server: LiveServer) -> Iterator[Open]:
    """Give a function that opens every public page in a language, with what a browser's context takes."""
    opened = []

    def pages(language: str, only: Collection[str] = (), **options: object) -> Iterator[tuple[str, Page]]:
        context = browser.new_context(locale=language, reduced_motion="reduce", **options)  # type: ignore[arg-type]
        opened.append(context)
        page = context.new_page()
        paths = furnished(language)
        for name, path in ((name, paths[name]) for name in only or paths):
            response = page.goto(live_server.url + path)
            assert response is not None and response.status == STATUSES.get(name, 200), (name, path)
            yield name, page

    yield pages
    for context in opened:
        context.close()


@pytest.mark.parametrize(
    ("language", "size", "scheme"),
    [("en", WIDE, "light"), ("ar", NARROW, "dark")],
    ids=["English, wide, light", "Arabic, narrow, dark"],
)
def test_axe_finds_nothing_on_any_public_page(walk: Open, language: str, size: ViewportSize, scheme: str) -> None:
    found = {}
    for name, page in walk(language, viewport=size, color_scheme=scheme):
        problems = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in violations(page)]
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        if problems or wide:
            found[name] = [*problems, *(["wider than the window"] if wide else [])]
    assert found == {}


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.set_content("<html lang=en><title>x</title><main><h1 style='color: #ccc'>Pale</h1><img src='x'></main>")
    found = {rule["id"]: rule["nodes"][0]["html"] for rule in violations(page)}
    assert found == {
        "color-contrast": '<h1 style="color: #ccc">Pale</h1>',
        "image-alt": '<img src="x">',
    }


def skips(levels: list[int]) -> bool:
    """Tell whether headings go down by more than a level at a time, or do not begin at the first."""
    return levels[:1] != [1] or any(after > before + 1 for before, after in pairwise(levels))


def landmarks(nodes: list[Node]) -> list[str]:
    return [node.role for node in nodes if node.role in {"banner", "main", "contentinfo"}]


def test_the_tree_has_landmarks_headings_in_order_and_a_name_for_everything(walk: Open) -> None:
    found = {}
    for name, page in walk("en", viewport=WIDE):
        nodes = tree(page)
        levels = [node.level for node in nodes if node.role == "heading"]
        tables = [node.role for node in nodes if node.role in {"table", "columnheader"}]
        problems = {
            "landmarks": landmarks(nodes) != (["main"] if name == "print" else ["banner", "main", "contentinfo"]),
            "headings": levels if skips(levels) or levels.count(1) != 1 else [],
            "nameless": [node.role for node in nodes if node.role in NAMED and not node.name.strip()],
            "table without headers": tables.count("table") > 0 and "columnheader" not in tables,
            "language": page.evaluate(UNMARKED),
            "html": page.evaluate("[document.documentElement.lang, document.documentElement.dir]") != ["en", "ltr"],
        }
        if any(problems.values()):
            found[name] = {problem: value for problem, value in problems.items() if value}
    assert found == {}


def test_the_cookie_tables_stay_tables_where_they_are_shown_as_paragraphs(walk: Open) -> None:
    for _name, page in walk("en", ["cookies"], viewport=NARROW):
        roles = [node.role for node in tree(page)]
        assert (roles.count("table"), roles.count("columnheader"), roles.count("rowheader")) == (2, 8, 10)


def test_at_400_percent_with_wider_spacing_nothing_is_cut_off_or_wider_than_the_window(walk: Open) -> None:
    found = {}
    for name, page in walk("en", viewport=NARROW, bypass_csp=True):
        page.add_style_tag(content=SPACED)
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        if problems := [*page.evaluate(CUT_OFF), *(["wider than the window"] if wide else [])]:
            found[name] = problems
    assert found == {}


def test_with_forced_colours_controls_keep_a_shape_and_the_focus_an_outline(walk: Open) -> None:
    found = {}
    for name, page in walk("ar", viewport=WIDE, forced_colors="active"):
        problems = page.evaluate(SHAPELESS)
        for _stop in range(12):
            page.keyboard.press("Tab")
            stop = page.evaluate(OUTLINE)
            if stop == "end":
                break
            problems += [stop] if stop else []
        if problems:
            found[name] = problems
    assert found == {}


def test_the_whole_page_is_walked_by_keyboard_with_the_focus_seen_and_never_covered(walk: Open) -> None:
    found = {}
    for name, page in walk("en", viewport=NARROW):
        problems, stops = [], 0
        while stops < 80:
            page.keyboard.press("Tab")
            if (stop := page.evaluate(OUTLINE)) == "end":
                break
            stops += 1
            problems += [stop] if stop else []
        if problems or not 2 <= stops < 80:
            found[name] = [*problems, stops]
    assert found == {}


def test_the_skip_link_leads_to_the_text(walk: Open) -> None:
    for name, page in walk("ar", ["list", "release with everything", "print", "cookies"], viewport=NARROW):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main", name
        page.keyboard.press("Tab")
        inside = "document.activeElement.compareDocumentPosition(document.querySelector('header')) & 2"
        assert name == "print" or page.evaluate(inside), name
