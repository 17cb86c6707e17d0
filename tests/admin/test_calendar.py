"""The calendar: days and weeks of the newsroom's zone, what stands in them, and what they must not tell."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import User

from articles import workflow
from articles.desk.month import Day
from articles.models import Edition, Release
from tests import factories
from tests.admin.desk import RELEASES, page, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CALENDAR = f"{RELEASES}calendar/"
PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=PARIS)


def at(day: int, hour: int = 10, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


def answer(person: User | None = None, query: str = "month=2026-11", language: str = "en") -> Any:
    client = signed_in(person or factories.editor())
    return client.get(f"{CALENDAR}?{query}", headers={"accept-language": language})


def days(response: Any) -> dict[date, Day]:
    """Return the days of the month on which there is something."""
    return {day.day: day for week in response.context["month"].weeks for day in week if day and day.entries}


def marks(person: User | None = None, query: str = "month=2026-11") -> dict[int, list[list[tuple[str, str]]]]:
    """Return by day, for each entry, its languages with their states."""
    found = days(answer(person, query)).values()
    return {
        day.day.day: [[(mark.language, mark.state) for mark in entry.marks] for entry in day.entries] for day in found
    }


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


# --- What stands where ---


def test_a_release_has_one_entry_a_day_with_its_languages() -> None:
    release = factories.release()
    for language in ("fr", "en"):
        factories.scheduled(at(27), language, of=release)
    factories.scheduled(at(27, 15), "ar", of=release)
    factories.scheduled(at(28), "ru", of=release)
    assert marks() == {
        27: [[("en", "scheduled"), ("fr", "scheduled"), ("ar", "scheduled")]],
        28: [[("ru", "scheduled")]],
    }
    [entry] = days(answer())[date(2026, 11, 27)].entries
    assert [(mark.language, mark.apart) for mark in entry.marks] == [("en", False), ("fr", False), ("ar", True)]


def test_what_was_published_and_what_is_held_stand_there_too() -> None:
    release = factories.release()
    factories.public("en", at(3))
    for language in ("en", "fr"):
        factories.scheduled(at(28), language, of=release)
    workflow.revoke(release.editions.get(language="en"), by=None)
    assert marks() == {3: [[("en", "public")]], 28: [[("en", "held"), ("fr", "held")]]}


def test_drafts_and_withdrawn_texts_do_not_stand_there() -> None:
    factories.draft()
    factories.approved()
    factories.withdrawn()
    assert marks() == {}


def test_entries_stand_in_the_order_of_their_time() -> None:
    late, early = (factories.scheduled(at(27, hour)).release_id for hour in (18, 8))
    [day] = days(answer()).values()
    assert [entry.pk for entry in day.entries] == [early, late]


@pytest.mark.parametrize(
    ("moment", "query", "day"),
    [
        ("2026-10-31T22:59:59", "month=2026-10", 31),
        ("2026-10-31T23:00:00", "month=2026-11", 1),
        ("2026-11-30T22:59:59", "month=2026-11", 30),
        ("2026-12-31T22:50:00", "month=2026-12", 31),
        ("2026-12-31T23:00:00", "month=2027-01", 1),
        ("2027-03-27T23:00:00", "month=2027-03", 28),
        ("2027-03-28T21:59:59", "month=2027-03", 28),
        ("2027-03-28T22:00:00", "month=2027-03", 29),
        ("2026-10-24T22:00:00", "month=2026-10", 25),
        ("2026-10-25T22:59:59", "month=2026-10", 25),
    ],
)
def test_days_are_those_of_the_newsrooms_zone_when_the_clocks_change_too(moment: str, query: str, day: int) -> None:
    exact = datetime.fromisoformat(f"{moment}+00:00")
    with time_machine.travel(datetime(2026, 9, 1, tzinfo=PARIS), tick=False):
        factories.scheduled(exact)
        assert list(marks(query=query)) == [day]


def test_a_full_day_is_cut_and_leads_to_the_list_of_the_day() -> None:
    releases = [factories.scheduled(at(27, 8 + hour)).release_id for hour in range(8)]
    other = factories.scheduled(at(28)).release_id
    person = factories.editor()
    response = answer(person)
    text = re.sub(r"\s+", " ", response.content.decode())
    assert f'<a href="{RELEASES}?day=2026-11-27">and 2 more<' in text
    listed = signed_in(person).get(f"{RELEASES}?day=2026-11-27").context["cl"].result_list
    assert sorted(release.pk for release in listed) == sorted(releases)
    assert other not in {release.pk for release in listed}


def test_the_list_of_a_day_holds_what_is_held_for_it() -> None:
    edition = factories.scheduled(at(27))
    workflow.revoke(edition, by=None)
    listed = signed_in(factories.editor()).get(f"{RELEASES}?day=2026-11-27").context["cl"].result_list
    assert [release.pk for release in listed] == [edition.release_id]


@pytest.mark.parametrize("day", ["", "x", "2026-02-30", "0001-01-01", "9999-12-31", "%00", "2026-11"])
def test_a_day_that_there_is_not_lists_everything(day: str) -> None:
    release_id = factories.draft().release_id
    response = signed_in(factories.editor()).get(f"{RELEASES}?day={day}")
    assert [release.pk for release in response.context["cl"].result_list] == [release_id]


# --- Weeks and months ---


@pytest.mark.parametrize(
    ("language", "first"), [("en", "Sunday"), ("fr", "lundi"), ("ru", "Понедельник"), ("zh-hans", "星期一")]
)
def test_weeks_begin_with_the_first_day_of_the_language(language: str, first: str) -> None:
    response = answer(language=language)
    assert re.findall(r'<abbr title="([^"]+)"', response.content.decode())[0].lower() == first.lower()
    weeks = response.context["month"].weeks
    columns = {day.day.weekday() for week in weeks for day in week[:1] if day}
    assert columns == {6 if language == "en" else 0}


def test_today_is_marked() -> None:
    text = answer().content.decode()
    assert re.findall(r'aria-current="date"><time datetime="([^"]+)"', text) == ["2026-11-26"]
    assert "aria-current" not in answer(query="month=2026-12").content.decode()


@pytest.mark.parametrize(("now", "month"), [("2026-11-30T22:50:00+00:00", 11), ("2026-11-30T23:10:00+00:00", 12)])
def test_this_month_is_that_of_the_newsrooms_zone(now: str, month: int) -> None:
    with time_machine.travel(datetime.fromisoformat(now), tick=False):
        assert answer(query="").context["month"].first.month == month


def test_neighbouring_months_are_linked_and_none_beyond_what_there_is() -> None:
    def links(query: str) -> list[str]:
        return re.findall(r'href="\?month=([^"]+)"', answer(query=query).content.decode())

    assert links("month=2026-12") == ["2026-11", "2027-01"]
    assert links("month=1900-01") == ["1900-02"]
    assert links("month=2999-12") == ["2999-11"]


@pytest.mark.parametrize(
    "month", ["x", "", "2026", "2026-00", "2026-13", "2026-1", "0000-01", "1899-12", "3000-01", "2026-11-26", "2026-11%00", "2026-11%0A", "٢٠٢٦-١١", "-2026-11", "9" * 5000]
)  # fmt: skip
def test_a_month_that_there_is_not_is_not_found(month: str) -> None:
    assert answer(query=f"month={month}").status_code == 404


# --- Whom ---


def three_languages() -> Release:
    release = factories.release("en")
    for language in ("en", "fr", "ar"):
        factories.scheduled(at(27), language, of=release, title=f"Only in {language}", slug=f"only-{language}")
    return release


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_translator_reads_no_headline_of_another_language_but_its_state(language: str) -> None:
    release = three_languages()
    text = answer(factories.translator("ar"), language=language).content.decode()
    assert set(re.findall(r"Only in (\w+)", text)) == {"ar" if language == "ar" else "en"}
    assert "only-" not in text and f'href="{page(release)}"' in text
    assert "Français: " in text


def test_the_calendar_reads_from_right_to_left_in_arabic() -> None:
    three_languages()
    text = answer(factories.translator("ar"), language="ar").content.decode()
    assert 'dir="rtl"' in text
    assert '<bdi lang="ar" dir="rtl">Only in ar</bdi>' in text


def test_who_may_not_see_releases_is_refused() -> None:
    assert answer(factories.person()).status_code == 403


def test_who_is_not_signed_in_is_asked_to(client: Any) -> None:
    assert client.get(CALENDAR).status_code == 302


def test_the_release_list_leads_to_calendar_and_worklist() -> None:
    text = signed_in(factories.translator("ar")).get(RELEASES).content.decode()
    assert f'href="{CALENDAR}"' in text and f'href="{RELEASES}worklist/"' in text


# --- Cost ---


@pytest.mark.parametrize("releases", [1, 12])
def test_the_calendar_costs_the_same_with_one_and_with_many_releases(
    releases: int, django_assert_num_queries: Callable[..., object]
) -> None:
    editions: list[Edition] = [factories.scheduled(at(27 + n % 3, 8 + n % 10)) for n in range(releases)]
    for edition in editions:
        factories.scheduled(at(29), "fr", of=edition.release)
    client = signed_in(factories.editor())
    with django_assert_num_queries(8):
        assert client.get(f"{CALENDAR}?month=2026-11").status_code == 200


def test_a_month_with_too_much_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.desk.month.MOST_EDITIONS", 1)
    factories.scheduled(at(27))
    assert "its last days are incomplete" not in answer().content.decode()
    factories.scheduled(at(28))
    assert "its last days are incomplete" in answer().content.decode()
