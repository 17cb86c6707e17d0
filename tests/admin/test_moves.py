"""The pages of the verbs: who may, reasons, conflicts, four eyes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles import permissions, workflow
from articles.enums import State
from articles.models import AuditEntry, Edition
from tests import factories
from tests.admin.desk import move, page, send, signed_in
from tests.admin.verbs import (
    STRANGERS,
    VERBS,
    built,
    data,
    post,
    refusals,
    said,
    section,
    shown,
    snapshot,
    together,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_every_verb_has_a_case() -> None:
    assert set(VERBS) == {action.value for action in workflow.VERBS}


@pytest.mark.parametrize("verb", VERBS)
def test_opening_the_page_of_a_verb_changes_nothing(verb: str) -> None:
    edition = built(verb)
    before = snapshot()
    response = signed_in(factories.editor()).get(move(edition, verb))
    assert (response.status_code, snapshot()) == (200, before)


@pytest.mark.parametrize("maker", [factories.editor, lambda: factories.person(permissions.editors("en"))])
@pytest.mark.parametrize("verb", VERBS)
def test_an_editor_does_every_verb(verb: str, maker: Callable[[], User]) -> None:
    edition, editor = built(verb), maker()
    response = post(editor, edition, verb, seen=edition.version, **data(verb))
    entry = AuditEntry.objects.latest("pk")
    assert (response.status_code, response.headers["Location"], entry.action, entry.actor) == (
        302, page(edition.release), verb, editor,
    )  # fmt: skip


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("maker", [factories.writer, lambda: factories.translator("en")])
@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "submit"])
def test_who_only_writes_may_not_even_open_what_needs_an_editor(
    verb: str, maker: Callable[[], User], method: str
) -> None:
    edition = built(verb)
    before = snapshot()
    response = getattr(signed_in(maker()), method)(move(edition, verb), data(verb))
    assert (response.status_code, snapshot()) == (403, before)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("verb", VERBS)
def test_who_has_no_right_in_the_language_may_do_nothing(verb: str, stranger: str, method: str) -> None:
    edition = built(verb)
    before = snapshot()
    response = getattr(signed_in(STRANGERS[stranger]()), method)(move(edition, verb), data(verb))
    assert (response.status_code, snapshot()) == (403, before)


@pytest.mark.parametrize("verb", VERBS)
def test_who_is_not_signed_in_may_do_nothing(client: Any, verb: str) -> None:
    edition = built(verb)
    before = snapshot()
    assert (client.post(move(edition, verb), data(verb)).status_code, snapshot()) == (302, before)


@pytest.mark.parametrize("verb", ["save", "create", "discard", "share", "hold", "lend", "override", "x"])
def test_what_is_no_verb_of_a_language_is_a_404(verb: str) -> None:
    assert signed_in(factories.editor()).post(move(factories.draft(), verb)).status_code == 404


def test_a_verb_that_is_not_possible_leads_back_with_the_reason() -> None:
    edition = factories.draft()
    response = signed_in(factories.editor()).get(move(edition, "publish"))
    assert (response.status_code, response.headers["Location"], len(said(response))) == (302, page(edition.release), 1)


def test_a_verb_that_is_sent_though_not_possible_says_why_and_changes_nothing() -> None:
    edition = factories.draft()
    before = snapshot()
    response = post(factories.editor(), edition, "publish")
    assert (response.status_code, response.context["form"].non_field_errors(), snapshot()) == (
        200,
        ["This step is not possible: this language is now “Draft”."],
        before,
    )


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in {"submit", "approve", "send_back"}])
def test_a_verb_on_what_moved_on_since_the_page_was_opened_is_refused_and_keeps_what_was_typed(verb: str) -> None:
    edition = built(verb)
    seen = edition.version
    factories.revise(edition)
    before = snapshot()
    response = post(factories.editor(), edition, verb, seen=seen, **data(verb))
    form = response.context["form"]
    kept = {name: form[name].value() for name in data(verb)}
    assert (response.status_code, len(form.non_field_errors()), kept, snapshot()) == (200, 1, data(verb), before)


def test_after_a_conflict_the_page_shows_the_newest_state_and_a_second_yes_is_to_that() -> None:
    edition, editor = factories.approved(), factories.editor()
    seen = edition.version
    factories.revise(edition)
    response = post(editor, edition, "schedule", seen=seen, **data("schedule"))
    edition.refresh_from_db()
    assert ("Newer text is waiting: revision 2" in response.content.decode(), response.context["form"]["seen"].value()) == (
        True, str(edition.version),
    )  # fmt: skip


def test_the_pages_tell_nothing_of_a_language_that_a_person_may_not_read() -> None:
    release = factories.release("en", required=["ar"])
    edition = factories.approved("fr", of=release)
    factories.draft("ar", of=release, title="Secret headline", slug="secret-slug")
    french = factories.person(permissions.editors("fr"))
    texts = [signed_in(french).get(move(edition, verb)).content.decode() for verb in ("schedule", "publish", "revoke")]
    texts.append(signed_in(french).get(page(release)).content.decode().split("Required languages")[0])
    assert [word in text.lower() for text in texts for word in ("secret headline", "secret-slug")] == [False] * 8


# --- Reasons ---


@pytest.mark.parametrize("note", ["", " ", "\n"])
@pytest.mark.parametrize("verb", ["send_back", "revoke"])
def test_a_reason_is_asked_for(verb: str, note: str) -> None:
    edition = built(verb)
    before = snapshot()
    assert (refusals(post(factories.editor(), edition, verb, note=note)), snapshot()) == (["note"], before)


@pytest.mark.parametrize("verb", ["send_back", "revoke"])
def test_the_section_says_with_what_reason_a_text_came_back(verb: str) -> None:
    edition, editor = built(verb), factories.editor()
    post(editor, edition, verb, note="Check the figure of 43 000.")
    word = {"send_back": "Sent back:", "revoke": "Approval revoked:"}[verb]
    assert section(factories.writer(), edition).count(f"{word} Check the figure of 43 000.") == 1
    factories.revise(edition)
    assert word not in section(factories.writer(), edition)


def test_a_reason_of_before_is_not_told_of_a_text_that_was_submitted_again() -> None:
    edition = workflow.send_back(factories.in_review(), by=None, note="Check the figure.")
    workflow.submit(edition, by=None)
    assert "Check the figure." not in section(factories.writer(), edition)


def test_revoking_says_which_languages_are_held_with_it() -> None:
    editions = together("en", "fr", "ar")
    editor = factories.editor()
    warned = shown(editor, editions["fr"], "revoke")
    assert [name in warned for name in ("English (", "العربيّة (", "Français (")] == [True, True, False]
    response = post(editor, editions["fr"], "revoke", note="Wrong figure.")
    assert said(response)[1:] == ["Held, and not going out: English, العربيّة."]


def test_what_is_held_says_why_and_for_when() -> None:
    editions = together("en", "fr")
    post(factories.editor(), editions["fr"], "revoke", note="Wrong figure.")
    text = section(factories.editor(), editions["en"])
    assert "Held: the approval of Français was revoked. It was to go out at" in text
    assert "Held: it was to go out at" in text


def test_a_held_moment_is_offered_again_and_can_be_given_up() -> None:
    editions = together("en", "fr")
    editor = factories.editor()
    post(editor, editions["fr"], "revoke", note="Wrong figure.")
    edition = editions["en"]
    edition.refresh_from_db()
    form = signed_in(editor).get(move(edition, "schedule")).context["form"]
    assert form.initial["publish_at"] == edition.held_for
    assert "Give up the moment for which it is held?" in shown(editor, edition, "unschedule")
    assert post(editor, edition, "unschedule").status_code == 302
    edition.refresh_from_db()
    assert [edition.held_for, edition.state(timezone.now())] == [None, State.APPROVED]


# --- Four eyes ---


def own_text(person: User) -> Edition:
    """Return a text in review that ``person`` wrote."""
    release = factories.release("en")
    workflow.save_text(release, "en", factories.text(), by=person)
    return workflow.submit(release.editions.get(), by=person)


def test_who_wrote_a_text_last_is_told_why_the_button_is_not_there() -> None:
    editor = factories.editor()
    edition = own_text(editor)
    assert 'value="en:approve"' not in signed_in(editor).get(page(edition.release)).content.decode()
    assert "You edited this text last: somebody else approves it." in section(editor, edition)
    assert "You edited this text last. Somebody else has to approve it." in shown(editor, edition, "approve")


def test_who_wrote_a_text_last_cannot_approve_it_by_a_request_either() -> None:
    editor = factories.editor()
    edition = own_text(editor)
    before = snapshot()
    response = post(editor, edition, "approve", because="Nobody else is there.")
    assert (refusals(response), snapshot()) == (["__all__"], before)


def test_a_superuser_approves_a_text_of_the_own_with_a_reason_that_is_kept() -> None:
    root = factories.person(superuser=True)
    edition = own_text(root)
    before = snapshot()
    response = send(signed_in(root), page(edition.release), _move="en:approve")
    assert (response.headers["Location"], snapshot()) == (move(edition, "approve"), before)
    assert refusals(post(root, edition, "approve", because=" ")) == ["because"]
    assert post(root, edition, "approve", because="Nobody else is there.").status_code == 302
    assert AuditEntry.objects.latest("pk").note == "Nobody else is there."


# --- Checks ---


def test_what_the_checks_found_keeps_a_text_from_being_approved_and_the_page_leads_there() -> None:
    edition, editor = factories.in_review(lead=""), factories.editor()
    before = snapshot()
    response = post(editor, edition, "approve")
    assert (refusals(response), snapshot()) == (["__all__"], before)
    assert f"{edition.release_id}/en/checks/" in response.content.decode()
