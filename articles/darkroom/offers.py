"""What a picture file says of itself, as it may be offered to the person who fills in its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from articles.html import clean_line

YEARS = range(1826, 2200)  # in which a photograph can have been taken
LENGTHS = {"title": 200, "caption": 500, "credit": 200, "photographer": 200, "place": 150, "terms": 500}
"""Of the columns that take what is offered, in characters."""
MAX_KEYWORDS, KEYWORD_LENGTH = 50, 50


@dataclass(frozen=True, slots=True)
class Offered:
    """What the file says, each text on one clean line that fits its column, empty where it says nothing.

    ``taken_at`` knows its zone: the newsroom's, where the camera told none. Where the picture was taken by satellite is
    never among it.
    """

    title: str = ""
    caption: str = ""
    credit: str = ""
    photographer: str = ""
    place: str = ""
    terms: str = ""
    taken_at: datetime | None = None
    keywords: tuple[str, ...] = ()


def offered(label: Mapping[str, Any]) -> Offered:
    """Return what ``labels.read`` found, fit to be shown and stored."""
    texts = {name: shortened(str(label[name]), length) for name, length in LENGTHS.items()}
    words = (shortened(word, KEYWORD_LENGTH) for word in label["keywords"])
    keywords = tuple(dict.fromkeys(filter(None, words)))[:MAX_KEYWORDS]
    return Offered(**texts, taken_at=_moment(label["taken_at"]), keywords=keywords)


def shortened(text: str, length: int) -> str:
    """Return ``text`` on one clean line of at most ``length`` characters, cut between words where it can be."""
    line = clean_line(text)
    if len(line) <= length:
        return line
    cut = line[:length]
    whole = cut[: length - 1].rpartition(" ")[0] if " " in cut[length // 2 :] else cut[: length - 1]
    return f"{whole.rstrip()}…"


def _moment(candidates: list[str]) -> datetime | None:
    """Return the first of the dates that can be read, those with a time of the day before those without."""
    for candidate in sorted(candidates, key=lambda text: "T" not in text):
        try:
            moment = datetime.fromisoformat(candidate)
        except ValueError:
            continue
        if moment.year in YEARS:
            return moment if moment.tzinfo else moment.replace(tzinfo=timezone.get_default_timezone())
    return None
