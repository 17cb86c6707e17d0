"""Tells the frame of a page (links, cookie notice, date line) from its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from articles.importing import navigation_words
from articles.importing.calendar_names import fold
from articles.importing.dates import INVISIBLE, Moment, find_date

LONGEST_LINK = 160
LONGEST_NOTICE = 1500
"""Characters of a line of links, and of a paragraph of a cookie notice, at most."""

SEPARATORS = re.compile(r"\s*[|>›»/·•]\s*")
LABEL_END = re.compile(r"(?<=[^\W\d])(?:\s*[:：]\s*|\s+)|(?<=[^\W\d])(?=\d)")
EDGES = " \t|<>‹›«»←→↑↓▲▼·•…:：-–—*[]()（）"
COOKIE_WORD = re.compile(navigation_words.COOKIE_WORDS)
COOKIE_NOTICE = re.compile("|".join(navigation_words.COOKIE_NOTICES))


def normal(text: str) -> str:
    """Return the words of a line for looking up: folded, single spaces, no arrows around."""
    shown = INVISIBLE.sub("", text).replace("’", "'").replace("\xa0", " ")
    return " ".join(fold(shown).split()).strip(EDGES)


@cache
def listed(entries: str) -> frozenset[str]:
    """Return the entries of a list in `navigation_words`, as `normal` writes them."""
    return frozenset(normal(entry) for entry in re.split(r"\||\n", entries) if entry.strip())


def is_navigation(text: str) -> bool:
    """Return whether every line of `text` holds links of a page's frame and nothing else."""
    return all(is_link_line(line) for line in text.split("\n"))


def is_link_line(line: str) -> bool:
    """Return whether one line is a link, a row of links, or only what stands between links."""
    if len(line) > LONGEST_LINK:
        return False
    links = listed(navigation_words.LINKS)
    whole = normal(line)
    if not whole or whole in links:
        return True
    parts = [normal(part) for part in SEPARATORS.split(line)]
    words = [part for part in parts if part]
    years = [part for part in words if re.fullmatch(r"(?:19|20)\d{2}", part)]
    return len(words) > len(years) and all(part in links or part in years for part in words)


def date_of_line(line: str, languages: tuple[str, ...] | None = None) -> tuple[Moment, tuple[str, ...]] | None:
    """Return the date of a line that holds it alone, or with a label or links; else None.

    Raises ImportProblem for an impossible date, as `find_date` does.
    """
    if len(line) > LONGEST_LINK:
        return None
    for text in (line, *dates_among_links(line)):
        found = find_date(text) if languages is None else find_date(text, languages)
        if found is not None:
            return found
    return None


def dates_among_links(line: str) -> list[str]:
    """Return what may be a date in a line like "All news | 5 February 2018 | Print"."""
    texts = []
    left = [part for part in re.split(r"\s*[|·•]\s*", line) if not is_link_line(part)]
    if len(left) == 1:
        texts.append(left[0])
    labels = listed(navigation_words.DATE_LABELS)
    for text in tuple(texts):
        ends = [found for found in LABEL_END.finditer(text) if normal(text[: found.start()]) in labels]
        texts += [text[end.end() :] for end in ends]
    return texts


def is_cookie_notice(text: str) -> bool:
    """Return whether a paragraph tells the reader of a page that the page uses cookies."""
    return len(text) <= LONGEST_NOTICE and bool(COOKIE_NOTICE.search(normal(text)))


def may_belong_to_notice(text: str) -> bool:
    """Return whether a paragraph is part of a cookie notice if one stands right before it."""
    if len(text) > LONGEST_NOTICE:
        return False
    buttons = listed(navigation_words.COOKIE_BUTTONS) | listed(navigation_words.LINKS)
    lines = (normal(line) for line in text.split("\n"))
    return bool(COOKIE_WORD.search(normal(text))) or all(line in buttons for line in lines)


def is_cookie_heading(text: str) -> bool:
    """Return whether a paragraph is only a title or button of a cookie notice."""
    return normal(text) in listed(navigation_words.COOKIE_BUTTONS)


def text_start(paragraphs: Sequence[str]) -> int:
    """Return how many of the first paragraphs belong to the frame of the page."""
    start = 0
    in_notice = False
    for index, paragraph in enumerate(paragraphs):
        if is_cookie_notice(paragraph):
            start, in_notice = index + 1, True
        elif is_navigation(paragraph) or (in_notice and is_cookie_heading(paragraph)):
            start = index + 1
        elif not is_cookie_heading(paragraph):
            break
    return start


def text_end(paragraphs: Sequence[str]) -> int:
    """Return how many of the paragraphs are left once the frame at their end is gone.

    A paragraph that only mentions cookies goes where a notice stands before it, never otherwise.
    """
    end = len(paragraphs)
    for index in range(len(paragraphs) - 1, -1, -1):
        paragraph = paragraphs[index]
        surely = is_navigation(paragraph) and end == index + 1
        if surely or is_cookie_notice(paragraph) or is_heading_of(paragraphs[index : end + 1]):
            end = index
        elif not may_belong_to_notice(paragraph):
            break
    return end


def is_heading_of(paragraphs: Sequence[str]) -> bool:
    """Return whether the first of two paragraphs is the title of a cookie notice, the second."""
    if len(paragraphs) != 2:
        return False
    return is_cookie_heading(paragraphs[0]) and is_cookie_notice(paragraphs[1])
