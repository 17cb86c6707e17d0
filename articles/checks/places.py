"""Places in a text: the excerpt around one, and the keys by which a problem is known again."""

import re
from dataclasses import dataclass
from hashlib import blake2s

LONGEST_EXCERPT = 120
LONGEST_KEY = 120
CONTEXT = 12
"""Characters to either side that tell a place from others of the same kind."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of running text: a field, or a paragraph, heading, list item or cell (``tabular``) of the body."""

    field: str
    paragraph: int | None
    text: str
    tabular: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a piece something stands."""

    piece: Piece
    start: int
    end: int

    @property
    def mark(self) -> str:
        """The exact text that is meant, shortened where it is longer than an excerpt."""
        return self.piece.text[self.start : self.end][: LONGEST_EXCERPT - 2]

    @property
    def excerpt(self) -> str:
        """The text around the mark, cut between words, of at most 120 characters."""
        text, start, end = self.piece.text, self.start, self.start + len(self.mark)
        room = LONGEST_EXCERPT - 2 - (end - start)
        left = max(0, start - room // 2)
        right = min(len(text), max(end, left + room + (end - start)))
        left = max(0, min(left, right - room - (end - start)))
        if left:
            left += max(0, text[left:start].find(" ") + 1)
        if right < len(text):
            right = max(end, end + text[end:right].rfind(" "))
        return ("…" if left else "") + text[left:right] + ("…" if right < len(text) else "")

    @property
    def context(self) -> str:
        """A short digest of the letters around, which stays when the paragraph is moved or changed elsewhere."""
        text = self.piece.text
        around = text[max(0, self.start - CONTEXT) : self.end + CONTEXT]
        return digest(re.sub(r"\s+", "", around))


def digest(text: str) -> str:
    """Return eight hexadecimal digits that stand for ``text``."""
    return blake2s(text.encode(), digest_size=4).hexdigest()


def key(*parts: object) -> str:
    """Return the key of a problem from what makes it the same one; long values are replaced by their digest."""
    joined = ":".join(map(str, parts))
    if len(joined) <= LONGEST_KEY:
        return joined
    return f"{joined[: LONGEST_KEY - 9]}~{digest(joined)}"
