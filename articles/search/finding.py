"""Finding: the newest first or the best, a page at a time, and what comes nearest where nothing matches.

"Best" means: all that was asked in the headline, then in headline and lead, then anywhere; the newest first in each. No
figure about the whole archive enters it, which scheduled texts would change.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from articles import html
from articles.models import Edition
from articles.querysets import PAGE_SIZE
from articles.search import highlighting, tables
from articles.search.expressions import Expression
from articles.search.helping import Help, help_with
from articles.search.limits import MAX_COUNT, Limits
from articles.search.queries import Query
from articles.search.tables import Span

# What is loaded of an edition that was found.
SHOWN = ("language", "slug", "publish_at", "change", "changed_at", "live__title", "live__lead", "live__body")


@dataclass(frozen=True, slots=True)
class Hit:
    """A release that was found, with what matched in it marked."""

    edition: Edition
    headline: SafeString
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found. ``total`` counts to one more than ``MAX_COUNT``; ``more`` says that a page follows.

    ``help`` is there where nothing matches all that was asked; what was found then matches most of it.
    """

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    more: bool = False
    help: Help | None = None

    @property
    def beyond_count(self) -> bool:
        """Whether more match than are counted."""
        return self.total > MAX_COUNT


def find(query: Query, limits: Limits, *, best: bool = False, after: Edition | None = None) -> Found | None:
    """Return the page that follows the edition ``after``, with ``indexed``, or the first one.

    None if there is no such page: ``after`` does not match, or nothing follows it. What matches only most of the query
    comes by date.
    """
    total = limits.count(query.all_words())
    if total:
        steps = query.by_place() if best else [query.all_words()]
        return _page(query, limits, steps, after, total)
    help_ = help_with(query, limits)
    if help_.missing is None:
        return Found(help=help_) if after is None else None
    loosened = help_.query.most_words(help_.missing)
    return _page(help_.query, limits, [loosened], after, limits.count(loosened), help_)


def _page(
    query: Query,
    limits: Limits,
    steps: Sequence[Expression],
    after: Edition | None,
    total: int,
    help_: Help | None = None,
) -> Found | None:
    steps = [limits.narrowed(step) for step in steps]
    spans = [limits.span] * len(steps)
    if after is not None:
        place = _place(limits, steps, after)
        if place is None:
            return None
        steps, spans = steps[place:], spans[place:]
        spans[0] = Span(spans[0].low, after.indexed.key - 1)
    rows = tables.newest_keys(limits.language, steps, spans, PAGE_SIZE + 1)
    if after is not None and not rows:
        return None
    keys = [key for _step, key in rows[:PAGE_SIZE]]
    loaded = limits.rows(keys).select_related("edition__live").only("key", *(f"edition__{name}" for name in SHOWN))
    editions = {row.key: row.edition for row in loaded}
    hits = [_hit(editions[key], query) for key in keys if key in editions]
    return Found(hits, total, len(rows) > PAGE_SIZE, help_)


def _place(limits: Limits, steps: Sequence[Expression], after: Edition) -> int | None:
    """Return which of ``steps`` finds ``after``; None if none does."""
    key = after.indexed.key
    if not limits.span.low <= key <= limits.span.high:
        return None
    rows = tables.newest_keys(limits.language, steps, [Span(key, key)] * len(steps), 1)
    return rows[0][0] if rows else None


def _hit(edition: Edition, query: Query) -> Hit:
    assert edition.live is not None
    body = html.plain(edition.live.body)
    return Hit(
        edition,
        highlighting.headline(edition.live.title, query),
        highlighting.snippet(edition.live.lead, body, query),
    )
