"""Buttons and pages of the verbs at the desk."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.messages import get_messages

from articles import workflow
from articles.enums import State
from articles.models import AuditEntry, Edition
from tests import factories
from tests.admin.desk import move, page, send, signed_in

pytestmark = pytest.mark.django_db

BEFORE_SPRING = datetime(2026, 3, 1, 12, tzinfo=UTC)
BUILDERS = {
    "submit": factories.draft,
    "send_back": factories.in_review,
    "approve": factories.in_review,
    "schedule": factories.approved,
    "unschedule": lambda: factories.scheduled(factories.in_days(1)),
    "publish": factories.approved,
    "withdraw": factories.public,
    "restore": factories.withdrawn,
}
DATA = {"publish_at_0": "2099-01-01", "publish_at_1": "10:00:00", "note": "Reason"}
VERBS = list(BUILDERS)


def snapshot() -> list[object]:
    return [list(Edition.objects.values()), AuditEntry.objects.count()]


@pytest.mark.parametrize("verb", VERBS)
def test_opening_the_page_of_a_verb_changes_nothing(verb: str) -> None:
    edition = BUILDERS[verb]()
    before = snapshot()
    response = signed_in(factories.editor()).get(move(edition, verb))
    assert (response.status_code, snapshot()) == (200, before)


@pytest.mark.parametrize("verb", VERBS)
def test_an_editor_does_every_verb(verb: str) -> None:
    edition, editor = BUILDERS[verb](), factories.editor()
    response = signed_in(editor).post(move(edition, verb), DATA | {"seen": edition.version})
    entry = AuditEntry.objects.latest("pk")
    assert (response.status_code, response.headers["Location"], entry.action, entry.actor) == (
        302, page(edition.release), verb, editor,
    )  # fmt: skip


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "submit"])
def test_a_writer_may_not_even_open_what_needs_an_editor(verb: str, method: str) -> None:
    edition = BUILDERS[verb]()
    before = snapshot()
    response = getattr(signed_in(factories.writer()), method)(move(edition, verb), DATA)
    assert (response.status_code, snapshot()) == (403, before)


@pytest.mark.parametrize("verb", VERBS)
def test_a_translator_of_another_language_may_do_nothing(verb: str) -> None:
    edition = BUILDERS[verb]()
    before = snapshot()
    response = signed_in(factories.translator("fr")).post(move(edition, verb), DATA)
    assert (response.status_code, snapshot()) == (403, before)


@pytest.mark.parametrize("verb", VERBS)
def test_a_stranger_may_do_nothing(client: object, verb: str) -> None:
    edition = BUILDERS[verb]()
    before = snapshot()
    response = client.post(move(edition, verb), DATA)  # type: ignore[attr-defined]
    assert (response.status_code, snapshot()) == (302, before)


@pytest.mark.parametrize("verb", ["save", "create", "discard", "share", "delete", "x"])
def test_what_is_no_verb_of_a_language_is_a_404(verb: str) -> None:
    assert signed_in(factories.editor()).post(move(factories.draft(), verb)).status_code == 404


def test_a_verb_that_is_not_possible_leads_back_with_the_reason() -> None:
    edition = factories.draft()
    response = signed_in(factories.editor()).get(move(edition, "publish"))
    shown = [str(message) for message in get_messages(response.wsgi_request)]
    assert (response.status_code, response.headers["Location"], len(shown)) == (302, page(edition.release), 1)


def test_a_verb_that_is_sent_though_not_possible_says_why_and_changes_nothing() -> None:
    edition = factories.draft()
    before = snapshot()
    response = signed_in(factories.editor()).post(move(edition, "publish"))
    assert (response.status_code, response.context["form"].non_field_errors(), snapshot()) == (
        200,
        ["This step is not possible: this language is now “Draft”."],
        before,
    )


def test_a_verb_on_what_moved_on_since_the_page_was_opened_is_refused() -> None:
    edition = factories.in_review()
    seen = edition.version
    factories.revise(edition)
    before = snapshot()
    response = signed_in(factories.editor()).post(move(edition, "approve"), {"seen": seen})
    assert (response.status_code, len(response.context["form"].non_field_errors()), snapshot()) == (200, 1, before)


@pytest.mark.parametrize("verb", ["withdraw", "send_back"])
def test_a_reason_is_asked_for(verb: str) -> None:
    edition = BUILDERS[verb]()
    before = snapshot()
    response = signed_in(factories.editor()).post(move(edition, verb), {"note": " "})
    assert (response.status_code, list(response.context["form"].errors), snapshot()) == (200, ["note"], before)


# --- Times ---


@pytest.mark.parametrize(("day", "hour"), [("2026-03-29", "02:30"), ("2026-10-25", "02:30"), ("2026-10-25", "02:00")])
def test_an_hour_that_the_clocks_skip_or_repeat_is_refused(day: str, hour: str) -> None:
    with time_machine.travel(BEFORE_SPRING, tick=False):
        edition = factories.approved()
        data = {"publish_at_0": day, "publish_at_1": hour}
        response = signed_in(factories.editor()).post(move(edition, "schedule"), data)
        edition.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors), edition.live) == (200, ["publish_at"], None)


@pytest.mark.parametrize(
    ("day", "hour", "moment"),
    [
        ("2026-03-29", "01:59:59", datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)),
        ("2026-03-29", "03:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("2026-07-01", "10:00", datetime(2026, 7, 1, 8, 0, tzinfo=UTC)),
        ("2026-12-01", "10:00", datetime(2026, 12, 1, 9, 0, tzinfo=UTC)),
    ],
)
def test_times_are_those_of_the_newsroom(day: str, hour: str, moment: datetime) -> None:
    with time_machine.travel(BEFORE_SPRING, tick=False):
        edition = factories.approved()
        data = {"publish_at_0": day, "publish_at_1": hour}
        response = signed_in(factories.editor()).post(move(edition, "schedule"), data)
        edition.refresh_from_db()
    assert (response.status_code, edition.publish_at) == (302, moment)


def test_a_moment_that_has_passed_is_refused() -> None:
    with time_machine.travel(BEFORE_SPRING, tick=False):
        edition = factories.approved()
        data = {"publish_at_0": "2026-03-01", "publish_at_1": "13:00"}
        response = signed_in(factories.editor()).post(move(edition, "schedule"), data)
    assert (response.status_code, len(response.context["form"].non_field_errors())) == (200, 1)


@pytest.mark.parametrize("value", ["", "x", "99999-01-01", "0000-00-00", "\x00"])
def test_a_day_that_there_is_not_is_refused(value: str) -> None:
    edition = factories.approved()
    data = {"publish_at_0": value, "publish_at_1": "10:00"}
    response = signed_in(factories.editor()).post(move(edition, "schedule"), data)
    assert (response.status_code, list(response.context["form"].errors)) == (200, ["publish_at"])


def test_the_zone_of_the_newsroom_is_named_where_a_time_is_asked_or_shown() -> None:
    edition = factories.scheduled(factories.in_days(1))
    client = signed_in(factories.editor())
    pages = [client.get(address).content.decode() for address in (move(edition, "schedule"), page(edition.release))]
    assert ["Europe/Paris" in text for text in pages] == [True, True]


# --- Buttons on the release's page ---


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


def test_publishing_from_the_desk_asks_and_is_public_at_once() -> None:
    edition = factories.approved()
    editor = signed_in(factories.editor())
    response = send(editor, page(edition.release), _move="en:publish")
    edition.refresh_from_db()
    assert (response.headers["Location"], edition.live) == (move(edition, "publish"), None)
    editor.post(move(edition, "publish"), {"seen": edition.version})
    edition.refresh_from_db()
    assert edition.state(factories.in_days(0)) == State.PUBLIC


def test_a_draft_that_was_sent_back_says_why() -> None:
    edition = workflow.send_back(factories.in_review(), by=None, note="Check the figure of 43 000.")
    shown = signed_in(factories.writer()).get(page(edition.release)).content.decode()
    assert shown.count("Sent back: Check the figure of 43 000.") == 1
    factories.revise(edition)
    assert "Sent back" not in signed_in(factories.writer()).get(page(edition.release)).content.decode()


def test_enter_in_a_field_saves_and_moves_nothing() -> None:
    edition = factories.draft()
    shown = signed_in(factories.editor()).get(page(edition.release)).content.decode()
    form = shown[shown.index('id="release_form"') :]
    first = re.search(r"<(?:button|input)[^>]*type=.submit.[^>]*>", form)
    assert first is not None
    assert 'name="_continue"' in first[0]
