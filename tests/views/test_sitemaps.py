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


def test_the_index_lists_the_months_that_hold_something_public(client: Client) -> None:
    factories.public("fr", DAY)
    factories.public("fr", datetime(2012, 12, 31, 23, 30, tzinfo=UTC))
    factories.withdrawn("fr", published_at=datetime(2015, 1, 1, 12, tzinfo=UTC))
    factories.scheduled(factories.in_days(1), "fr")
    factories.draft("ar")
    assert listed(client, "/sitemap.xml") == [
        "/sitemap-en.xml",
        "/sitemap-fr.xml",
        "/sitemap-fr-2018-02.xml",
        "/sitemap-fr-2013-01.xml",
        *PAGES[2:],
    ]


def test_a_month_lists_exactly_its_public_releases_newest_first(client: Client) -> None:
    release = factories.release("fr")
    first = factories.public("fr", DAY, of=release, slug="événement")
    second = factories.public("fr", DAY + timedelta(days=1))
    factories.public("en", DAY, of=release)
    factories.public("fr", DAY - timedelta(days=60))
    factories.withdrawn("fr", published_at=DAY)
    factories.approved("fr")
    assert listed(client, "/sitemap-fr-2018-02.xml") == [second.get_absolute_url(), first.get_absolute_url()]


def test_a_release_enters_its_month_at_its_second(client: Client) -> None:
    with time_machine.travel(DAY, tick=False) as clock:
        edition = factories.scheduled(DAY + timedelta(hours=1), "fr")
        clock.move_to(DAY + timedelta(hours=1, microseconds=-1))
        before = client.get("/sitemap-fr-2018-02.xml").status_code
        clock.move_to(DAY + timedelta(hours=1))
        assert (before, listed(client, "/sitemap-fr-2018-02.xml")) == (404, [edition.get_absolute_url()])


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-fr-2018-01.xml",
        "/sitemap-fr-2017-02.xml",
        "/sitemap-en-2018-02.xml",
        "/sitemap-xx.xml",
        "/sitemap-fr-2018.xml",
        "/sitemap-fr-2018-00.xml",
        "/sitemap-fr-2018-13.xml",
        "/sitemap-fr-2018-2.xml",
    ],
)
def test_a_sitemap_without_anything_is_a_404(client: Client, path: str) -> None:
    factories.public("fr", DAY)
    assert client.get(path).status_code == 404


def test_the_pages_of_a_language_are_its_list_years_topics_and_those_of_the_site(client: Client) -> None:
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
    text = client.get("/sitemap-fr-2018-02.xml").content.decode()
    assert re.findall("<lastmod>(.*)</lastmod>", text) == ["2018-02-05T10:00:00+01:00"]


def test_a_text_in_preparation_changes_no_sitemap(client: Client) -> None:
    edition = factories.public("fr", DAY)
    paths = ["/sitemap.xml", "/sitemap-fr.xml", "/sitemap-fr-2018-02.xml"]
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


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-fr.xml", "/sitemap-fr-2018-02.xml", "/sitemap-news.xml"])
def test_a_sitemap_has_one_address(client: Client, path: str) -> None:
    factories.public("fr", DAY)
    response = client.get(f"{path}?x=1")
    assert (response.status_code, response.headers["Location"]) == (302, path)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-fr.xml", "/sitemap-fr-2018-02.xml", "/sitemap-news.xml"])
def test_a_sitemap_takes_nothing(client: Client, path: str, method: str) -> None:
    assert getattr(client, method)(path).status_code == 405


# --- Translations and pictures ---

ALTERNATE, IMAGE = "{http://www.w3.org/1999/xhtml}link", "{http://www.google.com/schemas/sitemap-image/1.1}loc"


def alternates(client: Client, path: str) -> list[tuple[str | None, str | None]]:
    """Return the (hreflang, href) that the one address of a sitemap has."""
    root = ET.fromstring(client.get(path).content)  # noqa: S314 (our own)
    assert len(root) == 1
    return [(link.get("hreflang"), link.get("href")) for link in root.iter(ALTERNATE)]


def test_translations_name_each_other_and_a_default(client: Client) -> None:
    release = factories.release("fr")
    french = factories.public("fr", DAY, of=release)
    chinese = factories.public("zh-hans", DAY + timedelta(days=40), of=release)
    factories.scheduled(factories.in_days(1), "en", of=release)
    factories.draft("ar", of=release)
    factories.withdrawn("ru", of=release)
    own, other = (f"{ORIGIN}{edition.get_absolute_url()}" for edition in (french, chinese))
    expected = [("fr", own), ("zh-Hans", other), ("x-default", own)]
    assert [alternates(client, path) for path in ("/sitemap-fr-2018-02.xml", "/sitemap-zh-hans-2018-03.xml")] == [
        expected,
        expected,
    ]


def test_the_alternates_of_a_sitemap_are_those_of_the_page(client: Client) -> None:
    release = factories.release("fr")
    french = factories.public("fr", DAY, of=release)
    factories.public("en", DAY, of=release)
    page = client.get(french.get_absolute_url()).content.decode()
    said = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page)
    assert alternates(client, "/sitemap-fr-2018-02.xml") == said


def test_a_release_in_one_language_has_no_alternates(client: Client) -> None:
    factories.public("fr", DAY)
    assert alternates(client, "/sitemap-fr-2018-02.xml") == []


def test_a_release_names_the_widest_file_of_its_picture(client: Client) -> None:
    photo = factories.photo()
    factories.public("fr", DAY, of=factories.release("fr", photo=photo))
    root = ET.fromstring(client.get("/sitemap-fr-2018-02.xml").content)  # noqa: S314 (our own)
    addresses = [image.text or "" for image in root.iter(IMAGE)]
    assert addresses == [f"{ORIGIN}/media/{photo.file.token}-1000.jpg"]
    response = client.get(addresses[0].removeprefix(ORIGIN))
    assert (response.status_code, response.content[:2]) == (200, b"\xff\xd8")


# --- News ---

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def news(client: Client) -> list[tuple[str | None, ...]]:
    """Return (address, name, language, date, title) of each entry of the news sitemap."""
    root = ET.fromstring(client.get("/sitemap-news.xml").content)  # noqa: S314 (our own)
    names = [f"{NEWS}{name}" for name in ("name", "language", "publication_date", "title")]
    return [(url.findtext(f"{NAMESPACE}loc"), *(next(url.iter(name)).text for name in names)) for url in root]


def test_the_news_sitemap_holds_what_went_out_in_the_last_two_days_in_every_language(client: Client) -> None:
    factories.organisation()
    with time_machine.travel(DAY, tick=False):
        factories.public("en", DAY - timedelta(hours=48, seconds=1))
        last = factories.public("zh-hans", DAY - timedelta(hours=48), title="最后")
        newest = factories.public("fr", DAY, title="Un & deux")
        factories.scheduled(DAY + timedelta(seconds=1), "fr", title="Canary")
        factories.withdrawn("fr", published_at=DAY)
        assert news(client) == [
            (ORIGIN + newest.get_absolute_url(), "Coastal Safety fr", "fr", "2018-02-05T10:00:00+01:00", "Un & deux"),
            (ORIGIN + last.get_absolute_url(), "Coastal Safety zh_hans", "zh-cn", "2018-02-03T10:00:00+01:00", "最后"),
        ]


def test_a_release_enters_the_news_sitemap_at_its_second(client: Client) -> None:
    with time_machine.travel(DAY, tick=False) as clock:
        factories.scheduled(DAY + timedelta(hours=1), "fr")
        clock.move_to(DAY + timedelta(hours=1, microseconds=-1))
        before = news(client), "/sitemap-news.xml" in listed(client, "/sitemap.xml")
        clock.move_to(DAY + timedelta(hours=1))
        assert (before, len(news(client)), "/sitemap-news.xml" in listed(client, "/sitemap.xml")) == (
            ([], False),
            1,
            True,
        )


def test_a_news_sitemap_without_news_is_empty_and_in_no_index(client: Client) -> None:
    factories.public("fr", DAY)
    assert (news(client), "/sitemap-news.xml" in listed(client, "/sitemap.xml")) == ([], False)
