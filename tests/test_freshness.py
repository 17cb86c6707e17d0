"""The content clock, and how long shared caches may keep a page."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from articles import freshness, workflow
from articles.freshness import Reading
from articles.models import ContentClock, Edition
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, 0, 250_000, tzinfo=UTC)
EPOCH = int(NOW.timestamp())


def version() -> int:
    return ContentClock.objects.get().version


def shared(next_event_at: datetime | None, at: datetime = NOW) -> tuple[str, str]:
    """Return the headers for nginx and for CDNs of an answer at ``at``."""
    ContentClock.objects.update(next_event_at=next_event_at)
    freshness.forget()
    response = HttpResponse()
    freshness.limit_shared(response, at)
    return response.headers["X-Accel-Expires"], response.headers["CDN-Cache-Control"]


def test_a_bump_counts_one() -> None:
    before = version()
    freshness.bump()
    assert version() == before + 1


def test_a_bump_finds_the_next_event() -> None:
    with time_machine.travel(NOW, tick=False):
        factories.public(published_at=NOW - timedelta(days=400))
        factories.scheduled(NOW + timedelta(days=2))
        factories.scheduled(NOW + timedelta(days=1))
        clock = ContentClock.objects.get()
    assert clock.next_event_at == NOW + timedelta(days=1)


def test_without_anything_scheduled_there_is_no_next_event() -> None:
    with time_machine.travel(NOW, tick=False):
        workflow.unschedule(factories.scheduled(NOW + timedelta(days=1)), by=None)
        assert freshness.read(NOW).next_event_at is None


class Monotonic:
    """Stands in for the module ``time``: seconds that pass when a test says so."""

    seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def monotonic(monkeypatch: pytest.MonkeyPatch) -> Monotonic:
    """The process's own seconds, standing still."""
    standing = Monotonic()
    monkeypatch.setattr(freshness, "time", standing)
    return standing


def test_what_the_clock_alone_decides_is_made_once_a_name(monotonic: Monotonic) -> None:
    made = [freshness.once(name, object) for name in ("one", "one", "another")]
    assert (made[0] is made[1], made[0] is made[2]) == (True, False)


def test_what_was_made_is_made_anew_after_a_bump_and_after_its_life(monotonic: Monotonic) -> None:
    first = freshness.once("one", object)
    monotonic.seconds += freshness.SHARED_LIFE - 0.01
    assert freshness.once("one", object) is first
    monotonic.seconds += 0.01
    second = freshness.once("one", object)
    freshness.bump()
    third = freshness.once("one", object)
    assert len({id(made) for made in (first, second, third)}) == 3


def test_what_was_made_is_made_anew_when_another_process_has_moved_the_clock(monotonic: Monotonic) -> None:
    first = freshness.once("one", object)
    ContentClock.objects.update(version=99)
    monotonic.seconds += freshness.REREAD_AFTER
    assert freshness.once("one", object) is not first


def test_what_was_made_is_made_anew_when_its_moment_comes() -> None:
    with time_machine.travel(NOW, tick=False) as traveller:
        factories.scheduled(NOW + timedelta(seconds=1))
        first = freshness.once("one", object)
        traveller.shift(timedelta(seconds=1))
        assert freshness.once("one", object) is not first


def test_what_changes_while_something_is_made_is_not_hidden_by_it() -> None:
    def overtaken() -> str:
        freshness.bump()
        return "old"

    assert [freshness.once("one", overtaken), freshness.once("one", lambda: "new")] == ["old", "new"]


def test_the_clock_is_read_once_a_second(monotonic: Monotonic) -> None:
    freshness.read(NOW)
    with CaptureQueriesContext(connection) as queries:
        monotonic.seconds += 0.99
        freshness.read(NOW)
        within = len(queries)
        monotonic.seconds += 0.01
        freshness.read(NOW)
    assert (within, len(queries)) == (0, 1)


def test_a_change_by_another_process_is_known_within_a_second(monotonic: Monotonic) -> None:
    before = freshness.read(NOW).version
    ContentClock.objects.update(version=before + 1)
    at_once = freshness.read(NOW).version
    monotonic.seconds += 1
    assert (at_once, freshness.read(NOW).version) == (before, before + 1)


def test_a_change_by_this_process_is_known_at_once() -> None:
    before = freshness.read(NOW).version
    freshness.bump()
    assert freshness.read(NOW).version == before + 1


def test_the_passing_of_the_next_event_is_a_new_version_by_itself() -> None:
    with time_machine.travel(NOW, tick=False):
        factories.scheduled(NOW + timedelta(minutes=1))
        factories.scheduled(NOW + timedelta(minutes=2))
    moments = [NOW + timedelta(minutes=1, microseconds=m) for m in (-1, 0)]
    readings = [freshness.read(moment) for moment in moments]
    assert (
        [reading.next_event_at for reading in readings],
        readings[0].version == readings[1].version,
        readings[0].key == readings[1].key,
    ) == ([NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)], True, False)


def test_the_passing_of_the_last_event_is_a_new_version_too() -> None:
    with time_machine.travel(NOW, tick=False):
        factories.scheduled(NOW + timedelta(minutes=1))
    keys = {freshness.read(NOW + timedelta(seconds=s)).key for s in (59, 60)}
    assert len(keys) == 2


def test_a_key_tells_versions_and_events_apart() -> None:
    later = NOW + timedelta(microseconds=1)
    readings = [Reading(v, None, e) for v in (1, 2) for e in (None, NOW, later)]
    assert len({reading.key for reading in readings}) == 6


@pytest.mark.parametrize(
    ("seconds", "headers"),
    [
        (None, (f"@{EPOCH + 30}", "public, max-age=30")),
        (3600, (f"@{EPOCH + 30}", "public, max-age=30")),
        (31, (f"@{EPOCH + 30}", "public, max-age=30")),
        (30, (f"@{EPOCH + 29}", "public, max-age=29")),
        (10, (f"@{EPOCH + 9}", "public, max-age=9")),
        (2, (f"@{EPOCH + 1}", "public, max-age=1")),
        (1.5, ("0", "no-store")),
        (1, ("0", "no-store")),
        (0.001, ("0", "no-store")),
    ],
)
def test_shared_caches_let_go_of_a_page_one_second_before_the_next_event(
    seconds: float | None, headers: tuple[str, str]
) -> None:
    assert shared(None if seconds is None else NOW + timedelta(seconds=seconds)) == headers


def test_after_the_event_shared_caches_may_keep_the_page_again() -> None:
    with time_machine.travel(NOW, tick=False):
        edition = factories.scheduled(NOW + timedelta(seconds=10))
    assert edition.publish_at is not None
    assert shared(edition.publish_at, at=edition.publish_at) == (f"@{EPOCH + 40}", "public, max-age=30")


def stamped(content: str, status: int = 200, known: str = "") -> HttpResponse:
    """Return the answer to a reader who has the page with the ETag ``known``."""
    request = RequestFactory().get("/", headers={"if-none-match": known})
    response = freshness.stamp(request, HttpResponse(content, status=status), NOW)
    assert isinstance(response, HttpResponse)
    return response


def test_the_same_bytes_have_the_same_etag_in_every_version() -> None:
    first = stamped("page").headers["ETag"]
    freshness.bump()
    assert (first == stamped("page").headers["ETag"], first == stamped("other").headers["ETag"]) == (True, False)


def test_a_reader_who_has_the_page_gets_a_304_with_the_headers_and_no_body() -> None:
    etag = stamped("page").headers["ETag"]
    again = stamped("page", known=etag)
    assert (again.status_code, again.content, again.headers["ETag"], again.headers["Cache-Control"]) == (
        304,
        b"",
        etag,
        "public, max-age=0, must-revalidate",
    )


def test_a_reader_who_has_another_page_gets_this_one() -> None:
    assert stamped("page", known='"x"').status_code == 200


def test_a_page_that_is_gone_is_never_a_304() -> None:
    etag = stamped("gone", 410).headers["ETag"]
    assert stamped("gone", 410, known=etag).status_code == 410


def test_browsers_ask_again_every_time() -> None:
    assert stamped("page").headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_saving_a_draft_leaves_the_clock_alone() -> None:
    edition = factories.public()
    before = version()
    factories.revise(edition)
    workflow.submit(Edition.objects.get(pk=edition.pk), by=None)
    workflow.approve(Edition.objects.get(pk=edition.pk), by=None)
    assert version() == before
