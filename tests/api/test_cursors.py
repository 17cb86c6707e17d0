"""Cursors: one spelling for each place, and nothing else is one."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.api.cursors import Order, Position, position

MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 (bounds)
SLUGS = st.text(st.characters(categories=["L", "N", "M", "Pd"]), min_size=1, max_size=120)
LANGUAGES = st.sampled_from(["en", "fr", "ar", "zh-hans"])


@given(MOMENTS, LANGUAGES, SLUGS, st.sampled_from(Order))
def test_a_cursor_leads_back_to_its_place(at: datetime, language: str, slug: str, order: Order) -> None:
    place = Position(at, language, slug)
    assert position(place.cursor(order), order) == place


@given(st.binary(max_size=60))
def test_other_text_is_refused(data: bytes) -> None:
    cursor = urlsafe_b64encode(data).decode().rstrip("=")
    with pytest.raises(ValueError, match=r".+"):
        position(cursor, Order.PUBLISHED)


@pytest.mark.parametrize(
    "place",
    [
        "p 0 fr", "p 0 fr a b", "p -0 fr a", "p 00 fr a", "p 0 FR a", "x 0 fr a", "p 0 fr a\x00", "p 0 fr a\n", "p 0 fr ",
        "p 99999999999999999 fr a", "p -99999999999999999 fr a", "p 0 fr " + "a" * 121, "p 1e3 fr a", "p ٣ fr a",
    ],
)  # fmt: skip
def test_places_that_we_do_not_write_are_refused(place: str) -> None:
    cursor = urlsafe_b64encode(place.encode()).decode().rstrip("=")
    with pytest.raises(ValueError, match=r".+"):
        position(cursor, Order.PUBLISHED)


def test_a_padded_or_longer_spelling_is_refused() -> None:
    cursor = Position(datetime(2026, 1, 1, tzinfo=UTC), "fr", "abc").cursor(Order.PUBLISHED)
    assert len(cursor) % 4 == 2  # the last character holds four bits that mean nothing
    other = chr(ord(cursor[-1]) + 1)
    for spelling in (f"{cursor}=", f"{cursor}A", f" {cursor}", cursor[:-1] + other):
        with pytest.raises(ValueError, match=r".+"):
            position(spelling, Order.PUBLISHED)
