"""Reads a news page that a browser saved as text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _

from articles.importing.datelines import split_dateline
from articles.importing.dates import Moment
from articles.importing.language_codes import canonical_language
from articles.importing.navigation import (
    date_of_line,
    is_cookie_heading,
    is_cookie_notice,
    is_link_line,
    text_end,
)
from articles.importing.parsed import ImportProblem, ParsedRelease

LONGEST_TITLE = 300
"""Characters of a headline at most; a longer line is a paragraph."""

BULLET = re.compile(r"\s*(?:[•‣▪●◦]\s*|[*-]\s+)(?=\S)")
ENDED = re.compile('[.!?…:;»”")）。！？：；؟]$')
# Scripts written without spaces between words, and their punctuation.
UNSPACED = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: its 1-based number and its text without outer white space."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or an item of a list with its bullet."""

    text: str
    is_item: bool


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the text: title, date with its line, and where the text begins."""

    title: str
    moment: Moment
    languages: tuple[str, ...]
    date_line: int
    end: int


def read_plain_text(text: str, language: str | None, languages: Sequence[str]) -> ParsedRelease:
    """Return the release that a page saved as text holds; `language` None means by its date.

    Raises ImportProblem where date, headline, text or language is missing.
    """
    lines = [Line(number, line.strip()) for number, line in enumerate(text.split("\n"), 1)]
    head = read_head(lines)
    paragraphs = without_tail(split_paragraphs(lines[head.end :]))
    if not paragraphs:
        raise ImportProblem(_("there is no text after the headline"), lines[head.end - 1].number)
    dateline, body = body_html(paragraphs)
    return ParsedRelease(
        language=language_of(head, language, languages),
        title=head.title,
        date=head.moment,
        dateline=dateline,
        body=body,
    )


def language_of(head: Head, language: str | None, languages: Sequence[str]) -> str:
    """Return the language asked for, or the only one that the date can be written in."""
    if language is None and len(head.languages) != 1:
        message = _("the date does not tell the language; name it")
        raise ImportProblem(message, head.date_line)
    if language is not None and head.languages and language not in head.languages:
        message = _("the date is not written in “%(language)s”; is the language right?")
        raise ImportProblem(message % {"language": language}, head.date_line)
    return language or canonical_language(head.languages[0], languages)


def read_head(lines: Sequence[Line]) -> Head:
    """Return title and date from the first lines, in either order.

    Raises ImportProblem where one of them is missing.
    """
    first = next_text(lines, 0)
    if first is None:
        raise ImportProblem(_("there is no headline"), lines[-1].number)
    date, title_at, title_end = dated(lines[first]), first, first + 1
    if date is not None:
        date_at, after = first, next_text(lines, first + 1)
        if after is None:
            raise ImportProblem(_("there is no headline after the date"), lines[first].number)
        title_at, title_end = after, after + 1
        next_part = title_end
    else:
        title_end = headline_end(lines, first)
        after = next_text(lines, title_end)
        date = None if after is None else dated(lines[after])
        date_at = title_at if after is None else after
        next_part = date_at + 1
    title = joined([line.text for line in lines[title_at:title_end]])
    if date is None:
        raise ImportProblem(_("there is no date line that can be read"), lines[date_at].number)
    if len(title) > LONGEST_TITLE or split_dateline(title)[0]:
        raise ImportProblem(_("there is no headline before the text"), lines[title_at].number)
    end = next_text(lines, next_part)
    return Head(title, *date, lines[date_at].number, len(lines) if end is None else end)


def headline_end(lines: Sequence[Line], start: int) -> int:
    """Return where a headline that stands before the date ends; it may run over a few lines."""
    end = start + 1
    while end < min(len(lines), start + 5) and not is_link_line(lines[end].text) and dated(lines[end]) is None:
        end += 1
    return end


def next_text(lines: Sequence[Line], index: int) -> int | None:
    """Return the index of the next line that is no link and no part of a cookie notice."""
    after_notice = False
    while index < len(lines):
        end = notice_end(lines, index)
        if end > index:
            index, after_notice = end, True
        elif is_link_line(lines[index].text) or (
            is_cookie_heading(lines[index].text) and (after_notice or notice_end(lines, index + 1) > index + 1)
        ):
            index += 1
        else:
            return index
    return None


def notice_end(lines: Sequence[Line], index: int) -> int:
    """Return where a cookie notice ends that is the next paragraph; `index` where none is."""
    start = index
    while start < len(lines) and not lines[start].text:
        start += 1
    end = start
    while end < min(len(lines), start + 20) and lines[end].text:
        end += 1
    paragraph = "\n".join(line.text for line in lines[start:end])
    if not is_cookie_notice(paragraph) or any(dated(line) for line in lines[start:end]):
        return index
    return end


def dated(line: Line) -> tuple[Moment, tuple[str, ...]] | None:
    """Return the date of a date line; an impossible one is reported with the line."""
    try:
        return date_of_line(line.text)
    except ImportProblem as problem:
        raise problem.at(line.number) from None


def split_paragraphs(lines: Sequence[Line]) -> list[list[str]]:
    """Return the lines of each paragraph; blank lines stand between paragraphs."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.text:
            paragraphs[-1].append(line.text)
        elif paragraphs[-1]:
            paragraphs.append([])
    return paragraphs if paragraphs[-1] else paragraphs[:-1]


def without_tail(paragraphs: list[list[str]]) -> list[list[str]]:
    """Return the paragraphs without the links and the cookie notice at the end of the page."""
    while paragraphs:
        paragraphs = paragraphs[: text_end(["\n".join(lines) for lines in paragraphs])]
        if not paragraphs:
            break
        last = list(paragraphs[-1])
        while len(last) > 1 and is_link_line(last[-1]) and ENDED.search(last[-2]):
            last.pop()
        if last == paragraphs[-1]:
            break
        paragraphs = [*paragraphs[:-1], last]
    return paragraphs


def body_html(paragraphs: Sequence[Sequence[str]]) -> tuple[str, str]:
    """Return the dateline and the body: every paragraph word for word, escaped, lists as ul."""
    parts = [part for lines in paragraphs for part in parts_of(lines)]
    dateline = ""
    if not parts[0].is_item:
        dateline, opening = split_dateline(parts[0].text)
        parts[0] = Part(opening, is_item=False)
    blocks = []
    for is_item, group in groupby(parts, key=attrgetter("is_item")):
        texts = [part.text for part in group]
        if is_item and len(texts) > 1:
            items = "".join(f"<li>{escaped(BULLET.sub('', text, count=1))}</li>" for text in texts)
            blocks.append(f"<ul>{items}</ul>")
        else:
            blocks.extend(f"<p>{escaped(text)}</p>" for text in texts)
    return dateline, "\n".join(blocks)


def parts_of(lines: Sequence[str]) -> Iterator[Part]:
    """Yield the text of a paragraph and the items of the list that it is or ends in."""
    start = list_start(lines)
    if start:
        yield Part(joined(lines[:start]), is_item=False)
    item: list[str] = []
    for line in lines[start:]:
        if BULLET.match(line) and item:
            yield Part(joined(item), is_item=True)
            item = []
        item.append(line)
    if item:
        yield Part(joined(item), is_item=True)


def list_start(lines: Sequence[str]) -> int:
    """Return the index of a paragraph's first item, its length where it has no list.

    A line broken before a dash is no list: one follows a colon, or has two items, or is all.
    """
    items = [index for index, line in enumerate(lines) if BULLET.match(line)]
    if not items:
        return len(lines)
    after_colon = items[0] == 0 or lines[items[0] - 1].endswith((":", "："))
    return items[0] if after_colon or len(items) > 1 else len(lines)


def joined(lines: Sequence[str]) -> str:
    """Return lines as one, with a space at each break unless the script writes none."""
    text = "".join(
        line if index == 0 or unspaced(lines[index - 1], line) else f" {line}" for index, line in enumerate(lines)
    )
    return re.sub(r"[ \t\f\v]+", " ", text)


def unspaced(before: str, after: str) -> bool:
    """Return whether the break between two lines is one within Chinese text."""
    return bool(UNSPACED.match(before[-1:]) and UNSPACED.match(after[:1]))


def escaped(text: str) -> str:
    """Return plain text as HTML; quotation marks stay, as no attribute holds it."""
    return html.escape(text, quote=False)
