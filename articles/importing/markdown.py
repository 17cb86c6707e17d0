"""Reads a Markdown file with front matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from articles.importing.boxes import boxed
from articles.importing.dates import Moment, parse_date
from articles.importing.front_matter import FrontMatter, split_front_matter
from articles.importing.html_blocks import blocks_of, body_html, split_opening
from articles.importing.html_parsing import parse_page
from articles.importing.language_codes import agreed_language, canonical_language
from articles.importing.parsed import ImportProblem, ParsedRelease

DEEPEST = 40
"""Levels of blocks or emphasis; the parser leaves out silently what is deeper, so we refuse it."""
MOST_CHARACTERS = 200_000
"""Far more than a release; the parser takes quadratic time over brackets that do not close."""


def read_markdown(text: str, language: str | None, languages: Sequence[str]) -> ParsedRelease:
    """Return the release in a Markdown file; `language` counts where the file names none.

    Raises ImportProblem for front matter that is wrong, a body that is empty, and pictures.
    """
    keys, source, first_line = split_front_matter(text)
    found = language_of(keys, language, languages)
    moment = moment_of(keys, found)
    blocks = [boxed(block) for block in blocks_of(parse_page(rendered(source, first_line)))]
    if not blocks:
        raise ImportProblem(_("there is no text after the front matter"), first_line)
    dateline = keys.texts["dateline"]
    if not dateline:
        dateline, blocks = split_opening(blocks)
    return ParsedRelease(
        language=found,
        title=keys.texts["title"],
        date=moment,
        body=body_html(blocks),
        dateline=dateline,
        lead=keys.texts["lead"],
        notes=body_html(blocks_of(parse_page(rendered(keys.texts["notes"], keys.lines.get("notes", 1))))),
        slug=keys.texts["slug"],
        topics=keys.topics,
        reference=keys.texts["reference"],
        translation_of=keys.texts["translation_of"],
        photo=keys.texts["photo"],
    )


def language_of(keys: FrontMatter, language: str | None, languages: Sequence[str]) -> str:
    """Return the language of the file, else the one asked for; they must not differ."""
    line = keys.lines.get("language")
    code = keys.texts["language"]
    try:
        declared = canonical_language(code, languages) if code else None
        agreed = agreed_language(language, declared)
    except ImportProblem as problem:
        raise problem.at(line) from None
    if agreed is None:
        raise ImportProblem(_("“language” is missing"), 1)
    return agreed


def moment_of(keys: FrontMatter, language: str) -> Moment:
    """Return the date of the file; raise ImportProblem with its line where it is none."""
    try:
        return parse_date(keys.texts["date"], language)[0]
    except ImportProblem as problem:
        raise problem.at(keys.lines["date"]) from None


def rendered(source: str, first_line: int) -> str:
    """Return CommonMark with tables as HTML; HTML in it stays text that a reader sees.

    `first_line` is the line of the file that `source` begins on (1-based), for problems.
    """
    if len(source) > MOST_CHARACTERS:
        message = _("the text is longer than %(characters)d characters")
        raise ImportProblem(message % {"characters": MOST_CHARACTERS}, first_line)
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST}).enable("table")
    try:
        tokens = reader.parse(source)
    except RecursionError:
        raise ImportProblem(_("the text is nested too deeply"), first_line) from None
    check_tokens(tokens, first_line)
    return str(reader.renderer.render(tokens, reader.options, {}))


def check_tokens(tokens: Iterable[Token], first_line: int) -> None:
    """Raise ImportProblem for pictures, and for depth at which the parser would lose text."""
    for token in tokens:
        line = first_line + token.map[0] if token.map else None
        for part in (token, *(token.children or ())):
            if part.level >= DEEPEST - 1:
                raise ImportProblem(_("the text is nested too deeply"), line)
            if part.type == "image":
                message = _("pictures are not read from a text; add it to the release instead")
                raise ImportProblem(message, line)
