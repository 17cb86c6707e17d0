"""Counts are exact at every moment: against brute force, after random lives, and when two count at once."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.db.models import Sum
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import counts, workflow
from articles.enums import Action, State
from articles.models import Count, Counted, Edition, Tally, Topic
from articles.models.tally import LONG_AGO
from articles.workflow import VERBS
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LANGUAGES = ["en", "fr", "ar"]


def tallied(at: datetime) -> dict[tuple[Any, ...], int]:
    """Return the tallies that count at ``at``: (language, also, topic, year, month) and the number."""
    rows = Tally.objects.public(at).values_list("language", "also", "topic", "year", "month")
    return {row[:-1]: row[-1] for row in rows.annotate(total=Sum("number")) if row[-1]}


def counted_one_by_one(at: datetime) -> dict[tuple[Any, ...], int]:
    """Return the same from what readers may see, edition by edition."""
    found: Counter[tuple[Any, ...]] = Counter()
    public = list(Edition.objects.public(None, at).select_related("release").prefetch_related("release__topics"))
    for edition in public:
        others = [one.language for one in public if one.release_id == edition.release_id and one != edition]
        topics = [topic.pk for topic in edition.release.topics.all()]
        day = edition.publish_at.astimezone(ZoneInfo("Europe/Paris"))
        periods = [(0, 0), (day.year, 0), (day.year, day.month)]
        found.update((edition.language, a, t, *p) for a, t, p in product(["", *others], [0, *topics], periods))
    return dict(found)


def numbers(language: str = "en") -> list[int]:
    """Return the numbers for all time in ``language`` now: of all, and of what is also in French."""
    found = tallied(datetime.now(UTC))
    return [found.get((language, also, 0, 0, 0), 0) for also in ("", "fr")]


def test_one_release_counts_for_all_time_its_year_and_its_month() -> None:
    factories.public("fr", datetime(2018, 2, 5, 12, tzinfo=UTC))
    assert tallied(NOW) == {
        ("fr", "", 0, 0, 0): 1,
        ("fr", "", 0, 2018, 0): 1,
        ("fr", "", 0, 2018, 2): 1,
    }


def test_a_month_begins_at_midnight_in_the_newsroom() -> None:
    factories.public("fr", datetime(2017, 12, 31, 23, 30, tzinfo=UTC))
    assert ("fr", "", 0, 2018, 1) in tallied(NOW)


def test_a_topic_and_another_language_count_by_themselves_and_together() -> None:
    topic = factories.topic()
    release = factories.release("en", topics=[topic])
    factories.public("en", of=release)
    factories.public("fr", of=release)
    found = tallied(datetime.now(UTC))
    assert [found[("en", also, key, 0, 0)] for also in ("", "fr") for key in (0, topic.pk)] == [1, 1, 1, 1]


def test_what_is_scheduled_counts_from_its_second_on() -> None:
    with time_machine.travel(NOW, tick=False):
        factories.scheduled(NOW + timedelta(hours=1))
    moment = NOW + timedelta(hours=1)
    before, then = tallied(moment - timedelta(microseconds=1)), tallied(moment)
    assert (before, then[("en", "", 0, 0, 0)]) == ({}, 1)


def test_also_in_another_language_counts_when_the_later_of_both_is_out() -> None:
    with time_machine.travel(NOW, tick=False):
        release = factories.release("en")
        factories.public("en", of=release)
        factories.scheduled(NOW + timedelta(hours=1), "fr", of=release)
    pairs = [{key[:2] for key in tallied(at)} for at in (NOW, NOW + timedelta(hours=1))]
    assert pairs == [{("en", "")}, {("en", ""), ("en", "fr"), ("fr", ""), ("fr", "en")}]


def test_a_withdrawn_release_counts_nowhere_and_counts_again_when_restored() -> None:
    edition = factories.public("en", NOW - timedelta(days=900))
    seen = [numbers()]
    edition = workflow.withdraw(edition, reason="error", by=None)
    seen.append(numbers())
    workflow.restore(edition, by=None)
    seen.append(numbers())
    assert seen == [[1, 0], [0, 0], [1, 0]]


def test_what_is_unscheduled_leaves_no_number_behind() -> None:
    workflow.unschedule(factories.scheduled(factories.in_days(1)), by=None)
    assert tallied(factories.in_days(2)) == {}


def test_a_deleted_topic_counts_no_more_and_does_not_come_back() -> None:
    topic = factories.topic()
    edition = factories.public("en", of=factories.release("en", topics=[topic]))
    key = topic.pk
    with transaction.atomic():
        topic.delete()
        counts.drop_topic(key)
    workflow.withdraw(edition, reason="error", by=None)
    assert not Tally.objects.filter(topic=key).exists()
    assert counts.wrong() == 0


def test_counting_again_changes_nothing() -> None:
    edition = factories.public()
    before = list(Tally.objects.order_by("pk").values_list())
    counts.settle(edition.release_id)
    assert list(Tally.objects.order_by("pk").values_list()) == before


def test_counting_again_repairs_what_was_changed_behind_the_verbs() -> None:
    edition = factories.public()
    Edition.objects.filter(pk=edition.pk).update(withdrawn_at=edition.publish_at)
    assert counts.wrong() > 0
    counts.settle(edition.release_id)
    assert (numbers(), counts.wrong()) == ([0, 0], 0)


def test_moments_of_long_ago_are_folded_into_one() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        for hours in range(1, 6):
            factories.scheduled(NOW + timedelta(hours=hours), "en")
        clock.move_to(NOW + timedelta(days=4))
        later = factories.public("fr")
        rows = list(Tally.objects.filter(language="en", year=0).values_list("since", "number"))
        assert (rows, counts.wrong()) == ([(LONG_AGO, 5)], 0)
        assert Tally.objects.filter(since=later.publish_at).count() == 3


def test_what_was_folded_can_still_be_withdrawn() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        edition = factories.scheduled(NOW + timedelta(hours=1))
        clock.move_to(NOW + timedelta(days=4))
        factories.public("fr")
        workflow.withdraw(edition, reason="error", by=None)
        assert (numbers(), counts.wrong()) == ([0, 0], 0)


def test_a_language_that_is_not_shown_is_not_counted_for_readers_and_is_there_again_when_shown() -> None:
    release = factories.release("en")
    factories.public("en", of=release)
    factories.public("fr", of=release)
    with override_settings(LANGUAGES=[("en", "English"), ("ar", "Arabic")]):
        assert {key[:2] for key in tallied(datetime.now(UTC))} == {("en", "")}
    assert numbers() == [1, 1]


def test_another_zone_is_told_as_wrong_and_counted_after_the_next_migrate() -> None:
    from django.apps import apps

    factories.public("en", datetime(2017, 12, 31, 23, 30, tzinfo=UTC))
    with override_settings(TIME_ZONE="America/Lima"):
        assert counts.wrong() > 0
        counts.ensure(apps.get_app_config("articles"), "default")
        assert (counts.wrong(), ("en", "", 0, 2017, 12) in tallied(NOW)) == (0, True)


def test_an_archive_from_before_there_were_counts_is_counted() -> None:
    from django.apps import apps

    factories.public("en")
    Tally.objects.all().delete()
    Counted.objects.all().delete()
    Count.objects.all().delete()
    counts.ensure(apps.get_app_config("articles"), "default")
    assert (numbers(), counts.wrong()) == ([1, 0], 0)


def test_a_discarded_release_takes_what_it_was_counted_as_along() -> None:
    edition = workflow.unschedule(factories.scheduled(factories.in_days(1)), by=None)
    workflow.discard(edition.release, by=None)
    assert (Counted.objects.exists(), counts.wrong()) == (False, 0)


def test_the_months_that_hold_something_are_known_per_language_newest_first() -> None:
    for year, month in ((2011, 6), (2018, 6), (2018, 11)):
        factories.public("en", datetime(year, month, 1, tzinfo=UTC))
    factories.scheduled(factories.in_days(800), "fr")
    assert counts.months(["en", "fr"], datetime.now(UTC)) == {"en": [(2018, 11), (2018, 6), (2011, 6)], "fr": []}


# --- Random lives ---


def _go_on(edition: Edition, verb: str, hours: int, clock: Any) -> None:
    """Do what ``verb`` says to ``edition`` where that is possible."""
    now = datetime.now(UTC)
    if verb == "wait":
        clock.shift(timedelta(hours=hours))
    elif verb == "topics":
        workflow.share(edition.release, by=None, photo=None, topics=Topic.objects.filter(pk__lte=hours % 5))
    elif verb == "prepare":
        if edition.approved_id is None or edition.approved_id == edition.live_id:
            edition = factories.revise(edition) if edition.stage == "approved" else edition
            edition = workflow.submit(edition, by=None) if edition.stage == "draft" else edition
            workflow.approve(edition, by=None)
    elif verb == "publish" and edition.state(now) in {State.APPROVED, State.SCHEDULED}:
        workflow.publish(edition, by=None, published_at=now - timedelta(hours=hours * 50) if hours % 2 else None)
    elif verb == "schedule" and edition.state(now) in {State.APPROVED, State.SCHEDULED}:
        workflow.schedule(edition, by=None, publish_at=now + timedelta(hours=hours + 1))
    elif verb in {"unschedule", "revoke", "withdraw", "restore", "send_back"}:
        options = {"reason": "error"} if verb == "withdraw" else {}
        options |= {"change": "minor"} if verb == "restore" else {}
        if workflow.possible(edition, Action(verb), now):
            VERBS[Action(verb)](edition, by=None, **options)


STEPS = st.tuples(
    st.integers(0, 5),
    st.sampled_from(
        ["publish", "schedule", "schedule", "wait", "topics", "prepare", "unschedule", "revoke", "withdraw", "restore"]
    ),
    st.integers(0, 80),
)


@settings(max_examples=25)
@given(steps=st.lists(STEPS, min_size=8, max_size=30))
def test_after_any_life_the_tallies_are_what_readers_can_count_at_every_moment(
    steps: list[tuple[int, str, int]],
) -> None:
    with transaction.atomic(), time_machine.travel(NOW, tick=False) as clock:
        first = factories.topic().pk
        factories.topic()
        releases = [factories.release("en", topics=Topic.objects.filter(pk=first)) for _number in range(2)]
        pairs = [factories.approved(code, of=release).pk for release in releases for code in LANGUAGES]
        moments = {NOW}
        for index, verb, hours in steps:
            _go_on(Edition.objects.select_related("release").get(pk=pairs[index]), verb, hours, clock)
            moments.add(datetime.now(UTC))
        now = datetime.now(UTC)
        moments = {at for at in moments if at >= now - counts.KEPT}
        for shown in Edition.objects.filter(publish_at__isnull=False).values_list("publish_at", flat=True):
            moments |= {at for at in (shown, shown - timedelta(microseconds=1)) if at >= now - counts.KEPT}
        for at in moments:
            assert tallied(at) == counted_one_by_one(at)
        assert counts.wrong() == 0
        counts.rebuild()
        assert tallied(now) == counted_one_by_one(now)
        transaction.set_rollback(True)
