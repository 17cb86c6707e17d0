"""Exact counts of what is public, at every moment and without a job (docs/decisions/0022).

A verb that changes what readers find calls ``settle`` in its transaction: the release is counted anew and the tallies
change by the difference to what it was counted as. What is scheduled is counted under its moment, so a question asked
at a moment sums what has come by then; moments of long ago are folded into one now and then.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product
from typing import Any, NamedTuple, Self
from zoneinfo import ZoneInfo

from django.apps import AppConfig
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import Max, Sum
from django.utils import timezone

from articles.models import Count, Counted, Edition, Release, Tally, Topic
from articles.models.tally import LONG_AGO
from articles.moments import month_of

KEPT = timedelta(days=1)
"""How long a moment that has passed is kept apart: longer than the clocks of two servers may ever differ."""
BATCH = 5000  # releases looked at in one go
CELL = ("language", "also", "topic", "year", "month", "since")
ADD = f"""
INSERT INTO articles_tally ({", ".join(CELL)}, number) VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT ({", ".join(CELL)}) DO UPDATE SET number = articles_tally.number + excluded.number
"""  # noqa: S608 (constants)


class Cell(NamedTuple):
    """One combination of filters, with the moment from which it counts: the columns of ``Tally``."""

    language: str
    also: str
    topic: int
    year: int
    month: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Filed:
    """What a release is counted as: its topics' keys in order, and when each standing language goes or went out."""

    topics: tuple[int, ...] = ()
    moments: Mapping[str, datetime] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return this as ``Counted`` stores it."""
        moments = {language: moment.isoformat() for language, moment in self.moments.items()}
        return {"topics": list(self.topics), "moments": moments}

    @classmethod
    def from_json(cls, stored: dict[str, Any], topics: Collection[int]) -> Self:
        """Return what ``as_json`` stored, with those of its topics that are among ``topics``."""
        moments = {language: datetime.fromisoformat(moment) for language, moment in stored["moments"].items()}
        return cls(tuple(topic for topic in stored["topics"] if topic in topics), moments)


# A release by no more than what its cells follow from, so that equal ones are counted together: its topics, and for
# each language (code, year, month, since).
Shape = tuple[tuple[int, ...], tuple[tuple[str, int, int, datetime], ...]]


def _shape(filed: Filed, count: Count) -> Shape:
    zone = ZoneInfo(count.zone or settings.TIME_ZONE)
    return filed.topics, tuple(
        (language, *month_of(moment, zone), moment if moment > count.folded_until else LONG_AGO)
        for language, moment in sorted(filed.moments.items())
    )


def _cells(shape: Shape) -> Iterator[Cell]:
    """Yield every combination of filters under which releases of ``shape`` are found."""
    topics, languages = shape
    for language, year, month, since in languages:
        both = [("", since), *((code, max(since, then)) for code, _y, _m, then in languages if code != language)]
        periods = ((0, 0), (year, 0), (year, month))
        for (also, moment), topic, (y, m) in product(both, (0, *topics), periods):
            yield Cell(language, also, topic, y, m, moment)


def _tallied(shapes: Mapping[Shape, int]) -> Counter[Cell]:
    """Return how many releases there are in each cell, from how many there are of each shape."""
    found: Counter[Cell] = Counter()
    for shape, number in shapes.items():
        if number:
            for cell in _cells(shape):
                found[cell] += number
    return found


def _filed(keys: range) -> dict[int, Filed]:
    """Return what the releases with ``keys`` are to be counted as, those that are public or scheduled anywhere."""
    within = {"release__gte": keys.start, "release__lt": keys.stop}
    moments: dict[int, dict[str, Any]] = {}
    rows = Edition.objects.standing().filter(**within).order_by("release", "language")
    for release, language, publish_at in rows.values_list("release_id", "language", "publish_at"):
        moments.setdefault(release, {})[language] = publish_at
    topics: dict[int, list[int]] = {}
    through = Release.topics.through.objects.filter(**within).order_by("topic_id")
    for release, topic in through.values_list("release_id", "topic_id"):
        topics.setdefault(release, []).append(topic)
    return {release: Filed(tuple(topics.get(release, ())), found) for release, found in moments.items()}


def _remembered(keys: range) -> dict[int, Filed]:
    """Return what the releases with ``keys`` are counted as; of a deleted topic nothing is, whoever remembers it."""
    rows = Counted.objects.filter(release__gte=keys.start, release__lt=keys.stop)
    topics = set(Topic.objects.values_list("pk", flat=True))
    return {release: Filed.from_json(filed, topics) for release, filed in rows.values_list("release_id", "filed")}


def _remember(filed: Mapping[int, Filed]) -> None:
    """Store what releases are counted as from now on; nothing is kept of one that counts nowhere."""
    Counted.objects.filter(release__in=[release for release, found in filed.items() if not found.moments]).delete()
    Counted.objects.bulk_create(
        [Counted(release_id=release, filed=found.as_json()) for release, found in filed.items() if found.moments],
        update_conflicts=True,
        unique_fields=["release"],
        update_fields=["filed"],
        batch_size=1000,
    )


def _difference(keys: range, count: Count) -> Counter[Shape]:
    """Remember what the releases with ``keys`` are counted as, and return how many there are more of each shape."""
    before, after = _remembered(keys), _filed(keys)
    nothing = Filed()
    changed = {
        release: after.get(release, nothing)
        for release in before.keys() | after.keys()
        if before.get(release) != after.get(release)
    }
    _remember(changed)
    shapes: Counter[Shape] = Counter()
    for release, filed in changed.items():
        shapes[_shape(filed, count)] += 1
        shapes[_shape(before.get(release, nothing), count)] -= 1
    return shapes


def _add(numbers: Mapping[Cell, int]) -> None:
    """Add ``numbers`` to the tallies."""
    rows = [
        (*cell[:-1], connection.ops.adapt_datetimefield_value(cell.since), number)
        for cell, number in sorted(numbers.items())
        if number
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(ADD, rows)


def _locked() -> Count:
    """Return the one row of the count, locked until the transaction ends. Whoever locks the clock does so before."""
    return Count.objects.select_for_update().get(pk=1)


def _fold(count: Count, at: datetime) -> None:
    """Fold moments that have long passed into ``LONG_AGO``, once a day: else there would be a row for each for ever."""
    until = at - KEPT
    if until - count.folded_until < KEPT:
        return
    passed = Tally.objects.filter(since__gt=LONG_AGO, since__lte=until)
    sums = passed.values_list(*CELL[:-1]).annotate(total=Sum("number"))
    _add({Cell(code, also, topic, year, month, LONG_AGO): number for code, also, topic, year, month, number in sums})
    passed.delete()
    count.folded_until = until
    count.save(update_fields=["folded_until"])


def _in_batches(keys: range) -> Iterator[range]:
    return (keys[first : first + BATCH] for first in range(0, len(keys), BATCH))


def every_release() -> range:
    """Return a range that holds the keys of all releases."""
    return range(1, (Release.objects.aggregate(last=Max("pk"))["last"] or 0) + 1)


@transaction.atomic
def settle(release: int) -> None:
    """Count the release with this key as it now is; in the transaction of whoever changed it."""
    settle_all(range(release, release + 1))


@transaction.atomic
def settle_all(keys: range, tell: Callable[[int], object] = lambda _done: None) -> None:
    """Count the releases with ``keys`` as they now are; ``tell`` is told how many keys are done, again and again."""
    count = _locked()
    _fold(count, timezone.now())
    shapes: Counter[Shape] = Counter()
    for some in _in_batches(keys):
        shapes.update(_difference(some, count))
        tell(len(some))
    _add(_tallied(shapes))


@transaction.atomic
def drop_topic(topic: int) -> None:
    """Forget the tallies of a topic that was deleted in this transaction."""
    _locked()
    Tally.objects.filter(topic=topic).delete()


@transaction.atomic
def rebuild(tell: Callable[[int], object] = lambda _done: None) -> None:
    """Count everything from nothing, in the newsroom's zone as it is set now. Verbs wait meanwhile, readers do not."""
    count = _locked()
    Tally.objects.all().delete()
    Counted.objects.all().delete()
    count.zone, count.folded_until = settings.TIME_ZONE, timezone.now() - KEPT
    count.save()
    settle_all(every_release(), tell)


@transaction.atomic
def wrong(tell: Callable[[int], object] = lambda _done: None) -> int:
    """Return how many tallies and counted releases are not what they should be. Verbs wait meanwhile."""
    count = _locked()
    right = Count(zone=settings.TIME_ZONE, folded_until=count.folded_until)
    shapes: Counter[Shape] = Counter()
    found = 0
    for keys in _in_batches(every_release()):
        filed, remembered = _filed(keys), _remembered(keys)
        shapes.update(_shape(one, right) for one in filed.values())
        found += sum(filed.get(key) != remembered.get(key) for key in filed.keys() | remembered.keys())
        tell(len(keys))
    tallied = Tally.objects.exclude(number=0).values_list(*CELL, "number").iterator()
    stored = {Cell(*row[:-1]): row[-1] for row in tallied}
    return found + _unlike(stored, _tallied(shapes))


def _unlike(one: Mapping[Cell, int], other: Mapping[Cell, int]) -> int:
    """Return how many cells do not hold the same number."""
    return sum(one.get(cell, 0) != other.get(cell, 0) for cell in one.keys() | other.keys())


def ensure(sender: AppConfig, using: str, **_kwargs: object) -> None:
    """Count everything where that has never been done, or in another zone; a ``post_migrate`` receiver."""
    tables = connections[using].introspection.table_names()
    if using != DEFAULT_DB_ALIAS or Count._meta.db_table not in tables:
        return
    count, created = Count.objects.get_or_create(pk=1, defaults={"zone": settings.TIME_ZONE})
    if count.zone != settings.TIME_ZONE or (created and Edition.objects.standing().exists()):
        rebuild()


def months(languages: Iterable[str], at: datetime) -> dict[str, list[tuple[int, int]]]:
    """Return the (year, month) in which something is public at ``at``, newest first, per language; one query."""
    found: dict[str, list[tuple[int, int]]] = {language: [] for language in languages}
    rows = Tally.objects.public(at).filter(language__in=found, also="", topic=0, month__in=range(1, 13))
    sums = rows.values_list("language", "year", "month").annotate(total=Sum("number")).filter(total__gt=0)
    for language, year, month, _total in sums.order_by("-year", "-month"):
        found[language].append((year, month))
    return found
