"""Reads a text once for all checks: its pieces of running text, its links and the number of its elements."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from html import unescape

from articles.checks.places import Piece
from articles.html import INLINE
from articles.models.release import Text

TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
HREF = re.compile(r"""\bhref=(?:"([^"]*)"|'([^']*)')""")
LANG = re.compile(r"""\blang=(?:"([^"]*)"|'([^']*)')""")
VOID = {"br", "hr"}
# Direction marks, zero-width characters and soft hyphens say nothing; line ends in the source are spaces.
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
SHOWN = INVISIBLE | dict.fromkeys(map(ord, "\t\r\n"), " ")


@dataclass(slots=True)
class Node:
    """The text between two tags. ``foreign``: it is marked as of another language."""

    raw: str
    text: str
    foreign: bool = False

    def markup(self) -> str:
        """Return the node for the body: as it was, or escaped as ``html.clean`` escapes where its text changed."""
        if unescape(self.raw) == self.text:
            return self.raw
        text = self.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace("\xa0", "&nbsp;")


@dataclass(slots=True)
class Run:
    """The nodes of one piece of running text, and the number of the outermost element that they are in."""

    block: int
    tabular: bool = False
    nodes: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The running text as it is, invisible characters included."""
        return "".join(node.text for node in self.nodes)


@dataclass(slots=True)
class Link:
    """A link, its words, and the run that it stands in."""

    target: str
    run: Run
    words: str = ""


class Body:
    """The parts of a body, in order; joining their markup gives it back.

    ``blocks`` are the numbers of elements in each outermost element, itself included.
    """

    def __init__(self, markup: str, language: str = "") -> None:
        self.language = language
        self.parts: list[str | Node] = []
        self.runs: list[Run] = []
        self.links: list[Link] = []
        self.blocks: list[Counter[str]] = []
        self._open: list[tuple[str, bool]] = []
        self._run: Run | None = None
        self._link: Link | None = None
        self._block = self._depth = 0
        position = 0
        for found in TAG.finditer(markup):
            self._take_text(markup[position : found.start()])
            self._take_tag(found[2].lower(), closing=bool(found[1]), attributes=found[3])
            self.parts.append(found[0])
            position = found.end()
        self._take_text(markup[position:])

    def markup(self) -> str:
        """Return the body with the nodes as they are now."""
        return "".join(part if isinstance(part, str) else part.markup() for part in self.parts)

    def _take_text(self, raw: str) -> None:
        if not raw:
            return
        node = Node(raw, unescape(raw), self._open[-1][1] if self._open else False)
        self.parts.append(node)
        if self._run is None:
            if raw.isspace():
                return
            if not self._depth:
                self._block += 1
            self._run = self._new_run()
        self._run.nodes.append(node)
        if self._link is not None:
            self._link.words += node.text

    @property
    def elements(self) -> Counter[str]:
        """How many elements there are of each name."""
        return sum(self.blocks, Counter())

    def _block_elements(self) -> Counter[str]:
        """Return the elements so far of the outermost element that is open."""
        while len(self.blocks) < max(1, self._block):
            self.blocks.append(Counter())
        return self.blocks[-1]

    def _new_run(self) -> Run:
        run = Run(self._block, tabular=any(name == "table" for name, _foreign in self._open))
        self.runs.append(run)
        return run

    def _take_tag(self, name: str, *, closing: bool, attributes: str) -> None:
        if name not in INLINE:
            self._run = None
            if not closing and not self._depth and name != "br":
                self._block += 1
            if name not in VOID:
                self._depth = max(0, self._depth + (-1 if closing else 1))
        if closing:
            self._close(name)
        elif name not in VOID:
            self._block_elements()[name] += 1
            self._begin(name, attributes)

    def _begin(self, name: str, attributes: str) -> None:
        inherited = self._open[-1][1] if self._open else False
        lang = LANG.search(attributes)
        code = (lang[1] or lang[2] or "").lower() if lang else ""
        foreign = code.partition("-")[0] != self.language.partition("-")[0] if code else inherited
        self._open.append((name, foreign))
        target = HREF.search(attributes) if name == "a" else None
        if target is not None:
            if self._run is None:
                self._run = self._new_run()
            self._link = Link(unescape(target[1] or target[2] or ""), self._run)
            self.links.append(self._link)

    def _close(self, name: str) -> None:
        if name == "a":
            self._link = None
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index][0] == name:
                del self._open[index:]
                return


def shown(text: str) -> str:
    """Return ``text`` as it is seen: composed, without invisible characters and line ends."""
    return unicodedata.normalize("NFC", text.translate(SHOWN))


class Content:
    """A text, read: ``pieces`` in the order of reading, its ``body`` and its ``notes``."""

    def __init__(self, text: Text, language: str) -> None:
        self.text = text
        self.language = language
        self.body = Body(text.body, language)
        self.notes = Body(text.notes, language)
        fields = [(name, getattr(text, name)) for name in ("title", "dateline", "lead")]
        pieces = [Piece(name, None, shown(value)) for name, value in fields]
        pieces += [Piece("body", run.block, shown(run.text), run.tabular) for run in self.body.runs]
        pieces += [Piece("notes", None, shown(run.text), run.tabular) for run in self.notes.runs]
        self.pieces = [piece for piece in pieces if piece.text and not piece.text.isspace()]
