"""Searching through the API: the same words as on the page, combined with the other filters, page after page."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client

from articles import workflow
from tests import factories
from tests.api.asking import get, items, walked

pytestmark = pytest.mark.django_db

DAY = datetime(2018, 2, 5, 9, tzinfo=UTC)


def found(words: str, query: str = "", language: str = "fr") -> list[str]:
    return [item["title"] for item in walked(f"releases?language={language}&q={quote(words)}{query}")]


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("fr", "Les bouées sont en service", "bouee"),
        ("fr", "Les bouées sont en service", "BOUÉES service"),
        ("fr", "Les bouées sont en service", "« sont en service »"),
        ("ar", "المَنارة الجديدة", "منارة"),
        ("ru", "Новые маяки", "маяков"),
        ("zh-hans", "新灯塔启用", "灯塔"),
    ],
)
def test_words_are_found_in_any_form(language: str, title: str, words: str) -> None:
    factories.public(language, DAY, title=title, slug="x")
    factories.public(language, DAY, title="…", slug="y")
    assert found(words, language=language) == [title]


def test_filters_narrow_a_search() -> None:
    topic = factories.topic("ports")
    for number in range(4):
        release = factories.release("fr", topics=[topic] if number % 2 else [])
        factories.public("fr", DAY + timedelta(days=number), of=release, title=f"Bouée {number}")
    assert found("bouée") == ["Bouée 3", "Bouée 2", "Bouée 1", "Bouée 0"]
    assert found("bouée", "&topic=ports") == ["Bouée 3", "Bouée 1"]
    assert found("bouée", "&from=2018-02-06&to=2018-02-08") == ["Bouée 2", "Bouée 1"]
    assert found("bouée", "&topic=ports&to=2018-02-07") == ["Bouée 1"]
    assert items("releases?language=fr&q=phare") == items("releases?language=fr&q=bouee&topic=none") == []


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_pages_of_a_search_put_together_are_what_matches(limit: int) -> None:
    titles = []
    for number in range(6):
        factories.public("fr", DAY - timedelta(days=number // 4), title=f"Bouée {number}", slug=f"slug-{number}")
        factories.public("fr", DAY, title="…", slug=f"other-{number}")
        titles.append(f"Bouée {number}")
    assert found("bouée", f"&limit={limit}") == titles


def test_a_search_never_finds_what_is_not_public() -> None:
    with time_machine.travel(DAY, tick=False):
        factories.scheduled(DAY + timedelta(seconds=1), "fr", title="Bouée secrète")
        factories.approved("fr", title="Bouée secrète")
        edition = factories.public("fr", title="Bouée publique")
        factories.revise(edition, title="Bouée secrète")
        hidden, missing = (Client().get(f"/api/v1/releases?language=fr&q={word}") for word in ("secrète", "inexistant"))
        assert (hidden.content, found("bouée")) == (missing.content, ["Bouée publique"])
    with time_machine.travel(DAY + timedelta(seconds=1), tick=False):
        assert found("secrète") == ["Bouée secrète"]
        workflow.withdraw(edition, reason="error", by=None)
        assert found("publique") == []


def test_the_next_page_searches_for_the_same() -> None:
    for number in range(2):
        factories.public("fr", DAY, title=f"Bouée {number}")
    following = get(f"releases?limit=1&q={quote('bouée')}&language=fr")["next"]
    assert f"language=fr&q={quote('bouée')}&limit=1&cursor=" in following
