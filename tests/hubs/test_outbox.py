"""Hubs and search engines: told of every change that readers see, once, and never before readers see it."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.core.management import call_command
from django.test import override_settings
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from articles import hubs, workflow
from articles.enums import Change
from articles.models import Announcement, Edition
from tests import factories
from tests.listener import Listener

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
DATABASE = override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})
# The worker closes connections that are old, as between requests: it has to find what was committed.
REAL = pytest.mark.django_db(transaction=True)
Commits = Callable[[], AbstractContextManager[Any]]


def addresses(body: str) -> list[str]:
    """Return the paths of which a hub was told."""
    fields = parse_qsl(body)
    assert fields[0] == ("hub.mode", "publish") and {name for name, _value in fields[1:]} == {"hub.url"}
    assert all(value.startswith(("https://news.example.org/", "http://127.0.0.1:")) for _name, value in fields[1:])
    return ["/" + value.split("/", 3)[3] for _name, value in fields[1:]]


def feeds(language: str, topic: str = "") -> list[str]:
    below = f"topics/{topic}/" if topic else ""
    return [f"/{language}/news/{below}feed.{form}" for form in ("atom", "rss", "json")]


def work() -> None:
    """Do what waits in the database, as the worker does."""
    call_command("worker", batch=True, startup_delay=False, verbosity=0)


# --- At once ---


def test_a_publication_is_told_when_its_transaction_is_through(hub: Listener, commits: Commits) -> None:
    with commits():
        factories.public("fr")
        before = hub.sent()
    assert (before, [addresses(body) for body in hub.sent()], Announcement.objects.count()) == ([], [feeds("fr")], 0)
    assert hub.asked[0][:2] == ("POST", "/hub")


def test_languages_that_go_out_together_are_told_in_one_message(hub: Listener, commits: Commits) -> None:
    release = factories.release("fr")
    with commits():
        factories.public("fr", of=release)
        factories.public("ar", of=release)
    assert [addresses(body) for body in hub.sent()] == [[*feeds("fr"), *feeds("ar")]]


def test_the_feeds_of_public_topics_are_told_too(hub: Listener, commits: Commits) -> None:
    topics = [factories.topic("ports"), factories.topic("nameless", languages=["en"])]
    with commits():
        edition = factories.public("fr", of=factories.release("fr", topics=topics))
    with commits():
        workflow.withdraw(edition, reason="error", by=None)
    assert [addresses(body) for body in hub.sent()] == [[*feeds("fr"), *feeds("fr", "ports")], feeds("fr")]


@pytest.mark.parametrize(
    "verb",
    [
        lambda edition: workflow.withdraw(edition, reason="error", by=None),
        lambda edition: workflow.readdress(edition, slug="elsewhere", by=None),
        lambda edition: factories.correct(edition, "Un chiffre."),
        lambda edition: factories.correct(edition, "", Change.MINOR),
    ],
    ids=["withdrawn", "readdressed", "corrected", "minor"],
)
def test_every_change_that_readers_see_is_told_once(
    verb: Callable[[Edition], object], hub: Listener, commits: Commits
) -> None:
    edition = factories.public("fr")
    Announcement.objects.all().delete()
    with commits():
        verb(edition)
    assert [addresses(body) for body in hub.sent()] == [feeds("fr")]


def test_a_restored_text_is_told(hub: Listener, commits: Commits) -> None:
    edition = factories.withdrawn("fr")
    Announcement.objects.all().delete()
    with commits():
        workflow.restore(edition, by=None)
    assert [addresses(body) for body in hub.sent()] == [feeds("fr")]


def test_what_readers_do_not_see_is_told_to_nobody(hub: Listener, commits: Commits) -> None:
    edition = factories.public("fr")
    Announcement.objects.all().delete()
    with commits():
        factories.approved("fr")
        factories.revise(edition)
        factories.scheduled(factories.in_days(1), "fr")
    assert (hub.asked, Announcement.objects.count()) == ([], 1)


def test_an_archive_that_is_taken_in_is_no_news(hub: Listener, commits: Commits) -> None:
    with commits():
        factories.public("fr", published_at=factories.in_days(-3))
    assert (hub.asked, Announcement.objects.count()) == ([], 0)


def test_nothing_is_kept_where_nobody_is_to_be_told(commits: Commits) -> None:
    with commits():
        factories.public("fr")
    assert Announcement.objects.count() == 0


# --- At a moment ---


def test_a_scheduled_text_is_told_at_its_moment_and_not_before(hub: Listener, clock: Any, commits: Commits) -> None:
    with commits():
        factories.scheduled(DAY + HOUR, "fr")
    told = []
    for moment in (DAY + HOUR - timedelta(microseconds=1), DAY + HOUR, DAY + 2 * HOUR):
        clock.move_to(moment)
        hubs.tell(moment, confirm=False)
        told.append(len(hub.sent()))
    assert told == [0, 1, 1]


def test_a_text_that_was_unscheduled_is_told_to_nobody(hub: Listener, clock: Any) -> None:
    workflow.unschedule(factories.scheduled(DAY + HOUR, "fr"), by=None)
    hubs.tell(DAY + 2 * HOUR, confirm=False)
    assert (hub.asked, Announcement.objects.count()) == ([], 0)


def test_a_text_that_was_put_off_is_told_at_its_new_moment_alone(hub: Listener, clock: Any) -> None:
    edition = factories.scheduled(DAY + HOUR, "fr")
    workflow.schedule(edition, publish_at=DAY + 2 * HOUR, by=None)
    counts = [hubs.tell(DAY + hours * HOUR, confirm=False) or len(hub.sent()) for hours in (1, 2, 3)]
    assert counts == [0, 1, 1]


def test_a_language_that_is_not_shown_is_spoken_of_to_nobody(hub: Listener, settings: Settings) -> None:
    factories.public("fr")
    settings.LANGUAGES = [("en", "English")]
    hubs.tell(factories.in_days(1), confirm=False)
    assert (hub.asked, Announcement.objects.count()) == ([], 0)


@DATABASE
@REAL
def test_the_worker_tells_a_scheduled_text_in_its_second(hub: Listener, site: Listener, clock: Any) -> None:
    factories.scheduled(DAY + HOUR, "fr")
    told = []
    for moment in (DAY + HOUR - SECOND, DAY + HOUR, DAY + 2 * HOUR):
        clock.move_to(moment)
        work()
        told.append(len(hub.sent()))
    assert told == [0, 1, 1]


@DATABASE
@REAL
def test_the_worker_tells_a_change_by_hand_when_no_cache_has_the_page_of_before(
    hub: Listener, site: Listener, clock: Any
) -> None:
    factories.public("fr")
    told = []
    for seconds in (31, 32, 600):
        clock.move_to(DAY + seconds * SECOND)
        work()
        told.append(len(hub.sent()))
    assert told == [0, 1, 1]


@DATABASE
@REAL
def test_a_worker_whose_clock_is_fast_tells_nobody_before_the_site_shows_it(
    hub: Listener, site: Listener, clock: Any
) -> None:
    edition = factories.scheduled(DAY + HOUR, "fr")
    site.statuses = {edition.get_absolute_url(): 404}
    clock.move_to(DAY + HOUR)  # by the worker's clock; it is DAY at the site
    work()
    clock.move_to(DAY + HOUR + 9 * SECOND)
    work()
    early, asked = hub.sent(), site.asked
    site.statuses = {}
    clock.move_to(DAY + HOUR + 10 * SECOND)
    work()
    work()
    assert (early, asked[0], len(hub.sent())) == ([], ("HEAD", edition.get_absolute_url(), ""), 1)


@DATABASE
@REAL
def test_a_withdrawal_is_told_when_the_site_does_not_show_the_text_any_more(
    hub: Listener, site: Listener, clock: Any
) -> None:
    edition = factories.withdrawn("fr")
    clock.move_to(DAY + 32 * SECOND)
    work()
    early = hub.sent()
    site.statuses = {edition.get_absolute_url(): 410}
    clock.move_to(DAY + 42 * SECOND)
    work()
    assert (early, len(hub.sent())) == ([], 1)


@DATABASE
@REAL
def test_a_site_that_cannot_be_asked_keeps_everything_waiting(
    hub: Listener, settings: Settings, clock: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SITE_URL = "http://127.0.0.1:9"
    factories.public("fr")
    clock.move_to(DAY + 32 * SECOND)
    with caplog.at_level(logging.WARNING, "articles.hubs.outbox"):
        work()
    assert (hub.asked, Announcement.objects.count(), "cannot be asked" in caplog.text) == ([], 1, True)


def test_a_site_that_never_shows_it_is_asked_for_a_day(hub: Listener, site: Listener, clock: Any) -> None:
    site.status = 404
    factories.public("fr")
    clock.move_to(DAY + timedelta(days=1))
    left = hubs.tell(DAY + timedelta(days=1), confirm=True)
    assert (hub.asked, left, Announcement.objects.count()) == ([], 0, 0)


@DATABASE
@REAL
def test_a_worker_that_starts_tells_what_nobody_came_for(hub: Listener, site: Listener, clock: Any) -> None:
    factories.public("fr")
    DBTaskResult.objects.all().delete()
    clock.move_to(DAY + HOUR)
    work()
    assert (len(hub.sent()), Announcement.objects.count()) == (1, 0)


def test_a_command_tells_what_is_due_where_no_worker_runs(hub: Listener, site: Listener, clock: Any) -> None:
    factories.scheduled(DAY + HOUR, "fr")
    clock.move_to(DAY + HOUR)
    call_command("tell_hubs")
    call_command("tell_hubs")
    assert [addresses(body) for body in hub.sent()] == [feeds("fr")]
