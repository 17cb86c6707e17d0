"""Moments at the desk: one input, the newsroom's zone, clocks that change, and moments that have passed."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from pytest_django.fixtures import Settings

from articles.enums import State
from articles.models import Edition
from tests import factories
from tests.admin.desk import move, page, signed_in
from tests.admin.verbs import post, refusals, said, shown, snapshot

pytestmark = pytest.mark.django_db

BEFORE_SPRING = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _march() -> Any:
    with time_machine.travel(BEFORE_SPRING, tick=False):
        yield


def sent(moment: str, editor: User | None = None, **values: object) -> tuple[Any, Edition]:
    """Send a moment for an approved text, and return the answer with the edition as it is then."""
    edition = factories.approved()
    response = post(editor or factories.editor(), edition, "schedule", publish_at=moment, **values)
    edition.refresh_from_db()
    return response, edition


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-03-29T01:59:59", datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)),
        ("2026-03-29T03:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("2026-07-01T10:00", datetime(2026, 7, 1, 8, 0, tzinfo=UTC)),
        ("2026-12-01 10:00", datetime(2026, 12, 1, 9, 0, tzinfo=UTC)),
        ("2026-12-01T10:00:30Z", datetime(2026, 12, 1, 10, 0, 30, tzinfo=UTC)),
    ],
)
def test_times_are_those_of_the_newsroom_unless_a_zone_is_typed(typed: str, moment: datetime) -> None:
    response, edition = sent(typed)
    assert (response.status_code, edition.publish_at) == (302, moment)


def test_the_zone_is_named_where_a_time_is_asked_for_and_shown_with_its_offset_and_in_utc() -> None:
    editor = factories.editor()
    response, edition = sent("2026-07-01T10:00:30", editor)
    assert "2026-07-01 08:00:30 UTC" in said(response)[0]
    assert "time zone Europe/Paris (UTC+2)" in said(response)[0]
    assert "Goes out – time zone Europe/Paris (UTC+1)" in shown(editor, edition, "schedule")
    section = re.sub(r"<[^>]*>", "", signed_in(editor).get(page(edition.release)).content.decode())
    assert "time zone Europe/Paris (UTC+2) · 2026-07-01 08:00:30 UTC" in section


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("UTC", "UTC (UTC)"),
        ("Asia/Kathmandu", "Asia/Kathmandu (UTC+5:45)"),
        ("America/St_Johns", "America/St Johns (UTC−3:30)"),
        ("Pacific/Chatham", "Pacific/Chatham (UTC+13:45)"),
    ],
)
def test_every_zone_has_its_offset(settings: Settings, zone: str, name: str) -> None:
    settings.TIME_ZONE = zone
    assert f"Goes out – time zone {name}" in shown(factories.editor(), factories.approved(), "schedule")


@pytest.mark.parametrize("fold", ["", "0", "1"])
def test_an_hour_that_the_clocks_skip_is_refused_with_two_that_there_are(fold: str) -> None:
    response, edition = sent("2026-03-29T02:30", fold=fold)
    assert (refusals(response), edition.live) == (["publish_at"], None)
    assert response.context["form"].errors["publish_at"] == [
        "There is no 02:30 on this day in the time zone Europe/Paris: the clocks go forward."
        " Choose for example 01:30 or 03:30."
    ]
    assert response.context["form"]["publish_at"].value() == "2026-03-29T02:30"


def test_where_clocks_change_by_half_an_hour_the_choices_do_too(settings: Settings) -> None:
    settings.TIME_ZONE = "Australia/Lord_Howe"
    response, _edition = sent("2026-10-04T02:15")
    assert response.context["form"].errors["publish_at"][0].endswith("Choose for example 01:45 or 02:45.")


@pytest.mark.parametrize("typed", ["2026-10-25T02:00", "2026-10-25T02:30", "2026-10-25T02:59:59"])
def test_of_an_hour_that_comes_twice_the_page_asks_which(typed: str) -> None:
    response, edition = sent(typed)
    form = response.context["form"]
    assert (refusals(response), edition.live, form["publish_at"].value()) == (["fold"], None, typed)
    labels = [label for _value, label in form.fields["fold"].choices]
    assert [label.split(": ")[1].split(" ")[0] for label in labels] == ["UTC+2", "UTC+1"]
    assert 'name="fold"' in response.content.decode()


@pytest.mark.parametrize(
    ("fold", "moment"),
    [("0", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)), ("1", datetime(2026, 10, 25, 1, 30, tzinfo=UTC))],
)
def test_each_of_two_equal_hours_can_be_chosen_and_is_shown_again(fold: str, moment: datetime) -> None:
    editor = factories.editor()
    response, edition = sent("2026-10-25T02:30", editor, fold=fold)
    assert (response.status_code, edition.publish_at) == (302, moment)
    form = signed_in(editor).get(move(edition, "schedule")).context["form"]
    assert (form["fold"].value(), form["fold"] in form.asked) == (fold, True)


def test_a_far_zone_doubles_its_own_hours(settings: Settings) -> None:
    settings.TIME_ZONE = "America/St_Johns"
    assert refusals(sent("2026-11-01T01:15")[0]) == ["fold"]
    response, edition = sent("2026-10-25T02:30")
    assert (response.status_code, edition.publish_at) == (302, datetime(2026, 10, 25, 5, 0, tzinfo=UTC))


def test_which_of_two_is_not_asked_of_other_hours() -> None:
    response, edition = sent("2026-10-25T04:00", fold="1")
    assert (response.status_code, edition.publish_at) == (302, datetime(2026, 10, 25, 3, tzinfo=UTC))
    assert 'name="fold"' not in signed_in(factories.editor()).get(move(edition, "schedule")).content.decode()


@pytest.mark.parametrize(
    "typed",
    ["", "x", "99999-01-01T10:00", "0000-00-00T00:00", "2026-02-30T10:00", "2099-01-01", "01/02/2099 10:00",
     "2099-01-01T25:00", "\x00", "2099-01-01T10:00\x00", "1800-01-01T10:00", "9999-12-31T23:59", "9" * 5000],
)  # fmt: skip
def test_a_moment_that_there_is_not_is_refused(typed: str) -> None:
    response, edition = sent(typed)
    assert (refusals(response), edition.live) == (["publish_at"], None)


# --- Moments that have passed ---


def test_the_page_says_beforehand_that_a_moment_that_has_passed_means_now() -> None:
    assert "A moment that has passed means now" in shown(factories.editor(), factories.approved(), "schedule")


@pytest.mark.parametrize("typed", ["2026-03-01T12:59", "2026-03-01T13:00", "2020-01-01T00:00"])
def test_a_moment_that_has_passed_is_asked_about_and_kept(typed: str) -> None:
    edition, editor = factories.approved(), factories.editor()
    assert 'name="now_if_past"' not in signed_in(editor).get(move(edition, "schedule")).content.decode()
    before = snapshot()
    response = post(editor, edition, "schedule", publish_at=typed)
    form = response.context["form"]
    assert (form.non_field_errors(), form["publish_at"].value(), snapshot()) == (
        ["This moment has passed: the text would be public at once."], typed, before,
    )  # fmt: skip
    assert 'name="now_if_past"' in response.content.decode()


def test_a_moment_that_has_passed_means_now_for_who_says_so() -> None:
    response, edition = sent("2026-03-01T12:00", now_if_past="on")
    assert (edition.state(BEFORE_SPRING), edition.publish_at) == (State.PUBLIC, BEFORE_SPRING)
    assert "Published" in said(response)[0]


def test_a_yes_to_a_moment_that_has_passed_means_nothing_for_one_to_come() -> None:
    _response, edition = sent("2026-03-01T14:00", now_if_past="on")
    assert (edition.state(BEFORE_SPRING), edition.publish_at) == (
        State.SCHEDULED, datetime(2026, 3, 1, 13, tzinfo=UTC),
    )  # fmt: skip
