"""What a release's page says to machines of its translations and of its place (corrections: ``test_changes``)."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from pytest_django import Settings

from articles.derivatives import making
from articles.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime(2018, 2, 5, 9, tzinfo=UTC)
ORIGIN = "https://news.example.org"


def data(edition: Edition) -> list[dict[str, Any]]:
    """Return the article and the breadcrumbs of a page."""
    page = Client().get(edition.get_absolute_url()).content.decode()
    found: list[dict[str, Any]] = json.loads(page.partition('application/ld+json">')[2].partition("</script>")[0])
    assert [one["@type"] for one in found] == ["NewsArticle", "BreadcrumbList"]
    return found


def work(language: str, year: int, slug: str) -> dict[str, str]:
    """Return how a page speaks of its release in another language."""
    return {
        "@type": "NewsArticle",
        "@id": f"tag:news.example.org,{year}:release/2018-K7QF/{language.lower()}",
        "url": f"{ORIGIN}/{language.lower()}/news/{year}/{slug}/",
        "inLanguage": language,
    }


def test_translations_and_original_name_each_other_as_far_as_they_are_public() -> None:
    release = factories.release("fr", reference="2018-K7QF")
    arabic = factories.public("ar", DAY, of=release, slug="a")
    factories.draft("en", of=release), factories.scheduled(factories.in_days(1), "es", of=release)
    without = data(arabic)[0]
    french = factories.public("fr", DAY, of=release, slug="f")
    chinese = factories.public("zh-hans", DAY + timedelta(days=400), of=release, slug="z")
    original, one, other = (data(edition)[0] for edition in (french, arabic, chinese))
    assert {"translationOfWork", "workTranslation"} & set(without) == set()
    assert (original["workTranslation"], original.get("translationOfWork")) == (
        [work("ar", 2018, "a"), work("zh-Hans", 2019, "z")],
        None,
    )
    assert [(page["translationOfWork"], page.get("workTranslation")) for page in (one, other)] == [
        (work("fr", 2018, "f"), None)
    ] * 2


def test_a_translation_names_its_original_as_the_original_names_itself() -> None:
    release = factories.release("fr")
    french, arabic = (factories.public(code, DAY, of=release) for code in ("fr", "ar"))
    assert data(arabic)[0]["translationOfWork"]["@id"] == data(french)[0]["@id"]


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_breadcrumbs_lead_from_the_list_by_the_year_to_the_release(language: str) -> None:
    edition = factories.public(language, DAY, slug="ports", title="Un & deux")
    crumbs = data(edition)[1]["itemListElement"]
    with translation.override(language):
        news = gettext("News")
    assert [(crumb["position"], crumb["name"], crumb["item"]) for crumb in crumbs] == [
        (1, news, f"{ORIGIN}/{language}/news/"),
        (2, "2018", f"{ORIGIN}/{language}/news/2018/"),
        (3, "Un & deux", f"{ORIGIN}/{language}/news/2018/ports/"),
    ]
    assert [Client().get(crumb["item"].removeprefix(ORIGIN)).status_code for crumb in crumbs] == [200, 200, 200]


def test_terms_of_use_are_named_where_there_are_some(settings: Settings) -> None:
    edition = factories.public()
    assert "usageInfo" not in data(edition)[0]
    settings.TERMS_URL = "https://icso.example/terms"
    assert data(edition)[0]["usageInfo"] == "https://icso.example/terms"


@pytest.mark.parametrize("path", ["/en/news/", "/en/news/2018/", "/en/news/topics/ports/"])
def test_lists_claim_nothing(path: str) -> None:
    factories.public("en", DAY, of=factories.release(topics=[factories.topic("ports")]))
    assert re.findall("ld.json", Client().get(path).content.decode()) == []


def test_where_there_is_no_picture_the_share_image_stands_for_one() -> None:
    edition = factories.public("fr", DAY)
    before = data(edition)[0].get("image")
    making.make(edition.release_id)
    (address,) = data(edition)[0]["image"]
    response = Client().get(address.removeprefix(ORIGIN))
    assert (before, response.status_code, response.headers["Content-Type"]) == (None, 200, "image/jpeg")
