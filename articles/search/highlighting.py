"""Showing what matched: found by the same forms as the index finds it, escaped first, and marked."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.search.analysis import Compound, Unit, compounds, is_han
from articles.search.queries import Query

LENGTH = 260  # characters of a snippet; a Chinese one says as much in half of them
BEFORE = 50  # characters before the first match in it
MAX_TEXT = 20_000  # characters of a text in which is looked for matches
PART = 2_500  # characters that are looked at before those that follow
ELLIPSIS = "…"
# Where a snippet may begin and end.
SPACES = frozenset(" \xa0\u202f\t\n")
STOPS = frozenset("。，、；：！？")


class Match(NamedTuple):
    """A place in a text that a query found, and what of the query it is."""

    start: int
    end: int
    what: str


def matches(text: str, query: Query) -> list[Match]:
    """Return where ``query`` matches in ``text``, in its order; what touches or overlaps is one."""
    found: list[Compound] = list(compounds(text, query.language))
    units = [unit for compound in found for unit in compound.units]
    places = [*_words(units, query), *_phrases(units, query)]
    wholes = query.wholes | query.forms
    places += [
        Match(compound.units[0].start, compound.units[-1].end, compound.whole)
        for compound in found
        if compound.whole in wholes
    ]
    places += [Match(unit.start, unit.end, unit.word) for unit in units if query.wholes.intersection(unit.forms)]
    return list(_merged(sorted(places, key=lambda place: (place.start, -place.end))))


def _words(units: list[Unit], query: Query) -> Iterator[Match]:
    forms = query.forms
    if not forms:
        return
    characters = [form for form in forms if len(form) == 1 and is_han(form)]
    for unit in units:
        for form in unit.forms:
            if form in forms:
                yield Match(unit.start, unit.end, form)
                break
        if characters and is_han(unit.word):
            for offset, character in enumerate(unit.word):
                if character in characters:
                    yield Match(unit.start + offset, unit.start + offset + 1, character)


def _phrases(units: list[Unit], query: Query) -> Iterator[Match]:
    for phrase in query.phrases:
        for place, unit in enumerate(units[: len(units) - len(phrase) + 1]):
            there = units[place : place + len(phrase)]
            if unit.forms[0] == phrase[0] and all(u.forms[0] == p for u, p in zip(there, phrase, strict=True)):
                yield Match(unit.start, there[-1].end, " ".join(phrase))


def _merged(places: list[Match]) -> Iterator[Match]:
    current: Match | None = None
    for place in places:
        if current is not None and place.start < current.end:
            current = Match(current.start, max(current.end, place.end), current.what)
            continue
        if current is not None:
            yield current
        current = place
    if current is not None:
        yield current


def marked(text: str, places: list[Match], start: int = 0, end: int | None = None) -> SafeString:
    """Return the part of ``text`` from ``start`` to ``end`` as HTML, the places in it in ``mark`` elements."""
    end = len(text) if end is None else end
    parts, done = [], start
    for place in places:
        if place.start < start or place.end > end:
            continue
        parts += [escape(text[done : place.start]), "<mark>", escape(text[place.start : place.end]), "</mark>"]
        done = place.end
    parts.append(escape(text[done:end]))
    return mark_safe("".join(parts))  # noqa: S308 (every part of the text escaped above)


def headline(text: str, query: Query) -> SafeString:
    """Return a headline as HTML with what matched in it marked."""
    return marked(text, matches(text, query))


def snippet(lead: str, body: str, query: Query) -> SafeString:
    """Return what shows the reader why a release was found, as HTML.

    The lead where it has a match, else the part of the body with most of what was looked for, else the lead.
    """
    found = matches(lead, query)
    if found:
        return _window(lead, found)
    for start in range(0, min(len(body), MAX_TEXT), PART):
        part = body[start : start + PART + LENGTH]
        if there := matches(part, query):
            return _window(part, there, opened=start > 0, closed=start + len(part) < len(body))
    return _window(lead or body, [])


def _window(text: str, places: list[Match], *, opened: bool = False, closed: bool = False) -> SafeString:
    """Return the part of ``text`` in which most different matches are, cut between words.

    ``opened``, ``closed``: more stands before ``text``, or after it.
    """
    length = LENGTH // 2 if is_han(text[:1]) or sum(map(is_han, text[:40])) > 15 else LENGTH
    start = _start(text, places, length) if len(text) > length else 0
    end = _gap(text, start + length, -1) if start + length < len(text) else len(text)
    opening = ELLIPSIS if start or opened else ""
    closing = ELLIPSIS if end < len(text) or closed else ""
    return mark_safe(f"{opening}{marked(text, places, start, end).strip()}{closing}")  # noqa: S308 (escaped by marked)


def _start(text: str, places: list[Match], length: int) -> int:
    """Return where to begin so that most different matches are shown; ``places`` are gone through once."""
    best, most, end = 0, 0, 0
    within: Counter[str] = Counter()
    for number, place in enumerate(places):
        end = max(end, number)
        while end < len(places) and places[end].end <= place.start + length - BEFORE:
            within[places[end].what] += 1
            end += 1
        if len(within) > most:
            best, most = place.start, len(within)
        if end > number:
            within[place.what] -= 1
            within += Counter()  # keeps those of which some are left
    if best <= BEFORE:
        return 0
    return _gap(text, best - BEFORE, 1)


def _gap(text: str, place: int, step: int) -> int:
    """Return the nearest place from ``place`` on, in the direction of ``step``, between two words."""
    for distance in range(BEFORE // 2):
        at = place + step * distance
        if 0 < at < len(text) and text[at - 1] in SPACES | STOPS:
            return at
    return place
