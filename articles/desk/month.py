"""A month of the desk: what goes out, is held, and went out, day by day in the newsroom's zone."""

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from articles.desk.headlines import Headline, with_headlines
from articles.desk.viewer import Viewer
from articles.enums import InLanguage, shown_codes
from articles.models import Edition, Release
from articles.moments import period

SHOWN_A_DAY = 6
MOST_EDITIONS = 12_000  # that a month may hold: 2,000 releases in six languages
HELD, SCHEDULED, PUBLIC = "held", "scheduled", "public"


@dataclass(frozen=True, slots=True)
class Mark(InLanguage):
    """A language of an entry: the state it is in at its moment, and the moment where it is not the entry's own."""

    language: str
    state: str
    moment: datetime
    apart: bool = False


@dataclass(slots=True)
class Entry:
    """A release on a day: one line of the calendar."""

    pk: int
    moment: datetime
    marks: list[Mark] = field(default_factory=list)
    release: Release | None = None
    headline: Headline | None = None


@dataclass(slots=True)
class Day:
    """A day of the month: its first entries, and how many more there are."""

    day: date
    entries: list[Entry] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True, slots=True)
class Month:
    """The weeks of a month, each of seven days, None where the day is another month's.

    ``cut``: whether the month holds more than was looked at, so that its last days are incomplete.
    """

    first: date
    weeks: list[list[Day | None]]
    cut: bool

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(day.entries for week in self.weeks for day in week if day)


def month_of(viewer: Viewer, first: date, first_weekday: int) -> Month:
    """Return the month that begins with ``first``, its weeks beginning with ``first_weekday`` (0 is Monday).

    Withdrawn texts are left out. Four queries: what goes or went out and what is held within the month's bounds, by an
    index each, and headlines and editions of the six entries that a day shows.
    """
    begin, after = period(first.year, first.month)
    outgoing = Edition.objects.outgoing(begin, after).order_by("publish_at")
    rows: list[Any] = list(outgoing.values_list("release_id", "language", "publish_at")[: MOST_EDITIONS + 1])
    cut = len(rows) > MOST_EDITIONS
    held = Edition.objects.held().filter(held_for__gte=begin, held_for__lt=after)
    moments = [(pk, code, moment, _state(moment, viewer.at)) for pk, code, moment in rows[:MOST_EDITIONS]]
    moments += [(pk, code, moment, HELD) for pk, code, moment in held.values_list("release_id", "language", "held_for")]
    days = _days(moments)
    releases = with_headlines(entry.pk for day in days.values() for entry in day.entries)
    for day in days.values():
        for entry in day.entries:
            entry.release = releases.get(entry.pk)
            entry.headline = viewer.headline(entry.release) if entry.release else None
    weeks = Calendar(first_weekday).monthdatescalendar(first.year, first.month)
    return Month(first, [[_cell(day, first, days) for day in week] for week in weeks], cut)


def _state(moment: datetime, at: datetime) -> str:
    return SCHEDULED if moment > at else PUBLIC


def _days(moments: list[tuple[int, str, datetime, str]]) -> dict[date, Day]:
    """Return the days with their entries by time, the first six of each, an entry per release."""
    zone = timezone.get_default_timezone()
    shown = shown_codes()
    entries: dict[tuple[date, int], Entry] = {}
    for pk, language, moment, state in sorted(moments, key=lambda row: (row[2], row[0])):
        if language not in shown:
            continue
        day = timezone.localtime(moment, zone).date()
        entry = entries.setdefault((day, pk), Entry(pk, moment))
        entry.marks.append(Mark(language, state, moment, apart=_minute(moment) != _minute(entry.moment)))
    days: dict[date, Day] = {}
    for (day, _pk), entry in entries.items():
        entry.marks.sort(key=lambda mark: shown.index(mark.language))
        found = days.setdefault(day, Day(day))
        if len(found.entries) < SHOWN_A_DAY:
            found.entries.append(entry)
        else:
            found.more += 1
    return days


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _cell(day: date, first: date, days: Mapping[date, Day]) -> Day | None:
    if day.month != first.month:
        return None
    return days.get(day) or Day(day)
