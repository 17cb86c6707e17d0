"""The page on which several languages go out at one instant."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone

from articles import permissions, workflow
from articles.desk.headlines import Headline
from articles.enums import State
from articles.models import Edition, Release
from tests import factories
from tests.admin.desk import RELEASES, page, signed_in
from tests.admin.verbs import refusals, said, section, snapshot, together

pytestmark = pytest.mark.django_db

MOMENT = "2099-07-01T10:00"
IN_UTC = datetime(2099, 7, 1, 8, tzinfo=UTC)


def address(release: Release) -> str:
    return f"{RELEASES}{release.pk}/together/"


def release(*languages: str, required: tuple[str, ...] = ()) -> Release:
    """Return a release that is approved in ``languages``."""
    made = factories.release("en", required=required)
    for language in languages:
        factories.approved(language, of=made)
    return made


def opened(person: User, of: Release) -> Any:
    return signed_in(person).get(address(of)).context


def chosen(person: User, of: Release) -> list[str]:
    return [row.panel.language for row in opened(person, of)["rows"] if row.chosen]


def offered(person: User, of: Release) -> list[str]:
    return [row.panel.language for row in opened(person, of)["rows"] if row.selectable]


def post(person: User, of: Release, *languages: str, **values: object) -> Any:
    sent = {"languages": languages, "publish_at": MOMENT, "_schedule": "1"} | values
    return signed_in(person).post(address(of), {name: value for name, value in sent.items() if value is not None})


def moments(of: Release) -> dict[str, datetime | None]:
    return dict(of.editions.order_by("language").values_list("language", "publish_at"))


def test_opening_the_page_changes_nothing() -> None:
    made = release("en", "fr")
    before = snapshot()
    assert (signed_in(factories.editor()).get(address(made)).status_code, snapshot()) == (200, before)


def test_the_chosen_languages_go_out_at_one_instant_and_the_others_do_not() -> None:
    made = release("en", "fr", "ar")
    response = post(factories.editor(), made, "en", "ar")
    assert (response.headers["Location"], moments(made)) == (
        page(made), {"en": IN_UTC, "ar": IN_UTC, "fr": None},
    )  # fmt: skip
    assert len(said(response)) == 1
    assert all(word in said(response)[0] for word in ("English, العربيّة", "Europe/Paris (UTC+2)", "08:00 UTC"))


@pytest.mark.parametrize(
    "maker",
    [factories.writer, lambda: factories.translator("en"), factories.person],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_approves_nothing_may_not_open_it(maker: Any, method: str) -> None:
    made = release("en", "fr")
    before = snapshot()
    person = maker()
    response = getattr(signed_in(person), method)(address(made), {"languages": ["en"], "publish_at": MOMENT})
    assert (response.status_code, snapshot()) == (403, before)


def test_only_who_may_schedule_sees_the_way_there() -> None:
    made = release("en", "fr")
    people = (factories.writer(), factories.translator("fr"), factories.editor())
    found = [address(made) in signed_in(person).get(page(made)).content.decode() for person in people]
    assert found == [False, False, True]


def test_who_is_not_signed_in_sees_nothing(client: Any) -> None:
    assert client.get(address(release("en"))).status_code == 302


def test_a_release_that_there_is_not_is_a_404() -> None:
    assert signed_in(factories.editor()).get(f"{RELEASES}987654/together/").status_code == 404


def test_an_editor_of_some_languages_chooses_among_those() -> None:
    made = release("en", "fr", "ar")
    french = factories.person(permissions.editors("fr"))
    assert offered(french, made) == ["fr"]
    before = snapshot()
    assert (post(french, made, "fr", "en").status_code, snapshot()) == (403, before)
    assert post(french, made, "fr").status_code == 302


def test_of_a_language_that_a_person_may_not_read_the_state_is_shown_alone() -> None:
    made = release("en", "fr")
    factories.revise(factories.approved("ar", of=made, title="Secret", slug="hidden-end"))
    response = signed_in(factories.person(permissions.editors("fr"))).get(address(made))
    row = next(row for row in response.context["rows"] if row.panel.language == "ar")
    assert (row.panel.state, row.outgoing, row.warnings) == (State.APPROVED, None, [])
    assert [word in response.content.decode() for word in ("Secret", "hidden-end")] == [False, False]


def test_approved_scheduled_and_held_languages_can_be_chosen() -> None:
    made = release("en", "fr")
    workflow.schedule(made.editions.get(language="fr"), publish_at=factories.in_days(1), by=None)
    factories.in_review("es", of=made)
    factories.public("ar", of=made)
    assert offered(factories.editor(), made) == ["en", "fr"]


def test_the_headline_is_in_the_language_of_the_person() -> None:
    shared = factories.approved("fr", title="Ouverture").release
    factories.approved("en", of=shared, title="Opening")
    assert (shared.original, opened(factories.editor(), shared)["headline"]) == ("fr", Headline("Opening", "en"))


def test_required_languages_without_a_moment_are_chosen_to_begin_with() -> None:
    made = release("en", "fr", "ar", required=("en", "fr"))
    assert chosen(factories.editor(), made) == ["en", "fr"]


def test_what_has_its_moment_is_not_moved_by_a_language_that_comes_late() -> None:
    made = release("en", "fr", required=("en", "fr"))
    workflow.schedule_together(made, ["en", "fr"], publish_at=factories.in_days(1), by=None)
    before = moments(made)
    factories.approved("ar", of=made)
    editor = factories.editor()
    context = opened(editor, made)
    assert ([row.chosen for row in context["rows"]], "English: Scheduled" in context["standing"]) == ([False] * 6, True)
    assert post(editor, made, "ar").status_code == 302
    assert moments(made) == before | {"ar": IN_UTC}


def test_held_languages_are_chosen_with_the_moment_for_which_they_are_held() -> None:
    editions = together("en", "fr", "ar")
    workflow.revoke(editions["fr"], by=None)
    made = editions["en"].release
    context = opened(factories.editor(), made)
    assert [row.panel.language for row in context["rows"] if row.chosen] == ["en", "ar"]
    editions["en"].refresh_from_db()
    assert context["form"].initial["publish_at"] == editions["en"].held_for


def test_everything_that_is_missing_is_listed_and_nothing_goes_out() -> None:
    made = release("en", "ar", required=("en", "fr", "ru"))
    factories.draft("ru", of=made)
    before = snapshot()
    response = post(factories.editor(), made, "ar")
    assert (response.context["form"].non_field_errors(), snapshot()) == (
        ["Not everything is ready. English: required and not chosen; Français: nothing is written; Русский: Draft"],
        before,
    )
    assert [row.panel.language for row in response.context["rows"] if row.chosen] == ["ar"]
    assert response.context["form"]["publish_at"].value() == MOMENT


def test_somebody_else_s_change_stops_all_of_it_and_a_second_yes_is_to_what_is_shown() -> None:
    made, editor = release("en", "fr"), factories.editor()
    seen = {f"seen_{edition.language}": edition.version for edition in made.editions.all()}
    factories.revise(made.editions.get(language="fr"))
    before = snapshot()
    response = post(editor, made, "en", "fr", **seen)
    assert (len(response.context["form"].non_field_errors()), snapshot()) == (1, before)
    row = next(row for row in response.context["rows"] if row.panel.language == "fr")
    assert (row.outgoing, row.warnings) == (1, ["Newer text is waiting: revision 2 is a draft."])
    again = {f"seen_{code}": response.context["form"][f"seen_{code}"].value() for code in ("en", "fr")}
    assert post(editor, made, "en", "fr", **again).status_code == 302


def test_a_stale_translation_says_so_beside_its_name() -> None:
    made = release("en", "fr")
    workflow.approve(workflow.submit(factories.revise(made.editions.get(language="en")), by=None), by=None)
    rows = {row.panel.language: row.warnings for row in opened(factories.editor(), made)["rows"]}
    assert (rows["en"], rows["fr"]) == (
        [], ["Stale: it translates an older text than the one of the original that is approved."],
    )  # fmt: skip


@pytest.mark.parametrize("typed", ["", "x", "2099-01-01", "\x00", "2099-03-29T02:30"])
def test_a_moment_that_there_is_not_is_refused_and_the_choice_stays(typed: str) -> None:
    made = release("en", "fr")
    before = snapshot()
    response = post(factories.editor(), made, "fr", publish_at=typed)
    assert (refusals(response), snapshot()) == (["publish_at"], before)
    assert [row.panel.language for row in response.context["rows"] if row.chosen] == ["fr"]


def test_no_language_and_no_moment_are_two_things_to_say() -> None:
    made = release("en")
    assert sorted(refusals(post(factories.editor(), made, publish_at=""))) == ["languages", "publish_at"]


@pytest.mark.parametrize("language", ["xx", "\x00", "EN", ""])
def test_what_is_no_language_is_refused(language: str) -> None:
    made = release("en")
    before = snapshot()
    assert (refusals(post(factories.editor(), made, "en", language)), snapshot()) == (["languages"], before)


@pytest.mark.parametrize("state", [factories.public, factories.withdrawn])
def test_what_is_or_was_public_is_not_sent_out_again(state: Any) -> None:
    made = release("en")
    state("fr", of=made)
    before = snapshot()
    response = post(factories.editor(), made, "en", "fr")
    assert (refusals(response), snapshot()) == (["__all__"], before)


def test_an_hour_that_comes_twice_is_asked_about() -> None:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        made, editor = release("en", "fr"), factories.editor()
        assert refusals(post(editor, made, "en", "fr", publish_at="2026-10-25T02:30")) == ["fold"]
        post(editor, made, "en", "fr", publish_at="2026-10-25T02:30", fold="1")
    moment = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert moments(made) == {"en": moment, "fr": moment}


def test_a_moment_that_has_passed_means_now_for_who_says_so() -> None:
    made, editor = release("en", "fr"), factories.editor()
    before = snapshot()
    response = post(editor, made, "en", "fr", publish_at="2020-01-01T10:00")
    assert (refusals(response), 'name="now_if_past"' in response.content.decode(), snapshot()) == (
        ["__all__"], True, before,
    )  # fmt: skip
    post(editor, made, "en", "fr", publish_at="2020-01-01T10:00", now_if_past="on")
    assert {edition.state(timezone.now()) for edition in made.editions.all()} == {State.PUBLIC}


@pytest.mark.parametrize("typed", ["", "x", MOMENT, "2099-03-29T02:30"])
def test_publishing_together_now_asks_once_whatever_moment_was_typed(typed: str) -> None:
    made, editor = release("en", "fr"), factories.editor()
    now = {"_now": "1", "_schedule": None, "publish_at": typed}
    before = snapshot()
    response = post(editor, made, "en", "fr", **now)
    assert (refusals(response), snapshot()) == (["__all__"], before)
    response = post(editor, made, "en", "fr", now_if_past="on", **now)
    editions = list(made.editions.all())
    assert {edition.state(timezone.now()) for edition in editions} == {State.PUBLIC}
    assert len({edition.publish_at for edition in editions}) == 1
    assert said(response)[0].startswith("Published together: English, Français.")


def test_publishing_now_needs_every_required_language() -> None:
    made = release("en", required=("en", "fr"))
    before = snapshot()
    response = post(factories.editor(), made, "en", _now="1", now_if_past="on")
    assert (refusals(response), snapshot()) == (["__all__"], before)


@pytest.mark.parametrize("languages", [("en",), ("en", "fr", "es", "ar", "ru", "zh-hans")])
def test_the_page_asks_the_database_as_often_for_six_languages_as_for_one(
    languages: tuple[str, ...], django_assert_max_num_queries: Any
) -> None:
    made = release(*languages)
    client = signed_in(factories.editor())
    client.get(address(made))
    with django_assert_max_num_queries(9):
        client.get(address(made))


def test_the_held_set_is_told_on_the_page_and_in_the_sections() -> None:
    editions = together("en", "fr")
    workflow.revoke(editions["fr"], by=None, note="Wrong.")
    editor = factories.editor()
    warnings = [row.warnings for row in opened(editor, editions["en"].release)["rows"][:2]]
    assert [len([w for w in found if w.startswith("Held: it was to go out at")]) for found in warnings] == [1, 1]
    assert "Held: the approval of Français was revoked." in section(editor, Edition.objects.get(pk=editions["en"].pk))
