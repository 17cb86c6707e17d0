"""What a list can be narrowed by, and how many releases each choice leads to: one question to the tallies."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple, Self, TypeVar

from django.db.models import BigIntegerField, F, QuerySet, Subquery, Sum, Value

from articles.enums import shown_codes, suffix
from articles.models import Edition, Release, Tally, Topic
from articles.moments import YEARS

C = TypeVar("C", int, str)
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
    """Return the numbers around ``selection`` at ``at``: one query, of some hundred rows whatever the archive."""
    topic, numbers = _numbers(selection, at)
    here = _key(selection, topic)

    def found(choices: Iterable[C], key: Callable[[C], Key]) -> dict[C, int]:
        return {choice: number for choice in choices if (number := numbers.get(key(choice), 0))}

    return Facets(
        topic=topic,
        total=numbers.get(here, 0),
        topics=found({key.topic for key in numbers} - {0}, lambda topic: here._replace(topic=topic)),
        years=found(reversed(YEARS), lambda year: here._replace(year=year, month=0)),
        months=found(MONTHS if selection.year else (), lambda month: here._replace(month=month)),
        also=found(shown_codes(), lambda code: here._replace(also=code)),
        languages=list(found(shown_codes(), lambda code: here._replace(language=code))),
        possible=all(_key(one, topic) in numbers for one in selection.single()),
    )


def _key(selection: Selection, topic: Any) -> Key:
    return Key(selection.language, selection.also, topic if selection.topic else 0, selection.year, selection.month)


def _numbers(selection: Selection, at: datetime) -> tuple[int, dict[Key, int]]:
    """Return the key of the selected topic, and how many releases each combination finds that ``facets`` looks at."""
    topic: Any = Value(0)
    if selection.topic:
        topic = Subquery(Topic.objects.filter(slug=selection.topic).order_by().values("pk")[:1])
    # A union, since each part then goes by the index; SQLite would look through all of the language for an OR.
    rows = Tally.objects.public(at).annotate(selected=topic).values_list("selected", *Key._fields).order_by()
    parts = [
        rows.filter(**columns).annotate(total=Sum("number")).filter(total__gt=0) for columns in _asked(selection, topic)
    ]
    sums = parts[0].union(*parts[1:], all=True)
    key, numbers = NONE if selection.topic else 0, {}
    for selected, *columns, total in sums:
        key = NONE if selected is None else selected
        numbers[Key(*columns)] = total
    return key, numbers


def _asked(selection: Selection, topic: Any) -> Iterator[dict[str, Any]]:
    """Yield the columns of what to look up: the selection with each of its filters changed, and each filter alone."""
    here = _key(selection, topic)._asdict()
    elsewhere = [code for code in shown_codes() if code != selection.language]
    changed: dict[str, dict[str, Any]] = {
        "topic": {},
        "year": {"month": 0},
        "also": {"also__in": elsewhere},
        "language": {"language__in": elsewhere},
    }
    if selection.year:
        changed["month"] = {"month__in": list(MONTHS)}
    for name, others in changed.items():
        yield {column: value for column, value in here.items() if column != name} | others
    yield from (_key(one, topic)._asdict() for one in selection.single())


def load_topics(editions: Sequence[Edition], keys: Collection[int]) -> dict[int, Topic]:
    """Put the topics of ``editions`` that have a name in their language on each as ``topics``, by name.

    Return these and the topics with ``keys`` by key, with slug and names in all shown languages. One query.
    """
    names = [f"name_{suffix(code)}" for code in shown_codes()]
    # Django's own queryset: modeltranslation's puts columns into an order of its own, which a union cannot have.
    asked = QuerySet(Topic).filter(pk__in=keys).order_by().annotate(of=Value(0, BigIntegerField()))
    filed = Release.topics.through.objects.filter(release__in=[edition.release_id for edition in editions])
    columns = ("topic_id", "topic__slug", *(f"topic__{name}" for name in names), "of")
    rows = filed.annotate(of=F("release_id")).values_list(*columns)
    topics: dict[int, Topic] = {}
    of_release: dict[int, list[Topic]] = {}
    for key, slug, *named, release in rows.union(asked.values_list("pk", "slug", *names, "of"), all=True):
        topic = topics.setdefault(key, Topic(pk=key, slug=slug, **dict(zip(names, named, strict=True))))
        of_release.setdefault(release, []).append(topic)
    for edition in editions:
        name = f"name_{suffix(edition.language)}"
        found = [topic for topic in of_release.get(edition.release_id, []) if getattr(topic, name)]
        edition.topics = sorted(found, key=lambda topic: str(getattr(topic, name)))
    return topics
