"""Dates as pages print them, in all languages of the newsroom."""

from __future__ import annotations

import datetime
import re
import unicodedata

from django.utils.translation import gettext as _

from articles.importing.calendar_names import LOCALES, fold, months, weekdays
from articles.importing.parsed import ImportProblem, excerpt

Moment = datetime.date | datetime.datetime
Parts = tuple[int, int, int, int | None]
"""Year, month, day and the weekday (0 is Monday) where one is named."""

LONGEST = 120
"""Characters in a line that may still be a date; a longer one is prose."""
YEARS = range(1800, 2200)

# Direction marks, embeddings, isolates, zero-width characters and the BOM.
INVISIBLE = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[t\s]\s*(?P<hour>\d{1,2})(?P<rest>:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)"
    r"\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})?)?"
)
CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]")
CHINESE_WEEKDAY = re.compile(r"[(,]?(?:星期|周|礼拜)([一二三四五六日天])\)?")
CHINESE_NUMERALS = re.compile("[〇零○一二三四五六七八九十]+(?=[年月日号])")
DAY = re.compile(r"(\d{1,2})(?:er|\.?o|ro|st|nd|rd|th|-?е|-?го)?\.?")
TIME = re.compile(
    r"(?:[\s,،|–—-]+|(?<=[日号]))(?:(?:at|a las|a|في|على|الساعة|в)\s+)*"
    r"(?P<hour>\d{1,2})(?:\s?h(?:\s?(?P<french>\d{2}))?"
    r"|[:时点]\s?(?P<minute>\d{2})(?::(?P<second>\d{2})|分)?)"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?(?:\s?h(?:rs|oras)?\.?)?(?:\s?(?P<zone>utc|gmt|z))?$"
)
# Words that stand in a date and say nothing; a date that holds another language's is not in this.
FILLERS = {
    "en": {"on", "of", "the"},
    "fr": {"le"},
    "es": {"el", "de", "del"},
    "ar": {"يوم", "من", "عام", "سنة", "لعام", "م"},
    "ru": {"г", "г.", "года"},
}


def parse_date(text: str, language: str | None) -> tuple[Moment, str | None]:
    """Return the date (a datetime where a time stands too) and the language it is written in.

    That language is None where the text fits several or none (ISO 8601). A datetime is aware only
    where the text names its zone. With `language`, names of that language alone are read.
    Raises ImportProblem where the whole text is not a date, or not one of the calendar.
    """
    found = find_date(text, (language,) if language else tuple(LOCALES))
    if found is None:
        message = _("“%(text)s” is not a date that can be read")
        if language:
            message = _("“%(text)s” is not a date in “%(language)s” that can be read")
        raise ImportProblem(message % {"text": excerpt(text), "language": language})
    moment, languages = found
    return moment, languages[0] if len(languages) == 1 else None


def find_date(text: str, languages: tuple[str, ...] = tuple(LOCALES)) -> tuple[Moment, tuple[str, ...]] | None:
    """Return the date and those of `languages` it may be written in; None where it is no date.

    ISO 8601 is written in no language: ().
    Raises ImportProblem for what has the form of a date and is none, as 30 February.
    """
    if len(text) > LONGEST:
        return None
    line = plain(text)
    iso = ISO.fullmatch(line)
    if iso is not None:
        return iso_moment(iso, text), ()
    clock, line = split_time(line)
    found = {}
    for language in languages:
        parts = chinese_parts(line) if language == "zh-hans" else western_parts(line, language)
        if parts is not None:
            found[language] = parts
    if not found:
        return None
    if len({parts[:3] for parts in found.values()}) > 1:
        raise impossible(text)
    return build(next(iter(found.values())), clock, text), tuple(found)


def plain(text: str) -> str:
    """Return `text` folded, with ASCII digits, single spaces and no invisible marks."""
    shown = unicodedata.normalize("NFKC", INVISIBLE.sub("", text))
    digits = "".join(str(unicodedata.decimal(char, char)) for char in shown)
    return " ".join(fold(digits).split())


def iso_moment(found: re.Match[str], text: str) -> Moment:
    """Return the moment of an ISO 8601 match; raise ImportProblem where it never was."""
    year, month, day = (int(found[group]) for group in (1, 2, 3))
    clock = None
    if found["hour"]:
        zone = (found["zone"] or "").replace("utc", "z").replace("gmt", "z")
        try:
            clock = datetime.time.fromisoformat(f"{found['hour']:0>2}{found['rest']}{zone.upper()}")
        except ValueError:
            raise impossible(text) from None
    return build((year, month, day, None), clock, text)


def split_time(line: str) -> tuple[datetime.time | None, str]:
    """Return the time of day that ends a folded line, and the line without it."""
    found = TIME.search(line)
    if found is None:
        return None, line
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    minute, second = int(found["minute"] or found["french"] or 0), int(found["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None, line
    zone = datetime.UTC if found["zone"] else None
    return datetime.time(hour, minute, second, tzinfo=zone), line[: found.start()]


def western_parts(line: str, language: str) -> Parts | None:
    """Return the parts of a folded day-month-year, or English month-day-year; None if it is not.

    Raises nothing: whether the day exists is for `build` to say.
    """
    spaced = re.sub(r"(\d{4})(?=[^\W\d]+\.?$)", r"\1 ", re.sub("[,،]", " ", line))
    words = [word for word in spaced.split() if word not in FILLERS.get(language, ())]
    weekday = weekdays(language).get(words[0].strip(".")) if words else None
    if weekday is not None:
        words = words[1:]
    if len(words) < 3 or not re.fullmatch(r"\d{4}", words[-1]):
        return None
    day, names = DAY.fullmatch(words[0]), words[1:-1]
    if day is None and language == "en":
        day, names = DAY.fullmatch(words[-2]), words[:-2]
    month = month_number(" ".join(names), language)
    if day is None or month is None:
        return None
    return int(words[-1]), month, int(day[1]), weekday


def month_number(name: str, language: str) -> int | None:
    """Return 1 to 12 for a folded month name, or for two that agree, as «شباط/فبراير»."""
    spellings = re.sub(r"[()]", "/", name).strip("/ ").split("/")
    numbers = {months(language).get(spelling.strip(". ")) for spelling in spellings}
    return numbers.pop() if len(numbers) == 1 else None


def chinese_parts(line: str) -> Parts | None:
    """Return the parts of 2018年2月5日, in digits or in numerals; None if it is not such a date."""
    weekday = CHINESE_WEEKDAY.search(line)
    bare = CHINESE_WEEKDAY.sub("", line, count=1).replace(" ", "").strip(",")
    found = CHINESE.fullmatch(CHINESE_NUMERALS.sub(in_digits, bare))
    if found is None:
        return None
    number = "一二三四五六日".index(weekday[1].replace("天", "日")) if weekday else None
    return int(found[1]), int(found[2]), int(found[3]), number


def in_digits(numerals: re.Match[str]) -> str:
    """Return Chinese numerals as digits: 二〇一八 is 2018, 十二 is 12, 三十 is 30."""
    text = numerals[0].translate(str.maketrans("〇零○一二三四五六七八九", "000123456789"))
    if "十" not in text:
        return text
    tens, _ten, ones = text.partition("十")
    return f"{tens or 1}{ones or 0}"


def build(parts: Parts, clock: datetime.time | None, text: str) -> Moment:
    """Return the date, or the datetime where there is a clock; refuse what no calendar has."""
    year, month, day, weekday = parts
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        raise impossible(text) from None
    if year not in YEARS:
        raise impossible(text)
    if weekday is not None and date.weekday() != weekday:
        message = _("“%(text)s”: that day of the month was another day of the week")
        raise ImportProblem(message % {"text": excerpt(text)})
    return date if clock is None else datetime.datetime.combine(date, clock)


def impossible(text: str) -> ImportProblem:
    """Return the problem of a date that no calendar has."""
    return ImportProblem(_("“%(text)s” is not a possible date") % {"text": excerpt(text)})
