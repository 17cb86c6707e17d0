"""Which verb leads where: the whole table, written out."""

from typing import Any

import pytest

from articles import workflow
from articles.enums import Action, Stage, State
from articles.models import AuditEntry, ContentClock, Edition
from tests import factories
from tests.workflow.situations import SITUATIONS

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SUBMIT, SEND_BACK, APPROVE, REVOKE = Action.SUBMIT, Action.SEND_BACK, Action.APPROVE, Action.REVOKE
SCHEDULE, UNSCHEDULE, PUBLISH = Action.SCHEDULE, Action.UNSCHEDULE, Action.PUBLISH
READDRESS, WITHDRAW, RESTORE = Action.READDRESS, Action.WITHDRAW, Action.RESTORE
DRAFT, IN_REVIEW, APPROVED = Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED
VERBS = [SUBMIT, SEND_BACK, APPROVE, REVOKE, SCHEDULE, UNSCHEDULE, PUBLISH, READDRESS, WITHDRAW, RESTORE]

# Situation: what each possible verb makes of it, as (state, stage of the working copy). Any other verb is refused.
TABLE: dict[str, dict[Action, tuple[State, Stage]]] = {
    "draft": {
        SUBMIT: (State.IN_REVIEW, IN_REVIEW),
    },
    "in review": {
        SEND_BACK: (State.DRAFT, DRAFT),
        APPROVE: (State.APPROVED, APPROVED),
    },
    "approved": {
        SEND_BACK: (State.DRAFT, DRAFT),
        REVOKE: (State.IN_REVIEW, IN_REVIEW),
        SCHEDULE: (State.SCHEDULED, APPROVED),
        PUBLISH: (State.PUBLIC, APPROVED),
    },
    "approved, newer draft": {
        SUBMIT: (State.APPROVED, IN_REVIEW),
        REVOKE: (State.DRAFT, DRAFT),
        SCHEDULE: (State.SCHEDULED, DRAFT),
        PUBLISH: (State.PUBLIC, DRAFT),
    },
    "approved, newer in review": {
        SEND_BACK: (State.APPROVED, DRAFT),
        APPROVE: (State.APPROVED, APPROVED),
        REVOKE: (State.IN_REVIEW, IN_REVIEW),
        SCHEDULE: (State.SCHEDULED, IN_REVIEW),
        PUBLISH: (State.PUBLIC, IN_REVIEW),
    },
    "held": {
        SEND_BACK: (State.DRAFT, DRAFT),
        REVOKE: (State.IN_REVIEW, IN_REVIEW),
        SCHEDULE: (State.SCHEDULED, APPROVED),
        UNSCHEDULE: (State.APPROVED, APPROVED),
        PUBLISH: (State.PUBLIC, APPROVED),
    },
    "held, approval revoked": {
        SEND_BACK: (State.DRAFT, DRAFT),
        APPROVE: (State.APPROVED, APPROVED),
        UNSCHEDULE: (State.IN_REVIEW, IN_REVIEW),
    },
    "scheduled": {
        REVOKE: (State.IN_REVIEW, IN_REVIEW),
        SCHEDULE: (State.SCHEDULED, APPROVED),
        UNSCHEDULE: (State.APPROVED, APPROVED),
        PUBLISH: (State.PUBLIC, APPROVED),
        READDRESS: (State.SCHEDULED, APPROVED),
    },
    "scheduled, newer draft": {
        SUBMIT: (State.SCHEDULED, IN_REVIEW),
        REVOKE: (State.DRAFT, DRAFT),
        SCHEDULE: (State.SCHEDULED, DRAFT),
        UNSCHEDULE: (State.APPROVED, DRAFT),
        PUBLISH: (State.PUBLIC, DRAFT),
        READDRESS: (State.SCHEDULED, DRAFT),
    },
    "scheduled, newer in review": {
        SEND_BACK: (State.SCHEDULED, DRAFT),
        APPROVE: (State.SCHEDULED, APPROVED),
        REVOKE: (State.IN_REVIEW, IN_REVIEW),
        SCHEDULE: (State.SCHEDULED, IN_REVIEW),
        UNSCHEDULE: (State.APPROVED, IN_REVIEW),
        PUBLISH: (State.PUBLIC, IN_REVIEW),
        READDRESS: (State.SCHEDULED, IN_REVIEW),
    },
    "scheduled, newer approved": {
        SEND_BACK: (State.SCHEDULED, DRAFT),
        REVOKE: (State.IN_REVIEW, IN_REVIEW),
        SCHEDULE: (State.SCHEDULED, APPROVED),
        UNSCHEDULE: (State.APPROVED, APPROVED),
        PUBLISH: (State.PUBLIC, APPROVED),
        READDRESS: (State.SCHEDULED, APPROVED),
    },
    "public": {
        READDRESS: (State.PUBLIC, APPROVED),
        WITHDRAW: (State.WITHDRAWN, APPROVED),
    },
    "public, newer draft": {
        SUBMIT: (State.PUBLIC, IN_REVIEW),
        READDRESS: (State.PUBLIC, DRAFT),
        WITHDRAW: (State.WITHDRAWN, DRAFT),
    },
    "public, newer in review": {
        SEND_BACK: (State.PUBLIC, DRAFT),
        APPROVE: (State.PUBLIC, APPROVED),
        READDRESS: (State.PUBLIC, IN_REVIEW),
        WITHDRAW: (State.WITHDRAWN, IN_REVIEW),
    },
    "public, newer approved": {
        SEND_BACK: (State.PUBLIC, DRAFT),
        PUBLISH: (State.PUBLIC, APPROVED),
        READDRESS: (State.PUBLIC, APPROVED),
        WITHDRAW: (State.WITHDRAWN, APPROVED),
    },
    "withdrawn": {
        READDRESS: (State.WITHDRAWN, APPROVED),
        RESTORE: (State.PUBLIC, APPROVED),
    },
    "withdrawn, newer draft": {
        SUBMIT: (State.WITHDRAWN, IN_REVIEW),
        READDRESS: (State.WITHDRAWN, DRAFT),
        RESTORE: (State.PUBLIC, DRAFT),
    },
    "withdrawn, newer in review": {
        SEND_BACK: (State.WITHDRAWN, DRAFT),
        APPROVE: (State.WITHDRAWN, APPROVED),
        READDRESS: (State.WITHDRAWN, IN_REVIEW),
        RESTORE: (State.PUBLIC, IN_REVIEW),
    },
    "withdrawn, newer approved": {
        SEND_BACK: (State.WITHDRAWN, DRAFT),
        READDRESS: (State.WITHDRAWN, APPROVED),
        RESTORE: (State.PUBLIC, APPROVED),
    },
}
POSSIBLE = [(situation, verb) for situation, moves in TABLE.items() for verb in moves]
REFUSED = [(situation, verb) for situation, moves in TABLE.items() for verb in VERBS if verb not in moves]
# Verbs after which readers may see something else, at once or in time.
VISIBLE = {SCHEDULE, UNSCHEDULE, PUBLISH, READDRESS, WITHDRAW, RESTORE}


def do(verb: Action, edition: Edition, **options: Any) -> Edition:
    """Do a verb with the arguments that it cannot do without."""
    needs: dict[Action, dict[str, Any]] = {
        SCHEDULE: {"publish_at": factories.in_days(2)},
        READDRESS: {"slug": "another-address"},
        WITHDRAW: {"reason": "error"},
    }
    return workflow.VERBS[verb](edition, **{"by": None, **needs.get(verb, {}), **options})


def everything() -> list[Any]:
    """Return all that a verb may write, to compare."""
    return [list(model._default_manager.order_by("pk").values()) for model in (Edition, AuditEntry, ContentClock)]


def test_the_table_names_every_situation_and_every_verb() -> None:
    assert (list(TABLE), sorted(VERBS)) == (list(SITUATIONS), sorted(workflow.VERBS))


@pytest.mark.parametrize(("situation", "verb"), POSSIBLE)
def test_a_possible_verb_leads_on(situation: str, verb: Action) -> None:
    edition = do(verb, SITUATIONS[situation]())
    edition.refresh_from_db()
    assert (edition.state(factories.in_days(0)), edition.stage) == TABLE[situation][verb]


@pytest.mark.parametrize(("situation", "verb"), REFUSED)
def test_a_verb_that_is_not_possible_says_so_and_changes_nothing(situation: str, verb: Action) -> None:
    edition = SITUATIONS[situation]()
    before = everything()
    with pytest.raises(workflow.IllegalMove) as refusal:
        do(verb, edition)
    assert (everything(), str(refusal.value)) == (
        before,
        f"This step is not possible: this language is now “{edition.state(factories.in_days(0)).label}”.",
    )


@pytest.mark.parametrize(("situation", "verb"), POSSIBLE)
def test_the_clock_moves_by_one_exactly_when_readers_may_see_a_change(situation: str, verb: Action) -> None:
    edition = SITUATIONS[situation]()
    before = ContentClock.objects.get().version
    was_live = edition.state(factories.in_days(0)) == State.SCHEDULED
    do(verb, edition)
    moves_clock = verb in VISIBLE and "held" not in situation
    if "held" in situation:
        moves_clock = verb in {SCHEDULE, PUBLISH}
    if verb == REVOKE:
        moves_clock = was_live
    assert ContentClock.objects.get().version - before == int(moves_clock)


@pytest.mark.parametrize(("situation", "verb"), POSSIBLE)
def test_every_verb_is_a_new_version_of_the_edition_and_one_audit_entry(situation: str, verb: Action) -> None:
    edition = SITUATIONS[situation]()
    entries = AuditEntry.objects.count()
    holds = verb == REVOKE and edition.state(factories.in_days(0)) == State.SCHEDULED
    after = do(verb, edition)
    steps = 2 if holds else 1  # held first, then revoked
    assert (after.version - edition.version, AuditEntry.objects.count() - entries) == (steps, steps)


@pytest.mark.parametrize("situation", TABLE)
def test_an_editor_is_offered_what_is_possible_in_the_order_of_a_life(situation: str) -> None:
    edition = SITUATIONS[situation]()
    offered = workflow.moves(factories.editor(), edition, factories.in_days(0))
    assert offered == [verb for verb in VERBS if verb in TABLE[situation]]


@pytest.mark.parametrize("situation", TABLE)
def test_a_writer_is_offered_to_submit_and_nothing_else(situation: str) -> None:
    edition = SITUATIONS[situation]()
    offered = workflow.moves(factories.writer(), edition, factories.in_days(0))
    assert offered == [verb for verb in [SUBMIT] if verb in TABLE[situation]]


@pytest.mark.parametrize("situation", TABLE)
def test_a_translator_of_another_language_is_offered_nothing(situation: str) -> None:
    assert workflow.moves(factories.translator("fr"), SITUATIONS[situation](), factories.in_days(0)) == []


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_without_the_right_is_refused_before_anything_else_is_said(verb: Action) -> None:
    edition = factories.draft("en", title="", body="")
    before = everything()
    with pytest.raises(workflow.NotPermitted):
        do(verb, edition, by=factories.translator("fr"))
    assert everything() == before


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != SUBMIT])
def test_a_writer_cannot_do_what_needs_an_approver_even_to_an_own_text(verb: Action) -> None:
    writer = factories.writer()
    release = workflow.create_release(by=writer, original="en")
    workflow.save_text(release, "en", factories.text(), by=writer)
    with pytest.raises(workflow.NotPermitted):
        do(verb, release.editions.get(), by=writer)


@pytest.mark.parametrize(("situation", "verb"), POSSIBLE)
def test_a_verb_on_something_that_moved_on_meanwhile_is_refused(situation: str, verb: Action) -> None:
    edition = SITUATIONS[situation]()
    before = everything()
    with pytest.raises(workflow.EditConflict):
        do(verb, edition, seen=edition.version - 1)
    assert everything() == before


@pytest.mark.parametrize(("situation", "verb"), POSSIBLE)
def test_a_verb_on_what_was_seen_last_is_done(situation: str, verb: Action) -> None:
    edition = SITUATIONS[situation]()
    assert do(verb, edition, seen=edition.version).version > edition.version


def test_a_deactivated_editor_can_do_nothing() -> None:
    editor = factories.editor()
    editor.is_active = False
    editor.save()
    with pytest.raises(workflow.NotPermitted):
        do(APPROVE, factories.in_review(), by=editor)
