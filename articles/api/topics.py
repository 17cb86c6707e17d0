"""What is public under which topic, by the tallies (docs/decisions/0022): which topics there are, and where to look for
the releases of one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet, Sum

from articles.models import Tally, Topic
from articles.moments import period
from articles.querysets import FEW, EditionQuerySet


class Number(NamedTuple):
    """How many releases are public under a topic in a language."""

    topic: int
    language: str
    total: int


def numbers(at: datetime) -> list[Number]:
    """Return what is public under each topic in each language that is shown, where there is anything."""
    rows = _tallies(at).filter(topic__gt=0, year=0).values_list("topic", "language")
    return [Number(*row) for row in rows.annotate(total=Sum("number")).filter(total__gt=0).order_by()]


def _tallies(at: datetime) -> QuerySet[Tally]:
    return Tally.objects.public(at).filter(also="", month=0)


@dataclass(frozen=True, slots=True)
class PublicTopic:
    """A topic under which something is public: its key, and per language how many releases, of which years."""

    topic: int
    totals: Mapping[str, int]
    years: Mapping[str, list[int]]

    def few(self, language: str) -> bool:
        """Tell whether its releases in ``language`` are so few that they are gathered, and not found by walking."""
        return self.totals.get(language, 0) < FEW

    def about(self, rows: EditionQuerySet, language: str, at: datetime) -> EditionQuerySet:
        """Return those of ``rows``, all in ``language``, that are filed under it."""
        return rows.few(language, at, topic=self.topic, also="") if self.few(language) else rows.about(self.topic)

    def end(self, language: str, first: datetime, before: datetime) -> datetime:
        """Return a moment in a period after which nothing in ``language`` is filed; its beginning if nothing is."""
        years = [period(year) for year in self.years.get(language, [])]
        return max((min(after, before) for start, after in years if start < before and after > first), default=first)


def public_topic(slug: str, at: datetime) -> PublicTopic | None:
    """Return the topic with ``slug``; None if nothing public is filed under it in any language, in the same one query
    whether it exists or not.
    """
    topics = Topic.objects.filter(slug=slug).order_by().values("pk")
    rows = _tallies(at).filter(topic__in=topics).values_list("topic", "language", "year").annotate(total=Sum("number"))
    found = list(rows.filter(total__gt=0).order_by())
    if not found:
        return None
    years: dict[str, list[int]] = {}
    for _topic, language, year, _number in found:
        years.setdefault(language, []).append(year)
    totals = {language: number for _topic, language, year, number in found if year == 0}  # 0 stands for all years
    return PublicTopic(found[0][0], totals, {language: [y for y in of if y] for language, of in years.items()})
