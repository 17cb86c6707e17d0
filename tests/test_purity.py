"""Every public page is a function of its URL and the content clock: the page store of a later day rests on it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from articles import workflow
from articles.derivatives import making
from articles.models import Edition
from tests import factories
from tests.derivatives.quick import Press

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def edition(press: Press) -> Edition:
    """A public release with everything that a page can show, in two languages."""
    factories.organisation()
    release = factories.release(
        "fr",
        photo=factories.photo(alt_fr="Un phare"),
        topics=[factories.topic("ports")],
        gallery=[factories.photo()],
        documents=[factories.document(title_fr="Annexe")],
    )
    with time_machine.travel(NOW, tick=False):
        factories.public("en", of=release)
        corrected = factories.correct(factories.public("fr", of=release), note="Un chiffre était faux.")
        making.make(release.pk)
        return corrected


def paths(edition: Edition) -> list[str]:
    """Return an address of every kind of public page."""
    return [
        "/fr/news/",
        "/fr/news/2026/",
        "/fr/news/2026/11/",
        "/fr/news/topics/ports/",
        "/fr/news/?year=2026&also=en",
        "/fr/news/?topic=ports&year=2026&month=11&also=en",
        edition.get_absolute_url(),
        edition.address("print"),
        "/fr/news/search/",
        "/fr/news/search/?q=headline",
        "/fr/news/search/?q=haedline",
        "/fr/opensearch.xml",
        *(edition.address(name) for name in ("ninjs", "pdf", "pdf_letter")),
        *(document.address("fr") for document in workflow.documents_of(edition.release)),
        *(f"/fr/news/feed.{form}" for form in ("atom", "rss", "json")),
        *(f"/fr/news/topics/ports/feed.{form}" for form in ("atom", "rss", "json")),
        "/fr/cookies/",
        "/fr/cookies/saved/",
        "/fr/accessibility/",
        "/api/v1/",
        "/api/v1/releases",
        "/api/v1/releases?language=fr&topic=ports&include=body",
        "/api/v1/releases?modified_since=2026-11-01",
        "/api/v1/releases?language=fr&q=headline",
        f"/api/v1/releases/{edition.release.reference}",
        f"/api/v1/releases/{edition.release.reference}/fr",
        "/api/v1/withdrawals",
        "/api/v1/topics",
        "/api/v1/languages",
        "/api/v1/organisation",
        "/api/v1/openapi.json",
        "/fr/manifest.webmanifest",
        "/sitemap.xml",
        "/sitemap-fr.xml",
        "/sitemap-fr-2026-11.xml",
        "/sitemap-news.xml",
    ]


def test_two_visitors_get_the_same_bytes_and_headers(edition: Edition) -> None:
    stranger = Client()
    about = {"accept-language": "ar", "user-agent": "Another", "referer": "https://x.example/", "sec-gpc": "1"}
    member = Client(headers=about)
    member.force_login(factories.person(superuser=True))
    member.cookies["cookie_consent"] = "statistics=1|social=-1"
    member.cookies["django_language"] = "ru"
    member.cookies["csrftoken"] = "x" * 32
    member.cookies["messages"] = "x"
    with time_machine.travel(NOW, tick=False):
        for path in paths(edition):
            first, second = stranger.get(path), member.get(path)
            assert first.status_code == 200, path
            assert (first.content, first.headers) == (second.content, second.headers), path


def test_public_pages_carry_the_headers_of_the_design(edition: Edition) -> None:
    with time_machine.travel(NOW, tick=False):
        for path in paths(edition):
            response = Client().get(path)
            assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate", path
            assert response.headers["X-Accel-Expires"] == f"@{int(NOW.timestamp()) + 30}", path
            assert response.headers["CDN-Cache-Control"] == "public, max-age=30", path
            assert "Vary" not in response.headers, path
            assert "Set-Cookie" not in response.headers, path
            assert not response.cookies, path


def test_a_reader_who_has_the_page_is_told_that_it_has_not_changed(edition: Edition) -> None:
    with time_machine.travel(NOW, tick=False):
        for path in paths(edition):
            tag = Client().get(path).headers["ETag"]
            response = Client().get(path, headers={"if-none-match": tag})
            assert (response.status_code, response.content) == (304, b""), path


def test_the_host_header_of_a_request_is_nowhere_in_a_page(edition: Edition) -> None:
    with time_machine.travel(NOW, tick=False):
        for path in paths(edition):
            usual = Client().get(path, headers={"host": settings.ALLOWED_HOSTS[0]})
            other = Client().get(path, headers={"host": settings.ALLOWED_HOSTS[-1]})
            assert usual.content == other.content, path


def test_a_saved_draft_changes_no_page_and_a_publication_does(edition: Edition) -> None:
    def tags() -> list[str]:
        with time_machine.travel(NOW + timedelta(seconds=5), tick=False):
            return [Client().get(path).headers["ETag"] for path in paths(edition)]

    before = tags()
    factories.draft("fr")
    factories.approved("fr")
    assert tags() == before
    with time_machine.travel(NOW, tick=False):
        factories.public("fr")
    assert tags()[0] != before[0]


def test_a_press_kit_is_the_same_for_everybody(edition: Edition) -> None:
    member = Client(headers={"accept-language": "ar", "referer": "https://x.example/"})
    member.force_login(factories.person(superuser=True))
    with time_machine.travel(NOW, tick=False):
        first, second = (client.get(edition.address("kit")) for client in (Client(), member))
        assert (first.getvalue(), first.headers) == (second.getvalue(), second.headers)
    assert not {"Vary", "Set-Cookie"} & set(first.headers)
