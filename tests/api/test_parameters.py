"""What is asked is understood or refused by name: nothing is passed over, and nothing breaks."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client

from articles.api.cursors import Order, Position
from tests import factories
from tests.api.asking import get, items

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def refused(query: str, path: str = "releases") -> list[str]:
    """Return the names of the parameters that are refused."""
    with time_machine.travel(NOW, tick=False):
        problem = get(f"{path}?{query}", 400)
    assert (problem["title"], problem["status"]) == ("Bad Request", 400)
    assert [error for error in problem["errors"] if not error["detail"]] == []
    return [error["parameter"] for error in problem["errors"]]


@pytest.mark.parametrize(
    "query", ["status=draft", "ordering=body", "static=1", "fields=*", "page=2", "year=2026", "Q=x"]
)
def test_unknown_parameters_are_refused(query: str) -> None:
    name = query.partition("=")[0]
    for path in ("", "releases", "withdrawals", "topics", "languages", "organisation", "openapi.json", "releases/R-1"):
        assert refused(query, path) == [name], path
    assert refused(query, "releases/R-1/fr") == [name]


@pytest.mark.parametrize(
    "query",
    [
        "language=",
        "language=de",
        "language=FR",
        "language=fr,en",
        "language=fr&language=fr",
        "topic=a/b",
        "topic=2026",
        "topic=%00",
        "topic=%ff",
        f"topic={quote('x' * 5000)}",
        "from=yesterday",
        "from=2026-02-30",
        "from=2026-1-1",
        "from=2026-01-01T00:00:00",
        "from=2026-01-01T00:00:00+01:00",  # a plus sign in an address is a space
        "from=2026-01-01T24:00:00Z",
        "from=2026-01-01T00:00:00%2B99:99",
        "from=0001-01-01",
        "from=9999-12-31T23:59:59-12:00",
        "from=" + quote("２０２６-01-01"),
        "from=99999999999999999999",
        "include=photo",
        "limit=0",
        "limit=51",
        "limit=-1",
        "limit=1e9",
        "limit=007",
        "limit=" + quote("٢"),
        "limit=" + "9" * 5000,
        "cursor=",
        "cursor=x",
        "cursor=" + "A" * 5000,
        "cursor=%00",
        "modified_since=now",
        "modified_since=2025-11-22",
        "q=%00&language=fr",
        "q=%ff&language=fr",
        "q=...&language=fr",
        "q=&language=fr",
        f"q={quote('é' * 301)}&language=fr",
        f"q={'x' * 4000}&language=fr",
    ],
)
def test_values_that_mean_nothing_are_refused(query: str) -> None:
    assert refused(query) == [query.partition("=")[0]]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert refused("limit=0&status=draft&language=de&topic=") == ["status", "topic", "language", "limit"]


def test_parameters_that_exclude_each_other_are_refused() -> None:
    assert refused("modified_since=2026-11-01&from=2026-01-01&to=2026-02-01") == ["from", "to"]
    assert refused("modified_since=2026-11-01&language=fr&q=x") == ["q"]
    assert refused("q=x") == ["language"]
    assert refused("from=2026-02-01&to=2026-02-01") == ["to"]


def test_names_are_repeated_in_part_and_ten_at_most() -> None:
    names = refused("&".join(f"{'x' * 50}{n}=1" for n in range(20)))
    assert names == ["x" * 40] * 10


def test_a_request_of_thousands_of_parameters_is_refused() -> None:
    problem = get("releases?" + "&".join(f"a{n}=1" for n in range(3000)), 400)
    assert problem["detail"] == "There are too many parameters."


@pytest.mark.parametrize(
    "path", ["releases/%00", "releases/%ff/fr", "releases/R 1", "releases/R-1/de", "%f0%9f%98%80", "x" * 4000]
)
def test_odd_paths_lead_nowhere(path: str) -> None:
    assert get(path, 404) == get("releases/none", 404)


@pytest.mark.parametrize("query", ["topic=" + quote("موانئ"), "topic=%F0%9F%98%80x", "topic=" + quote("a\u0301" * 40)])
def test_a_topic_in_any_script_is_answered(query: str) -> None:
    assert Client().get(f"/api/v1/releases?{query}").status_code in {200, 400}


@pytest.mark.parametrize("tail", ["?", "?&", "?&&"])
def test_a_query_without_parameters_asks_nothing(tail: str) -> None:
    assert items(f"topics{tail}") == []


PLACE = Position(datetime(2026, 1, 1, tzinfo=UTC), "fr", "slug")


@pytest.mark.parametrize(
    ("path", "order", "good"),
    [
        ("releases?", Order.PUBLISHED, True),
        ("releases?", Order.UPDATED, False),
        ("releases?", Order.WITHDRAWN, False),
        ("releases?modified_since=2026-11-01&", Order.UPDATED, True),
        ("releases?modified_since=2026-11-01&", Order.PUBLISHED, False),
        ("withdrawals?", Order.WITHDRAWN, True),
        ("withdrawals?", Order.PUBLISHED, False),
    ],
)
def test_a_cursor_is_good_in_its_own_order(path: str, order: Order, good: bool) -> None:
    with time_machine.travel(NOW, tick=False):
        get(f"{path}cursor={PLACE.cursor(order)}", 200 if good else 400)


@pytest.mark.parametrize("at", [datetime(1900, 1, 1, tzinfo=UTC), datetime(2999, 12, 31, tzinfo=UTC)])
def test_a_cursor_at_the_end_of_time_is_answered(at: datetime) -> None:
    factories.public("fr", datetime(2018, 2, 5, tzinfo=UTC), slug="x")
    found = items(f"releases?cursor={Position(at, 'fr', 'slug').cursor(Order.PUBLISHED)}")
    assert len(found) == (at.year == 2999)


@pytest.mark.parametrize("offset", ["%2B23:59", "-23:59"])
def test_an_offset_that_no_place_on_earth_has_is_understood_all_the_same(offset: str) -> None:
    factories.public("en", NOW, title="Harbour")
    moment = f"2026-11-24T12:00:00{offset}"
    for query in ("from={}", "to={}", "modified_since={}", "q=harbour&language=en&from={}"):
        get(f"releases?{query.format(moment)}")
    get(f"withdrawals?since={moment}")
    get(f"releases?to=2999-12-31T23:59:59{offset}")
