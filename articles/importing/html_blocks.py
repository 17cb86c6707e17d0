"""Turns parsed HTML into the few simple blocks that a release is made of."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from articles.html import PHOTO
from articles.importing.datelines import split_dateline

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
INLINE = {
    "a": "a",
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "sub": "sub",
    "sup": "sup",
}
LISTS = frozenset({"ul", "ol", "menu", "dir"})
CONTAINERS = frozenset(
    """
        address article aside blockquote body caption center dd details dialog dir div dl dt
        fieldset figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol
        p pre search section summary table tbody td tfoot th thead tr ul
    """.split()
)
DROPPED = frozenset(
    """
        aside audio button canvas dialog embed figcaption footer form head header iframe img
        input link map math meta nav noscript object option picture script search select style
        svg template textarea title video
    """.split()
)

SPACE = re.compile(r"[ \t\n\r\f\v]+")
ADDRESS = re.compile(r"(?:https?://[^\s<>\"]+|mailto:[^\s<>\"]+|tel:[+\d().;=\w-]+)", re.IGNORECASE)
LONGEST_ADDRESS = 2000
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
DIRECTIONS = frozenset({"ltr", "rtl", "auto"})
# Where one of these tags ends, the text of a block goes on in a new line.
LINE_ENDS = frozenset({"<br>", "</p>", "</li>", "</tr>", "</h2>", "</h3>", "</caption>", "</blockquote>"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, or one tag as it is to be written."""

    text: str
    is_tag: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list, quotation or table, with its own tags among the pieces."""

    name: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Return the words alone, each paragraph, item or row of cells on a line."""
        lines = "".join(piece.text if not piece.is_tag else "\n" * (piece.text in LINE_ENDS) for piece in self.pieces)
        return "\n".join(line.strip() for line in lines.split("\n") if line.strip())

    @property
    def html(self) -> str:
        """Return the block as HTML, its text escaped."""
        return "".join(piece.text if piece.is_tag else html.escape(piece.text, quote=False) for piece in self.pieces)


def blocks_of(parent: Tag, dropped: frozenset[str] = DROPPED) -> list[Block]:
    """Return the blocks in a tag; what stands loose in it becomes paragraphs; pictures go, but references to photos."""
    holders: set[int] = set()
    for tag in parent.find_all(list(CONTAINERS)):
        for ancestor in tag.parents:
            if id(ancestor) in holders:
                break
            holders.add(id(ancestor))
    return list(Simplifier(frozenset(holders), dropped).blocks(parent))


def body_html(blocks: Iterable[Block]) -> str:
    """Return blocks as the HTML of a body, one a line."""
    return "\n".join(block.html for block in blocks)


def split_opening(blocks: Sequence[Block]) -> tuple[str, list[Block]]:
    """Return the dateline that opens the first paragraph ("" if none) and blocks without it."""
    if not blocks or blocks[0].name != "p":
        return "", list(blocks)
    text = "".join(piece.text for piece in blocks[0].pieces if not piece.is_tag)
    dateline, rest = split_dateline(text)
    if not dateline:
        return "", list(blocks)
    opening, *pieces = cut(blocks[0].pieces, len(text) - len(rest))
    return SPACE.sub(" ", dateline), [Block("p", (opening, *tidy(pieces))), *blocks[1:]]


def cut(pieces: Sequence[Piece], count: int) -> list[Piece]:
    """Return pieces without the first `count` characters of text, and tags that they empty."""
    kept: list[Piece] = []
    for piece in pieces:
        if piece.is_tag:
            emptied = kept[-1:] and closes(kept[-1], piece) and len(kept) > 1
            if emptied:
                kept.pop()
            elif not (count and piece.text == "<br>"):
                kept.append(piece)
            continue
        taken = min(count, len(piece.text))
        count -= taken
        if piece.text[taken:]:
            kept.append(Piece(piece.text[taken:]))
    return kept


def closes(opening: Piece, closing: Piece) -> bool:
    """Return whether the second tag ends the first one."""
    if not (opening.is_tag and closing.text.startswith("</")):
        return False
    return re.split(r"[ >]", opening.text[1:])[0] == closing.text[2:-1]


def tidy(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces with white space as a browser shows it: single, none at the ends or at a br."""
    kept: list[Piece] = []
    at_start = True
    for piece in pieces:
        if piece.is_tag:
            if piece.text == "<br>":
                strip_end(kept)
                at_start = True
            kept.append(piece)
            continue
        text = SPACE.sub(" ", piece.text)
        text = text.lstrip(" ") if at_start else text
        if text:
            at_start = text.endswith(" ")
            kept.append(Piece(text))
    strip_end(kept)
    return kept


def strip_end(pieces: list[Piece]) -> None:
    """Take the white space from the end of the last text."""
    for index in range(len(pieces) - 1, -1, -1):
        if not pieces[index].is_tag:
            pieces[index] = Piece(pieces[index].text.rstrip(" "))
            return


@dataclass(frozen=True, slots=True)
class Simplifier:
    """Walks a tree: `holders` are ids of tags with blocks in them, `dropped` names left out.

    It goes as deep as the tree, so whoever parses sees to it that the tree is not too deep.
    """

    holders: frozenset[int]
    dropped: frozenset[str]

    def blocks(self, parent: Tag) -> Iterator[Block]:
        """Yield the blocks of what stands in a tag."""
        loose: list[Piece] = []
        for child in parent.children:
            if self.is_left_out(child):
                continue
            if isinstance(child, Tag) and (child.name in CONTAINERS or id(child) in self.holders):
                yield from paragraphs(loose)
                loose = []
                yield from self.block(child)
            else:
                loose.extend(self.inline(child))
        yield from paragraphs(loose, start_tag("p", parent) if parent.name == "p" else "<p>")

    def is_left_out(self, node: PageElement) -> bool:
        """Return whether a node is no text for readers: a comment, a control, something hidden."""
        if isinstance(node, Tag):
            hidden = node.has_attr("hidden") or node.get("aria-hidden") == "true"
            return node.name in self.dropped or hidden
        return isinstance(node, PreformattedString)

    def block(self, tag: Tag) -> Iterator[Block]:
        """Yield the blocks that one block element makes."""
        if tag.name in HEADINGS:
            yield from wrapped(HEADINGS[tag.name], tag, tidy(self.within(tag)))
        elif tag.name in LISTS:
            yield from self.list_block(tag)
        elif tag.name == "blockquote":
            inner = [piece for block in self.blocks(tag) for piece in block.pieces]
            yield from wrapped("blockquote", tag, inner)
        elif tag.name == "table":
            yield from self.table_block(tag)
        elif tag.name == "figure" and PHOTO.fullmatch(str(tag.get("data-photo", ""))):
            start = f'<figure data-photo="{tag["data-photo"]}">'
            yield Block("figure", (Piece(start, is_tag=True), Piece("</figure>", is_tag=True)))
        elif tag.name == "pre":
            yield from wrapped("p", tag, self.preformatted(tag))
        else:
            yield from self.blocks(tag)

    def list_block(self, tag: Tag) -> Iterator[Block]:
        """Yield a list whose items hold their first paragraph bare."""
        items: list[Piece] = []
        for child in tag.children:
            if not isinstance(child, Tag) or self.is_left_out(child):
                continue
            inner = list(self.blocks(child))
            bare = 1 if inner and inner[0].name == "p" else 0
            first = [piece for block in inner[:bare] for piece in block.pieces[1:-1]]
            rest = [piece for block in inner[bare:] for piece in block.pieces]
            if inner:
                items += element("li", child, [*first, *rest])
        yield from wrapped("ol" if tag.name == "ol" else "ul", tag, items)

    def table_block(self, table: Tag) -> Iterator[Block]:
        """Yield a table; one of a single column is layout, and what is in it stands free."""
        rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
        cells = [row.find_all(["td", "th"], recursive=False) for row in rows]
        if all(len(row) < 2 for row in cells):
            for row in cells:
                for cell in row:
                    yield from self.blocks(cell)
            return
        pieces: list[Piece] = []
        caption = table.find("caption")
        if isinstance(caption, Tag) and caption.find_parent("table") is table:
            pieces += element("caption", caption, tidy(self.within(caption)))
        heads = 1 if cells[0] and all(cell.name == "th" for cell in cells[0]) else 0
        for name, part in (("thead", cells[:heads]), ("tbody", cells[heads:])):
            written = [piece for row in part for piece in self.row(row)]
            if written:
                pieces += bare_element(name, written)
        yield from wrapped("table", table, pieces)

    def row(self, cells: Iterable[Tag]) -> list[Piece]:
        """Return the pieces of one row of a table."""
        written = [piece for cell in cells for piece in element(cell.name, cell, tidy(self.within(cell)))]
        return bare_element("tr", written)

    def within(self, tag: Tag) -> Iterator[Piece]:
        """Yield all text in a tag as one run; blocks in it are set off by spaces."""
        for child in tag.children:
            yield from self.inline(child)

    def inline(self, node: PageElement) -> Iterator[Piece]:
        """Yield a node as text with emphasis and links, whatever it is."""
        if self.is_left_out(node):
            return
        if isinstance(node, NavigableString):
            yield Piece(str(node))
        elif isinstance(node, Tag) and node.name == "br":
            yield Piece("<br>", is_tag=True)
        elif isinstance(node, Tag) and node.name in CONTAINERS:
            yield from (Piece(" "), *self.within(node), Piece(" "))
        elif isinstance(node, Tag):
            name = inline_name(node)
            inner = list(self.within(node))
            shown = any(not piece.is_tag and piece.text.strip() for piece in inner)
            yield from element(name, node, inner) if name and shown else inner

    def preformatted(self, tag: Tag) -> list[Piece]:
        """Return the lines of a pre with their breaks."""
        lines = tag.get_text().strip("\n").split("\n")
        pieces = [Piece(lines[0])]
        for line in lines[1:]:
            pieces += [Piece("<br>", is_tag=True), Piece(line)]
        return tidy(pieces)


def inline_name(tag: Tag) -> str:
    """Return the name that an inline tag is written with, "" where only its text stays."""
    if tag.name == "a":
        return "a" if address(tag) else ""
    if tag.name in INLINE:
        return INLINE[tag.name]
    return "span" if start_tag("span", tag) != "<span>" else ""


def paragraphs(pieces: Sequence[Piece], start: str = "<p>") -> Iterator[Block]:
    """Yield loose pieces as paragraphs; two line breaks in a row part them."""
    run: list[Piece] = []
    unclosed = 0
    for index, piece in enumerate(pieces):
        run.append(piece)
        if piece.is_tag and piece.text != "<br>":
            unclosed += -1 if piece.text.startswith("</") else 1
        elif piece.is_tag and not unclosed and is_double_break(pieces, index):
            yield from paragraph(run, start)
            run = []
    yield from paragraph(run, start)


def is_double_break(pieces: Sequence[Piece], index: int) -> bool:
    """Return whether another br follows the one at `index` with only white space between."""
    for following in range(index + 1, len(pieces)):
        piece = pieces[following]
        if piece.is_tag:
            return piece.text == "<br>"
        if piece.text.strip():
            return False
    return False


def paragraph(pieces: Sequence[Piece], start: str) -> Iterator[Block]:
    """Yield one paragraph, without the line breaks around it; nothing where it has no words."""
    first, end = 0, len(pieces)
    while first < end and is_blank(pieces[first]):
        first += 1
    while first < end and is_blank(pieces[end - 1]):
        end -= 1
    written = tidy(pieces[first:end])
    if any(piece.text.strip() for piece in written if not piece.is_tag):
        yield Block("p", (Piece(start, is_tag=True), *written, Piece("</p>", is_tag=True)))


def is_blank(piece: Piece) -> bool:
    """Return whether a piece is white space or a line break."""
    return piece.text == "<br>" if piece.is_tag else not piece.text.strip()


def wrapped(name: str, tag: Tag, inner: Sequence[Piece]) -> Iterator[Block]:
    """Yield the block `name` with a tag's language and direction; nothing where it has no words."""
    if any(piece.text.strip() for piece in inner if not piece.is_tag):
        yield Block(name, tuple(element(name, tag, inner)))


def bare_element(name: str, inner: Sequence[Piece]) -> list[Piece]:
    """Return pieces between the start and the end of an element without attributes."""
    return [Piece(f"<{name}>", is_tag=True), *inner, Piece(f"</{name}>", is_tag=True)]


def element(name: str, tag: Tag, inner: Sequence[Piece]) -> list[Piece]:
    """Return pieces between the start and the end of an element."""
    start, end = start_tag(name, tag), f"</{name}>"
    return [Piece(start, is_tag=True), *inner, Piece(end, is_tag=True)]


def start_tag(name: str, tag: Tag) -> str:
    """Return the start of `name` with those attributes of a tag that are kept."""
    kept = {"href": address(tag)} if name == "a" else {}
    language, direction = str(tag.get("lang", "")), str(tag.get("dir", "")).casefold()
    if LANGUAGE_TAG.fullmatch(language):
        kept["lang"] = language
    if direction in DIRECTIONS:
        kept["dir"] = direction
    return f"<{name}" + "".join(f' {key}="{html.escape(kept[key])}"' for key in kept) + ">"


def address(tag: Tag) -> str:
    """Return where a link leads, "" unless it is a web, mail or telephone address."""
    found = str(tag.get("href", "")).strip()
    if len(found) > LONGEST_ADDRESS or not found.isprintable() or not ADDRESS.fullmatch(found):
        return ""
    return found
