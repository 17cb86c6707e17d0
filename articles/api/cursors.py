"""Cursors: where a page of a list ends, as text that means nothing to its bearer (docs/decisions/0027).

A cursor is a place in an order and names nothing that has to exist: it is looked up nowhere, so it cannot answer
whether something is there, and it stays good when the release that it was made from is withdrawn or moves.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from articles.moments import EPOCH, MICROSECOND, YEARS

SHAPE = re.compile(r"[A-Za-z0-9_-]{8,720}")
PLACE = re.compile(r"([puw]) (-?[0-9]{1,17}) ([a-z-]{2,10}) ([^\x00-\x20\x7f]{1,120})")


class Order(StrEnum):
    """What a list is ordered by; a cursor is good in one order alone."""

    PUBLISHED = "p"
    UPDATED = "u"
    WITHDRAWN = "w"


@dataclass(frozen=True, slots=True)
class Position:
    """The place after a row: its moment and, among those of that moment, its language and slug."""

    at: datetime
    language: str
    slug: str

    def cursor(self, order: Order) -> str:
        """Return the position as text for an address: base64url, without padding."""
        place = f"{order} {(self.at - EPOCH) // MICROSECOND} {self.language} {self.slug}"
        return urlsafe_b64encode(place.encode()).decode().rstrip("=")


def position(cursor: str, order: Order) -> Position:
    """Return the position that ``cursor`` is; ValueError unless it is one that ``Position.cursor`` writes.

    One spelling for each position, so that no page has two addresses.
    """
    if not SHAPE.fullmatch(cursor):
        raise ValueError("not the form of a cursor")
    place = PLACE.fullmatch(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode())
    if place is None or place[1] != order:
        raise ValueError("not a place in this order")
    try:
        found = Position(EPOCH + timedelta(microseconds=int(place[2])), place[3], place[4])
    except OverflowError as error:
        raise ValueError("beyond all calendars") from error
    if found.at.year not in YEARS or found.cursor(order) != cursor:
        raise ValueError("not written by us")
    return found
