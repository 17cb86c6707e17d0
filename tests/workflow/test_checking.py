"""The checks as a step before approval: what must be settled, by whom, and what is remembered of it."""

import pytest

from articles import workflow
from articles.enums import Action, Stage
from articles.models import AuditEntry, Edition, Override, Term
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    """A French translation in review, in which a figure of its original is wrong."""
    release = factories.approved("en", title="A station opens", body="<p>It has 640 seats.</p>").release
    return factories.in_review("fr", of=release, title="Une station ouvre", body="<p>Elle a 460 places.</p>")


def keys(edition: Edition) -> list[str]:
    return [finding.key for finding in workflow.open_findings(edition)]


def test_a_wrong_figure_is_found_from_both_sides(edition: Edition) -> None:
    assert keys(edition) == ["figure:missing:640", "figure:extra:460"]


def test_nobody_approves_what_is_not_settled(edition: Edition) -> None:
    with pytest.raises(workflow.Unsettled, match="found 2 things"):
        workflow.approve(edition, by=factories.editor())
    edition.refresh_from_db()
    assert edition.stage == Stage.IN_REVIEW


def test_what_is_settled_is_approved(edition: Edition) -> None:
    workflow.override(edition, keys(edition), reason="Counted again", by=factories.translator("fr"))
    assert workflow.approve(edition, by=factories.editor()).stage == Stage.APPROVED


def test_the_command_line_approves_without_the_checks(edition: Edition) -> None:
    assert workflow.approve(edition, by=None).stage == Stage.APPROVED


def test_every_finding_that_is_let_stand_is_audited_with_its_reason(edition: Edition) -> None:
    person = factories.editor()
    workflow.override(edition, keys(edition), reason="  Counted again ", by=person)
    notes = AuditEntry.objects.filter(action=Action.OVERRIDE, actor=person, revision=edition.current)
    assert [note.partition(" – ")[0] for note in notes.values_list("note", flat=True)] == ["Counted again"] * 2


def test_a_finding_stays_settled_in_a_later_revision(edition: Edition) -> None:
    workflow.override(edition, keys(edition), reason="Counted again", by=factories.editor())
    revised = factories.revise(edition, title="Un autre titre", body="<p>Elle a 460 belles places.</p>")
    assert keys(revised) == []


def test_another_wrong_figure_is_open_again(edition: Edition) -> None:
    workflow.override(edition, keys(edition), reason="Counted again", by=factories.editor())
    revised = factories.revise(edition, title="Un autre titre", body="<p>Elle a 461 places.</p>")
    assert keys(revised) == ["figure:extra:461"]


@pytest.mark.parametrize(("reason", "ticked"), [(" ", True), ("Counted again", False)])
def test_a_reason_and_a_finding_are_needed(edition: Edition, reason: str, ticked: bool) -> None:
    with pytest.raises(workflow.Incomplete):
        workflow.override(edition, keys(edition) if ticked else [], reason=reason, by=factories.editor())
    assert Override.objects.count() == 0


@pytest.mark.parametrize("group", ["Translators ar", "Editors ar"])
def test_who_has_no_right_in_the_language_settles_nothing(edition: Edition, group: str) -> None:
    with pytest.raises(workflow.NotPermitted):
        workflow.override(edition, keys(edition), reason="Mine", by=factories.person(group))


def test_a_translation_is_compared_with_the_revision_that_it_follows(edition: Edition) -> None:
    original = edition.release.editions.get(language="en")
    factories.revise(original, title="A station opens", body="<p>It has 999 seats.</p>")
    assert "figure:missing:640" in keys(edition)


def test_names_of_the_glossary_are_looked_for(edition: Edition) -> None:
    Term.objects.create(form_en="station", form_fr="gare")
    assert [key for key in keys(edition) if key.startswith("name:")] == ["name:gare"]


def test_an_alternative_text_is_asked_for_where_there_is_a_picture(edition: Edition) -> None:
    workflow.share(edition.release, by=None, photo=factories.photo(), topics=[])
    edition.refresh_from_db()
    assert "alt:missing:1" in keys(edition)
