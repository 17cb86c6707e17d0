"""Keeping a copy: what has gone out since, and what to take down."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from articles import workflow
from articles.enums import Change
from articles.models import Edition
from tests import factories
from tests.api.asking import get, items, walked

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 2, 5, 9, tzinfo=UTC)


def hours(number: float) -> datetime:
    return DAY + timedelta(hours=number)


def at(number: float) -> Any:
    """Return the clock at so many hours after the day began."""
    return time_machine.travel(hours(number), tick=False)


def public(hour: float, title: str, language: str = "fr", **options: Any) -> Edition:
    with at(hour):
        return factories.public(language, title=title, slug=title.replace(" ", "-"), **options)


def changed(edition: Edition, hour: float, change: str, title: str) -> None:
    with at(hour):
        factories.correct(edition, note="x", change=change, title=title)


def since(hour: float, query: str = "", asked: float = 100) -> list[str]:
    """Return the titles of what went out from an hour on, page after page."""
    with at(asked):
        moment = hours(hour).strftime("%Y-%m-%dT%H:%M:%SZ")
        return [item["title"] for item in walked(f"releases?modified_since={moment}{query}")]


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_texts_come_in_the_order_in_which_they_went_out(limit: int) -> None:
    first, second = public(1, "first"), public(2, "second")
    with at(2.5):
        factories.scheduled(hours(6), "fr", title="sixth", slug="sixth")
    public(3, "third")
    changed(first, 4, Change.CORRECTION, "first corrected")
    changed(second, 5, Change.MINOR, "second mended")
    query = f"&language=fr&limit={limit}"
    assert since(0, query) == ["third", "first corrected", "second mended", "sixth"]
    assert since(4, query) == ["first corrected", "second mended", "sixth"]
    assert since(5.5, query) == ["sixth"]
    with at(5.9):
        assert [item["title"] for item in items("releases?modified_since=2026-02-05T14:30:00Z")] == []


def test_what_changed_again_comes_once() -> None:
    edition = public(1, "one")
    for hour in (2, 3, 4):
        changed(edition, hour, Change.UPDATE, f"one at {hour}")
    assert since(0, "&limit=1") == ["one at 4"]


def test_what_is_back_comes_again_and_what_is_gone_does_not() -> None:
    back, gone = public(1, "back"), public(2, "gone")
    for edition in (back, gone):
        with at(3):
            workflow.withdraw(edition, reason="error", by=None)
    with at(4):
        workflow.restore(back, by=None)
    assert since(0) == ["back"]
    assert since(3.5) == ["back"]


def test_an_old_release_that_was_taken_in_lately_comes_when_it_was_taken_in() -> None:
    with at(2):
        factories.public("fr", datetime(2011, 5, 1, tzinfo=UTC), title="from the archive")
    public(1, "before")
    public(3, "after")
    assert since(0, "&limit=1") == ["before", "from the archive", "after"]


def test_all_languages_are_merged_and_topics_narrow() -> None:
    topic = factories.topic("ports")
    release = factories.release("fr", topics=[topic])
    for language in ("fr", "ar", "en"):
        public(1, f"one {language}", language, of=release)
    other = public(2, "two")
    changed(other, 3, Change.MINOR, "two mended")
    changed(release.editions.get(language="fr"), 4, Change.MINOR, "one fr mended")
    for limit in (1, 2, 3, 4, 50):
        assert since(0, f"&limit={limit}") == ["one ar", "one en", "two mended", "one fr mended"]
        assert since(0, f"&limit={limit}&topic=ports") == ["one ar", "one en", "one fr mended"]


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_texts_of_the_same_moment_come_once_each(limit: int) -> None:
    """Some by time alone, some by hand, in two languages."""
    titles = []
    for number in range(3):
        release = factories.release("fr")
        for language in ("fr", "ar"):
            edition = public(0.5, f"{number}-{language}", language, of=release)
            changed(edition, 2, Change.MINOR, f"{number}-{language}-mended")
            titles.append(f"{number}-{language}-mended")
    for language in ("fr", "ar"):
        with at(1):
            factories.scheduled(hours(2), language, title=f"timed-{language}", slug=f"1-timed-{language}")
            titles.append(f"timed-{language}")
    found = since(0, f"&limit={limit}")
    assert sorted(found) == sorted(titles)
    assert [title for title in found if "ar" in title] == found[:4]


def withdraw(edition: Edition, hour: float, **options: Any) -> None:
    with at(hour):
        workflow.withdraw(edition, by=None, **({"reason": "error"} | options))


def gone(query: str = "", asked: float = 100) -> list[tuple[str, str]]:
    with at(asked):
        return [(item["reference"], item["language"]) for item in walked(f"withdrawals{query}")]


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_withdrawals_come_newest_first_and_page_after_page(limit: int) -> None:
    made = []
    for number in range(3):
        release = factories.release("fr", reference=f"R-{number}")
        for language in ("fr", "en"):
            edition = public(1, f"{number}-{language}", language, of=release)
            withdraw(edition, 2 + number // 2)
            made.append((f"R-{number}", language))
    newest = [("R-2", "en"), ("R-2", "fr")]
    rest = [("R-0", "en"), ("R-1", "en"), ("R-0", "fr"), ("R-1", "fr")]
    assert gone(f"?limit={limit}") == newest + rest
    assert gone(f"?limit={limit}&language=fr") == [("R-2", "fr"), ("R-0", "fr"), ("R-1", "fr")]
    assert gone(f"?limit={limit}&since=2026-02-05T11:30:00Z") == newest


def test_withdrawals_are_told_of_for_thirty_days_unless_asked_since_when() -> None:
    withdraw(public(1, "x", of=factories.release("fr", reference="R-0")), 2)
    assert gone(asked=24 * 29) == [("R-0", "fr")]
    with at(24 * 31):
        assert items("withdrawals") == []
    assert gone("?since=2026-02-05", asked=24 * 360) == [("R-0", "fr")]


def test_a_withdrawal_says_why_in_the_language_of_the_text() -> None:
    withdraw(public(1, "x"), 2, reason="legal", note="Nous regrettons.")
    with at(3):
        french = items("withdrawals")[0]
    assert (french["reason"], french["note"], french["withdrawn_at"]) == (
        "legal", "Nous regrettons.", "2026-02-05T12:00:00+01:00",
    )  # fmt: skip
    assert french["statement"] not in {"", "It was withdrawn for legal reasons."}


@pytest.mark.parametrize("standing", [True, False])
def test_a_replacement_is_named_if_it_is_public_and_not_spoken_of_otherwise(standing: bool) -> None:
    release = factories.release("fr", reference="R-NEW")
    make = factories.public if standing else factories.approved
    with at(1):
        make("en", of=release)
    old = public(1, "old", of=factories.release("fr", reference="R-OLD"))
    withdraw(old, 2, reason="replaced", replaced_by=release)
    with at(3):
        listed, answered = items("withdrawals")[0], get("releases/R-OLD/fr", 410)["withdrawal"]
    assert listed == answered
    named = {"reference": "R-NEW", "self": "https://news.example.org/api/v1/releases/R-NEW"}
    assert (listed["replaced_by"], listed["reason"], listed["statement"] == "") == (
        (named, "replaced", False) if standing else (None, None, True)
    )
