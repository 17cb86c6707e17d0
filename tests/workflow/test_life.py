"""What each verb does to an edition, beyond the state that it leads to."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles import workflow
from articles.enums import Action
from articles.models import AuditEntry, Edition, Text
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _standing_still() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def pointers(edition: Edition) -> dict[str, int | None]:
    """Return the numbers of the revisions that an edition points to."""
    edition.refresh_from_db()
    named = {"current": edition.current, "approved": edition.approved, "live": edition.live}
    return {name: revision.number if revision else None for name, revision in named.items()}


def entry() -> tuple[object, ...]:
    """Return what the newest audit entry holds."""
    last = AuditEntry.objects.select_related("revision").latest("pk")
    number = last.revision.number if last.revision else None
    return last.at, last.actor, last.action, last.release, last.reference, last.language, number, last.note


@pytest.mark.parametrize(
    ("title", "body", "missing"),
    [("", "<p>x</p>", True), ("Title", "", True), ("Title", "<p> </p>", True), ("Title", "<p>x</p>", False)],
)
def test_review_needs_a_headline_and_a_body(title: str, body: str, missing: bool) -> None:
    edition = factories.draft(of=factories.release())
    workflow.save_text(edition.release, "en", Text(title=title, lead="x", body=body), by=None)
    edition.refresh_from_db()
    if missing:
        with pytest.raises(workflow.Incomplete, match="A headline and a body are needed"):
            workflow.submit(edition, by=None)
    else:
        workflow.submit(edition, by=None)
    edition.refresh_from_db()
    assert edition.stage == ("draft" if missing else "in_review")


def test_approving_makes_the_newest_revision_the_one_that_may_go_out_and_nothing_live() -> None:
    edition = workflow.submit(factories.revise(factories.draft()), by=None)
    assert pointers(workflow.approve(edition, by=None)) == {"current": 2, "approved": 2, "live": None}


def test_scheduling_makes_the_approved_revision_live_at_its_time() -> None:
    edition = factories.scheduled(LATER)
    assert (pointers(edition), edition.publish_at) == ({"current": 1, "approved": 1, "live": 1}, LATER)


@pytest.mark.parametrize("moment", [NOW, NOW - timedelta(microseconds=1), NOW - timedelta(days=1)])
def test_nothing_can_be_scheduled_for_a_moment_that_has_come(moment: datetime) -> None:
    edition = factories.approved()
    with pytest.raises(workflow.Incomplete, match="This moment has passed"):
        workflow.schedule(edition, publish_at=moment, by=None)
    assert pointers(edition) == {"current": 1, "approved": 1, "live": None}


def test_scheduling_again_moves_the_moment_and_takes_the_newest_approved_text() -> None:
    edition = factories.revise(factories.scheduled(LATER))
    workflow.approve(workflow.submit(edition, by=None), by=None)
    before = pointers(edition)
    workflow.schedule(edition, publish_at=LATER + timedelta(days=1), by=None)
    assert (before["live"], pointers(edition)["live"], edition.publish_at) == (1, 2, LATER + timedelta(days=1))


def test_editing_after_approval_leaves_what_goes_out() -> None:
    edition = factories.revise(factories.scheduled(LATER))
    assert pointers(edition) == {"current": 2, "approved": 1, "live": 1}


def test_approving_newer_text_leaves_what_is_public_until_it_is_published() -> None:
    edition = factories.revise(factories.public())
    workflow.approve(workflow.submit(edition, by=None), by=None)
    assert pointers(edition) == {"current": 2, "approved": 2, "live": 1}


def test_publishing_newer_text_replaces_the_text_and_keeps_the_date() -> None:
    day = datetime(2018, 2, 5, 9, tzinfo=UTC)
    edition = factories.revise(factories.public(published_at=day))
    workflow.approve(workflow.submit(edition, by=None), by=None)
    workflow.publish(edition, by=None)
    assert (pointers(edition), edition.publish_at) == ({"current": 2, "approved": 2, "live": 2}, day)


def test_publishing_takes_the_approved_text_not_the_newest() -> None:
    edition = factories.scheduled(LATER)
    workflow.publish(factories.revise(edition), by=None)
    assert (pointers(edition), edition.publish_at) == ({"current": 2, "approved": 1, "live": 1}, NOW)


def test_publishing_what_was_scheduled_brings_it_forward_to_now() -> None:
    edition = workflow.publish(factories.scheduled(LATER), by=None)
    assert edition.publish_at == NOW


def test_an_archive_is_taken_in_with_the_date_that_it_had() -> None:
    day = datetime(2018, 2, 5, 9, tzinfo=UTC)
    assert factories.public(published_at=day).publish_at == day


def test_nothing_was_published_in_the_future() -> None:
    edition = factories.approved()
    with pytest.raises(workflow.Incomplete, match="in the future"):
        workflow.publish(edition, published_at=NOW + timedelta(microseconds=1), by=None)
    assert pointers(edition)["live"] is None


@pytest.mark.parametrize("year", [1, 999, 3000, 9999])
def test_a_year_that_no_address_can_carry_is_refused(year: int) -> None:
    edition, moment = factories.approved(), datetime(year, 6, 1, tzinfo=UTC)
    with pytest.raises(workflow.Incomplete):
        if year > 2026:
            workflow.schedule(edition, publish_at=moment, by=None)
        else:
            workflow.publish(edition, published_at=moment, by=None)
    assert pointers(edition)["live"] is None


def test_unscheduling_takes_the_date_and_keeps_the_approval() -> None:
    edition = workflow.unschedule(factories.scheduled(LATER), by=None)
    assert (pointers(edition), edition.publish_at) == ({"current": 1, "approved": 1, "live": None}, None)


def test_sending_back_what_was_approved_takes_the_approval_back() -> None:
    edition = workflow.send_back(factories.approved(), by=None)
    assert pointers(edition) == {"current": 1, "approved": None, "live": None}


def test_sending_back_newer_text_leaves_the_approval_of_what_is_public() -> None:
    edition = factories.revise(factories.public())
    workflow.approve(workflow.submit(edition, by=None), by=None)
    workflow.send_back(edition, by=None)
    assert pointers(edition) == {"current": 2, "approved": 1, "live": 1}


@pytest.mark.parametrize("reason", ["", "other", "Error"])
def test_withdrawing_needs_one_of_the_reasons(reason: str) -> None:
    edition = factories.public()
    with pytest.raises(workflow.Incomplete, match="Say why"):
        workflow.withdraw(edition, reason=reason, by=None)
    edition.refresh_from_db()
    assert edition.withdrawn_at is None


def test_withdrawing_keeps_text_and_date() -> None:
    before = factories.public()
    after = workflow.withdraw(before, reason="error", by=None)
    assert (after.withdrawn_at, after.live_id, after.publish_at, after.slug) == (
        NOW,
        before.live_id,
        before.publish_at,
        before.slug,
    )


def test_restoring_brings_back_the_text_and_the_date() -> None:
    before = factories.public(published_at=datetime(2018, 2, 5, 9, tzinfo=UTC))
    after = workflow.restore(workflow.withdraw(before, reason="error", by=None), by=None)
    assert (after.withdrawn_at, after.live_id, after.publish_at) == (None, before.live_id, before.publish_at)


def test_a_withdrawn_text_is_corrected_before_it_is_public_again() -> None:
    edition = factories.revise(factories.withdrawn(), title="As it should be")
    for verb in (workflow.submit, workflow.approve, workflow.restore):
        edition = verb(edition, by=None)
    assert edition.live is not None
    assert (edition.live.title, edition.live_id) == ("As it should be", edition.current_id)


def test_a_verb_acts_on_the_row_as_it_is_not_as_the_caller_remembers_it() -> None:
    remembered = factories.in_review()
    workflow.approve(Edition.objects.get(pk=remembered.pk), by=None)
    with pytest.raises(workflow.IllegalMove):
        workflow.approve(remembered, by=None)


@pytest.mark.parametrize(
    ("build", "verb", "options", "note"),
    [
        (factories.draft, Action.SUBMIT, {}, ""),
        (factories.in_review, Action.SEND_BACK, {"note": "Say who"}, "Say who"),
        (factories.in_review, Action.APPROVE, {}, ""),
        (factories.approved, Action.SCHEDULE, {"publish_at": LATER}, "2026-11-25T12:00:00+00:00"),
        (lambda: factories.scheduled(LATER), Action.UNSCHEDULE, {}, ""),
        (factories.approved, Action.PUBLISH, {}, ""),
        (factories.in_review, Action.APPROVE, {"because": "Nobody else is here"}, ""),
        (factories.approved, Action.REVOKE, {"note": " Legal looks again "}, "Legal looks again"),
        (lambda: factories.scheduled(LATER, slug="old"), Action.READDRESS, {"slug": "new"}, "old"),
        (factories.public, Action.WITHDRAW, {"reason": "error", "note": " Wrong figure "}, "error: Wrong figure"),
        (factories.withdrawn, Action.RESTORE, {}, ""),
    ],
)
def test_the_audit_log_says_who_did_what_when_to_which_text(
    build: object, verb: Action, options: dict[str, object], note: str
) -> None:
    edition: Edition = build()  # type: ignore[operator]
    editor = factories.editor()
    workflow.VERBS[verb](edition, by=editor, **options)
    release = edition.release
    assert entry() == (NOW, editor, verb, release, release.reference, "en", 1, note)


def test_the_audit_log_names_the_revision_that_went_out_not_the_newest() -> None:
    workflow.withdraw(factories.revise(factories.public()), reason="error", by=None)
    assert entry()[6] == 1


def test_the_command_line_may_do_everything_and_has_no_name_in_the_log() -> None:
    factories.public()
    assert entry()[1:3] == (None, Action.PUBLISH)
