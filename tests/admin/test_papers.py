"""The PDF at the desk: of the newest text, marked; of a withdrawn release, marked as such."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.admin import papers
from articles.derivatives import checks
from articles.models import Derivative, Edition
from tests import factories
from tests.derivatives.quick import Press

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "printed", press.printed)


def get(edition: Edition, person: Any) -> Any:
    client = Client()
    client.force_login(person)
    address = reverse("admin:articles_release_preview_pdf", args=[edition.release_id, edition.language])
    return client.get(address)


def test_staff_get_the_newest_text_marked_as_a_preview() -> None:
    edition = factories.revise(factories.public(title="Old"), title="New")
    response = get(edition, factories.editor())
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    body = response.content.decode()
    assert ("New" in body, "Old" in body) == (True, False)
    assert "Preview of the working copy. Not for publication." in body
    assert "no-store" in response.headers["Cache-Control"]
    assert Derivative.objects.count() == 0


def test_a_withdrawn_release_is_marked_as_withdrawn() -> None:
    edition = factories.withdrawn(title="Gone")
    body = get(edition, factories.editor()).content.decode()
    assert "Gone" in body and "Withdrawn, <time" in body


def test_who_may_not_read_a_language_gets_no_paper_of_it() -> None:
    edition = factories.draft("fr", of=factories.release("en"))
    assert get(edition, factories.translator("ru")).status_code == 403


def test_a_language_without_a_text_has_no_paper() -> None:
    release = factories.draft("en").release
    client = Client()
    client.force_login(factories.editor())
    assert client.get(reverse("admin:articles_release_preview_pdf", args=[release.pk, "fr"])).status_code == 404


def test_what_cannot_be_printed_in_time_leads_back_with_a_word(press: Press) -> None:
    press.broken = True
    edition = factories.draft()
    response = get(edition, factories.editor())
    address = reverse("admin:articles_release_change", args=[edition.release_id])
    assert (response.status_code, response.headers["Location"]) == (302, address)


@pytest.mark.parametrize("possible", [True, False])
def test_the_desk_offers_it_where_it_can_be_made(possible: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "prints", lambda _language: possible)
    edition = factories.draft()
    client = Client()
    client.force_login(factories.editor())
    page = client.get(reverse("admin:articles_release_change", args=[edition.release_id])).content.decode()
    assert ("preview/release.pdf" in page) is possible
