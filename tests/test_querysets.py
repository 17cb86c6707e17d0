"""The one rule of visibility, and what lists are made of."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.enums import State
from articles.models import Edition
from articles.moments import period
from tests import factories

pytestmark = pytest.mark.django_db

AT = datetime(2020, 5, 4, 12, 0, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
BUILDERS = {
    "draft": factories.draft,
    "in review": factories.in_review,
    "approved": factories.approved,
    "scheduled": lambda: factories.scheduled(factories.in_days(1)),
    "public": factories.public,
    "public with newer text": lambda: factories.revise(factories.public()),
    "withdrawn": factories.withdrawn,
}


def ids(rows: object) -> list[int]:
    return [edition.pk for edition in rows]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("situation", "visible"),
    [
        ("draft", False),
        ("in review", False),
        ("approved", False),
        ("scheduled", False),
        ("public", True),
        ("public with newer text", True),
        ("withdrawn", False),
    ],
)
def test_only_what_was_published_and_stands_is_public(situation: str, visible: bool) -> None:
    BUILDERS[situation]()
    assert Edition.objects.public("en", factories.in_days(0)).exists() is visible


@pytest.mark.parametrize(
    ("moment", "count"), [(AT - MICROSECOND, 0), (AT, 1), (AT + MICROSECOND, 1)], ids=["before", "at", "after"]
)
def test_an_edition_is_public_from_its_very_microsecond_on(moment: datetime, count: int) -> None:
    with time_machine.travel(AT - timedelta(days=1), tick=False):
        factories.scheduled(AT)
    assert Edition.objects.public("en", moment).count() == count


@pytest.mark.parametrize(("moment", "count"), [(AT - MICROSECOND, 1), (AT, 0)], ids=["before", "at"])
def test_an_edition_is_scheduled_up_to_its_very_microsecond(moment: datetime, count: int) -> None:
    with time_machine.travel(AT - timedelta(days=1), tick=False):
        factories.scheduled(AT)
    assert Edition.objects.scheduled(moment).count() == count


def test_scheduled_editions_come_soonest_first() -> None:
    days = [3, 1, 2]
    editions = {day: factories.scheduled(factories.in_days(day)) for day in days}
    assert ids(Edition.objects.scheduled(factories.in_days(0))) == [editions[day].pk for day in (1, 2, 3)]


def test_a_language_sees_its_own_editions_alone() -> None:
    release = factories.release()
    editions = {code: factories.public(code, of=release) for code in ("en", "fr")}
    assert ids(Edition.objects.public("fr", factories.in_days(0))) == [editions["fr"].pk]


def test_no_language_means_every_shown_one() -> None:
    release = factories.release()
    editions = [factories.public(code, of=release) for code in ("en", "fr", "zh-hans")]
    found = Edition.objects.public(None, factories.in_days(0)).order_by("pk")
    assert ids(found) == ids(editions)


@override_settings(LANGUAGES=[("en", "English"), ("ar", "Arabic")])
def test_a_hidden_language_has_nothing_public() -> None:
    factories.public("fr")
    now = factories.in_days(0)
    assert [Edition.objects.public(code, now).count() for code in ("fr", None)] == [0, 0]


@pytest.mark.parametrize("language", ["", "xx", "FR", "en-gb"])
def test_a_language_that_there_is_not_has_nothing_public(language: str) -> None:
    factories.public("fr")
    assert not Edition.objects.public(language, factories.in_days(0)).exists()


def test_what_was_withdrawn_before_its_moment_was_never_public() -> None:
    with time_machine.travel(AT, tick=False):
        edition = factories.public()
        workflow.withdraw(edition, reason="error", by=None)
    assert [Edition.objects.withdrawn("en", moment).count() for moment in (AT - MICROSECOND, AT)] == [0, 1]


@pytest.mark.parametrize("situation", BUILDERS)
def test_the_desk_finds_each_edition_under_the_state_that_it_has(situation: str) -> None:
    edition = BUILDERS[situation]()
    now = factories.in_days(0)
    found = [state for state in State if Edition.objects.in_state(state, now).exists()]
    assert found == [edition.state(now)]


def test_newest_comes_first_and_the_slug_separates_the_same_moment() -> None:
    old = factories.public(slug="zebra", published_at=AT - timedelta(days=1))
    b, a = factories.public(slug="b", published_at=AT), factories.public(slug="a", published_at=AT)
    assert ids(Edition.objects.public("en", factories.in_days(1)).newest_first()) == ids([a, b, old])


@pytest.fixture
def row_of_five() -> list[Edition]:
    """Five editions as a list shows them, three of them of the same moment."""
    with time_machine.travel(AT + timedelta(days=2), tick=False):
        newest = factories.public(slug="m", published_at=AT + timedelta(days=1))
        same = [factories.public(slug=slug, published_at=AT) for slug in ("a", "b", "c")]
        return [newest, *same, factories.public(slug="n", published_at=AT - timedelta(days=1))]


@pytest.mark.parametrize("position", range(5))
def test_older_and_newer_than_an_edition_are_all_the_others(row_of_five: list[Edition], position: int) -> None:
    rows, cursor = Edition.objects.all(), row_of_five[position]
    assert (
        ids(rows.newer_than(cursor).newest_first()),
        ids(rows.older_than(cursor).newest_first()),
    ) == (ids(row_of_five[:position]), ids(row_of_five[position + 1 :]))


def test_a_period_holds_its_first_moment_and_not_the_first_one_after() -> None:
    first, after = period(2018)
    inside = factories.public(published_at=first)
    factories.public(published_at=after)
    factories.public(published_at=first - MICROSECOND)
    assert ids(Edition.objects.between(first, after)) == [inside.pk]


def test_alternates_are_the_public_editions_of_the_same_release() -> None:
    release = factories.release()
    factories.public("en", of=release, slug="harbour", published_at=AT)
    factories.public("ar", of=release, slug="ميناء", published_at=AT)
    factories.draft("fr", of=release)
    factories.scheduled(factories.in_days(1), "es", of=release)
    factories.withdrawn("ru", of=release)
    factories.public("zh-hans")
    found = Edition.objects.public("en", factories.in_days(1)).with_alternates(factories.in_days(0)).get()
    assert found.alternates() == {
        "en": "/en/news/2020/harbour/",
        "ar": "/ar/news/2020/%D9%85%D9%8A%D9%86%D8%A7%D8%A1/",
    }


def approve_anew(edition: Edition) -> Edition:
    """Return ``edition`` with a newer approved text."""
    factories.revise(edition)
    workflow.submit(edition, by=None)
    return workflow.approve(edition, by=None)


def test_a_translation_is_stale_when_its_original_is_approved_with_a_newer_text() -> None:
    original = factories.approved("en")
    translation = factories.draft("fr", of=original.release)
    before = ids(Edition.objects.stale())
    approve_anew(original)
    assert (before, ids(Edition.objects.stale())) == ([], [translation.pk])


def test_a_newer_draft_of_the_original_makes_nothing_stale() -> None:
    original = factories.approved("en")
    factories.draft("fr", of=original.release)
    factories.revise(original)
    assert not Edition.objects.stale().exists()


def test_a_translation_made_before_the_original_had_a_text_is_stale_once_that_is_approved() -> None:
    release = factories.release("en")
    translation = factories.draft("fr", of=release)
    before = ids(Edition.objects.stale())
    factories.approved("en", of=release)
    assert (before, ids(Edition.objects.stale())) == ([], [translation.pk])


def test_a_translation_made_from_a_draft_is_not_stale_when_that_draft_is_approved() -> None:
    original = factories.draft("en")
    factories.draft("fr", of=original.release)
    workflow.submit(original, by=None)
    workflow.approve(original, by=None)
    assert not Edition.objects.stale().exists()


def test_saying_that_a_translation_is_up_to_date_clears_it() -> None:
    original = factories.approved("en")
    translation = factories.draft("fr", of=original.release, title="Titre")
    approve_anew(original)
    text = original.release.__class__.objects.get(pk=original.release_id).text("fr")
    workflow.save_text(translation.release, "fr", text, by=None, up_to_date=True)
    assert not Edition.objects.stale().exists()


def test_a_newer_text_alone_does_not_say_that_a_translation_follows() -> None:
    original = factories.approved("en")
    translation = factories.draft("fr", of=original.release)
    approve_anew(original)
    factories.revise(translation)
    assert ids(Edition.objects.stale()) == [translation.pk]


def test_a_verb_writes_staleness_only_where_it_changes() -> None:
    original = factories.approved("en")
    for language in ("fr", "es"):
        factories.draft(language, of=original.release)
    written = []
    for step in (factories.revise, partial(workflow.submit, by=None), partial(workflow.approve, by=None)):
        with CaptureQueriesContext(connection) as queries:
            step(original)
            written.append(sum('SET "stale"' in query["sql"] for query in queries))
    assert written == [0, 0, 1]


def test_an_original_is_never_stale() -> None:
    approve_anew(factories.public("en"))
    assert not Edition.objects.stale().exists()
