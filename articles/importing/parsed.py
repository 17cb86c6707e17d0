"""What every reader gives back: a parsed release, or a problem that a person can act on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

EXCERPT_LENGTH = 60
"""Characters of the file that a message quotes at most."""


@dataclass(frozen=True, slots=True)
class ParsedRelease:
    """One language of a release as a file had it; nothing in it is saved or sanitised yet.

    `language` is one of the codes that were offered, `body` is HTML of simple tags, every other
    text is plain. A naive datetime is in the newsroom's zone; a plain date says no time.
    """

    language: str
    title: str
    date: datetime.date | datetime.datetime
    body: str
    dateline: str = ""
    lead: str = ""
    notes: str = ""
    slug: str = ""
    topics: tuple[str, ...] = ()
    reference: str = ""
    translation_of: str = ""
    photo: str = ""


class ImportProblem(ValueError):
    """Why a file cannot be read: a translated `message` and the 1-based `line`, if known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        """Keep both as `args` too, so that a problem survives pickling between processes."""
        super().__init__(message, line)
        self.message = message
        self.line = line

    def __str__(self) -> str:
        """Return the message, led by its line."""
        if self.line is None:
            return self.message
        return _("line %(line)d: %(message)s") % {"line": self.line, "message": self.message}

    def at(self, line: int | None) -> ImportProblem:
        """Return the same problem with its line, where it has none yet."""
        return ImportProblem(self.message, line if self.line is None else self.line)


def excerpt(text: str) -> str:
    """Return the start of `text` on one line, without invisible characters, for a message."""
    visible = "".join(char if char.isprintable() else " " for char in text[: EXCERPT_LENGTH * 2])
    words = " ".join(visible.split())
    return words if len(words) <= EXCERPT_LENGTH else words[: EXCERPT_LENGTH - 1] + "…"
