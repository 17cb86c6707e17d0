"""Characters that no release may hold, whichever way they got into the file."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from articles.importing.parsed import ImportProblem

# Accents of all scripts that ship; more than a handful on one letter is an attack on the renderer.
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
MOST_MARKS = 16

# Tab, line feed, vertical tab, form feed and carriage return are white space, not control.
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# XML 1.0 section 2.2 forbids these, so one of them would break every feed.
NOT_CHARACTERS = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
LOST = re.compile("\ufffd")
# Overrides make text read otherwise than it is stored; marks, embeddings and isolates do not.
OVERRIDE = re.compile("[\u202d\u202e]")
HEAPED_MARKS = re.compile(f"[{MARKS}]{{{MOST_MARKS},}}")


def check_characters(text: str) -> None:
    """Raise ImportProblem at the first character that a release may not hold."""
    problems = (
        (CONTROL, _("there is a control character; is this a text file?")),
        (NOT_CHARACTERS, _("there is a code that is not a character; is this a text file?")),
        (LOST, _("there is a replacement character (�): text was lost when the file was saved")),
        (OVERRIDE, _("there is an invisible mark that turns the reading direction; remove it")),
        (HEAPED_MARKS, _("one letter carries too many accents")),
    )
    for pattern, message in problems:
        found = pattern.search(text)
        if found is not None:
            raise ImportProblem(message, text.count("\n", 0, found.start()) + 1)


def check_field(text: str) -> None:
    """Raise ImportProblem, without a line, for a field that came out of escapes or entities."""
    try:
        check_characters(text)
    except ImportProblem as problem:
        raise ImportProblem(problem.message) from None
