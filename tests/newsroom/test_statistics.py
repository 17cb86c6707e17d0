"""Counting readers: who is allowed what by the policy, which pages tell what, and when readers are asked again."""

import re
from typing import Any

import pytest
from django.test import Client

from articles import workflow
from articles.models import Edition
from newsroom import consent, statistics
from tests import factories

pytestmark = pytest.mark.django_db

OWN = {"origin": "https://news.example.org"}
NONE = {"kind": "none", "url": "", "site": ""}
MATOMO = {"kind": "matomo", "url": "https://stats.example.org/m", "site": "7"}
PLAUSIBLE = {"kind": "plausible", "url": "https://plausible.example.org", "site": "news.example.org"}


@pytest.fixture
def edition() -> Edition:
    factories.organisation()
    return factories.public("en", slug="harbour")


def policy(client: Client, path: str, **headers: str) -> dict[str, list[str]]:
    """Return the sources that an answer's policy allows, by directive."""
    header = client.get(path, headers=headers).headers["Content-Security-Policy"]
    return {words[0]: words[1:] for words in map(str.split, header.split(";"))}


def script(client: Client, path: str) -> dict[str, str] | None:
    """Return what the page tells the script that counts; None if it has none."""
    found = re.search(r'<script[^>]* id="statistics"[^>]*>', client.get(path).content.decode())
    return dict(re.findall(r'data-(\w+)="([^"]*)"', found.group())) if found else None


def test_as_it_ships_nothing_is_counted(client: Client, edition: Edition) -> None:
    path = edition.get_absolute_url()
    assert script(client, path) is None
    assert {policy(client, path)[name] == ["'self'"] for name in ("script-src", "connect-src", "img-src")} == {True}


@pytest.mark.parametrize(
    ("chosen", "allowed"),
    [
        (
            MATOMO,
            {
                "script-src": ["'self'", "https://stats.example.org/m/matomo.js"],
                "connect-src": ["'self'", "https://stats.example.org/m/matomo.php"],
                "img-src": ["'self'", "https://stats.example.org/m/matomo.php"],
            },
        ),
        (
            PLAUSIBLE,
            {
                "script-src": ["'self'"],
                "connect-src": ["'self'", "https://plausible.example.org/api/event"],
                "img-src": ["'self'"],
            },
        ),
    ],
    ids=["matomo", "plausible"],
)
def test_a_public_page_allows_the_exact_addresses_and_a_304_the_same(
    client: Client, settings: Any, edition: Edition, chosen: dict[str, str], allowed: dict[str, list[str]]
) -> None:
    settings.STATISTICS = chosen
    tag = client.get("/en/news/").headers["ETag"]
    for headers in ({}, {"if-none-match": tag}):
        found = policy(client, "/en/news/", **headers)
        assert {name: found[name] for name in allowed} == allowed
        assert found["default-src"] == ["'none'"]


def test_neither_the_desk_nor_errors_nor_previews_may_load_anything(
    client: Client, settings: Any, edition: Edition
) -> None:
    settings.STATISTICS = MATOMO
    draft = factories.draft("en")
    assert draft.current is not None
    lent = workflow.lend(draft.current, label="An agency", by=factories.editor())
    preview = f"/en/preview/{lent.token}/"
    gone = factories.withdrawn("en").get_absolute_url()
    paths = [preview, gone, "/en/news/2026/no-such-release/", "/en/nothing/", "/admin/login/"]
    statuses = [client.get(path).status_code for path in paths]
    assert statuses == [200, 410, 404, 404, 200]
    assert ["stats.example.org" in str(policy(client, path)) for path in paths] == [False] * 5
    assert [script(client, path) for path in paths] == [None] * 5


def test_the_page_tells_its_canonical_address_and_nothing_of_the_request(
    client: Client, settings: Any, edition: Edition
) -> None:
    settings.STATISTICS = MATOMO
    assert script(client, edition.get_absolute_url()) == {
        "kind": "matomo",
        "url": "https://stats.example.org/m",
        "site": "7",
        "page": f"https://news.example.org{edition.get_absolute_url()}",
        "life": "15552000",
    }


def test_what_a_reader_searches_for_is_not_told(client: Client, edition: Edition, settings: Any) -> None:
    settings.STATISTICS = PLAUSIBLE
    assert script(client, "/en/news/search/") is not None
    assert script(client, "/en/news/search/?q=whistleblower") is None


@pytest.mark.parametrize(
    "after", [NONE, PLAUSIBLE, MATOMO | {"url": "https://other.example.org"}], ids=lambda c: c["url"]
)
def test_readers_are_asked_again_when_somebody_else_counts(settings: Any, after: dict[str, str]) -> None:
    settings.STATISTICS = MATOMO
    before = consent.versions()
    settings.STATISTICS = after
    assert (before["statistics"] != consent.versions()["statistics"], before["social"]) == (
        True,
        consent.versions()["social"],
    )


def test_what_the_page_carries_is_what_accepting_stores(client: Client, settings: Any) -> None:
    settings.STATISTICS = MATOMO
    stored = client.post("/en/cookies/", {"choice": "accept"}, headers=OWN).cookies["cookie_consent"].value
    assert f'data-groups="{stored}"' in client.get("/en/news/").content.decode()
    assert stored.startswith("statistics=1~matomo.stats.example.org|social=")


@pytest.mark.parametrize(
    ("chosen", "cookies", "said"),
    [
        (NONE, [], "At present nothing is counted"),
        (MATOMO, ["_pk_id", "_pk_ses", "_pk_ref"], "Matomo at stats.example.org learns"),
        (PLAUSIBLE, [], "Plausible at plausible.example.org learns"),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_the_cookie_page_says_who_counts_what_and_with_which_cookies(
    client: Client, settings: Any, chosen: dict[str, str], cookies: list[str], said: str
) -> None:
    settings.STATISTICS = chosen
    text = client.get("/en/cookies/").content.decode()
    assert (re.findall(r'<code dir="ltr">(_pk_\w+)</code>', text), said in text) == (cookies, True)


def test_matomo_s_cookies_last_as_long_as_the_consent(settings: Any) -> None:
    lasting = {entry.name: (entry.amount, entry.unit) for entry in statistics.MATOMO}
    days = settings.COOKIE_CONSENT_MAX_AGE / (60 * 60 * 24)
    assert lasting == {"_pk_id": (days, "day"), "_pk_ses": (30, "minute"), "_pk_ref": (days, "day")}
