"""Quotations: as many in a translation as in its original, and each closed.

Names are set in quotation marks in Arabic, Russian and Chinese where English has a capital, so that only spans that
are long enough to be speech count; a span of middling length may count or not. A quotation that is taken up again in
its paragraph (“…,” she said. “…”) is one, as French and Russian leave it open, and so is one that goes on in the next.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.checks.content import Content
from articles.checks.material import Finding, Kind
from articles.checks.places import Place, key

PAIRS = {"“": "”", "«": "»", "「": "」", "『": "』", "„": "“"}
MARKS = re.compile('[“”«»„「」『』"]')
CJK = re.compile("[\u3400-\u9fff]")
WORD = re.compile(r"[^\W\d_]+")
INTRODUCED = re.compile(r"[:：,،，—–-]\s*$")
ATTRIBUTED = re.compile(r"\s*(?:[,،，.—–-]|$)")
PUNCTUATED = re.compile(r"[.,!?…。，！？؟]\s*\W$")
SURE, MAYBE = 7, 3
"""Words from which a span is speech, and may be."""
CHARACTERS_PER_WORD = 1.7
"""Chinese characters that say as much as a word of the other languages."""
ATTRIBUTION = 160
"""Characters between two spans of one quotation, at most."""


@dataclass(frozen=True, slots=True)
class Span:
    """What stands between an opening and its closing mark; ``closed`` is false where there is none."""

    place: Place
    closed: bool

    @property
    def length(self) -> float:
        """The words within."""
        text = self.place.piece.text[self.place.start : self.place.end]
        characters = len(CJK.findall(text))
        return characters / CHARACTERS_PER_WORD if characters else len(WORD.findall(text))

    @property
    def sure(self) -> bool:
        """Whether it is long, and introduced or punctuated as speech is; titles of programmes are long too."""
        text, start, end = self.place.piece.text, self.place.start, self.place.end
        opens = not text[:start].strip(" –—-") and ATTRIBUTED.match(text, end) is not None
        introduced = opens or INTRODUCED.search(text, max(0, start - 4), start) is not None
        return self.length >= SURE and (introduced or PUNCTUATED.search(text, max(0, end - 4), end) is not None)


def spans(content: Content) -> list[list[Span]]:
    """Return the outermost quoted spans of each piece that has any mark."""
    return [_spans(place) for place in (Place(piece, 0, len(piece.text)) for piece in content.pieces)]


def _spans(whole: Place) -> list[Span]:
    text, found = whole.piece.text, []
    closing, start, depth = "", 0, 0
    for match in MARKS.finditer(text):
        mark = match[0]
        if not closing:
            if mark in PAIRS or mark == '"':
                closing, start, depth = PAIRS.get(mark, '"'), match.start(), 0
        elif mark == closing and depth == 0:
            found.append(Span(Place(whole.piece, start, match.end()), closed=True))
            closing = ""
        elif mark == closing:
            depth -= 1
        elif PAIRS.get(mark) == closing:
            depth += 1
    if closing:
        found.append(Span(Place(whole.piece, start, len(text)), closed=False))
    return found


def count(content: Content) -> tuple[int, int]:
    """Return how many quotations the text has at least and at most."""
    least = most = 0
    continued = False
    for piece_spans in spans(content):
        speech = [span for span in piece_spans if span.length >= MAYBE]
        goes_on = continued and bool(speech) and speech[0].place.start <= 1
        groups = _together(speech)
        most += len(groups) - goes_on
        least += max(0, sum(any(span.sure for span in group) for group in groups) - goes_on)
        if piece_spans:
            continued = not piece_spans[-1].closed
    return least, most


def _together(speech: list[Span]) -> list[list[Span]]:
    """Return the spans in groups, each one quotation with what is said of its speaker in between."""
    groups: list[list[Span]] = []
    for span in speech:
        if groups and span.place.start - groups[-1][-1].place.end <= ATTRIBUTION:
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def check_count(here: Content, original: Content) -> Iterator[Finding]:
    """Yield a finding where the numbers of quotations cannot be the same."""
    (least, most), (their_least, their_most) = count(here), count(original)
    if most >= their_least and least <= their_most:
        return
    ours, theirs = (most, their_least) if most < their_least else (least, their_most)
    place = _first_difference(original if theirs > ours else here, here if theirs > ours else original)
    message = _("The number of quotations differs: %(there)d in the original, %(here)d in this text.")
    if theirs > ours:
        message += " " + _("The place shown is the original’s.")
    yield Finding(
        kind=Kind.QUOTATION,
        message=message % {"there": theirs, "here": ours},
        field=place.piece.field if place else "body",
        paragraph=place.piece.paragraph if place else None,
        excerpt=place.excerpt if place else "",
        mark=place.mark if place else "",
        key=key("quotation", "count", theirs, ours),
    )


def _first_difference(more: Content, fewer: Content) -> Place | None:
    """Return the first quotation in a field or paragraph of ``more`` whose counterpart in ``fewer`` quotes nothing."""
    quoting = {(one.place.piece.field, one.place.piece.paragraph) for one in _speech(fewer)}
    speech = _speech(more)
    places = (one.place for one in speech if (one.place.piece.field, one.place.piece.paragraph) not in quoting)
    return next(places, speech[-1].place if speech else None)


def _speech(content: Content) -> list[Span]:
    return [span for piece_spans in spans(content) for span in piece_spans if span.length >= MAYBE]


def check_marks(content: Content) -> Iterator[Finding]:
    """Yield the marks that open a quotation which nothing closes, but for those that go on in the next paragraph."""
    every = spans(content)
    for index, piece_spans in enumerate(every):
        for span in piece_spans:
            following = next((later for later in every[index + 1 :] if later), [])
            goes_on = bool(following) and following[0].place.start <= 1
            if not span.closed and not goes_on and span.place.piece.text[span.place.start] != '"':
                yield _open(span)


def _open(span: Span) -> Finding:
    place = Place(span.place.piece, span.place.start, span.place.start + 1)
    message = _("The quotation mark “%(mark)s” is not closed by “%(closing)s”.")
    return Finding(
        kind=Kind.QUOTATION,
        message=message % {"mark": place.mark, "closing": PAIRS[place.mark]},
        field=place.piece.field,
        paragraph=place.piece.paragraph,
        excerpt=place.excerpt,
        mark=place.mark,
        key=key("quotation", "open", place.piece.field, place.context),
    )
