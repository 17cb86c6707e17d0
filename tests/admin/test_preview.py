"""The working copy as the public would see it, for staff alone."""

import pytest
from django.test import Client

from articles.models import Edition
from tests import factories
from tests.admin.desk import preview, signed_in
from tests.hostile import body_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    """A public French release, with a picture, and newer text waiting."""
    photo = factories.photo(alt_fr="Un phare")
    edition = factories.public("fr", of=factories.release("fr", photo=photo), title="Avant")
    return factories.revise(edition, title="Après", dateline="PARIS", body="<p>Nouveau.</p>")


@pytest.mark.parametrize("end", ["", "print/"])
def test_staff_see_the_newest_text(edition: Edition, end: str) -> None:
    text = signed_in(factories.writer()).get(preview(edition, end)).content.decode()
    assert ("<h1>Après</h1>" in text, "Nouveau.</p>" in body_of(text), "Avant" in text) == (True, True, False)


@pytest.mark.parametrize("end", ["", "print/"])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_preview_has_the_language_of_the_text_not_of_the_person(language: str, end: str) -> None:
    response = signed_in(factories.writer()).get(
        preview(factories.draft(language), end), headers={"accept-language": "ru"}
    )
    opening = response.content.decode().split("\n")[1]
    direction = "rtl" if language == "ar" else "ltr"
    assert (opening, response.headers["Content-Language"]) == (f'<html lang="{language}" dir="{direction}">', language)


@pytest.mark.parametrize("end", ["", "print/"])
def test_a_preview_is_stored_and_found_nowhere(edition: Edition, end: str) -> None:
    headers = signed_in(factories.writer()).get(preview(edition, end)).headers
    names = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy", "X-Accel-Expires", "ETag", "CDN-Cache-Control")
    assert [headers.get(name) for name in names] == [
        "max-age=0, no-cache, no-store, must-revalidate, private",
        "noindex",
        "no-referrer",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize("end", ["", "print/"])
def test_a_preview_does_not_lead_to_public_pictures_or_addresses(edition: Edition, end: str) -> None:
    text = signed_in(factories.writer()).get(preview(edition, end)).content.decode()
    found = [
        mark for mark in ('src="/media/', 'rel="canonical"', 'rel="alternate"', f"/{edition.slug}/") if mark in text
    ]
    assert found == []


@pytest.mark.parametrize("end", ["", "print/"])
def test_a_stranger_sees_no_preview(client: Client, edition: Edition, end: str) -> None:
    response = client.get(preview(edition, end))
    assert (response.status_code, response.headers["Location"]) == (302, f"/admin/login/?next={preview(edition, end)}")


@pytest.mark.parametrize("end", ["", "print/"])
def test_an_account_without_rights_sees_no_preview(edition: Edition, end: str) -> None:
    assert signed_in(factories.person()).get(preview(edition, end)).status_code == 403


@pytest.mark.parametrize("end", ["", "print/"])
def test_a_language_without_text_has_no_preview(edition: Edition, end: str) -> None:
    path = preview(edition, end).replace("/fr/", "/ru/")
    assert signed_in(factories.editor()).get(path).status_code == 404


def test_a_preview_takes_no_text_from_the_request(edition: Edition) -> None:
    client = signed_in(factories.writer())
    text = client.post(preview(edition), {"title_fr": "Canary", "body_fr": "Canary"}).content.decode()
    assert "Canary" not in text
