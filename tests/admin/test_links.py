"""Finding a public release to link to."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import html
from tests import factories
from tests.admin.desk import RELEASES, signed_in

pytestmark = pytest.mark.django_db

ADDRESS = f"{RELEASES}links/"


@pytest.fixture
def desk() -> Client:
    return signed_in(factories.translator("fr"))


def found(desk: Client, q: str, language: str = "fr") -> list[dict[str, Any]]:
    releases: list[dict[str, Any]] = desk.get(ADDRESS, {"q": q, "language": language}).json()["releases"]
    return releases


def titles(desk: Client, q: str, language: str = "fr") -> list[str]:
    return [release["title"] for release in found(desk, q, language)]


def test_a_public_release_is_found_with_what_a_link_needs(desk: Client) -> None:
    edition = factories.public(
        "fr", title="Un port sûr", slug="un-port-sur", published_at=datetime(2026, 2, 5, 12, tzinfo=UTC)
    )
    assert found(desk, "port") == [
        {
            "title": "Un port sûr",
            "date": "Feb. 5, 2026",
            "reference": edition.release.reference,
            "path": "/fr/news/2026/un-port-sur/",
        }
    ]


def test_the_path_survives_the_cleaning_of_a_body(desk: Client) -> None:
    factories.public("ar", title="ميناء آمن")
    path = found(desk, "ميناء", "ar")[0]["path"]
    assert f'href="{path}"' in html.clean(f'<p><a href="{path}">ميناء</a></p>')


@pytest.mark.parametrize(
    ("q", "hit"),
    [("sûr port", True), ("PORT", True), ("SÛR", True), ("navire", False), ("port navire", False), ("", True)],
)
def test_every_word_counts_in_any_order_and_case(desk: Client, q: str, hit: bool) -> None:
    factories.public("fr", title="Un port sûr")
    assert titles(desk, q) == (["Un port sûr"] if hit else [])


def test_a_reference_number_finds_its_release(desk: Client) -> None:
    factories.public("fr", of=factories.release("fr", reference="2026-K7QF"), title="Un port sûr")
    assert (titles(desk, "2026-k7qf"), titles(desk, "K7Q")) == (["Un port sûr"], ["Un port sûr"])


def test_nothing_that_readers_cannot_see_is_found(desk: Client) -> None:
    factories.draft("fr", title="Canary draft")
    factories.approved("fr", title="Canary approved")
    factories.scheduled(factories.in_days(1), "fr", title="Canary scheduled")
    factories.withdrawn("fr", title="Canary withdrawn")
    factories.revise(factories.public("fr", title="Seen"), title="Canary revised")
    factories.public("en", title="Canary of another language")
    assert titles(desk, "canary") == []


def test_the_ten_newest_come_first(desk: Client) -> None:
    for day in range(1, 13):
        factories.public("fr", title=f"Jour {day}", published_at=datetime(2026, 1, day, tzinfo=UTC))
    assert titles(desk, "jour") == [f"Jour {day}" for day in range(12, 2, -1)]


@pytest.mark.parametrize("q", ["\x00", "a\x00b", "%", "_", "x" * 100_000, "a " * 5000, "\ud83d", "'\"<script>"])
def test_no_query_breaks_the_search(desk: Client, q: str) -> None:
    factories.public("fr", title="Un port sûr")
    response = desk.get(f"{ADDRESS}?language=fr&q={quote(q, errors='surrogatepass')}")
    assert response.status_code == 200


@pytest.mark.parametrize("language", ["", "xx", "fr\x00", "../en"])
def test_a_language_that_is_none_is_not_found(desk: Client, language: str) -> None:
    assert desk.get(ADDRESS, {"q": "port", "language": language}).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_hits(desk: Client) -> None:
    counts = []
    for number in (1, 12):
        for _i in range(number):
            factories.public("fr")
        with CaptureQueriesContext(connection) as queries:
            titles(desk, "headline")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_who_may_not_see_the_desk_finds_nothing(client: Client) -> None:
    assert signed_in(factories.person()).get(ADDRESS, {"language": "fr"}).status_code == 403
    assert client.get(ADDRESS, {"language": "fr"}).status_code == 302


def test_searching_is_reading(desk: Client) -> None:
    assert desk.post(ADDRESS, {"language": "fr"}).status_code == 405
