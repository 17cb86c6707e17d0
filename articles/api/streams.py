"""Which editions a page of the API holds, and in what order.

A stream per language, merged: each is read from an index, from where the page before ended, and no further than the
page needs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from articles.api.cursors import Position
from articles.api.parameters import EARLIEST, LATEST
from articles.api.topics import PublicTopic
from articles.enums import Action
from articles.models import AuditEntry, Edition, Release, Topic
from articles.moments import MICROSECOND
from articles.querysets import EditionQuerySet
from articles.search import Limits, Query, tables
from articles.search.index import SPAN

RENEWING = (Action.PUBLISH, Action.RESTORE)  # verbs after which readers get another text than before


class Key(NamedTuple):
    """An edition in a stream: its place, and its key."""

    at: datetime
    language: str
    slug: str
    pk: int

    @property
    def position(self) -> Position:
        """The place after it."""
        return Position(self.at, self.language, self.slug)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list was asked for: editions in ``languages`` (in the order of their codes), public at ``at``.

    ``first`` and ``before`` bound the publication.
    """

    languages: list[str]
    at: datetime
    topic: PublicTopic | None = None
    first: datetime = EARLIEST
    before: datetime = LATEST

    def narrow(self, rows: EditionQuerySet, language: str) -> EditionQuerySet:
        """Return those of ``rows``, all in ``language``, that have the topic."""
        return rows if self.topic is None else self.topic.about(rows, language, self.at)


def newest(wanted: Wanted, after: Position | None, count: int) -> list[Key]:
    """Return the first ``count`` keys after a position, newest publication first."""
    found: list[Key] = []
    for language in wanted.languages:
        before = wanted.before if after is None else min(wanted.before, _end(after, language))
        if wanted.topic is not None:
            before = wanted.topic.end(language, wanted.first, before)
        rows = Edition.objects.public(language, wanted.at, (wanted.first, before))
        if after is not None and language == after.language:
            rows = rows.exclude(publish_at=after.at, slug__lte=after.slug)
        if before > wanted.first:
            found += _keys(wanted.narrow(rows, language).newest_first(), "publish_at", count)
    return sorted(found, key=lambda key: key.at, reverse=True)[:count]


def matching(wanted: Wanted, after: Position | None, count: int, query: Query) -> list[Key]:
    """Return the first ``count`` keys after a position of what matches ``query``, newest publication first.

    The index tells editions of a moment apart otherwise than lists do: enough is read that no moment is cut in two.
    """
    language = query.language
    before = wanted.before if after is None else min(wanted.before, _end(after, language))
    topic = Topic(pk=wanted.topic.topic) if wanted.topic is not None else None
    limits = Limits(language, wanted.at, topic, (wanted.first, before))
    asked = limits.narrowed(query.all_words())
    found = tables.newest_keys(language, [asked], [limits.span], count + 2 * SPAN)
    rows = limits.public().filter(indexed__key__in=[key for _place, key in found])
    if after is not None and language == after.language:
        rows = rows.exclude(publish_at=after.at, slug__lte=after.slug)
    return _keys(rows.newest_first(), "publish_at", count)


def _end(after: Position, language: str) -> datetime:
    """Return the first moment after the rest of a descending stream; those of the same moment go by language."""
    return after.at if language < after.language else after.at + MICROSECOND


def _keys(rows: QuerySet[Any], moment: str, count: int) -> list[Key]:
    return [Key(*row) for row in rows.values_list(moment, "language", "slug", "pk")[:count]]


def updated(wanted: Wanted, since: datetime, after: Position | None, count: int) -> list[Key]:
    """Return the first ``count`` keys after a position, in the order in which their texts went out, from ``since`` on.

    An edition stands where its text last went out: at its publication, if only time has brought it, else at its newest
    entry in the audit log (which is indexed by time) that says that a text went out or came back.
    """
    found: list[Key] = []
    for language in wanted.languages:
        first = since if after is None else max(since, _start(after, language))
        rows = [*_by_time(wanted, language, first, after, count), *_by_hand(wanted, language, first, after, count)]
        rows.sort(key=lambda key: key.slug, reverse=True)
        found += rows
    found.sort(key=lambda key: (key.at, key.language))
    return found[:count]


def _start(after: Position, language: str) -> datetime:
    """Return the first moment of the rest of an ascending stream."""
    return after.at + MICROSECOND if language < after.language else after.at


def _entries(language: str) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(action__in=RENEWING, language=language)


def _by_time(wanted: Wanted, language: str, first: datetime, after: Position | None, count: int) -> Iterable[Key]:
    """Return keys of editions of which nothing went out again since their publication."""
    rows: EditionQuerySet = Edition.objects.public(language, wanted.at, (first, LATEST))
    if after is not None and language == after.language:
        rows = rows.exclude(publish_at=after.at, slug__gte=after.slug)
    later = _entries(language).filter(release=OuterRef("release"), at__gt=OuterRef("publish_at"))
    rows = wanted.narrow(rows.filter(~Exists(later.order_by())), language)
    return _keys(rows.order_by("publish_at", "-slug"), "publish_at", count)


def _by_hand(wanted: Wanted, language: str, first: datetime, after: Position | None, count: int) -> Iterable[Key]:
    """Return keys of editions that went out again or came back after their publication, by their newest entry."""
    public = Edition.objects.public(language, wanted.at).filter(release=OuterRef("release"))
    edition = public.filter(publish_at__lt=OuterRef("at"))
    edition = (edition.about(wanted.topic.topic) if wanted.topic else edition).order_by()
    later = _entries(language).filter(release=OuterRef("release"), at__gt=OuterRef("at")).order_by()
    rows = _entries(language).filter(~Exists(later), at__gte=first, at__lte=wanted.at)
    rows = rows.annotate(slug=Subquery(edition.values("slug")[:1]), edition=Subquery(edition.values("pk")[:1]))
    rows = rows.filter(slug__isnull=False)
    if wanted.topic is not None and wanted.topic.few(language):  # then few are looked up, and not all that was done
        rows = rows.filter(
            release__in=Release.topics.through.objects.filter(topic=wanted.topic.topic).values("release")
        )
    if after is not None and language == after.language:
        rows = rows.exclude(at=after.at, slug__gte=after.slug)
    return [Key(*row) for row in rows.order_by("at", "-slug").values_list("at", "language", "slug", "edition")[:count]]


def withdrawn(wanted: Wanted, since: datetime, after: Position | None, count: int) -> list[Edition]:
    """Return the first ``count`` editions after a position that were withdrawn from ``since`` on, newest withdrawal
    first, with what an answer says of them.
    """
    found: list[Edition] = []
    for language in wanted.languages:
        rows = Edition.objects.withdrawn_since(since, language, wanted.at)
        if after is not None:
            rows = rows.filter(withdrawn_at__lt=_end(after, language))
        if after is not None and language == after.language:
            rows = rows.exclude(withdrawn_at=after.at, slug__lte=after.slug)
        found += rows.for_withdrawal()[:count]
    return sorted(found, key=lambda edition: withdrawal_position(edition).at, reverse=True)[:count]


def withdrawal_position(edition: Edition) -> Position:
    """Return the place after a withdrawn edition."""
    assert edition.withdrawn_at is not None and edition.slug is not None
    return Position(edition.withdrawn_at, edition.language, edition.slug)
