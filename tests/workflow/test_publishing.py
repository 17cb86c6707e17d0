"""What readers get and when: publications, corrections, withdrawals with reasons, addresses."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles import slugs, workflow
from articles.enums import Change
from articles.models import Edition, FormerAddress, Publication
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def shown(edition: Edition) -> list[tuple[int, datetime, datetime | None, str, str]]:
    """Return the publications of an edition, oldest first."""
    rows = edition.publications.order_by("public_from", "pk").select_related("revision")
    return [(row.revision.number, row.public_from, row.public_until, row.change, row.note) for row in rows]


def newer(edition: Edition) -> Edition:
    """Return ``edition`` with newer text, approved."""
    return workflow.approve(workflow.submit(factories.revise(edition), by=None), by=None)


def test_what_is_scheduled_has_one_publication_to_come_however_often_it_is_moved() -> None:
    edition = factories.scheduled(NOW + HOUR)
    workflow.schedule(edition, publish_at=NOW + 2 * HOUR, by=None)
    assert shown(edition) == [(1, NOW + 2 * HOUR, None, "", "")]


def test_what_never_went_out_leaves_no_publication() -> None:
    edition = factories.scheduled(NOW + HOUR)
    workflow.unschedule(edition, by=None)
    assert shown(edition) == []


def test_a_life_is_kept_as_what_was_public_when(clock: time_machine.Traveller) -> None:
    edition = factories.public()
    clock.shift(HOUR)
    workflow.publish(newer(edition), by=None, change=Change.CORRECTION, note="Two, not three.")
    clock.shift(HOUR)
    workflow.withdraw(edition, reason="legal", by=None)
    clock.shift(HOUR)
    workflow.restore(edition, by=None)
    assert shown(edition) == [
        (1, NOW, NOW + HOUR, "", ""),
        (2, NOW + HOUR, NOW + 2 * HOUR, "correction", "Two, not three."),
        (2, NOW + 3 * HOUR, None, "", ""),
    ]


def test_as_of_a_moment_there_is_one_text_or_none(clock: time_machine.Traveller) -> None:
    edition = factories.public()
    clock.shift(HOUR)
    workflow.publish(newer(edition), by=None)
    clock.shift(HOUR)
    workflow.withdraw(edition, reason="legal", by=None)
    moments = [NOW - HOUR, NOW, NOW + HOUR - timedelta(microseconds=1), NOW + HOUR, NOW + 2 * HOUR]
    found = [list(edition.publications.at(moment).values_list("revision__number", flat=True)) for moment in moments]
    assert found == [[], [1], [1], [2], []]


@pytest.mark.parametrize("change", [Change.CORRECTION, Change.UPDATE])
@pytest.mark.parametrize("note", ["", " \n"])
def test_readers_are_told_what_was_corrected_or_updated(change: Change, note: str) -> None:
    edition = newer(factories.public())
    with pytest.raises(workflow.Incomplete, match="readers see it"):
        workflow.publish(edition, by=factories.editor(), change=change, note=note)
    assert len(shown(edition)) == 1


@pytest.mark.parametrize("change", ["", "silent"])
def test_a_person_says_what_kind_of_change_it_is(change: str) -> None:
    edition = newer(factories.public())
    with pytest.raises(workflow.Incomplete, match="minor change, a correction or an update"):
        workflow.publish(edition, by=factories.editor(), change=change)


def test_a_minor_change_is_silent(clock: time_machine.Traveller) -> None:
    edition = newer(factories.public())
    clock.shift(HOUR)
    edition = workflow.publish(edition, by=factories.editor(), change=Change.MINOR, note="a comma")
    assert (edition.change, edition.changed_at, edition.publications.told(NOW + HOUR).count()) == ("", None, 0)


def test_an_update_is_dated_when_it_is_made(clock: time_machine.Traveller) -> None:
    edition = newer(factories.public())
    clock.shift(HOUR)
    edition = workflow.publish(edition, by=None, change=Change.UPDATE, note="More aid.")
    assert (edition.change, edition.changed_at, edition.publish_at) == ("update", NOW + HOUR, NOW)


def test_replaced_by_leads_to_another_release_and_needs_one() -> None:
    edition, other = factories.public(), factories.public().release
    for options in ({"reason": "replaced"}, {"reason": "error", "replaced_by": other}):
        with pytest.raises(workflow.Incomplete, match="Name the release"):
            workflow.withdraw(edition, by=None, **options)  # type: ignore[arg-type]
    with pytest.raises(workflow.Incomplete, match="itself"):
        workflow.withdraw(edition, by=None, reason="replaced", replaced_by=edition.release)
    assert workflow.withdraw(edition, by=None, reason="replaced", replaced_by=other).replaced_by == other


def test_restoring_forgets_the_withdrawal() -> None:
    other = factories.public().release
    edition = workflow.withdraw(factories.public(), by=None, reason="replaced", replaced_by=other, note="See there.")
    edition = workflow.restore(edition, by=None)
    assert (edition.withdrawal, edition.withdrawal_note, edition.replaced_by) == ("", "", None)


def test_restoring_with_another_text_asks_what_kind_of_change_it_is() -> None:
    edition = newer(factories.withdrawn())
    with pytest.raises(workflow.Incomplete):
        workflow.restore(edition, by=factories.editor())
    edition = workflow.restore(edition, by=factories.editor(), change=Change.CORRECTION, note="The date.")
    assert (edition.change, edition.live_id == edition.approved_id) == ("correction", True)


def former() -> list[tuple[str, str]]:
    return sorted(FormerAddress.objects.values_list("language", "slug"))


def test_every_address_under_which_a_text_was_public_is_kept() -> None:
    edition = factories.public("fr", slug="un")
    for slug in ("deux", "trois"):
        edition = workflow.readdress(edition, slug=slug, by=None)
    assert (edition.slug, former()) == ("trois", [("fr", "deux"), ("fr", "un")])


def test_going_back_to_an_earlier_address_makes_no_loop() -> None:
    edition = factories.public("fr", slug="un")
    for slug in ("deux", "un"):
        edition = workflow.readdress(edition, slug=slug, by=None)
    assert (edition.slug, former()) == ("un", [("fr", "deux")])


def test_an_address_that_never_was_public_leaves_no_trace() -> None:
    edition = factories.scheduled(NOW + HOUR, slug="secret-project")
    workflow.readdress(edition, slug="quiet", by=None)
    assert former() == []


def test_a_former_address_stays_with_its_text() -> None:
    workflow.readdress(factories.public(slug="ports"), slug="harbours", by=None)
    other = factories.draft()
    with pytest.raises(workflow.Incomplete, match="has this slug already"):
        workflow.save_text(other.release, "en", factories.text(), by=None, slug="ports")
    assert slugs.available("ports", factories.draft("fr"))


@pytest.mark.parametrize("slug", ["", " ", "12345", "a b", "x" * 121, "print/../x", "taken", "same"])
def test_an_address_that_cannot_be_is_refused(slug: str) -> None:
    factories.public(slug="taken")
    edition = factories.public(slug="same")
    with pytest.raises(workflow.Incomplete):
        workflow.readdress(edition, slug=slug, by=None)
    edition.refresh_from_db()
    assert (edition.slug, former()) == ("same", [])


def test_what_was_public_cannot_be_deleted_with_its_release() -> None:
    edition = factories.public()
    with pytest.raises(workflow.IllegalMove):
        workflow.discard(edition.release, by=None)
    assert Publication.objects.count() == 1
