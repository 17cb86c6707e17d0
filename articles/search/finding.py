"""Finding: what is public of what was asked, the newest first or the best, and what helps where nothing is found.

Everything passes ``EditionQuerySet.public``; the index knows of scheduled editions too, whose keys are still to come.
"Best" means: all that was asked in the headline, then in headline and lead, then anywhere; the newest first in each. No
figure about the whole archive enters it, which scheduled texts would change.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.safestring import SafeString

from articles import html
from articles.models import Edition, Topic
from articles.querysets import PAGE_SIZE, EditionQuerySet
from articles.search import highlighting, tables
from articles.search.expressions import TOPIC, Expression, Token, Without, every, some
from articles.search.index import within
from articles.search.queries import Query
from articles.search.tables import Span

MAX_COUNT = 1000  # matches that are counted


@dataclass(frozen=True, slots=True)
class Limits:
    """Within what is searched: what is public in ``language`` at ``at``, about a topic, in a period."""

    language: str
    at: datetime
    topic: Topic | None = None
    period: tuple[datetime, datetime] | None = None

    @property
    def span(self) -> Span:
        """The keys of what is searched."""
        return within(self.at, self.period)

    def narrowed(self, asked: Expression) -> Expression:
        """Return ``asked`` about the topic alone."""
        return every([asked, Token(f"{TOPIC}{self.topic.pk}")]) if self.topic is not None else asked

    def public(self) -> EditionQuerySet:
        """Return what is public of all this."""
        return Edition.objects.public(self.language, self.at)


@dataclass(frozen=True, slots=True)
class Hit:
    """A release that was found, with what matched in it marked."""

    edition: Edition
    headline: SafeString
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found. ``total`` counts to one more than ``MAX_COUNT``; ``more`` says that a page follows.

    ``missing`` is how many of the terms may be absent: 0 where all of them match.
    """

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    more: bool = False
    missing: int = 0


def count(limits: Limits, asked: Expression) -> int:
    """Return how many releases match, at most one more than ``MAX_COUNT``."""
    keys = tables.some_keys(limits.language, limits.narrowed(asked), limits.span, MAX_COUNT + 1)
    return limits.public().filter(indexed__key__in=keys).count()


def page(query: Query, limits: Limits, *, best: bool, missing: int = 0, after: Edition | None = None) -> Found:
    """Return the page of matches that follows the edition ``after``, with ``indexed``, or the first one.

    With ``missing`` terms allowed to be absent, the order is by date.
    """
    everything = query.most_words(missing)
    steps = _steps(query) if best and not missing else [everything]
    steps = [limits.narrowed(step) for step in steps]
    first, span = 0, limits.span
    if after is not None:
        first, span = _place(limits, steps, after), Span(span.low, min(span.high, after.indexed.key - 1))
    spans = [span, *[limits.span] * (len(steps) - first - 1)]
    rows = tables.newest_keys(limits.language, steps[first:], spans, PAGE_SIZE + 1)
    keys = [key for _step, key in rows[:PAGE_SIZE]]
    editions = {edition.indexed.key: edition for edition in limits.public().filter(indexed__key__in=keys).for_search()}
    hits = [_hit(editions[key], query) for key in keys if key in editions]
    return Found(hits, count(limits, everything), len(rows) > PAGE_SIZE, missing)


def _steps(query: Query) -> list[Expression]:
    """Return the questions for headline, lead, and the rest, none of which finds what one before it does."""
    places = query.by_place()
    return [Without(place, some(places[:number])) if number else place for number, place in enumerate(places)]


def _place(limits: Limits, steps: Sequence[Expression], after: Edition) -> int:
    """Return which of ``steps`` finds ``after``; the last if none does any more."""
    if len(steps) == 1:
        return 0
    span = Span(after.indexed.key, after.indexed.key)
    rows = tables.newest_keys(limits.language, steps, [span] * len(steps), 1)
    return rows[0][0] if rows else len(steps) - 1


def _hit(edition: Edition, query: Query) -> Hit:
    assert edition.live is not None
    body = html.plain(edition.live.body)
    return Hit(
        edition,
        highlighting.headline(edition.live.title, query),
        highlighting.snippet(edition.live.lead, body, query),
    )
