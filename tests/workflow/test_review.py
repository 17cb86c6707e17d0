"""Four eyes, and what taking an approval back does."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import override_settings

from articles import workflow
from articles.enums import Action, Stage, State
from articles.models import AuditEntry, Edition
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _standing_still() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def written_by(person: object, **parts: str) -> Edition:
    """Return an English text in review that ``person`` wrote."""
    release = factories.release("en")
    workflow.save_text(release, "en", factories.text(**parts), by=person)  # type: ignore[arg-type]
    return workflow.submit(release.editions.get(), by=None)


def test_who_edited_a_text_last_cannot_approve_it() -> None:
    editor = factories.editor()
    edition = written_by(editor)
    with pytest.raises(workflow.FourEyes, match="Somebody else"):
        workflow.approve(edition, by=editor)
    edition.refresh_from_db()
    assert (edition.approved, edition.stage) == (None, Stage.IN_REVIEW)


def test_somebody_else_can() -> None:
    assert workflow.approve(written_by(factories.editor()), by=factories.editor()).stage == Stage.APPROVED


def test_who_wrote_an_earlier_version_can_approve_what_another_made_of_it() -> None:
    editor, writer = factories.editor(), factories.writer()
    edition = written_by(editor)
    workflow.save_text(edition.release, "en", factories.text(), by=writer)
    assert workflow.approve(workflow.submit(edition, by=None), by=editor).stage == Stage.APPROVED


@pytest.mark.parametrize("because", ["", "  "])
def test_a_superuser_has_to_say_why(because: str) -> None:
    root = factories.person(superuser=True)
    with pytest.raises(workflow.FourEyes):
        workflow.approve(written_by(root), by=root, because=because)


def test_a_superuser_who_says_why_approves_an_own_text_and_the_log_keeps_the_reason() -> None:
    root = factories.person(superuser=True)
    workflow.approve(written_by(root), by=root, because=" Nobody else is on duty ")
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.actor, entry.note) == (Action.APPROVE, root, "Nobody else is on duty")


def test_an_editor_cannot_talk_the_way_out() -> None:
    editor = factories.editor()
    with pytest.raises(workflow.FourEyes):
        workflow.approve(written_by(editor), by=editor, because="I am sure")


@override_settings(FOUR_EYES=False)
def test_the_setting_turns_it_off() -> None:
    editor = factories.editor()
    assert workflow.approve(written_by(editor), by=editor).stage == Stage.APPROVED


def test_a_new_picture_does_not_hide_who_wrote_the_text() -> None:
    author, other = factories.editor(), factories.editor()
    edition = written_by(author)
    workflow.share(edition.release, by=other, photo=factories.photo(alt_en="A lighthouse"), topics=[])
    edition = workflow.submit(edition, by=None)
    for person in (author, other):
        with pytest.raises(workflow.FourEyes):
            workflow.approve(edition, by=person)
    assert workflow.approve(edition, by=factories.editor()).stage == Stage.APPROVED


def test_bringing_an_earlier_text_back_is_editing_it() -> None:
    editor = factories.editor()
    edition = factories.revise(factories.draft())
    workflow.bring_back(edition, edition.revisions.get(number=1), by=editor)
    with pytest.raises(workflow.FourEyes):
        workflow.approve(workflow.submit(edition, by=None), by=editor)


@pytest.mark.parametrize("verb", [workflow.send_back, workflow.revoke])
def test_a_person_gives_a_reason_for_taking_a_text_back(verb: object) -> None:
    edition = factories.approved()
    with pytest.raises(workflow.Incomplete, match="Say why"):
        verb(edition, by=factories.editor(), note=" ")  # type: ignore[operator]


def test_revoking_before_the_moment_holds_every_scheduled_language_of_the_release() -> None:
    release = factories.release("en")
    first = factories.scheduled(LATER, "en", of=release)
    same = factories.scheduled(LATER, "fr", of=release)
    later = factories.scheduled(LATER + timedelta(hours=1), "ar", of=release)
    out = factories.public("es", of=release)
    elsewhere = factories.scheduled(LATER)
    workflow.revoke(first, by=None, note="A figure is wrong")
    found = {edition.language: edition for edition in release.editions.all()}
    assert {code: (e.state(NOW), e.held_for, e.publish_at) for code, e in found.items()} == {
        "en": (State.IN_REVIEW, LATER, None),
        "fr": (State.APPROVED, LATER, None),
        "ar": (State.APPROVED, LATER + timedelta(hours=1), None),
        "es": (State.PUBLIC, None, out.publish_at),
    }
    elsewhere.refresh_from_db()
    assert (elsewhere.state(NOW), same.language, later.language) == (State.SCHEDULED, "fr", "ar")


def test_nothing_that_is_held_goes_out_at_its_moment() -> None:
    release = factories.release("en")
    factories.scheduled(LATER, "fr", of=release)
    workflow.revoke(factories.scheduled(LATER, "en", of=release), by=None)
    with time_machine.travel(LATER + timedelta(days=1), tick=False):
        assert Edition.objects.public(None, LATER + timedelta(days=1)).count() == 0
        assert {edition.state(LATER) for edition in release.editions.all()} == {State.APPROVED, State.IN_REVIEW}


def test_each_language_that_is_held_has_its_entry_in_the_log() -> None:
    release = factories.release("en")
    factories.scheduled(LATER, "fr", of=release)
    editor = factories.editor()
    workflow.revoke(factories.scheduled(LATER, "en", of=release), by=editor, note="Wrong")
    entries = AuditEntry.objects.filter(actor=editor).order_by("pk").values_list("action", "language", "note")
    assert list(entries) == [("hold", "fr", "Wrong"), ("hold", "en", "Wrong"), ("revoke", "en", "Wrong")]


def test_scheduling_again_ends_the_hold() -> None:
    release = factories.release("en")
    held = factories.scheduled(LATER, "fr", of=release)
    workflow.revoke(factories.scheduled(LATER, "en", of=release), by=None)
    held = workflow.schedule(held, publish_at=LATER, by=None)
    assert (held.held_for, held.state(NOW)) == (None, State.SCHEDULED)


def test_who_gave_a_text_another_slug_cannot_approve_it() -> None:
    author, editor, colleague = factories.writer(), factories.editor(), factories.editor()
    release = factories.release("en")
    workflow.save_text(release, "en", factories.text("A headline"), by=author, slug="a-headline")
    workflow.save_text(release, "en", release.editions.get().current.text(), by=editor, slug="another")
    edition = workflow.submit(release.editions.get(), by=author)
    assert [workflow.wrote_last(person, edition) for person in (editor, colleague)] == [True, False]
    with pytest.raises(workflow.FourEyes):
        workflow.approve(edition, by=editor)
