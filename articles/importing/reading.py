"""Chooses the reader of a file by its suffix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import PurePath

from django.utils.translation import gettext as _

from articles.importing.characters import check_field
from articles.importing.decoding import decode_page, decode_text
from articles.importing.html_page import read_page
from articles.importing.language_codes import canonical_language
from articles.importing.markdown import read_markdown
from articles.importing.parsed import ImportProblem, ParsedRelease, excerpt
from articles.importing.plain_text import read_plain_text

TEXT = {".txt"}
MARKDOWN = {".md", ".markdown"}
PAGE = {".html", ".htm"}


def read_file(name: str, data: bytes, *, language: str | None, languages: Sequence[str]) -> ParsedRelease:
    """Return the release in a file: `name` tells its kind, `data` is what it holds.

    `languages` are the newsroom's codes, `language` one of them or None where the file says it.
    Raises ImportProblem, and nothing else, for a file that cannot be read.
    """
    wanted = None if language is None else canonical_language(language, languages)
    suffix = PurePath(name).suffix.casefold()
    if suffix in TEXT:
        release = read_plain_text(decode_text(data), wanted, languages)
    elif suffix in MARKDOWN:
        release = read_markdown(decode_text(data), wanted, languages)
    elif suffix in PAGE:
        release = read_page(decode_page(data), wanted, languages)
    else:
        message = _("“%(name)s” is none of the files that are read: %(suffixes)s")
        known = ", ".join(sorted(TEXT | MARKDOWN | PAGE))
        raise ImportProblem(message % {"name": excerpt(name), "suffixes": known})
    for field in fields(release):
        value = getattr(release, field.name)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str):
                check_field(text)
    return release
