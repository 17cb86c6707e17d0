"""Sitemaps list what is public and nothing else."""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from articles import workflow
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime(2018, 2, 5, 9, tzinfo=UTC)
ORIGIN = "https://news.example.org"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def listed(client: Client, path: str) -> list[str]:
    """Return the paths that a sitemap lists, in order, all under our origin."""
    response = client.get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml")
    found = [loc.text or "" for loc in ET.fromstring(response.content).iter(f"{NAMESPACE}loc")]  # noqa: S314 (our own)
    assert [address for address in found if not address.startswith(f"{ORIGIN}/")] == []
    return [address.removeprefix(ORIGIN) for address in found]


PAGES = [f"/sitemap-{code}.xml" for code in ("en", "fr", "es", "ar", "ru", "zh-hans")]


def test_the_index_of_an_empty_newsroom_lists_the_pages_of_each_language(client: Client) -> None:
    assert listed(client, "/sitemap.xml") == PAGES


def test_the_index_lists_the_years_that_hold_something_public(client: Client) -> None:
    factories.public("fr", DAY)
    factories.public("fr", datetime(2012, 12, 31, 23, 30, tzinfo=UTC))
    factories.withdrawn("fr", published_at=datetime(2015, 1, 1, 12, tzinfo=UTC))
    factories.scheduled(factories.in_days(1), "fr")
    factories.draft("ar")
    assert listed(client, "/sitemap.xml") == [
        "/sitemap-en.xml",
        "/sitemap-fr.xml",
        "/sitemap-fr-2018.xml",
        "/sitemap-fr-2013.xml",
        *PAGES[2:],
    ]


def test_a_year_lists_exactly_its_public_releases_newest_first(client: Client) -> None:
    release = factories.release("fr")
    first = factories.public("fr", DAY, of=release, slug="événement")
    second = factories.public("fr", DAY + timedelta(days=1))
    factories.public("en", DAY, of=release)
    factories.public("fr", DAY - timedelta(days=60))
    factories.withdrawn("fr", published_at=DAY)
    factories.approved("fr")
    assert listed(client, "/sitemap-fr-2018.xml") == [second.get_absolute_url(), first.get_absolute_url()]


def test_a_release_enters_its_year_at_its_second(client: Client) -> None:
    with time_machine.travel(DAY, tick=False) as clock:
        edition = factories.scheduled(DAY + timedelta(hours=1), "fr")
        clock.move_to(DAY + timedelta(hours=1, microseconds=-1))
        before = client.get("/sitemap-fr-2018.xml").status_code
        clock.move_to(DAY + timedelta(hours=1))
        assert (before, listed(client, "/sitemap-fr-2018.xml")) == (404, [edition.get_absolute_url()])


@pytest.mark.parametrize(
    "path",
    ["/sitemap-fr-2017.xml", "/sitemap-en-2018.xml", "/sitemap-xx.xml", "/sitemap-fr-18.xml", "/sitemap-fr-3000.xml"],
)
def test_a_sitemap_without_anything_is_a_404(client: Client, path: str) -> None:
    factories.public("fr", DAY)
    assert client.get(path).status_code == 404


def test_the_pages_of_a_language_are_its_list_years_topics_cookies_and_statement(client: Client) -> None:
    shown, hidden = factories.topic("ports"), factories.topic("hidden")
    nameless = factories.topic("nameless", languages=["en"])
    factories.public("fr", DAY, of=factories.release("fr", topics=[shown, nameless]))
    factories.draft("fr", of=factories.release("fr", topics=[hidden]))
    factories.public("en", of=factories.release(topics=[hidden]))
    assert listed(client, "/sitemap-fr.xml") == [
        "/fr/news/",
        "/fr/news/2018/",
        "/fr/news/topics/ports/",
        "/fr/cookies/",
        "/fr/accessibility/",
    ]


def test_every_address_of_the_sitemaps_answers(client: Client) -> None:
    factories.public("fr", DAY, of=factories.release("fr", topics=[factories.topic("ports")]))
    paths = [path for sitemap in listed(client, "/sitemap.xml") for path in listed(client, sitemap)]
    assert {client.get(path).status_code for path in paths} == {200}


def test_the_time_of_a_release_is_that_of_its_publication(client: Client) -> None:
    with time_machine.travel(DAY - timedelta(days=3), tick=False):
        factories.scheduled(DAY, "fr")
    text = client.get("/sitemap-fr-2018.xml").content.decode()
    assert re.findall("<lastmod>(.*)</lastmod>", text) == ["2018-02-05T10:00:00+01:00"]


def test_a_text_in_preparation_changes_no_sitemap(client: Client) -> None:
    edition = factories.public("fr", DAY)
    paths = ["/sitemap.xml", "/sitemap-fr.xml", "/sitemap-fr-2018.xml"]
    before = [client.get(path).content for path in paths]
    workflow.approve(workflow.submit(factories.revise(edition), by=None), by=None)
    factories.scheduled(factories.in_days(400), "fr")
    assert [client.get(path).content for path in paths] == before


def test_robots_txt_names_the_sitemap_under_our_origin(client: Client) -> None:
    text = client.get("/robots.txt", headers={"host": "localhost"}).content.decode()
    assert text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /health/",
        "",
        f"Sitemap: {ORIGIN}/sitemap.xml",
    ]
