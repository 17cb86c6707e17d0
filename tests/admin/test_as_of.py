"""What exactly was public at a moment, to the second."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.models import Edition, Publication
from tests import factories
from tests.admin.desk import RELEASES, read, signed_in

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)  # 14:00 in Paris


def as_of(edition: Edition, at: str = "") -> str:
    """Return the address of what was public of a release."""
    return f"{RELEASES}{edition.release_id}/as-of/{f'?at={at}' if at else ''}"


@pytest.fixture
def corrected() -> Edition:
    """A French release: public on 10 June at noon UTC, corrected a day later, withdrawn another day later."""
    with time_machine.travel(NOON, tick=False):
        edition = factories.public("fr", title="Premier texte", body="<p>Corps un.</p>")
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        edition = factories.revise(edition, title="Texte corrigé", body="<p>Corps deux.</p>")
        edition = workflow.approve(workflow.submit(edition, by=None), by=None)
        edition = workflow.publish(edition, by=None, change="correction", note="Chiffre rectifié")
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        return workflow.withdraw(edition, reason="error", by=None)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-06-10T13:59:59", ["Nothing was public."]),
        ("2026-06-10T14:00:00", ["Premier texte", "Corps un.", "First publication", "June 11, 2026, 14:00:00"]),
        ("2026-06-11T13:59:59", ["Premier texte", "Corps un."]),
        ("2026-06-11T14:00:00", ["Texte corrigé", "Corps deux.", "Correction", "Chiffre rectifié"]),
        ("2026-06-12T13:59:59", ["Texte corrigé"]),
        ("2026-06-12T14:00:00", ["Nothing was public.", "It had been public until", "June 12, 2026, 14:00:00"]),
        ("2026-06-10T12:00:00Z", ["Premier texte"]),
    ],
)  # fmt: skip
def test_what_was_public_is_exact_to_the_second(corrected: Edition, at: str, expected: list[str]) -> None:
    with time_machine.travel(NOON + timedelta(days=9), tick=False):
        text = read(factories.editor(), as_of(corrected, at))
    absent = {"Premier texte", "Texte corrigé"} - set(expected)
    assert ([mark for mark in expected if mark not in text], [mark for mark in absent if mark in text]) == ([], [])


def test_what_was_public_anybody_at_the_desk_may_read(corrected: Edition) -> None:
    with time_machine.travel(NOON + timedelta(days=9), tick=False):
        text = read(factories.translator("ar"), as_of(factories.draft("fr", of=factories.release("en"))))
        assert "Premier texte" not in text
        text = read(factories.translator("ar"), as_of(corrected, "2026-06-10T15:00:00"))
    assert "Premier texte" in text


def test_what_is_scheduled_was_public_at_no_moment() -> None:
    edition = factories.scheduled(factories.in_days(1), "fr", of=factories.release("en"), title="Sous embargo")
    for person in (factories.translator("ar"), factories.editor()):
        assert "Sous embargo" not in read(person, as_of(edition))
        text = read(person, as_of(edition, "2999-01-01T00:00:00"))
        assert ("still to come" in text, "Sous embargo" in text) == (True, False)


def test_a_restored_text_was_made_public_again(corrected: Edition) -> None:
    with time_machine.travel(NOON + timedelta(days=5), tick=False):
        workflow.restore(corrected, by=None)
        text = read(factories.editor(), as_of(corrected))
    assert ("Made public again" in text, "it is still public" in text) == (True, True)


@pytest.mark.parametrize(
    "at", ["x", "2026-03-29T02:30:00", "2025-10-26T02:30:00", "0001-01-01T00:00:00", "%00", "9" * 99]
)
def test_a_moment_that_is_none_or_two_is_refused_and_shows_nothing(corrected: Edition, at: str) -> None:
    text = read(factories.editor(), as_of(corrected, at))
    assert ("errorlist" in text, "history-answer" in text) == (True, False)


def test_what_was_public_takes_the_same_queries_however_often_it_changed() -> None:
    edition, client = factories.public(), signed_in(factories.editor())
    assert edition.publish_at is not None and edition.live is not None
    start = edition.publish_at - timedelta(days=900)
    Publication.objects.bulk_create(
        Publication(
            edition=edition, revision=edition.live, public_from=start + timedelta(hours=hour),
            public_until=start + timedelta(hours=hour + 1), change="minor",
        )
        for hour in range(1000)
    )  # fmt: skip
    with CaptureQueriesContext(connection) as queries:
        text = client.get(as_of(edition, (start + timedelta(hours=500, minutes=3)).strftime("%Y-%m-%dT%H:%M:%SZ")))
    assert (len(queries), text.content.decode().count("<details>")) == (9, 1)
