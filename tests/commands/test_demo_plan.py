"""The demo's plan: which moments its embargoed releases get."""

from datetime import UTC, date, datetime

import pytest

from articles.demo import plan
from articles.importing import ParsedRelease


def parsed(reference: str, day: date) -> ParsedRelease:
    return ParsedRelease("en", "Headline", datetime.fromisoformat(f"{day} 10:00"), "<p>Body.</p>", reference=reference)


def test_an_embargoed_release_keeps_its_own_date_while_that_is_to_come() -> None:
    coming = parsed("2026-M5UX", date(2026, 12, 8))
    assert plan.date_of(coming, datetime(2026, 11, 24, tzinfo=UTC)) == datetime(2026, 12, 8, 9, tzinfo=UTC)


def test_one_release_always_goes_out_on_the_day_after() -> None:
    coming = parsed("2026-SD8H", date(2026, 12, 1))
    assert plan.date_of(coming, datetime(2026, 11, 24, tzinfo=UTC)) == datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.mark.parametrize(("reference", "day"), [("2026-SD8H", 6), ("2026-M5UX", 14), ("2026-ZR3C", 21)])
def test_an_embargoed_release_whose_date_has_passed_is_moved_to_a_day_to_come(reference: str, day: int) -> None:
    moved = plan.date_of(parsed(reference, date(2026, 12, 1)), datetime(2027, 1, 5, 16, tzinfo=UTC))
    assert moved == datetime(2027, 1, day, 9, tzinfo=UTC)


def test_other_releases_keep_their_date() -> None:
    assert plan.date_of(parsed("2018-H7WN", date(2018, 6, 19)), datetime(2027, 1, 5, tzinfo=UTC)) == datetime(
        2018, 6, 19, 8, tzinfo=UTC
    )
