"""The organisation's accents on public pages: linked where there are any, under a name that follows them."""

import re

import pytest
from django.test import Client

from articles.models import Organisation
from tests import factories

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<link rel="stylesheet" href="(/theme-[0-9a-f]{16}\.css)"')


def linked(path: str = "/fr/news/") -> list[str]:
    return LINK.findall(Client().get(path).content.decode())


def paint(light: str, dark: str = "") -> str:
    """Give the organisation accents and return the address of its sheet."""
    Organisation.objects.filter(pk=1).update(accent=light, accent_dark=dark)
    (path,) = linked()
    return path


def test_pages_link_no_sheet_where_the_accents_are_the_sites_own() -> None:
    assert linked() == []


def test_every_kind_of_page_links_the_sheet_after_the_sites_own_and_before_that_of_paper() -> None:
    edition = factories.public("fr")
    path = paint("#8a1538")
    for page in ("/fr/news/", edition.get_absolute_url(), edition.address("print"), "/fr/cookies/", "/fr/nothing/"):
        markup = Client().get(page).content.decode()
        assert LINK.findall(markup) == [path], page
        assert markup.index("site.css") < markup.index(path) < markup.index('media="print"'), page


def test_the_sheet_may_be_kept_by_everybody() -> None:
    response = Client().get(paint("#8a1538", "#ff9db5"))
    assert (response.status_code, response.headers["Content-Type"], response.headers["Cache-Control"]) == (
        200,
        "text/css; charset=utf-8",
        "public, max-age=31536000, immutable",
    )
    assert "--accent: #8a1538" in response.content.decode()
    assert "Vary" not in response.headers
    assert not response.cookies


def test_another_accent_is_another_address_and_the_old_one_is_gone() -> None:
    before = paint("#8a1538")
    after = paint("#14532d")
    assert before != after
    assert [Client().get(path).status_code for path in (before, after)] == [404, 200]


@pytest.mark.parametrize("path", ["/theme-0000000000000000.css", "/theme-.css", "/theme-0.css", "/theme-%00.css"])
def test_no_other_name_leads_anywhere(path: str) -> None:
    factories.organisation()
    assert Client().get(path).status_code == 404


def test_the_sheet_has_one_address() -> None:
    assert Client().get(f"{paint('#8a1538')}?v=1").status_code == 404
