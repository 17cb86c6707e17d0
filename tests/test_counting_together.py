"""Whoever counts at the same time waits for the other: no number is lost, and nobody waits for ever."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from articles import counts, workflow
from articles.models import Edition, Tally, Topic
from tests import factories

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def together(*steps: Callable[[], object]) -> list[Exception]:
    """Take all steps at once, each in a thread of its own, and return what went wrong."""
    wrong: list[Exception] = []
    ready = threading.Barrier(len(steps))

    def take(step: Callable[[], object]) -> None:
        ready.wait(10)
        try:
            step()
        except Exception as error:  # noqa: BLE001 (whatever it is, the test fails)
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return wrong


def delete(topic: Topic) -> None:
    """Delete a topic as the desk does."""
    from articles import freshness

    with transaction.atomic():
        key = topic.pk
        topic.delete()
        freshness.bump()
        counts.drop_topic(key)


def total() -> int:
    """Return the number of English releases."""
    return sum(Tally.objects.filter(language="en", also="", topic=0, year=0).values_list("number", flat=True))


def test_eight_publications_at_once_count_eight() -> None:
    topics = [factories.topic(), factories.topic()]
    editions = [factories.approved("en", of=factories.release("en", topics=topics)) for _number in range(8)]
    wrong = together(*(lambda edition=edition: workflow.publish(edition, by=None) for edition in editions))
    assert (wrong, total(), counts.wrong()) == ([], 8, 0)


def test_two_languages_of_a_release_at_once_count_as_a_pair() -> None:
    release = factories.release("en")
    editions = [factories.approved(language, of=release) for language in ("en", "fr")]
    wrong = together(*(lambda edition=edition: workflow.publish(edition, by=None) for edition in editions))
    pair = Tally.objects.filter(language="en", also="fr", year=0).values_list("number", flat=True)
    assert (wrong, list(pair), counts.wrong()) == ([], [1], 0)


def test_counting_everything_anew_while_others_publish_and_withdraw_ends_right() -> None:
    out = [factories.public() for _number in range(4)]
    coming = [factories.approved() for _number in range(4)]
    wrong = together(
        counts.rebuild,
        *(lambda edition=edition: workflow.withdraw(edition, reason="error", by=None) for edition in out),
        counts.rebuild,
        *(lambda edition=edition: workflow.publish(edition, by=None) for edition in coming),
    )
    assert (wrong, total(), counts.wrong()) == ([], 4, 0)


def test_a_topic_is_deleted_while_others_publish_under_it_and_file_under_it() -> None:
    gone, kept = factories.topic("gone"), factories.topic("kept")
    editions = [factories.approved("en", of=factories.release("en", topics=[gone, kept])) for _number in range(4)]
    others = [factories.public("en", of=factories.release("en", topics=[gone])) for _number in range(3)]
    wrong = together(
        lambda: delete(gone),
        *(lambda edition=edition: workflow.publish(edition, by=None) for edition in editions),
        *(lambda one=one: workflow.share(one.release, by=None, photo=None, topics=[kept]) for one in others),
    )
    assert (wrong, Edition.objects.standing().count(), counts.wrong()) == ([], 7, 0)
    assert not Tally.objects.exclude(topic__in=[0, kept.pk]).exists()
