"""``load_demo``: what it shows, and that it leaves alone what people have made or changed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from PIL import Image
from pytest_django.plugin import DjangoDbBlocker

from articles import workflow
from articles.demo import pictures, plan, texts
from articles.demo.documents import fact_sheets
from articles.enums import State, all_codes, suffix
from articles.models import (
    AuditEntry,
    ContentClock,
    Edition,
    FormerAddress,
    Organisation,
    Photo,
    PreviewLink,
    Publication,
    Release,
    Revision,
    Topic,
)
from articles.permissions import writable
from tests import factories

PASSWORD = "a demo password"
LOADED = datetime(2026, 11, 24, 9, tzinfo=UTC)
ENDINGS = [suffix(code) for code in all_codes()]


def load(*references: str) -> list[str]:
    """Return what the command prints; ``references`` are the releases that it loads, where all would take seconds."""
    out = StringIO()
    with pytest.MonkeyPatch.context() as patch:
        if references:
            patch.setattr(texts, "references", lambda: references)
        call_command("load_demo", stdout=out, password=PASSWORD)
    return out.getvalue().splitlines()


@pytest.fixture(scope="module", autouse=True)
def _plain_pictures() -> Iterator[None]:
    """Drawing and printing take seconds; these tests are not about how pictures and documents look."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fact_sheets, "printed_in", lambda _codes, _emblem: {})
        patch.setattr(pictures, "draw", lambda _key: Image.new("RGB", (600, 400), "teal"))
        yield


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker, _plain_pictures: None) -> Iterator[None]:
    """The demo, loaded once for all tests of this module; each test's own changes are undone after it."""
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(LOADED):
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_loaded: None, db: None) -> Iterator[None]:
    """The demo on the day it was loaded."""
    with time_machine.travel(LOADED):
        yield


def rows() -> tuple[int, ...]:
    models = (Release, Edition, Revision, AuditEntry, Photo, Topic, User)
    return (*(model.objects.count() for model in models), ContentClock.objects.get().version)


def edition(reference: str, language: str) -> Edition:
    return Edition.objects.select_related("release", "live", "current").get(
        release__reference=reference, language=language
    )


@pytest.mark.usefixtures("demo")
def test_at_least_thirty_releases_are_loaded_in_six_languages() -> None:
    assert Release.objects.count() >= 30
    assert set(Edition.objects.values_list("language", flat=True)) == set(all_codes())


@pytest.mark.usefixtures("demo")
def test_every_state_is_shown() -> None:
    assert {found.state(LOADED) for found in Edition.objects.all()} == set(State)


@pytest.mark.usefixtures("demo")
def test_a_stale_translation_is_public() -> None:
    stale = Edition.objects.public(None, LOADED).stale()
    assert [(str(found.release), found.language) for found in stale] == [("2026-6JYA", "fr")]


@pytest.mark.usefixtures("demo")
def test_one_public_release_has_newer_text_waiting() -> None:
    waiting = [str(found) for found in Edition.objects.public(None, LOADED) if found.newer_text_waiting]
    assert waiting == ["2026-FW2P en"]


@pytest.mark.usefixtures("demo")
def test_one_translation_is_in_review_while_the_others_are_public() -> None:
    states = {found.language: found.state(LOADED) for found in Edition.objects.filter(release__reference="2026-V3KD")}
    public = State.PUBLIC
    assert states == {"ar": State.IN_REVIEW, "en": public, "es": public, "fr": public}


@pytest.mark.usefixtures("demo")
def test_the_withdrawal_has_its_reason() -> None:
    withdrawn = Edition.objects.filter(withdrawn_at__isnull=False).select_related("release")
    found = {(e.release.reference, e.language): (e.withdrawal, e.withdrawal_note) for e in withdrawn}
    notes = plan.WITHDRAWN["2018-R2VD"].items()
    replaced = {("2026-R5HX", language): ("replaced", "") for language in ("en", "fr")}
    assert found == {("2018-R2VD", language): ("error", note) for language, note in notes} | replaced


@pytest.mark.usefixtures("demo")
def test_readers_are_told_of_a_correction_in_six_languages_and_of_an_update() -> None:
    told = Publication.objects.told(LOADED).select_related("edition__release")
    found = {(row.edition.release.reference, row.edition.language, row.change) for row in told}
    corrections = {("2026-Q8MT", code, "correction") for code in all_codes()}
    assert found == corrections | {("2026-6JYA", "en", "update")}


@pytest.mark.usefixtures("demo")
def test_one_release_is_held_in_all_its_languages() -> None:
    held = Edition.objects.filter(held_for__isnull=False).values_list("release__reference", "language")
    assert set(held) == {("2026-M5UX", code) for code in all_codes()}


@pytest.mark.usefixtures("demo")
def test_one_address_was_changed_and_one_outsider_may_look() -> None:
    assert [str(row) for row in FormerAddress.objects.all()] == [
        "en icso-and-the-harbour-universities-network-join-forces-to-train-coastal"
    ]
    assert [link.label for link in PreviewLink.objects.alive(LOADED)] == ["Maré News Agency"]


@pytest.mark.usefixtures("demo")
def test_a_draft_was_sent_back_to_its_translator() -> None:
    entry = AuditEntry.objects.get(action="send_back")
    assert (entry.actor.username, entry.revision.author.username) == ("editor", "translator-fr")


@pytest.mark.usefixtures("demo")
def test_nobody_is_written_to_about_the_past_of_the_demo() -> None:
    assert (mail.outbox, User.objects.filter(email="").count()) == ([], 0)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("field", ["name", "tagline", "boilerplate", "press_contact"])
def test_the_organisation_speaks_every_language(field: str) -> None:
    organisation = Organisation.objects.get()
    assert [end for end in ENDINGS if not getattr(organisation, f"{field}_{end}")] == []


@pytest.mark.usefixtures("demo")
def test_sixteen_photos_have_their_words_in_every_language_and_their_files() -> None:
    photos = list(Photo.objects.all())
    words = [f"{field}_{end}" for field in ("title", "alt", "caption", "credit", "terms") for end in ENDINGS]
    assert len(photos) == 16
    assert [(photo, word) for photo in photos for word in words if not getattr(photo, word)] == []
    assert [photo for photo in photos if not photo.tags.exists()] == []
    assert all(default_storage.exists(photo.file.file_name(width)) for photo in photos for width in photo.file.widths)


@pytest.mark.usefixtures("demo")
def test_a_release_page_is_shown_in_every_language(client: Client) -> None:
    paths = [edition("2018-H7WN", language).address() for language in all_codes()]
    assert [client.get(path, secure=True).status_code for path in paths] == [200] * 6


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("username", "languages"),
    [
        ("writer", all_codes()),
        ("translator-ar", ["ar"]),
        ("translator-fr", ["fr"]),
        ("editor", all_codes()),
        ("administrator", all_codes()),
    ],
)
def test_there_is_an_account_for_each_role(client: Client, username: str, languages: list[str]) -> None:
    user = User.objects.get(username=username)
    assert client.login(username=username, password=PASSWORD)
    assert (user.is_staff, user.email, writable(user)) == (True, f"{username}@icso.example", languages)


@pytest.mark.usefixtures("demo")
def test_a_second_run_changes_nothing() -> None:
    before = rows()
    assert load()[0] == "0 texts were loaded or refreshed."
    assert rows() == before


@pytest.mark.usefixtures("demo")
def test_a_second_run_prints_no_password_that_does_not_open() -> None:
    user = User.objects.get(username="editor")
    user.set_password("chosen by a person")
    user.save()
    passwords = {line.split()[0]: PASSWORD in line for line in load("2026-K9VB") if line.startswith("  ")}
    assert passwords == {
        "writer": True,
        "translator-ar": True,
        "translator-fr": True,
        "editor": False,
        "editor-fr": True,
        "administrator": True,
    }


@pytest.mark.usefixtures("demo")
def test_a_text_of_an_older_demo_is_refreshed() -> None:
    older = edition("2018-H7WN", "en")
    workflow.save_text(older.release, "en", factories.text(title="As the demo had it before"), by=None)
    assert load("2018-H7WN")[0] == "1 text was loaded or refreshed."
    assert edition("2018-H7WN", "en").current.title == older.live.title


@pytest.mark.usefixtures("demo")
def test_a_text_that_a_person_has_changed_is_left_alone() -> None:
    mine = edition("2018-H7WN", "en")
    workflow.save_text(mine.release, "en", factories.text(title="Mine"), by=factories.editor())
    load("2018-H7WN")
    assert edition("2018-H7WN", "en").current.title == "Mine"


@pytest.mark.usefixtures("demo")
def test_a_release_that_a_person_has_deleted_stays_away() -> None:
    workflow.discard(Release.objects.get(reference="2026-K9VB"), by=factories.administrator())
    load("2026-K9VB")
    assert Release.objects.filter(reference="2026-K9VB").count() == 0


@pytest.mark.usefixtures("demo")
def test_words_that_a_person_has_changed_are_left_alone() -> None:
    Topic.objects.filter(slug="ports").update(name_en="Harbours")
    Organisation.objects.update(tagline_fr="À nous")
    load("2026-K9VB")
    assert Topic.objects.get(slug="ports").name_en == "Harbours"
    assert Organisation.objects.get().tagline_fr == "À nous"


@pytest.mark.usefixtures("demo")
def test_what_is_missing_is_brought_back() -> None:
    Organisation.objects.update(name_ru="")
    load("2026-K9VB")
    assert Organisation.objects.get().name_ru == "Международная организация береговой безопасности"
