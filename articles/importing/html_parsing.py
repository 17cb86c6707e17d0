"""Parses HTML into a tree that is never deep and closes paragraphs and items as browsers do."""

from __future__ import annotations

import re
import warnings
from typing import Any

import bs4
from bs4 import BeautifulSoup
from bs4.element import Tag
from bs4.exceptions import ParserRejectedMarkup
from django.utils.translation import gettext as _

from articles.importing.parsed import ImportProblem

DEEPEST = 150
"""Levels of elements inside each other; real pages have about 30, and walking a tree recurses."""

UNENDED = re.compile("<[^<>]*(?=<)")
MOST_UNENDED = 2000
"""Tags without their ">": html.parser takes quadratic time over them (gh-135462)."""

# HTML Standard 13.1.2.4, "optional tags": what a start tag closes, and how far out it looks.
CELLS = frozenset({"td", "th"})
ROWS = CELLS | {"tr"}
IMPLIED_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (ROWS, frozenset({"table"})),
    "td": (CELLS, frozenset({"table", "tr"})),
    "th": (CELLS, frozenset({"table", "tr"})),
    **{name: (ROWS | {"thead", "tbody", "tfoot"}, frozenset({"table"})) for name in ("thead", "tbody", "tfoot")},
}
PARAGRAPH_ENDERS = frozenset(
    """
        address article aside blockquote details div dl fieldset figcaption figure footer form
        h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section table ul
    """.split()
)
PARAGRAPH_SCOPE = frozenset({"button", "caption", "object", "table", "td", "template", "th"})


def parse_page(text: str) -> BeautifulSoup:
    """Return the tree of an HTML page; entities of a doctype stay unread.

    Raises ImportProblem for markup that cannot be parsed or that is nested too deeply.
    """
    if sum(1 for _tag in UNENDED.finditer(text)) > MOST_UNENDED:
        raise ImportProblem(_("there are too many tags that never end; is this HTML?"))
    with warnings.catch_warnings():
        for category in (bs4.MarkupResemblesLocatorWarning, bs4.XMLParsedAsHTMLWarning):
            warnings.simplefilter("ignore", category)
        try:
            return Page(text, "html.parser")
        except ImportProblem:
            raise
        except (ParserRejectedMarkup, ValueError, OverflowError):
            raise ImportProblem(_("this is not HTML that can be read")) from None


class Page(BeautifulSoup):
    """A tree that is built with the end tags HTML allows to leave out, and with a depth limit."""

    def handle_starttag(self, name: str, *args: Any, **kwargs: Any) -> Tag | None:
        """Close what the start tag ends by itself, then open it."""
        if name in PARAGRAPH_ENDERS:
            self.close(frozenset({"p"}), PARAGRAPH_SCOPE)
        if name in IMPLIED_ENDS:
            self.close(*IMPLIED_ENDS[name])
        return super().handle_starttag(name, *args, **kwargs)

    def close(self, names: frozenset[str], scope: frozenset[str]) -> None:
        """Close the outermost open tag of `names`, looking no further out than `scope`."""
        outermost = 0
        for depth in range(len(self.tagStack) - 1, 0, -1):
            name = self.tagStack[depth].name
            if name in scope:
                break
            if name in names:
                outermost = depth
        while outermost and len(self.tagStack) > outermost:
            self.handle_endtag(self.tagStack[-1].name, self.tagStack[-1].prefix)

    def pushTag(self, tag: Tag) -> None:  # noqa: N802 (Beautiful Soup's name)
        """Open a tag, or raise ImportProblem where the page is nested too deeply."""
        if len(self.tagStack) > DEEPEST:
            message = _("elements are nested more than %(levels)d levels deep")
            raise ImportProblem(message % {"levels": DEEPEST}, tag.sourceline)
        super().pushTag(tag)
