"""The index follows the verbs: what is public or scheduled is in it, as it is, and nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from articles import workflow
from articles.enums import Change, Withdrawal
from articles.models import Edition, Indexed
from articles.search import tables
from tests import factories
from tests.search.asking import found, titles, total

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def rows(language: str = "en") -> int:
    """Return how many rows the table of a language has, public or not."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {tables.table(language)}")  # noqa: S608
        return int(cursor.fetchone()[0])


def in_step() -> bool:
    """Tell whether the index holds exactly what is public or scheduled, each at its moment."""
    standing = Edition.objects.filter(live__isnull=False, withdrawn_at__isnull=True)
    expected = {edition.pk: edition.publish_at for edition in standing}
    held = {row.pk: row.key // 256 for row in Indexed.objects.all()}
    moments = {pk: (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) for pk, at in expected.items()}
    languages = {code for code, _name in settings.ALL_LANGUAGES}
    counted = sum(rows(language) for language in languages)
    return held == moments and counted == len(expected)


@pytest.mark.parametrize("make", [factories.draft, factories.in_review, factories.approved, factories.withdrawn])
def test_what_is_not_out_and_not_scheduled_is_not_in_the_index(make: Callable[..., Edition]) -> None:
    make("en", title="Buoy")
    assert (rows(), Indexed.objects.count()) == (0, 0)


def test_a_scheduled_text_is_found_at_its_moment_and_not_before() -> None:
    moment = NOW + timedelta(hours=1)
    with time_machine.travel(NOW, tick=False):
        edition = factories.scheduled(moment, title="Buoy")
        assert rows() == 1
    assert (found("buoy", at=moment - timedelta(microseconds=1)), found("buoy", at=moment)) == ([], [edition])
    assert (total("buoy", at=moment - timedelta(microseconds=1)), total("buoy", at=moment)) == (0, 1)


def test_a_text_that_is_moved_is_found_at_its_new_moment_alone() -> None:
    with time_machine.travel(NOW, tick=False):
        edition = factories.scheduled(NOW + timedelta(hours=2), title="Buoy")
        workflow.schedule(edition, publish_at=NOW + timedelta(hours=1), by=None)
        assert in_step()
        assert (total("buoy", at=NOW + timedelta(minutes=59)), total("buoy", at=NOW + timedelta(hours=1))) == (0, 1)
        workflow.schedule(edition, publish_at=NOW + timedelta(hours=3), by=None)
    assert (total("buoy", at=NOW + timedelta(hours=2)), total("buoy", at=NOW + timedelta(hours=3))) == (0, 1)


def test_an_unscheduled_text_is_not_found_any_more() -> None:
    edition = factories.scheduled(factories.in_days(1), title="Buoy")
    workflow.unschedule(edition, by=None)
    assert rows() == 0
    assert in_step()


def test_a_release_that_is_held_is_in_no_language_s_index() -> None:
    release = factories.release("en")
    first = factories.scheduled(factories.in_days(1), "en", of=release)
    factories.scheduled(factories.in_days(2), "fr", of=release)
    workflow.revoke(first, by=None)
    assert (rows("en"), rows("fr")) == (0, 0)
    assert in_step()


def test_a_text_published_before_its_moment_is_found_now() -> None:
    edition = factories.scheduled(factories.in_days(1), title="Buoy")
    workflow.publish(edition, by=None)
    assert titles("buoy") == ["Buoy"]
    assert in_step()


def test_a_correction_is_found_by_its_words_and_not_by_those_before() -> None:
    edition = factories.public(title="Buoy", body="<p>Wrong figures</p>")
    factories.correct(edition, title="Beacon", body="<p>Right figures</p>")
    assert (titles("buoy"), titles("wrong"), titles("beacon right")) == ([], [], ["Beacon"])
    assert in_step()


def test_a_text_in_preparation_is_not_found() -> None:
    edition = factories.public(title="Buoy")
    workflow.approve(workflow.submit(factories.revise(edition, title="Beacon"), by=None), by=None)
    assert (titles("buoy"), titles("beacon")) == (["Buoy"], [])


def test_a_withdrawn_text_is_not_found_and_found_again_when_it_is_restored() -> None:
    edition = workflow.withdraw(factories.public(title="Buoy"), reason=Withdrawal.ERROR, by=None)
    assert (rows(), total("buoy")) == (0, 0)
    workflow.restore(edition, by=None)
    assert titles("buoy") == ["Buoy"]
    assert in_step()


def test_a_restored_text_is_found_as_it_is_then() -> None:
    edition = workflow.withdraw(factories.public(title="Buoy"), reason=Withdrawal.ERROR, by=None)
    newer = workflow.approve(workflow.submit(factories.revise(edition, title="Beacon"), by=None), by=None)
    workflow.restore(newer, change=Change.CORRECTION, note="A name was wrong.", by=None)
    assert (titles("buoy"), titles("beacon")) == ([], ["Beacon"])


def test_a_readdressed_text_is_found_under_its_new_address() -> None:
    edition = factories.public(title="Buoy")
    workflow.readdress(edition, slug="another", by=None)
    assert [one.slug for one in found("buoy")] == ["another"]
    assert in_step()


def test_other_topics_of_a_release_count_at_once_in_all_languages() -> None:
    ports, ships = factories.topic("ports"), factories.topic("ships")
    release = factories.release("en", topics=[ports])
    factories.public("en", of=release, title="Buoy")
    factories.public("fr", of=release, title="Buoy")
    factories.scheduled(factories.in_days(1), "es", of=release, title="Buoy")
    workflow.share(release, by=None, photo=None, topics=[ships])
    for language in ("en", "fr"):
        assert (total("buoy", language, topic=ports), total("buoy", language, topic=ships)) == (0, 1)
    assert in_step()


def test_languages_of_a_release_come_and_go_apart() -> None:
    release = factories.release("en")
    factories.public("en", of=release, title="Buoy")
    french = factories.public("fr", of=release, title="Buoy")
    workflow.withdraw(french, reason=Withdrawal.LEGAL, by=None)
    assert (total("buoy", "en"), total("buoy", "fr")) == (1, 0)


def test_a_language_that_is_not_shown_is_not_searched() -> None:
    factories.public("fr", title="Buoy")
    assert titles("buoy", "fr") == ["Buoy"]
    with override_settings(LANGUAGES=[pair for pair in settings.LANGUAGES if pair[0] != "fr"]):
        assert (titles("buoy", "fr"), total("buoy", "fr")) == ([], 0)


def test_what_is_rolled_back_was_never_indexed() -> None:
    with transaction.atomic():
        factories.public(title="Buoy")
        transaction.set_rollback(True)
    assert (rows(), total("buoy")) == (0, 0)


def test_a_text_keeps_its_place_when_it_is_corrected() -> None:
    day = NOW - timedelta(days=1)
    editions = [factories.public("en", day, title="Buoy") for _number in range(3)]
    before = found("buoy")
    factories.correct(editions[1], title="Buoy again")
    assert found("buoy") == before


@pytest.mark.parametrize(
    ("language", "word", "typed"),
    [
        ("en", "word{} ", "word17"),
        ("fr", "événementiellement-l’éléphantesque{} ", "éléphantesque17"),
        ("ru", "достопримечательность{}-высокопревосходительство{} ", "высокопревосходительство17"),
        ("ar", "المستشفياتُ{} ", "المستشفيات17"),
        ("zh-hans", "{}海", "一海"),
    ],
)
def test_a_very_long_text_is_published_and_found_by_its_beginning(language: str, word: str, typed: str) -> None:
    numbers = [chr(0x4E00 + n) if language == "zh-hans" else str(n) for n in range(18_000)]
    body = "".join(word.replace("{}", number) for number in numbers)[:190_000]  # a text may not be much longer
    factories.public(language, title="长" if language == "zh-hans" else "Long", body=f"<p>{body}</p>")
    assert len(titles(typed, language)) == 1
