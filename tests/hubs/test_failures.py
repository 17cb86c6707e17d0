"""Hubs that refuse, fail or never end; two processes at once; search engines beside hubs."""

import json
import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from articles import hubs
from articles.enums import Action
from articles.hubs import outbox
from articles.models import Announcement
from tests import factories
from tests.listener import Listener, listening

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
Commits = Callable[[], AbstractContextManager[Any]]


# --- When a service fails ---


@pytest.mark.parametrize(
    "answer", [{"status": 500}, {"status": 404}, {"status": 302, "headers": {"Location": "/else"}}]
)
def test_a_hub_that_refuses_is_asked_again_later_and_breaks_nothing(
    answer: dict[str, Any], settings: Settings, commits: Commits, clock: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with listening(**answer) as hub, caplog.at_level(logging.WARNING, "articles.hubs.outbox"):
        settings.WEBSUB_HUB = hub.address
        with commits():
            edition = factories.public("fr")
        assert (edition.live_id is not None, len(hub.asked), "could not be told" in caplog.text) == (True, 1, True)
        hub.status = 204
        told = []
        for seconds in (9, 10, 20):
            hubs.tell(DAY + seconds * SECOND, confirm=False)
            told.append(len(hub.asked))
        assert told == [1, 2, 2]


def test_a_dead_hub_delays_the_next_publication_by_nothing(settings: Settings, commits: Commits, clock: Any) -> None:
    with listening(status=500) as hub:
        settings.WEBSUB_HUB = hub.address
        for _number in range(3):
            with commits():
                factories.public("fr")
        assert (len(hub.asked), Announcement.objects.count()) == (1, 3)


@pytest.mark.parametrize("drip", [0.05, 5.0])
def test_a_hub_that_never_ends_its_answer_holds_nobody_up(
    drip: float, settings: Settings, commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "PATIENCE", 0.3)
    with listening(drip=drip) as hub:
        settings.WEBSUB_HUB, settings.INDEXNOW_KEY, settings.INDEXNOW_URL = hub.address, "0123456789", hub.address
        begun = time.monotonic()
        with commits():
            factories.public("fr")
        taken = time.monotonic() - begun
    assert (taken < 2, Announcement.objects.count()) == (True, 2)


def test_waiting_grows_from_ten_seconds_to_an_hour(settings: Settings, clock: Any) -> None:
    with listening(status=500) as hub:
        settings.WEBSUB_HUB = hub.address
        factories.public("fr")
        at, waits = DAY, []
        for _attempt in range(6):
            hubs.tell(at, confirm=False)
            retry = Announcement.objects.get().retry_at
            assert retry is not None
            waits.append((retry - at).total_seconds())
            at = retry
    assert waits == [10, 60, 300, 1800, 3600, 3600]


def test_a_service_that_fails_for_a_day_is_given_up(settings: Settings, clock: Any) -> None:
    with listening(status=500) as hub:
        settings.WEBSUB_HUB = hub.address
        factories.public("fr")
        Announcement.objects.update(attempts=outbox.ATTEMPTS)
        hubs.tell(DAY, confirm=False)
    assert Announcement.objects.count() == 0


def test_what_one_process_is_telling_no_other_tells(hub: Listener, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.public("fr")
    post, nested = outbox.sending.post, []

    def slowly(*arguments: Any) -> None:
        nested.append(hubs.tell(DAY, confirm=False))  # another process, meanwhile
        post(*arguments)

    monkeypatch.setattr(outbox.sending, "post", slowly)
    hubs.tell(DAY, confirm=False)
    assert (len(hub.sent()), nested) == (1, [0])


def test_a_change_that_is_made_while_another_is_told_is_told_as_well(
    hub: Listener, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = factories.public("fr")
    post = outbox.sending.post

    def meanwhile(*arguments: Any) -> None:
        monkeypatch.setattr(outbox.sending, "post", post)
        hubs.announce(edition, Action.WITHDRAW, DAY)
        post(*arguments)

    monkeypatch.setattr(outbox.sending, "post", meanwhile)
    hubs.tell(DAY, confirm=False)
    left = Announcement.objects.count()
    hubs.tell(DAY, confirm=False)
    assert (left, len(hub.sent()), Announcement.objects.count()) == (1, 2, 0)


# --- Search engines ---


def test_search_engines_are_told_the_page_and_the_list(settings: Settings, commits: Commits) -> None:
    with listening(status=202) as engine:
        settings.INDEXNOW_KEY, settings.INDEXNOW_URL = "0123456789abcdef", f"{engine.address}/indexnow"
        with commits():
            edition = factories.public("ar", slug="ميناء")
        ((method, path, body),) = engine.asked
    own = "https://news.example.org"
    assert (method, path, json.loads(body)) == (
        "POST",
        "/indexnow",
        {
            "host": "news.example.org",
            "key": "0123456789abcdef",
            "keyLocation": f"{own}/0123456789abcdef.txt",
            "urlList": [own + edition.get_absolute_url(), f"{own}/ar/news/"],
        },
    )


def test_a_hub_that_fails_does_not_keep_search_engines_waiting(settings: Settings, commits: Commits) -> None:
    with listening(status=500) as hub, listening() as engine:
        settings.WEBSUB_HUB, settings.INDEXNOW_KEY, settings.INDEXNOW_URL = hub.address, "0123456789", engine.address
        with commits():
            factories.public("fr")
        assert ([len(hub.asked), len(engine.asked)], Announcement.objects.get().service) == ([1, 1], "hub")
