"""The pages of the verbs that readers see: going out, corrections, withdrawals, addresses."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from articles.enums import State
from articles.models import FormerAddress, Publication
from tests import factories
from tests.admin.desk import move, page, send, signed_in
from tests.admin.verbs import again, corrected, data, post, refusals, said, scheduled, section, shown, snapshot

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("verb", ["schedule", "publish"])
def test_required_languages_that_are_missing_are_listed_and_there_is_no_button(verb: str) -> None:
    edition = factories.approved(of=factories.release("en", required=["en", "fr", "ar"]))
    text = signed_in(factories.editor()).get(move(edition, verb)).content.decode()
    assert "These required languages are not approved: Français, العربيّة." in text
    assert '<input type="submit" class="default"' not in text


@pytest.mark.parametrize("verb", ["schedule", "publish"])
def test_nothing_goes_out_before_its_required_languages(verb: str) -> None:
    edition = factories.approved(of=factories.release("en", required=["fr"]))
    before = snapshot()
    response = post(factories.editor(), edition, verb, **data(verb))
    assert (response.context["form"].non_field_errors(), snapshot()) == (
        ["These required languages are not approved: Français."], before,
    )  # fmt: skip


@pytest.mark.parametrize("verb", ["schedule", "publish"])
def test_the_page_says_which_revision_goes_out_and_that_newer_text_waits(verb: str) -> None:
    edition = factories.revise(factories.approved(title="Approved headline"), title="Newer headline")
    text = shown(factories.editor(), edition, verb)
    assert "What goes out is revision 1: Approved headline" in text
    assert "Newer text is waiting: revision 2 is a draft." in text


@pytest.mark.parametrize("verb", ["schedule", "publish"])
def test_the_page_says_that_a_translation_is_stale(verb: str) -> None:
    original = factories.approved()
    edition = factories.approved("fr", of=original.release)
    editor = factories.editor()
    assert "What goes out is stale" not in shown(editor, edition, verb)
    again(original)
    assert "What goes out is stale" in shown(editor, edition, verb)


def test_publishing_from_the_desk_asks_and_is_public_at_once() -> None:
    edition = factories.approved()
    editor = signed_in(factories.editor())
    response = send(editor, page(edition.release), _move="en:publish")
    edition.refresh_from_db()
    assert (response.headers["Location"], edition.live) == (move(edition, "publish"), None)
    editor.post(move(edition, "publish"), {"seen": edition.version})
    edition.refresh_from_db()
    assert edition.state(factories.in_days(0)) == State.PUBLIC


# --- Corrections and updates ---


def test_replacing_a_public_text_asks_what_kind_of_change_it_is() -> None:
    edition = corrected()
    before = snapshot()
    assert (refusals(post(factories.editor(), edition, "publish")), snapshot()) == (["change"], before)


@pytest.mark.parametrize("change", ["correction", "update"])
def test_readers_are_told_of_a_correction_in_words(change: str) -> None:
    edition, editor = corrected(), factories.editor()
    before = snapshot()
    response = post(editor, edition, "publish", change=change, note=" ")
    assert (refusals(response), response.context["form"]["change"].value(), snapshot()) == (["note"], change, before)
    assert post(editor, edition, "publish", change=change, note="43 000, not 34 000.").status_code == 302
    told = Publication.objects.told(timezone.now()).get()
    assert (told.change, told.note) == (change, "43 000, not 34 000.")
    assert "43 000, not 34 000." in section(editor, edition)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("minor", "Changed text published"),
        ("correction", "Correction published"),
        ("update", "Update published"),
    ],
)
def test_a_change_is_not_said_to_be_published_at_the_date_of_the_text(change: str, message: str) -> None:
    response = post(factories.editor(), corrected(), "publish", change=change, note="43 000, not 34 000.")
    assert said(response) == [f"English – {message}"]


def test_a_minor_change_is_silent() -> None:
    edition = corrected()
    post(factories.editor(), edition, "publish", change="minor", note="Not to be shown.")
    assert (Publication.objects.count(), Publication.objects.told(timezone.now()).exists()) == (2, False)


@pytest.mark.parametrize("change", ["", "silent", "\x00", "MINOR"])
def test_a_change_of_no_kind_is_refused(change: str) -> None:
    edition = corrected()
    before = snapshot()
    assert (refusals(post(factories.editor(), edition, "publish", change=change)), snapshot()) == (["change"], before)


def test_a_note_that_is_too_long_is_refused_and_kept() -> None:
    edition = corrected()
    note = "a" * 1001
    response = post(factories.editor(), edition, "publish", change="update", note=note)
    assert (refusals(response), response.context["form"]["note"].value()) == (["note"], note)


def test_a_note_is_typed_in_the_direction_of_its_language() -> None:
    edition = again(factories.public("ar"))
    widget = signed_in(factories.editor()).get(move(edition, "publish")).context["form"].fields["note"].widget
    assert (widget.attrs["lang"], widget.attrs["dir"]) == ("ar", "rtl")


def test_restoring_another_text_asks_what_kind_of_change_it_is() -> None:
    edition, editor = again(factories.withdrawn()), factories.editor()
    assert refusals(post(editor, edition, "restore")) == ["change"]
    assert post(editor, edition, "restore", change="correction", note="The figure.").status_code == 302
    edition.refresh_from_db()
    assert edition.state(timezone.now()) == State.PUBLIC


# --- Withdrawals ---


@pytest.mark.parametrize("reason", ["", "because", "\x00"])
def test_a_withdrawal_has_a_reason(reason: str) -> None:
    edition = factories.public()
    before = snapshot()
    response = post(factories.editor(), edition, "withdraw", reason=reason, note="Kept.")
    assert (refusals(response), response.context["form"]["note"].value(), snapshot()) == (["reason"], "Kept.", before)


def test_a_withdrawal_keeps_its_reason_and_its_explanation() -> None:
    edition = factories.public("fr")
    post(factories.editor(), edition, "withdraw", reason="legal", note="À la demande du tribunal.")
    edition.refresh_from_db()
    assert (edition.withdrawal, edition.withdrawal_note) == ("legal", "À la demande du tribunal.")
    text = section(factories.editor(), edition)
    assert "Withdrawn for legal reasons" in text
    assert "À la demande du tribunal." in text


@pytest.mark.parametrize("spelling", [str, str.lower, lambda number: f" {number} "])
def test_the_release_that_replaces_it_is_named_by_its_number(spelling: Callable[[str], str]) -> None:
    edition, other = factories.public(), factories.public()
    typed = spelling(other.release.reference)
    post(factories.editor(), edition, "withdraw", reason="replaced", replaced_by=typed)
    edition.refresh_from_db()
    assert edition.replaced_by == other.release


def test_the_release_that_replaces_it_is_found_by_words_of_its_headline() -> None:
    edition, editor = factories.public(), factories.editor()
    other = factories.public(title="The harbour of Lisbon reopens").release
    sent = {"reason": "replaced", "replaced_by": "lisbon HARBOUR", "note": "Kept."}
    response = post(editor, edition, "withdraw", **sent)
    form = response.context["form"]
    assert (refusals(response), [value for value, _label in form.found], form["note"].value()) == (
        ["which"], [other.reference], "Kept.",
    )  # fmt: skip
    post(editor, edition, "withdraw", which=other.reference, **sent)
    edition.refresh_from_db()
    assert edition.replaced_by == other


def test_a_number_that_is_typed_counts_more_than_what_was_chosen_before() -> None:
    edition, first, second = factories.public(), factories.public().release, factories.public().release
    post(
        factories.editor(), edition, "withdraw",
        reason="replaced", replaced_by=second.reference, which=first.reference,
    )  # fmt: skip
    edition.refresh_from_db()
    assert edition.replaced_by == second


@pytest.mark.parametrize("typed", ["", "no such words", "1", "\x00", "%", "x" * 301])
def test_a_release_that_there_is_not_replaces_nothing(typed: str) -> None:
    edition = factories.public()
    before = snapshot()
    response = post(factories.editor(), edition, "withdraw", reason="replaced", replaced_by=typed)
    assert (refusals(response), snapshot()) == (["replaced_by"], before)


def test_a_release_does_not_replace_itself_nor_where_the_reason_is_another() -> None:
    edition, other = factories.public(), factories.public()
    before = snapshot()
    answers = [
        post(factories.editor(), edition, "withdraw", reason=reason, replaced_by=release.reference)
        for reason, release in (("replaced", edition.release), ("error", other.release))
    ]
    assert ([refusals(answer) for answer in answers], snapshot()) == ([["__all__"], ["__all__"]], before)


# --- Addresses ---


def test_the_address_of_a_public_text_leads_on_for_ever_and_the_page_says_so_before() -> None:
    edition, editor = factories.public(slug="first-end"), factories.editor()
    assert "it will lead to the new one for ever" in shown(editor, edition, "readdress")
    response = post(editor, edition, "readdress", slug="Second-End")
    edition.refresh_from_db()
    assert (edition.slug, FormerAddress.objects.get().slug) == ("second-end", "first-end")
    assert said(response)[0].endswith(edition.get_absolute_url())


def test_the_address_of_a_text_that_has_not_been_public_leaves_no_trace_and_the_page_says_so_before() -> None:
    edition, editor = scheduled(), factories.editor()
    assert "leaves no trace" in shown(editor, edition, "readdress")
    post(editor, edition, "readdress", slug="second-end")
    assert FormerAddress.objects.exists() is False


@pytest.mark.parametrize("slug", ["", "2026", "a/b", "a b", "\x00", "x" * 121, "taken"])
def test_an_end_that_cannot_be_is_refused_and_kept(slug: str) -> None:
    factories.public(slug="taken")
    edition = factories.public(slug="first-end")
    before = snapshot()
    response = post(factories.editor(), edition, "readdress", slug=slug)
    assert (len(refusals(response)), response.context["form"]["slug"].value(), snapshot()) == (1, slug, before)
