"""Which verb leads where: the whole table, written out."""

from typing import Any

import pytest

from articles import workflow
from articles.enums import Action, Stage, State
from articles.models import AuditEntry, ContentClock, Edition
from tests import factories
from tests.workflow.situations import SITUATIONS

pytestmark = pytest.mark.django_db

SUBMIT, SEND_BACK, APPROVE = Action.SUBMIT, Action.SEND_BACK, Action.APPROVE
SCHEDULE, UNSCHEDULE, PUBLISH = Action.SCHEDULE, Action.UNSCHEDULE, Action.PUBLISH
WITHDRAW, RESTORE = Action.WITHDRAW, Action.RESTORE
DRAFT, IN_REVIEW, APPROVED = Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED
VERBS = [SUBMIT, SEND_BACK, APPROVE, SCHEDULE, UNSCHEDULE, PUBLISH, WITHDRAW, RESTORE]

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
        SCHEDULE: (State.SCHEDULED, APPROVED),
        PUBLISH: (State.PUBLIC, APPROVED),
    },
    "approved, newer draft": {
        SUBMIT: (State.IN_REVIEW, IN_REVIEW),
    },
    "approved, newer in review": {
        SEND_BACK: (State.DRAFT, DRAFT),
        APPROVE: (State.APPROVED, APPROVED),
    },
    "scheduled": {
        SCHEDULE: (State.SCHEDULED, APPROVED),
        UNSCHEDULE: (State.APPROVED, APPROVED),
        PUBLISH: (State.PUBLIC, APPROVED),
    },
    "scheduled, newer draft": {
        SUBMIT: (State.SCHEDULED, IN_REVIEW),
        SCHEDULE: (State.SCHEDULED, DRAFT),
        UNSCHEDULE: (State.DRAFT, DRAFT),
        PUBLISH: (State.PUBLIC, DRAFT),
    },
    "scheduled, newer in review": {
        SEND_BACK: (State.SCHEDULED, DRAFT),
        APPROVE: (State.SCHEDULED, APPROVED),
        SCHEDULE: (State.SCHEDULED, IN_REVIEW),
        UNSCHEDULE: (State.IN_REVIEW, IN_REVIEW),
        PUBLISH: (State.PUBLIC, IN_REVIEW),
    },
    "scheduled, newer approved": {
        SEND_BACK: (State.SCHEDULED, DRAFT),
        SCHEDULE: (State.SCHEDULED, APPROVED),
        UNSCHEDULE: (State.APPROVED, APPROVED),
        PUBLISH: (State.PUBLIC, APPROVED),
    },
    "public": {
        WITHDRAW: (State.WITHDRAWN, APPROVED),
    },
    "public, newer draft": {
        SUBMIT: (State.PUBLIC, IN_REVIEW),
        WITHDRAW: (State.WITHDRAWN, DRAFT),
    },
    "public, newer in review": {
        SEND_BACK: (State.PUBLIC, DRAFT),
        APPROVE: (State.PUBLIC, APPROVED),
        WITHDRAW: (State.WITHDRAWN, IN_REVIEW),
    },
    "public, newer approved": {
        SEND_BACK: (State.PUBLIC, DRAFT),
        PUBLISH: (State.PUBLIC, APPROVED),
        WITHDRAW: (State.WITHDRAWN, APPROVED),
    },
    "withdrawn": {
        RESTORE: (State.PUBLIC, APPROVED),
    },
    "withdrawn, newer draft": {
        SUBMIT: (State.WITHDRAWN, IN_REVIEW),
        RESTORE: (State.PUBLIC, DRAFT),
    },
    "withdrawn, newer in review": {
        SEND_BACK: (State.WITHDRAWN, DRAFT),
        APPROVE: (State.WITHDRAWN, APPROVED),
        RESTORE: (State.PUBLIC, IN_REVIEW),
    },
    "withdrawn, newer approved": {
        SEND_BACK: (State.WITHDRAWN, DRAFT),
        RESTORE: (State.PUBLIC, APPROVED),
    },
}
POSSIBLE = [(situation, verb) for situation, moves in TABLE.items() for verb in moves]
REFUSED = [(situation, verb) for situation, moves in TABLE.items() for verb in VERBS if verb not in moves]
# Verbs after which readers may see something else, at once or in time.
VISIBLE = {SCHEDULE, UNSCHEDULE, PUBLISH, WITHDRAW, RESTORE}


def do(verb: Action, edition: Edition, **options: Any) -> Edition:
    """Do a verb with the arguments that it cannot do without."""
    needs: dict[Action, dict[str, Any]] = {
        SCHEDULE: {"publish_at": factories.in_days(2)},
        WITHDRAW: {"note": "Wrong figure"},
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
    do(verb, edition)
    assert ContentClock.objects.get().version - before == (1 if verb in VISIBLE else 0)


@pytest.mark.parametrize(("situation", "verb"), POSSIBLE)
def test_every_verb_is_a_new_version_of_the_edition_and_one_audit_entry(situation: str, verb: Action) -> None:
    edition = SITUATIONS[situation]()
    entries = AuditEntry.objects.count()
    after = do(verb, edition)
    assert (after.version - edition.version, AuditEntry.objects.count() - entries) == (1, 1)


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
    assert do(verb, edition, seen=edition.version).version == edition.version + 1


def test_a_deactivated_editor_can_do_nothing() -> None:
    editor = factories.editor()
    editor.is_active = False
    editor.save()
    with pytest.raises(workflow.NotPermitted):
        do(APPROVE, factories.in_review(), by=editor)
