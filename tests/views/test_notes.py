"""Notes to editors: after the text, in every format of it, and nowhere before they are approved."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.checks import Kind, Material, check
from articles.checks.typography import corrected
from articles.models import Text
from tests import factories

NOTES = '<p>ICSO has <strong>74</strong> members.</p><p><a href="/en/news/">More</a></p>'


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["detail", "print"])
def test_notes_stand_after_the_text(client: Client, page: str) -> None:
    shown = client.get(factories.public(notes=NOTES).address(page)).content.decode()
    assert shown.index("The second paragraph.") < shown.index("Notes to editors") < shown.index("<strong>74</strong>")


@pytest.mark.django_db
def test_a_release_without_notes_has_no_heading_for_them(client: Client) -> None:
    edition = factories.public()
    assert "Notes to editors" not in client.get(edition.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_notes_are_in_the_feed_with_absolute_links(client: Client, settings: Any) -> None:
    factories.public(notes=NOTES)
    feed = client.get(reverse("articles:feed", args=["en", "atom"])).content.decode()
    assert "Notes to editors" in feed
    assert f"{settings.SITE_URL}/en/news/" in feed.partition("74")[2]


@pytest.mark.django_db
def test_newer_notes_wait_for_their_approval(client: Client) -> None:
    edition = factories.revise(factories.public(notes=NOTES), notes="<p>Canary.</p>")
    shown = client.get(edition.get_absolute_url()).content.decode()
    assert "74" in shown
    assert "Canary" not in shown


def test_notes_are_checked_like_the_body() -> None:
    here = Text("T", "D", "L", "<p>x</p>", '<p>75 membres, <a href="https://example.org/b">ici</a> !</p>')
    there = Text("T", "D", "L", "<p>x</p>", '<p>74 members, <a href="https://example.org/a">here</a>!</p>')
    found = {(one.kind, one.field) for one in check(Material("fr", here, "en", there))}
    assert found >= {(Kind.FIGURE, "notes"), (Kind.LINK, "notes"), (Kind.TYPOGRAPHY, "notes")}
    assert corrected(here, "fr").notes.endswith("</a>\u202f!</p>")
