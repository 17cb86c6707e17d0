"""A body as a reader sees it: one flat list of paragraphs, headings, list items, rows and quotes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import NamedTuple

from articles import html

STRUCTURE = (html.BLOCKS | html.TABLES) - {"br"}
NAMING = frozenset({"h2", "h3", "h4", "li", "blockquote", "aside", "tr", "caption"})
"""What names the blocks inside: a paragraph of a list item is shown as an item."""
CELLS = frozenset({"td", "th"})
BETWEEN_CELLS = " | "
DEEPEST = 20
"""Inline elements inside each other that a block repeats; without a bound, blocks inside them would grow together."""
COLLAPSING = re.compile(r"[ \t\n\r\f]+")  # CSS Text 3, 4.1.1: no-break spaces are none of them


class Link(NamedTuple):
    """Where in the words of a block a link stands, in characters, and where it leads."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body.

    ``tag``: p, h2, h3, h4, li, blockquote and aside (each of their paragraphs), tr, caption, figure or hr.
    ``html``: its clean inline HTML, to be shown through ``html.render_body``; cells of a row are kept apart by ``|``.
    ``plain``: its words, white space collapsed as browsers do; a ``<br>`` is a newline. Empty for hr.
    Of a figure, what the picture is called.
    ``links``: its links, in order.
    """

    tag: str
    html: str
    plain: str
    links: tuple[Link, ...] = ()


def blocks(body: str, pictures: Mapping[str, str] | None = None) -> list[Block]:
    """Return the blocks of ``body``, cleaned, in reading order. Blocks without words are left out, except hr.

    ``pictures``: what the photos are called to which a body refers, by token; others go by their token.
    """
    reader = _Reader(pictures or {})
    reader.feed(html.clean(body))
    reader.close()
    reader.end_block()
    return reader.found


def _escaped(text: str) -> str:
    """Return ``text`` escaped as ``html.clean`` leaves it, so that cleaning a block changes nothing."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


class _Inline(NamedTuple):
    tag: str
    source: str
    target: str
    block: int  # of which block, in reading order, its start is a place
    start: int


class _Reader(HTMLParser):
    """Collects blocks from the output of ``html.clean``, which is well-formed."""

    def __init__(self, pictures: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures = pictures
        self.found: list[Block] = []
        self.naming: list[str] = []  # the open elements that name blocks
        self.inline: list[_Inline] = []  # the open inline elements, which may reach over several blocks
        self.rows = 0  # open rows inside each other: all that stands in the outermost is one block
        self.number = 0
        self.begin_block()

    def begin_block(self) -> None:
        self.number += 1
        self.source = [entry.source for entry in self.inline[:DEEPEST]]
        self.words: list[str] = []
        self.length = 0
        self.links: list[Link] = []
        self.cells = 0
        self.has_words = False

    def end_block(self) -> None:
        """Add what was read since the last block, if it has words."""
        if not self.source and not self.words:
            return
        if self.has_words:
            for entry in reversed(self.inline[:DEEPEST]):
                self._close(entry)
            plain = "".join(self.words).rstrip(" \n")
            tag = self.naming[-1] if self.naming else "p"
            links = tuple(link for link in self.links if plain[link.start : link.end].strip())
            self.found.append(Block(tag, "".join(self.source), plain, links))
        if self.words:
            self.begin_block()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            if self.words:
                self._write("\n", "<br>")
        elif tag == "figure":
            self._take_picture(dict(attrs).get("data-photo") or "")
        elif tag not in STRUCTURE:
            self._open(tag, dict(attrs).get("href") or "")
        elif self.rows:
            self._inside_row(tag)
        else:
            self.end_block()
            if tag == "hr":
                self.found.append(Block("hr", "<hr>", ""))
            if tag in NAMING:
                self.naming.append(tag)
            self.rows += tag == "tr"

    def handle_endtag(self, tag: str) -> None:
        if tag not in STRUCTURE:
            self._close(self.inline.pop(), len(self.inline) < DEEPEST)
            return
        self.rows -= tag == "tr"
        if self.rows:
            self.handle_data(" ")
            return
        self.end_block()
        self.cells = 0
        if tag in NAMING:
            self.naming.pop()

    def handle_data(self, data: str) -> None:
        text = COLLAPSING.sub(" ", data)
        if text.startswith(" ") and (not self.words or self.words[-1].endswith((" ", "\n"))):
            text = text[1:]
        if text:
            self._write(text, _escaped(text))
            self.has_words = self.has_words or bool(text.strip())

    def _take_picture(self, token: str) -> None:
        name = self.pictures.get(token) or token
        if self.rows:
            self.handle_data(f" {name}")
            return
        self.end_block()
        self.found.append(Block("figure", f'<figure data-photo="{token}"></figure>', name))

    def _inside_row(self, tag: str) -> None:
        self.rows += tag == "tr"
        if tag in CELLS:
            self.cells += 1
            if self.cells > 1:
                separator = BETWEEN_CELLS.lstrip() if self.words and self.words[-1].endswith(" ") else BETWEEN_CELLS
                self._write(separator, separator)
                return
        self.handle_data(" ")

    def _write(self, plain: str, source: str) -> None:
        self.words.append(plain)
        self.length += len(plain)
        self.source.append(source)

    def _open(self, tag: str, target: str) -> None:
        source = self.get_starttag_text() or ""
        self.inline.append(_Inline(tag, source, target, self.number, self.length))
        if len(self.inline) <= DEEPEST:
            self.source.append(source)

    def _close(self, entry: _Inline, written: bool = True) -> None:
        """Write the end of an inline element, or take back its start if nothing stands in it."""
        start = entry.start if entry.block == self.number else 0
        if entry.target and self.length > start:
            self.links.append(Link(start, self.length, entry.target))
        if not written:
            return
        if self.source and self.source[-1] == entry.source:
            self.source.pop()
        else:
            self.source.append(f"</{entry.tag}>")
