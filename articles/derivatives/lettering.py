"""Setting a few lines of text in a picture, in either direction, with more than one font.

Pillow sets a text in one font, with raqm joining Arabic letters and ordering mixed directions. What it does not do is
done here: another font where the first lacks a letter (Arabic fonts have no Latin ones), and breaking lines.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw, ImageFont

from articles.derivatives import fonts
from articles.enums import direction, tag

LEADING = {"ar": 1.5, "zh-hans": 1.36}  # height of a line by its letters' size
USUAL_LEADING = 1.2
# Where Chinese lines may not be broken: before what closes, and after what opens.
CLOSES = "，。、；：？！）》〉」』】”’％…—·,.;:?!)%"
OPENS = "（《〈「『【“‘("
IDEOGRAPH = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
# Within a text that runs to the left: from a letter that runs to the right to the last one, or a digit after it.
ISLAND = re.compile(r"L(?:[^RA]*[LE])?")


class Unprintable(ValueError):
    """A text with a letter that no font here has."""


@cache
def letters(path: Path, index: int) -> frozenset[int]:
    """Return the code points that a font has."""
    from fontTools.ttLib import TTFont  # no server process needs it

    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap())


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one font and one direction, with their width in pixels."""

    text: str
    font: ImageFont.FreeTypeFont
    direction: str
    width: float


@dataclass(frozen=True, slots=True)
class Face:
    """The letters of a language in one size in pixels."""

    language: str
    size: int
    bold: bool = True

    @property
    def leading(self) -> float:
        """The height of a line in pixels."""
        return self.size * LEADING.get(self.language, USUAL_LEADING)

    @property
    def rtl(self) -> bool:
        """Whether lines begin at the right."""
        return direction(self.language) == "rtl"

    def runs(self, text: str) -> list[Run]:
        """Return ``text`` as runs in the order in which they are read; ``Unprintable`` if a letter is nowhere."""
        found = []
        for way, part in self._islands(text):
            for number, piece in self._by_font(part, way):
                font = _font(*fonts.files(self.language, bold=self.bold)[number], self.size)
                found.append(Run(piece, font, way, font.getlength(piece, direction=way, language=tag(self.language))))
        return found

    def _islands(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield (direction, part): in a text that runs to the left, Latin words with what is between them."""
        if not self.rtl:
            yield "ltr", text
            return
        # One letter for each: Left-to-right, Right-to-left, Arabic, European digit, anything else.
        classes = "".join(unicodedata.bidirectional(c)[:1] if _is_strong(c) else "-" for c in text)
        end = 0
        for match in ISLAND.finditer(classes):
            if match.start() > end:
                yield "rtl", text[end : match.start()]
            yield "ltr", text[match.start() : match.end()]
            end = match.end()
        if end < len(text):
            yield "rtl", text[end:]

    def _by_font(self, text: str, way: str) -> Iterator[tuple[int, str]]:
        """Yield (number of the font, part) for each part of ``text`` that one font has."""
        known = [letters(*file) for file in fonts.files(self.language, bold=self.bold)]
        order = list(range(len(known)))
        if self.rtl and way == "ltr":
            order.reverse()  # digits among Latin words in the Latin font, although the other has them too
        chosen: list[tuple[int, str]] = []
        for character in text:
            number = next((n for n in order if ord(character) in known[n]), None)
            if unicodedata.category(character)[0] == "M" and chosen:
                number = chosen[-1][0]
            if number is not None:
                chosen.append((number, character))
            elif unicodedata.category(character)[0] in "LN":
                raise Unprintable(character)
        for number, group in groupby(chosen, key=lambda pair: pair[0]):
            yield number, "".join(character for _number, character in group)

    def width(self, text: str) -> float:
        """Return the width of ``text`` on one line, in pixels."""
        return sum(run.width for run in self.runs(text))

    def wrapped(self, text: str, width: float) -> list[str] | None:
        """Return ``text`` in lines of at most ``width`` pixels, as even as may be; None if a word is wider."""
        measured = [(piece, self.width(piece), self.width(piece.rstrip(" "))) for piece in pieces(text)]
        lines = _filled(measured, width)
        if lines is None or len(lines) < 2:
            return lines
        while (evener := _filled(measured, width := width * 0.97)) is not None and len(evener) == len(lines):
            lines = evener
        return lines

    def draw(self, canvas: ImageDraw.ImageDraw, x: float, baseline: float, text: str, ink: str) -> None:
        """Draw a line that begins at ``x``: at its left, or in a text that runs to the left, at its right."""
        for run in self.runs(text):
            left = x - run.width if self.rtl else x
            canvas.text(
                (left, baseline), run.text, ink, run.font, "ls", direction=run.direction, language=tag(self.language)
            )
            x = left if self.rtl else x + run.width


def _filled(measured: list[tuple[str, float, float]], width: float) -> list[str] | None:
    """Return pieces, each with its width and that without its last space, in lines; None if one is too wide."""
    lines: list[str] = [""]
    taken = 0.0
    for piece, whole, bare in measured:
        if bare > width:
            return None
        if taken + bare > width:
            lines.append("")
            taken = 0.0
        lines[-1] += piece
        taken += whole
    return [line.strip(" ") for line in lines if line.strip(" ")]


def _is_strong(character: str) -> bool:
    return unicodedata.bidirectional(character) in {"L", "R", "AL", "EN"}


@cache
def _font(path: Path, index: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, index=index, layout_engine=ImageFont.Layout.RAQM)


def pieces(text: str) -> list[str]:
    """Return ``text`` in the pieces between which a line may be broken: words, and single ideographs.

    A space that does not break (French, before a colon) is no end of a word.
    """
    found: list[str] = []
    for word in re.findall(r"[^ ]+ *", text):
        start = 0
        for place in range(1, len(word)):
            before, after = word[place - 1], word[place]
            ideographic = IDEOGRAPH.match(before) or IDEOGRAPH.match(after)
            if ideographic and after not in CLOSES and after != " " and before not in OPENS:
                found.append(word[start:place])
                start = place
        found.append(word[start:])
    return found
