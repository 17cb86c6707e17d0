"""The print page: the release and nothing of the site."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from articles.models import Edition
from tests import factories
from tests.hostile import body_of

pytestmark = pytest.mark.django_db

DAY = datetime(2018, 2, 5, 9, tzinfo=UTC)


@pytest.fixture
def edition() -> Edition:
    """A French release with all that paper shows."""
    factories.organisation()
    release = factories.release("fr", reference="IMO-1-2018", topics=[factories.topic("ports")])
    factories.public("en", of=release)
    return factories.public(
        "fr", DAY, of=release, slug="ports", title="Un titre", dateline="PARIS", lead="Un chapeau.", body="<p>Un.</p><p>Deux.</p>"
    )  # fmt: skip


@pytest.fixture
def page(client: Client, edition: Edition) -> str:
    response = client.get(edition.address("print"))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "part",
    [
        '<p class="sheet-name">Coastal Safety fr</p>',
        "<bdi>IMO-1-2018</bdi>",
        "05 février 2018</time>",
        "<h1>Un titre</h1>",
        '<p class="lead">Un chapeau.</p>',
        "<p>About us fr</p>",
        "press@icso.example</a>",
        '<p class="address"><bdi dir="ltr">https://news.example.org/fr/news/2018/ports/</bdi></p>',
    ],
)
def test_paper_shows_everything_of_the_release(page: str, part: str) -> None:
    assert part in page


def test_paper_shows_the_same_text_as_the_page(client: Client, page: str, edition: Edition) -> None:
    detail = client.get(edition.get_absolute_url()).content.decode()
    assert body_of(page) == body_of(detail)


@pytest.mark.parametrize(
    "part", ["cookie-banner", 'class="languages"', 'class="footer"', "masthead", 'class="topics"', "hreflang"]
)
def test_paper_shows_nothing_of_the_site(page: str, part: str) -> None:
    assert part not in page


def test_the_print_button_is_hidden_until_a_script_shows_it(page: str) -> None:
    assert re.findall(r"<button[^>]*>", page) == ['<button id="print" type="button" hidden>']


def test_the_print_page_leads_back_to_the_release(page: str) -> None:
    assert re.findall(r'<nav class="sheet-nav"[^>]*>\s*<a href="([^"]+)">', page) == ["/fr/news/2018/ports/"]


def test_search_engines_keep_the_release_and_not_its_print_page(page: str) -> None:
    assert re.findall(r'<meta name="robots" content="([^"]+)">', page) == ["noindex"]
