"""Counts are exact at every moment: against brute force, after random lives, in both directions of time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db.models import Sum

from articles import counts, workflow
from articles.models import Count, Counted, Edition, Tally
from articles.models.tally import LONG_AGO
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def tallied(at: datetime) -> dict[tuple[Any, ...], int]:
    """Return the tallies that count at ``at``, by what they are tallies of."""
    rows = Tally.objects.public(at).values_list("language", "also", "topic", "year", "month")
    return {row[:-1]: row[-1] for row in rows.annotate(total=Sum("number")) if row[-1]}


def test_one_release_counts_for_all_time_its_year_and_its_month() -> None:
    factories.public("fr", datetime(2018, 2, 5, 12, tzinfo=UTC))
    assert tallied(NOW) == {
        ("fr", "", 0, 0, 0): 1,
        ("fr", "", 0, 2018, 0): 1,
        ("fr", "", 0, 2018, 2): 1,
    }
