"""Several languages at one instant, the languages that are required, and moments that have passed."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles import workflow
from articles.enums import State
from articles.models import AuditEntry, Edition, Publication, Release
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _standing_still() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def prepared(*languages: str, required: list[str] | None = None) -> Release:
    """Return a release that is approved in ``languages``."""
    release = factories.release("en", required=required or [])
    for language in languages:
        factories.approved(language, of=release)
    return release


def states(release: Release) -> dict[str, tuple[State, datetime | None]]:
    return {edition.language: (edition.state(NOW), edition.publish_at) for edition in release.editions.all()}


def together(release: Release, *languages: str, **options: object) -> list[Edition]:
    return workflow.schedule_together(release, languages, **{"publish_at": LATER, "by": None, **options})  # type: ignore[arg-type]


def test_a_set_of_languages_goes_out_at_one_instant() -> None:
    release = prepared("en", "fr", "ar")
    together(release, "en", "ar")
    assert states(release) == {
        "en": (State.SCHEDULED, LATER), "ar": (State.SCHEDULED, LATER), "fr": (State.APPROVED, None),
    }  # fmt: skip


def test_to_the_microsecond_all_of_them_are_hidden_and_then_public() -> None:
    release = prepared("en", "fr", "ar")
    together(release, "en", "fr", "ar")
    public = [Edition.objects.public(None, moment).count() for moment in (LATER - timedelta(microseconds=1), LATER)]
    assert public == [0, 3]


def test_one_language_that_is_not_ready_keeps_all_of_them_in() -> None:
    release = prepared("en", "fr")
    factories.in_review("ar", of=release)
    before = (states(release), AuditEntry.objects.count(), Publication.objects.count())
    with pytest.raises(workflow.Incomplete, match="العربيّة: In review; Español: nothing is written"):
        together(release, "en", "fr", "ar", "es")
    assert (states(release), AuditEntry.objects.count(), Publication.objects.count()) == before


def test_a_required_language_that_is_not_approved_blocks_with_the_whole_list() -> None:
    release = prepared("en", required=["en", "fr", "ar", "ru"])
    factories.draft("fr", of=release)
    factories.approved("ru", of=release)
    with pytest.raises(workflow.Incomplete) as refusal:
        together(release, "en")
    assert str(refusal.value) == (
        "Not everything is ready. Français: Draft; العربيّة: nothing is written; Русский: required and not chosen"
    )


@pytest.mark.parametrize("verb", [workflow.publish, workflow.schedule])
def test_a_required_language_keeps_every_other_from_going_out_alone(verb: object) -> None:
    release = prepared("en", required=["fr"])
    options = {"publish_at": LATER} if verb is workflow.schedule else {}
    with pytest.raises(workflow.Incomplete, match=r"not approved: Français\."):
        verb(release.editions.get(), by=None, **options)  # type: ignore[operator]
    assert states(release) == {"en": (State.APPROVED, None)}


def test_a_required_language_does_not_keep_a_correction_from_what_is_out() -> None:
    release = prepared("en")
    edition = workflow.publish(release.editions.get(), by=None)
    workflow.share(release, by=None, photo=None, topics=[], required=["fr"])
    workflow.approve(workflow.submit(factories.revise(edition), by=None), by=None)
    assert workflow.publish(edition, by=None).live_id == edition.release.editions.get().current_id


def test_a_late_language_is_added_afterwards_at_its_own_time() -> None:
    release = prepared("en", "fr", required=["en", "fr"])
    together(release, "en", "fr")
    factories.approved("ar", of=release)
    together(release, "ar", publish_at=LATER + timedelta(hours=2))
    assert states(release)["ar"] == (State.SCHEDULED, LATER + timedelta(hours=2))


def test_a_set_that_has_gone_out_does_not_go_out_again() -> None:
    release = prepared("en")
    workflow.publish(release.editions.get(), by=None)
    with pytest.raises(workflow.Incomplete, match="English: Public"):
        together(release, "en")


def test_choosing_nothing_is_no_choice() -> None:
    with pytest.raises(workflow.Incomplete, match="at least one"):
        together(prepared("en"))


def test_who_may_not_approve_one_of_the_languages_schedules_none() -> None:
    release = prepared("en", "fr")
    person = factories.person("Editors fr")
    with pytest.raises(workflow.NotPermitted):
        together(release, "en", "fr", by=person)
    assert states(release) == {"en": (State.APPROVED, None), "fr": (State.APPROVED, None)}


def test_a_language_that_moved_on_since_it_was_seen_keeps_all_of_them_in() -> None:
    release = prepared("en", "fr")
    seen = {edition.language: edition.version for edition in release.editions.all()}
    factories.revise(release.editions.get(language="fr"))
    with pytest.raises(workflow.EditConflict):
        together(release, "en", "fr", seen=seen)
    assert states(release) == {"en": (State.APPROVED, None), "fr": (State.APPROVED, None)}


@pytest.mark.parametrize("moment", [NOW, NOW - timedelta(days=400)])
def test_a_moment_that_has_passed_means_now_for_who_says_so(moment: datetime) -> None:
    release = prepared("en", "fr")
    with pytest.raises(workflow.MomentPassed):
        together(release, "en", "fr", publish_at=moment)
    together(release, "en", "fr", publish_at=moment, now_if_past=True)
    assert states(release) == {"en": (State.PUBLIC, NOW), "fr": (State.PUBLIC, NOW)}


def test_only_languages_of_the_newsroom_can_be_required() -> None:
    with pytest.raises(workflow.Incomplete, match="none of the newsroom"):
        workflow.share(factories.release(), by=None, photo=None, topics=[], required=["en", "tlh"])


def test_an_approved_text_goes_out_as_approved_though_it_was_edited_since() -> None:
    edition = factories.approved(title="As approved")
    edition = workflow.schedule(factories.revise(edition, title="Edited since"), publish_at=LATER, by=None)
    assert (edition.live.title, edition.newer_text_waiting) == ("As approved", True)  # type: ignore[union-attr]
