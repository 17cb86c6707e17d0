"""What a list can be narrowed by, and how many releases each choice leads to: one question to the tallies."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple, Self

from django.db.models import Q, Subquery, Sum, Value

from articles.enums import shown_codes, suffix
from articles.models import Edition, Release, Tally, Topic

MONTHS = range(1, 13)
NONE = -1  # the key of no topic


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list in ``language`` is narrowed to: a topic's slug, a year, a month of it, public in ``also`` too."""

    language: str
    topic: str = ""
    year: int = 0
    month: int = 0
    also: str = ""

    def but(self, **other: Any) -> Self:
        """Return the selection with something else in place of what it has; no month without a year."""
        changed = replace(self, **other)
        return changed if changed.year else replace(changed, month=0)

    def single(self) -> list[Self]:
        """Return each filter on its own; a month with its year."""
        each = ({"topic": self.topic}, {"year": self.year, "month": self.month}, {"also": self.also})
        return [type(self)(self.language, **only) for only in each if any(only.values())]


class Key(NamedTuple):
    """A combination of filters as ``Tally`` has it."""

    language: str
    also: str
    topic: int
    year: int
    month: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The numbers around a selection: what it finds, and what it would find with one filter changed.

    ``topic``: the key of the selected topic, 0 without one, ``NONE`` if nothing is public under it. ``topics`` (by
    key), ``years``, ``months`` (of the selected year), ``also``: releases per choice, where there are any.
    ``languages``: where the same selection finds something. ``possible``: whether each filter alone does.
    """

    topic: int
    total: int
    topics: Mapping[int, int]
    years: Mapping[int, int]
    months: Mapping[int, int]
    also: Mapping[str, int]
    languages: Collection[str]
    possible: bool


def facets(selection: Selection, at: datetime) -> Facets:
    """Return the numbers around ``selection`` at ``at``; one query, which looks up some hundred rows whatever the archive."""
    topic, numbers = _numbers(selection, at)

    def of(**other: Any) -> int:
        return numbers.get(_key(selection, topic)._replace(**other), 0)

    keys = numbers.keys()
    choices = {
        "topics": {t: of(topic=t) for t in sorted({key.topic for key in keys} - {0})},
        "years": {y: of(year=y, month=0) for y in sorted({key.year for key in keys} - {0}, reverse=True)},
        "months": {m: of(month=m) for m in MONTHS if selection.year},
        "also": {code: of(also=code) for code in shown_codes() if code != selection.language},
    }
    return Facets(
        topic=topic,
        total=of(),
        languages=[code for code in shown_codes() if of(language=code)],
        possible=all(numbers.get(_key(one, topic)) for one in selection.single()),
        **{name: {choice: n for choice, n in found.items() if n} for name, found in choices.items()},  # type: ignore[arg-type]
    )


def _key(selection: Selection, topic: int) -> Key:
    return Key(selection.language, selection.also, topic if selection.topic else 0, selection.year, selection.month)


def _numbers(selection: Selection, at: datetime) -> tuple[int, dict[Key, int]]:
    """Return the key of the selected topic, and how many releases each combination finds that ``facets`` looks at."""
    chosen = Subquery(Topic.objects.filter(slug=selection.topic).order_by().values("pk")[:1])
    asked = Q()
    for columns in _asked(selection, chosen if selection.topic else 0):
        asked |= Q(**columns)
    rows = Tally.objects.public(at).filter(asked).annotate(chosen=chosen if selection.topic else Value(0))
    sums = rows.values_list("chosen", *Key._fields).annotate(total=Sum("number")).filter(total__gt=0).order_by()
    topic, numbers = NONE if selection.topic else 0, {}
    for known, *key, total in sums:
        topic = NONE if known is None else known
        numbers[Key(*key)] = total
    return topic, numbers


def _asked(selection: Selection, topic: Any) -> Iterator[dict[str, Any]]:
    """Yield the columns of every combination to look up: the selection itself, each of its filters changed, and alone."""
    here = {**_key(selection, NONE)._asdict(), "topic": topic}
    elsewhere = [code for code in shown_codes() if code != selection.language]
    yield {name: value for name, value in here.items() if name != "topic"}
    yield {name: value for name, value in here.items() if name != "year"} | {"month": 0}
    if selection.year:
        yield {name: value for name, value in here.items() if name != "month"} | {"month__in": list(MONTHS)}
    yield {name: value for name, value in here.items() if name != "also"} | {"also__in": elsewhere}
    yield {name: value for name, value in here.items() if name != "language"} | {"language__in": elsewhere}
    for one in selection.single():
        yield {**_key(one, NONE)._asdict(), "topic": topic if one.topic else 0}


def load_topics(editions: Sequence[Edition], keys: Collection[int]) -> dict[int, Topic]:
    """Put the topics of ``editions`` that have a name in their language on each as ``topics``, by name.

    Return these and the topics with ``keys`` by key, with slug and names in all shown languages. One query.
    """
    names = [f"name_{suffix(code)}" for code in shown_codes()]
    asked = Topic.objects.filter(pk__in=keys).order_by().values_list(Value(0), "pk", "slug", *names)
    filed = Release.topics.through.objects.filter(release__in=[edition.release_id for edition in editions])
    columns = ("release_id", "topic_id", "topic__slug", *(f"topic__{name}" for name in names))
    topics: dict[int, Topic] = {}
    of_release: dict[int, list[Topic]] = {}
    for release, key, slug, *named in filed.values_list(*columns).union(asked, all=True):
        topic = topics.setdefault(key, Topic(pk=key, slug=slug, **dict(zip(names, named, strict=True))))
        of_release.setdefault(release, []).append(topic)
    for edition in editions:
        name = f"name_{suffix(edition.language)}"
        found = [topic for topic in of_release.get(edition.release_id, []) if getattr(topic, name)]
        edition.topics = sorted(found, key=lambda topic: str(getattr(topic, name)))
    return topics
