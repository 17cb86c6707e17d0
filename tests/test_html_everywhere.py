"""Hostile markup is inert whichever door it came in by, and on every page that shows a body."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from articles import html, triggers, workflow
from articles.models import Edition, Organisation, Release, Revision, Text
from tests import factories
from tests.hostile import PAYLOADS, body_of, faults

pytestmark = pytest.mark.django_db

HOSTILE = "<p>Kept.</p>" + "".join(PAYLOADS[name] for name in (
    "script", "event handler", "image with onerror", "javascript link", "data link", "svg", "mutation through math",
))  # fmt: skip


def by_form(release: Release) -> None:
    client = Client()
    client.force_login(factories.person(superuser=True))
    data = {"reference": release.reference, "title_en": "Title", "body_en": HOSTILE, "seen_en": "0"}
    response = client.post(f"/admin/articles/release/{release.pk}/change/", data)
    assert response.status_code == 302


def by_workflow(release: Release) -> None:
    workflow.save_text(release, "en", Text("Title", body=HOSTILE), by=None)


def by_save(release: Release) -> None:
    release.body_en = HOSTILE  # type: ignore[attr-defined]
    release.save()


def by_saving_one_field(release: Release) -> None:
    release.body_en = HOSTILE  # type: ignore[attr-defined]
    release.save(update_fields=["body_en"])


def by_update(release: Release) -> None:
    Release.objects.filter(pk=release.pk).update(body_en=HOSTILE)


def by_bulk_create(release: Release) -> None:
    release.delete()
    Release.objects.bulk_create([Release(pk=release.pk, original="en", reference="A", body_en=HOSTILE)])


def by_bulk_update(release: Release) -> None:
    release.body_en = HOSTILE  # type: ignore[attr-defined]
    Release.objects.bulk_update([release], ["body_en"])


def by_update_or_create(release: Release) -> None:
    Release.objects.update_or_create(pk=release.pk, defaults={"body_en": HOSTILE})


DOORS = [
    by_form, by_workflow, by_save, by_saving_one_field, by_update, by_bulk_create, by_bulk_update, by_update_or_create,
]  # fmt: skip


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_hostile_markup_is_cleaned_on_its_way_into_the_database(door: Callable[[Release], None]) -> None:
    door(factories.release())
    with connection.cursor() as cursor:
        cursor.execute("SELECT body_en FROM articles_release")
        assert cursor.fetchall() == [(html.clean(HOSTILE),)]


def test_hostile_markup_is_cleaned_on_its_way_in_from_a_fixture(tmp_path: Path) -> None:
    fields = {"reference": "A", "original": "en", "title_en": "a\u202eb", "body_en": HOSTILE}
    organisation = {"boilerplate_en": HOSTILE, "press_contact_fr": HOSTILE}
    fixture = tmp_path / "hostile.json"
    fixture.write_text(json.dumps([
        {"model": "articles.release", "pk": 1, "fields": fields},
        {"model": "articles.organisation", "pk": 1, "fields": organisation},
    ]))  # fmt: skip
    call_command("loaddata", str(fixture), verbosity=0)
    release = Release.objects.values("title_en", "body_en").get()
    shared = Organisation.objects.values("boilerplate_en", "press_contact_fr").get()
    clean = html.clean(HOSTILE)
    assert (release, shared) == (
        {"title_en": "ab", "body_en": clean},
        {"boilerplate_en": clean, "press_contact_fr": clean},
    )


def smuggle(edition: Edition, body: str) -> None:
    """Write ``body`` into the database as somebody with its password would: past every line of our code."""
    uninstall = {
        "sqlite": "DROP TRIGGER articles_revision_is_immutable",
        "postgresql": "DROP TRIGGER articles_revision_is_immutable ON articles_revision",
    }
    with connection.cursor() as cursor:
        cursor.execute(uninstall[connection.vendor])
        cursor.execute("UPDATE articles_revision SET body = %s WHERE edition_id = %s", [body, edition.pk])
        cursor.execute("UPDATE articles_organisation SET boilerplate_en = %s, press_contact_en = %s", [body, body])
    from django.apps import apps

    triggers.install(apps.get_app_config("articles"), "default")


@pytest.mark.parametrize("name", PAYLOADS)
def test_hostile_markup_in_the_database_is_inert_on_every_page_that_shows_it(client: Client, name: str) -> None:
    edition = factories.public(dateline="", slug="x")
    addresses = [edition.get_absolute_url(), edition.address("print")]
    previews = [f"/admin/articles/release/{edition.release_id}/en/preview/{end}" for end in ("", "print/")]
    innocent = [client.get(address).content.decode() for address in addresses]
    smuggle(edition, PAYLOADS[name])
    staff = Client()
    staff.force_login(factories.editor())
    pages = [client.get(address).content.decode() for address in addresses]
    pages += [staff.get(address).content.decode() for address in previews]
    assert [faults(body_of(page)) for page in pages] == [[]] * 4
    # No element has broken out of the bodies into the page around them either.
    assert [count(page) for page in pages[:2]] == [count(page) for page in innocent]


def count(page: str) -> dict[str, int]:
    """Return how often a page opens an element that only its own templates may open."""
    marks = (
        "<script",
        "<style",
        "<iframe",
        "<form",
        "<svg",
        "<meta",
        "<base",
        "<img",
        "<link",
        "</title",
        "</textarea",
    )
    return {mark: page.lower().count(mark) for mark in marks}


@pytest.mark.parametrize("field", ["title", "dateline", "lead"])
def test_plain_texts_hold_no_markup_on_any_page(client: Client, field: str) -> None:
    hostile = "</title><script>alert(1)</script>\"'>"
    edition = factories.public(slug="x", **{field: hostile})  # type: ignore[arg-type]
    Revision.objects.get(edition=edition)
    pages = [
        client.get(path).content.decode()
        for path in ("/en/news/", edition.get_absolute_url(), edition.address("print"))
    ]
    assert [page.count("<script>") for page in pages] == [0, 0, 0]


def test_a_nul_character_does_not_break_saving(client: Client) -> None:
    edition = factories.draft(title="a\x00b", dateline="\x00", lead="\x00", body="<p>\x00c</p>", slug="x")
    assert edition.release.__class__.objects.get().text("en") == Text("ab", "", "", "<p>c</p>")
