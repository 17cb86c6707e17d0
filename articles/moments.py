"""Moments as people know them: on the newsroom's clocks, whose zone is named, and in UTC."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

YEARS = range(1900, 3000)
"""Years in which something can be public, as addresses carry them."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
"""The finest step of a moment in either database."""


def zone() -> str:
    """Return the name of the newsroom's time zone as people know it."""
    return settings.TIME_ZONE.replace("_", " ")


def on_clocks(moment: datetime) -> datetime:
    """Return ``moment`` in the newsroom's zone."""
    return moment.astimezone(timezone.get_default_timezone())


def day_start(day: date) -> datetime:
    """Return the moment at which ``day`` begins in the newsroom's zone."""
    return datetime.combine(day, time.min, timezone.get_default_timezone())


def period(year: int, month: int | None = None) -> tuple[datetime, datetime]:
    """Return the first moment of a year, or of a month of it, and the first moment after it, in the newsroom's zone."""
    first = date(year, month or 1, 1)
    after = date(year + 1, 1, 1) if month is None else (first + timedelta(days=32)).replace(day=1)
    return day_start(first), day_start(after)


def year_of(moment: datetime) -> int:
    """Return the year of ``moment`` in the newsroom's zone."""
    return on_clocks(moment).year


def month_of(moment: datetime, in_zone: tzinfo) -> tuple[int, int]:
    """Return the year and month of ``moment`` in ``in_zone``."""
    there = moment.astimezone(in_zone)
    return there.year, there.month


def iso(moment: datetime) -> str:
    """Return ``moment`` by ISO 8601 and RFC 3339, on the newsroom's clocks with their offset, to the second."""
    return on_clocks(moment).isoformat(timespec="seconds")


def offset(moment: datetime) -> str:
    """Return how far the newsroom's clocks are from UTC at ``moment``: ``UTC+1``, ``UTC+5:30``, ``UTC−3``, ``UTC``."""
    minutes = round((on_clocks(moment).utcoffset() or timedelta()).total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02d}" if rest else "")


def named_zone(at: datetime) -> str:
    """Return the zone's name with its offset at ``at``: ``Europe/Paris (UTC+1)``."""
    return f"{zone()} ({offset(at)})"


def local(moment: datetime) -> str:
    """Return ``moment`` on the newsroom's clocks, in the person's language."""
    return date_format(on_clocks(moment), "DATETIME_FORMAT")


def utc(moment: datetime) -> str:
    """Return ``moment`` in UTC, as ISO 8601 has it but for the T."""
    there = moment.astimezone(UTC)
    return f"{there:%Y-%m-%d %H:%M:%S} UTC" if there.second else f"{there:%Y-%m-%d %H:%M} UTC"


def spoken(moment: datetime) -> str:
    """Return ``moment`` with the zone's name and in UTC, for sentences in either direction of writing."""
    return _("%(moment)s, time zone %(zone)s; %(utc)s") % {
        "moment": isolated(local(moment)), "zone": isolated(named_zone(moment)), "utc": isolated(utc(moment)),
    }  # fmt: skip


def isolated(text: str) -> str:
    """Return ``text`` so that its direction of writing does not disturb what is around it."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
