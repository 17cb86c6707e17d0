"""What the desk looks at: the bounds of its questions, and that a question for many answers as the one for one does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles import workflow
from articles.desk.hands import in_hand
from articles.desk.headlines import with_headlines
from articles.desk.viewer import Viewer
from articles.desk.worklist import jobs
from articles.models import Edition, Release
from tests import factories
from tests.factories import in_days
from tests.workflow.situations import SITUATIONS

pytestmark = pytest.mark.django_db


def hands() -> set[int]:
    return set(in_hand(timezone.now()).releases)


def long_ago(edition: Edition) -> int:
    """Say that the text last changed before the desk looks at it; return the release's key."""
    Release.objects.filter(pk=edition.release_id).update(updated_at=in_days(-91))
    return edition.release_id


def test_what_changed_within_ninety_days_is_in_hand() -> None:
    fresh = factories.draft().release_id
    long_ago(factories.draft())
    assert hands() == {fresh}


@pytest.mark.parametrize(
    "build", [lambda: factories.scheduled(in_days(300)), factories.public, factories.in_review], ids=["scheduled", "public", "in review"]
)  # fmt: skip
def test_what_is_on_its_way_is_in_hand_however_old_its_text(build: Callable[[], Edition]) -> None:
    release = long_ago(build())
    assert hands() == {release}


def test_what_is_held_is_in_hand_however_old_its_text() -> None:
    release, moment = factories.release(), in_days(1)
    for language in ("en", "fr"):
        edition = factories.scheduled(moment, language, of=release)
    workflow.revoke(edition, by=None)
    Edition.objects.filter(stage="in_review").update(stage="draft")
    long_ago(edition)
    assert in_hand(timezone.now()).due == {release.pk: moment}


def test_what_has_been_public_for_long_is_not_in_hand() -> None:
    long_ago(factories.public(published_at=in_days(-15)))
    assert hands() == set()


def test_no_more_than_the_newest_changes_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.desk.hands.MOST_RELEASES", 2)
    factories.draft()
    newest = {factories.draft().release_id, factories.draft().release_id}
    assert hands() == newest


def test_the_first_moment_to_come_is_when_a_release_is_due() -> None:
    release, tomorrow = factories.release(), in_days(1)
    factories.public("ru", of=release)
    factories.scheduled(tomorrow + timedelta(hours=1), "en", of=release)
    factories.scheduled(tomorrow, "fr", of=release)
    assert in_hand(timezone.now()).due == {release.pk: tomorrow}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_question_for_newer_text_answers_as_the_edition_does(situation: str) -> None:
    edition = SITUATIONS[situation]()
    edition.refresh_from_db()
    found = Edition.objects.filter(pk=edition.pk).with_newer_text().exists()
    assert found is edition.newer_text_waiting


def test_stale_texts_are_found_however_old() -> None:
    original = factories.public("en", published_at=in_days(-400))
    factories.public("fr", of=original.release, published_at=in_days(-400))
    workflow.approve(workflow.submit(factories.revise(original), by=None), by=None)
    long_ago(original)
    viewer = Viewer(factories.translator("fr"), timezone.now())
    assert hands() == set()
    assert [(job.release, job.kind) for job in jobs(viewer, in_hand(viewer.at))] == [(original.release_id, "stale")]


def test_who_wrote_last_is_found_for_many_as_for_one() -> None:
    first, second = factories.editor(), factories.editor()
    editions = []
    for authors in ([first], [second], [first, second], [second, first]):
        edition = factories.draft()
        for author in authors:
            workflow.save_text(edition.release, "en", factories.text(), by=author)
        editions.append(edition)
    # A new picture makes a revision too, and the text is still that of who wrote it.
    workflow.share(editions[0].release, by=second, photo=factories.photo(), topics=[])
    keys = [edition.pk for edition in editions]
    assert workflow.last_written_by(first, keys) == {keys[0], keys[3]}
    assert workflow.last_written_by(second, keys) == {keys[0], keys[1], keys[2]}
    assert workflow.last_written_by(None, keys) == set()


def test_a_headline_is_the_persons_language_then_the_original_then_any_that_may_be_read() -> None:
    release = factories.release("fr")
    for language in ("fr", "ru", "ar"):
        factories.draft(language, of=release, title=f"In {language}")
    loaded = with_headlines([release.pk])[release.pk]

    def headline(person: Any) -> str:
        return Viewer(person, timezone.now()).headline(loaded).text

    assert headline(factories.translator("ar")) == "In fr"
    untitled = factories.draft("ar", title="Alone", of=factories.release("en"))
    alone = with_headlines([untitled.release_id])[untitled.release_id]
    assert Viewer(factories.translator("ar"), timezone.now()).headline(alone).text == "Alone"
    other = Viewer(factories.translator("es"), timezone.now()).headline(alone)
    assert (other.text, other.tag, other.direction) == ("(no headline yet)", "", "auto")
