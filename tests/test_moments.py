"""Moments on the newsroom's clocks; how one is asked for: tests/admin/test_moments.py."""

from datetime import UTC, date, datetime

import pytest

from articles.moments import day_start, period, year_of


@pytest.mark.parametrize(
    ("year", "month", "first", "after"),
    [
        (2018, None, datetime(2017, 12, 31, 23, tzinfo=UTC), datetime(2018, 12, 31, 23, tzinfo=UTC)),
        (2018, 1, datetime(2017, 12, 31, 23, tzinfo=UTC), datetime(2018, 1, 31, 23, tzinfo=UTC)),
        (2018, 3, datetime(2018, 2, 28, 23, tzinfo=UTC), datetime(2018, 3, 31, 22, tzinfo=UTC)),
        (2018, 12, datetime(2018, 11, 30, 23, tzinfo=UTC), datetime(2018, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_a_period_begins_and_ends_at_midnight_in_the_newsroom(
    year: int, month: int | None, first: datetime, after: datetime
) -> None:
    assert period(year, month) == (first, after)


def test_a_day_begins_at_midnight_in_the_newsroom() -> None:
    assert day_start(date(2026, 7, 1)) == datetime(2026, 6, 30, 22, tzinfo=UTC)


def test_the_year_of_an_address_is_that_of_the_newsroom_zone() -> None:
    assert year_of(datetime(2017, 12, 31, 23, 30, tzinfo=UTC)) == 2018
