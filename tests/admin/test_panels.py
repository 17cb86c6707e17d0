"""What a language's section shows, its buttons, and the required languages."""

import re
from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from articles import workflow
from articles.models import AuditEntry, Edition, Release
from tests import factories
from tests.admin.desk import filled, move, page, send, signed_in
from tests.admin.verbs import (
    VERBS,
    corrected,
    scheduled,
    section,
    snapshot,
    together,
)

pytestmark = pytest.mark.django_db


def test_a_button_saves_what_was_typed_and_then_does_its_verb() -> None:
    edition = factories.draft(title="Before")
    send(signed_in(factories.writer()), page(edition.release), title_en="After", _move="en:submit")
    edition.refresh_from_db()
    assert (edition.stage, edition.current.title if edition.current else "") == ("in_review", "After")


def test_a_button_that_asks_something_first_leads_to_its_page() -> None:
    edition = factories.approved()
    response = send(signed_in(factories.editor()), page(edition.release), _move="en:schedule")
    assert (response.status_code, response.headers["Location"]) == (302, move(edition, "schedule"))


def test_a_button_that_was_not_offered_does_nothing() -> None:
    edition = factories.in_review()
    before = snapshot()
    send(signed_in(factories.writer()), page(edition.release), _move="en:approve")
    assert snapshot() == before


@pytest.mark.parametrize("value", ["en:discard", "en:x", "en", ":", "fr:submit", "xx:submit", "\x00:submit", "en:\x00"])
def test_a_button_that_there_is_not_never_breaks_the_desk(value: str) -> None:
    edition = factories.draft()
    before = snapshot()
    response = send(signed_in(factories.editor()), page(edition.release), _move=value)
    assert (response.status_code in {302, 404}, snapshot()) == (True, before)


def test_each_person_is_offered_what_they_may_do() -> None:
    edition = factories.in_review()
    offered = [
        sorted(
            verb
            for verb in VERBS
            if f'value="en:{verb}"' in signed_in(person).get(page(edition.release)).content.decode()
        )
        for person in (factories.writer(), factories.translator("fr"), factories.editor())
    ]
    assert offered == [[], [], ["approve", "send_back"]]


@pytest.mark.parametrize(
    ("build", "sentences"),
    [
        (
            lambda: factories.revise(factories.public()),
            ["Newer text is waiting: revision 2 is a draft.", "What readers see is revision 1."],
        ),
        (
            lambda: workflow.submit(factories.revise(scheduled()), by=None),
            ["Newer text is waiting: revision 2 is in review.", "What goes out is revision 1."],
        ),
        (
            lambda: factories.revise(factories.approved()),
            ["Newer text is waiting: revision 2 is a draft.", "What would go out is revision 1."],
        ),
        (
            corrected,
            ["Newer text is waiting: revision 2 is approved and not out.", "What readers see is revision 1."],
        ),
        (
            lambda: factories.revise(corrected()),
            [
                "Newer text is waiting: revision 2 is approved and not out.",
                "Newer text is waiting: revision 3 is a draft.",
                "What readers see is revision 1.",
            ],
        ),
    ],
)
def test_newer_text_that_waits_is_told_with_what_goes_out(build: Callable[[], Edition], sentences: list[str]) -> None:
    assert " ".join(sentences) in section(factories.editor(), build())


def test_a_text_that_waits_for_required_languages_says_for_which() -> None:
    edition = factories.approved(of=factories.release("en", required=["en", "ar"]))
    text = section(factories.editor(), edition)
    assert "It cannot go out before these required languages are approved: العربيّة." in text


def test_the_list_marks_what_is_held() -> None:
    editions = together("en", "fr")
    workflow.revoke(editions["fr"], by=None)
    text = signed_in(factories.editor()).get("/admin/articles/release/").content.decode()
    assert (text.count("is-held"), text.count(", held")) == (2, 4)


SIX = ("en", "fr", "es", "ar", "ru", "zh-hans")


@pytest.mark.parametrize("languages", [("en", "fr"), SIX])
def test_the_release_page_takes_sixteen_queries_whatever_the_number_of_languages_held(
    languages: tuple[str, ...], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    editor = signed_in(factories.editor())
    editions = together(*languages)
    workflow.revoke(editions["fr"], by=None, note="Wrong.")
    with django_assert_num_queries(16):
        editor.get(page(editions["en"].release))


@pytest.mark.parametrize("languages", [("en", "fr"), SIX])
def test_the_release_page_takes_fifteen_queries_whatever_the_number_of_languages_corrected_withdrawn_and_in_review(
    languages: tuple[str, ...], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    editor, release, other = factories.editor(), factories.release("en"), factories.public("en").release
    client = signed_in(editor)
    for language in languages:
        edition = factories.correct(factories.public(language, of=release))
        workflow.withdraw(edition, by=None, reason="replaced", replaced_by=other, note="See there.")
        workflow.save_text(release, language, factories.text(title="Newer"), by=editor)
        edition.refresh_from_db()
        workflow.submit(edition, by=editor)
    with django_assert_num_queries(15):
        client.get(page(release))


def test_changing_the_required_languages_is_stored_and_audited() -> None:
    edition, editor = factories.draft(), factories.editor()
    send(signed_in(editor), page(edition.release), required=["ar", "fr"])
    edition.release.refresh_from_db()
    assert (edition.release.required, AuditEntry.objects.latest("pk").action) == (["fr", "ar"], "share")


def test_required_languages_that_nobody_touched_stay_what_somebody_else_made_them() -> None:
    edition = factories.draft(of=factories.release("en", required=["fr"]))
    editor = signed_in(factories.editor())
    sent = filled(editor, page(edition.release))
    workflow.share(edition.release, by=None, photo=None, topics=[], required=["ar"])
    editor.post(page(edition.release), sent | {"title_en": "Another headline"})
    edition.release.refresh_from_db()
    assert edition.release.required == ["ar"]


def test_a_release_begins_with_its_required_languages() -> None:
    editor = signed_in(factories.editor())
    send(editor, "/admin/articles/release/add/", original="en", title_en="New", required=["fr"])
    assert Release.objects.get().required == ["fr"]


@pytest.mark.parametrize("value", ["xx", "\x00", "EN"])
def test_what_is_no_language_is_not_required(value: str) -> None:
    edition = factories.draft()
    response = send(signed_in(factories.editor()), page(edition.release), required=[value])
    edition.release.refresh_from_db()
    assert (response.status_code, edition.release.required) == (200, [])


def test_enter_in_a_field_saves_and_moves_nothing() -> None:
    edition = factories.draft()
    shown = signed_in(factories.editor()).get(page(edition.release)).content.decode()
    form = shown[shown.index('id="release_form"') :]
    first = re.search(r"<(?:button|input)[^>]*type=.submit.[^>]*>", form)
    assert first is not None
    assert 'name="_continue"' in first[0]
