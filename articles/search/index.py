"""Keeping the index as the verbs leave the editions, in their transactions: what is public or scheduled is in it.

Whoever writes holds the row of the content clock, as every verb does that readers may notice: nobody writes a row of
an older text over that of a newer one, and no two take the same key.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Prefetch

from articles.models import Attachment, ContentClock, Edition, Illustration, Indexed, Release
from articles.moments import EPOCH, MICROSECOND
from articles.search import tables, vocabulary
from articles.search.analysis import VERSION
from articles.search.documents import Document, Tokens, document, tokens
from articles.search.tables import Span

SPAN = 256  # keys for each microsecond


def key_of(moment: datetime) -> int:
    """Return the smallest key of an edition that is published at ``moment``."""
    return (moment - EPOCH) // MICROSECOND * SPAN


def until(moment: datetime) -> int:
    """Return the largest key of what is public at ``moment``."""
    return key_of(moment) + SPAN - 1


def within(at: datetime, period: tuple[datetime, datetime] | None = None) -> Span:
    """Return the span of what is public at ``at``; in a ``period`` (first moment, first moment after), if given."""
    if period is None:
        return Span(-(2**63), until(at))
    first, after = period
    return Span(key_of(first), min(key_of(after) - 1, until(at)))


def to_index(editions: Collection[int]) -> Sequence[Edition]:
    """Return those of ``editions`` (keys) that belong in the index, with all that is indexed; in four queries."""
    rows = Edition.objects.standing().filter(pk__in=editions)
    columns = ("title", "lead", "body", "notes", "dateline", "photo_caption")
    light = rows.select_related("release", "live").only(
        "language", "publish_at", "release__reference", *(f"live__{name}" for name in columns)
    )
    captions = Prefetch("live__illustrations", Illustration.objects.only("revision", "role", "position", "caption"))
    titles = Prefetch("live__attachments", Attachment.objects.only("revision", "position", "title"))
    return list(light.prefetch_related("release__topics", captions, titles))


def hold() -> None:
    """Wait for others who write the index, and keep them waiting until the transaction ends."""
    ContentClock.objects.select_for_update().get(pk=1)


@transaction.atomic
def follow(edition: Edition) -> None:
    """Bring the index up to what ``edition`` is now: its live text at its moment, or nothing."""
    refresh([edition.pk])


@transaction.atomic
def follow_release(release: Release) -> None:
    """Bring the index up to what all languages of ``release`` are now; for what they share."""
    refresh(list(release.editions.standing().values_list("pk", flat=True)))


@transaction.atomic
def refresh(editions: Collection[int]) -> None:
    """Write the rows of ``editions`` (keys) anew, and remove those of editions that do not belong in the index."""
    hold()
    found = to_index(editions)
    before = {row.edition_id: row for row in Indexed.objects.filter(edition__in=editions)}
    _remove(before.values())
    write(list(map(document, found)), before)


def _remove(rows: Collection[Indexed]) -> None:
    by_language: dict[str, list[int]] = {}
    for row in rows:
        by_language.setdefault(row.language, []).append(row.key)
    Indexed.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for language, keys in by_language.items():
        tables.delete(language, keys)


def write(documents: Sequence[Document], before: dict[int, Indexed] | None = None) -> None:
    """Add ``documents``, none of which is in the index; in a transaction that called ``hold``.

    An edition whose moment is still the one ``before`` keeps its key, and its place among others of the same moment.
    """
    by_language: dict[str, list[Document]] = {}
    for one in documents:
        by_language.setdefault(one.language, []).append(one)
    for language, ones in by_language.items():
        keys = _keys(language, ones, before or {})
        made: list[tuple[int, Tokens]] = [(keys[one.edition], tokens(one)) for one in ones]
        Indexed.objects.bulk_create(
            Indexed(edition_id=one.edition, language=language, key=keys[one.edition], analyser=VERSION) for one in ones
        )
        tables.insert(language, made)
        vocabulary.learn(language, made)


def _keys(language: str, documents: Sequence[Document], before: dict[int, Indexed]) -> dict[int, int]:
    """Return a free key for each document, by edition."""
    wanted = {one.edition: key_of(one.publish_at) for one in documents}
    for edition, row in before.items():
        if edition in wanted and row.language == language and row.key // SPAN * SPAN == wanted[edition]:
            wanted[edition] = row.key
    taken = set(Indexed.objects.filter(language=language, key__in=wanted.values()).values_list("key", flat=True))
    keys: dict[int, int] = {}
    for edition, key in wanted.items():
        keys[edition] = _following(language, key, taken) if key in taken else key
        taken.add(keys[edition])
    return keys


def _following(language: str, key: int, taken: Collection[int]) -> int:
    """Return the key after the last one ``taken``, or stored, for the microsecond of ``key``, or for one after it."""
    first = key // SPAN * SPAN
    while True:
        here = Indexed.objects.filter(language=language, key__range=(first, first + SPAN - 1))
        stored = here.aggregate(newest=Max("key"))["newest"]
        ours = [one for one in taken if first <= one < first + SPAN]
        newest = max([*ours, first - 1 if stored is None else stored])
        if newest < first + SPAN - 1:
            return newest + 1
        first += SPAN
