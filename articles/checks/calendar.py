"""Dates in running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from articles.checks.languages import month_number, month_pattern
from articles.checks.places import Piece, Place

FILLED = "\ue000"
"""Stands for a character that has been read: a private one, neither letter nor digit nor space."""

DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.?[ºª]|-?(?:го|е|я|й))?(?![\d\w])"
AND = (
    r"(?:\s*[-–—,،&/]\s*|\s+(?:to|and|or|au|et|ou|à|al|a|y|o|и|до|по|или|إلى|أو|حتى)\s+(?:the\s+|le\s+|el\s+|по\s+)?"
    r"|\s+و\s?)"
)
BEFORE_MONTH = {"en": r"\s+(?:of\s+)?", "es": r"\s+(?:de\s+)?", "ar": r"\s+(?:من\s+)?"}
BEFORE_YEAR = {
    "en": r"\.?,?\s+(?:of\s+)?",
    "es": r"\.?\s+(?:del?\s+)?(?:año\s+)?",
    "ar": r"[،,]?\s+(?:من\s+)?(?:عام\s+|سنة\s+)?",
}
ISO = re.compile(
    r"(?<![0-9A-Za-z-])(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![0-9A-Za-z-])"
)
NUMERIC = re.compile(
    r"(?<![0-9A-Za-z.])(?P<day>\d{1,2})(?P<sign>[/.])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})(?![0-9A-Za-z])"
)

ONE = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
CHINESE_YEAR = r"(?P<year>\d{4}|[〇零○一二三四五六七八九]{4})\s*年\s*"
CHINESE_DATE = re.compile(
    rf"(?:{CHINESE_YEAR})?(?<![\d一二三四五六七八九十])(?P<month>{ONE})\s*月\s*"
    rf"(?P<days>{ONE}(?:\s*[日号]?\s*[至到、和及与\-–—~～]\s*{ONE})*\s*[日号])"
)
CHINESE_MONTH = re.compile(rf"(?:{CHINESE_YEAR})?(?<![\d一二三四五六七八九十])(?P<month>{ONE})\s*月")
# "14 日" alone is how Chinese agencies say "today".
CHINESE_DAY = re.compile(r"(?<!\d)(?P<day>\d{1,2})\s*[日号](?!线|楼|院|馆)")
NUMERALS = dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True))


@dataclass(frozen=True, slots=True)
class Date:
    """A date as it stands: without a day it is a month of a year. ``turned``: the month, read as American."""

    day: int | None
    month: int
    year: int | None
    place: Place
    turned: int | None = None

    @property
    def value(self) -> str:
        """The date for a key, as 2026-02-05, with ? for what is not said."""
        return f"{self.year or '?'}-{self.month:02}-{self.day or '?'}"


@dataclass(slots=True)
class Dates:
    """The dates of a text. ``months`` are all that are named, ``days`` those that stand alone."""

    dates: list[Date] = field(default_factory=list)
    months: set[int] = field(default_factory=set)
    days: set[int] = field(default_factory=set)

    @property
    def numbers(self) -> set[int]:
        """Days and years, for figures of the other text that say the same."""
        return {number for date in self.dates for number in (date.day, date.year) if number} | self.days

    def years(self) -> set[int]:
        """Return the years that are named in dates."""
        return {date.year for date in self.dates if date.year}


@lru_cache(maxsize=32)
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    month = f"(?P<month>{month_pattern(language)})"
    before_year = BEFORE_YEAR.get(language, r"\.?\s+")
    year = rf"(?:{before_year}(?P<year>\d{{4}})(?!\d))"
    days = rf"(?<![\d.,/\w-])(?P<days>{DAY}(?:{AND}{DAY})*)"
    before_month = BEFORE_MONTH.get(language, r"\s+")
    patterns = [f"{days}{before_month}{month}{year}?"]
    if language == "en":
        patterns.append(rf"{month}\.?\s+(?P<days>{DAY}(?:{AND}{DAY})*){year}?")
    patterns.append(month + year)
    patterns.append(month)
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def take_dates(piece: Piece, text: str, language: str, found: Dates) -> str:
    """Add the dates of ``text`` (the piece, or what is left of it) to ``found`` and return it with them filled."""
    text = _take_numeric(piece, text, language, found)
    if language.startswith("zh"):
        return _take_chinese(piece, text, found)
    for pattern in _patterns(language):

        def take(match: re.Match[str]) -> str:
            return _take_western(piece, match, language, found)

        text = pattern.sub(take, text)
    return text


def _take_western(piece: Piece, match: re.Match[str], language: str, found: Dates) -> str:
    groups = match.groupdict()
    month = month_number(groups["month"], language)
    # "may" and "march" are verbs.
    if month is None or (language == "en" and not groups["month"][0].isupper()):
        return match[0]
    days = [int(day) for day in re.findall(r"\d+", groups.get("days") or "")]
    return _add(piece, match, days, month, groups.get("year"), found)


def _add(piece: Piece, match: re.Match[str], days: list[int], month: int, year: str | None, found: Dates) -> str:
    """Add a date for each day (or one without); what no calendar has is left as it is."""
    if month not in range(1, 13) or any(day not in range(1, 32) for day in days):
        return match[0]
    place = Place(piece, match.start(), match.end())
    number = int(year) if year else None
    found.months.add(month)
    if days or number:
        found.dates += [Date(day, month, number, place) for day in days] or [Date(None, month, number, place)]
    return FILLED * len(match[0])


def _take_numeric(piece: Piece, text: str, language: str, found: Dates) -> str:
    for pattern in (ISO, NUMERIC):
        for match in list(pattern.finditer(text)):
            day, month = int(match["day"]), int(match["month"])
            turned = day if language == "en" and pattern is NUMERIC and day in range(1, 13) else None
            if month > 12 and turned:
                day, month, turned = month, day, None
            if month in range(1, 13) and day in range(1, 32):
                place = Place(piece, match.start(), match.end())
                found.dates.append(Date(day, month, int(match["year"]), place, turned))
                found.months.add(month)
                text = text[: match.start()] + FILLED * len(match[0]) + text[match.end() :]
    return text


def _take_chinese(piece: Piece, text: str, found: Dates) -> str:
    def take(match: re.Match[str]) -> str:
        days = match.groupdict().get("days") or ""
        year = "".join(NUMERALS.get(char, char) for char in match["year"] or "")
        numbers = [_small(day) for day in re.findall(ONE, days)]
        return _add(piece, match, numbers, _small(match["month"]), year or None, found)

    def take_day(match: re.Match[str]) -> str:
        found.days.add(int(match["day"]))
        return FILLED * len(match[0])

    text = CHINESE_MONTH.sub(take, CHINESE_DATE.sub(take, text))
    return CHINESE_DAY.sub(take_day, text)


def _small(text: str) -> int:
    """Return 1 to 99 from digits or from numerals such as 十二 and 三十."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(NUMERALS.get(char, "0") for char in text))
    return 10 * int(NUMERALS.get(tens, "1")) + int(NUMERALS.get(ones, "0"))


def satisfied(date: Date, other: Dates, years: set[int]) -> bool:
    """Tell whether ``other`` says this date; ``years`` are all that its text names, also outside dates."""
    if date.day is None:
        return date.month in other.months and date.year in years
    return any(_same(date, one, years) for one in other.dates)


def _same(date: Date, one: Date, years: set[int]) -> bool:
    if not _readings(date) & _readings(one):
        return False
    if date.year and not one.year:
        return date.year in years
    return not date.year or date.year == one.year


def _readings(date: Date) -> set[tuple[int | None, int | None]]:
    both: set[tuple[int | None, int | None]] = {(date.day, date.month)}
    return both | {(date.month, date.turned)} if date.turned else both


def first_of_each(dates: list[Date]) -> Iterator[Date]:
    """Yield the dates once each, where they stand first."""
    seen = set()
    for date in dates:
        if date.value not in seen:
            seen.add(date.value)
            yield date
