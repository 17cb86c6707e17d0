"""Times of day in running text, as 24-hour times."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MORNING = (
    r"a\.?\s?m(?:\.|(?!\w))|in\s+the\s+morning|du\s+matin|de\s+la\s+(?:mañana|madrugada)|утра|ночи"
    r"|صباح\w*|فجر\w*"
)
AFTERNOON = (
    r"p\.?\s?m(?:\.|(?!\w))|in\s+the\s+(?:afternoon|evening)|de\s+l[’']après-midi|du\s+soir|de\s+la\s+(?:tarde|noche)"
    r"|дня|вечера|مساء\w*|بعد\s+الظهر|ظهر\w*|ليل\w*"
)
HALF = rf"(?:(?P<morning>{MORNING})|(?P<afternoon>{AFTERNOON}))"
HOURS = r"(?:h(?:rs|oras)?\.?(?!\w)|heures?|horas?|час\w*|o[’']clock|ч\.?(?!\w))"
EARLY, LATE = "上午|凌晨|早上|清晨|早", "下午|晚上|傍晚|晚|中午"

PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 10:30, 10:30 a.m., 10:30:15
        rf"(?<![\d:.,])(?:(?P<early>{EARLY})|(?P<late>{LATE}))?(?P<hour>\d{{1,2}})\s?[:：]\s?(?P<minute>\d\d)(?![\d:]|[.,\s]\d{{3}}(?!\d))"
        rf"(?:\s?{HOURS})?(?:\s*{HALF})?",
        # 10.30 am, 2 p.m., 6 heures du matin
        rf"(?<![\d:.,])(?P<hour>\d{{1,2}})(?:[.:](?P<minute>\d\d))?\s*(?:{HOURS}\s*)?{HALF}",
        # 14 h, 14h30, 14 heures 30
        rf"(?<![\d:.,])(?P<hour>\d{{1,2}})\s?{HOURS}(?:\s?(?P<minute>[0-5]\d)(?!\d|\s*(?:min|мин)))?(?P<plain>)",
        # 下午2点, 14时10分, 10点半
        rf"(?<![\d:.,])(?:(?P<early>{EARLY})|(?P<late>{LATE}))?(?P<hour>\d{{1,2}})\s?[时点點](?:钟)?"
        r"(?:(?P<minute>\d{1,2})分(?!钟)|(?P<half>半))?(?P<plain>)",
    )
)


@dataclass(frozen=True, slots=True)
class Time:
    """A time, ``value`` as "14:30"; its ``numbers`` as they stand; ``sure`` where it can be nothing else."""

    value: str
    start: int
    end: int
    numbers: tuple[int, ...]
    sure: bool


def times(text: str) -> Iterator[Time]:
    """Yield the times of ``text`` in the order of their certainty; they may overlap."""
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            time = _time(match)
            if time is not None:
                yield time


def _time(match: re.Match[str]) -> Time | None:
    groups = match.groupdict()
    hour = written = int(groups["hour"])
    minute = int(groups.get("minute") or 0) or (30 if groups.get("half") else 0)
    if hour > 24 or minute > 59:
        return None
    night = (groups.get("morning") or "") == "ночи" and hour >= 9
    if (groups.get("afternoon") or groups.get("late") or night) and hour < 12:
        hour += 12
    elif (groups.get("morning") or groups.get("early")) and hour == 12:
        hour = 0
    numbers = (written, int(groups["minute"])) if groups.get("minute") else (written,)
    sure = "plain" not in groups or bool(groups.get("minute") or groups.get("half"))
    return Time(f"{hour % 24:02}:{minute:02}", match.start(), match.end(), numbers, sure)
