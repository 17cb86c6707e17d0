"""Who stores a paper while a person takes a step with several languages of its release: one waits for the other."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles import freshness, workflow
from articles.derivatives import making
from tests import factories
from tests.derivatives.quick import Press

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_a_paper_is_stored_while_its_release_is_given_another_moment(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = factories.release("en")
    factories.approved("fr", of=release)  # a translation that was there before its original: it is locked first
    factories.scheduled(timezone.now() + timedelta(seconds=30), "en", of=release)
    storing, through, wrong = threading.Event(), threading.Event(), list[Exception]()
    bump = freshness.bump

    def bump_late() -> None:
        """Bump the clock for a paper when the person's step has gone as far as it can."""
        monkeypatch.setattr(freshness, "bump", bump)
        storing.set()
        through.wait(1)
        bump()

    def store() -> None:
        try:
            making.make(release.pk)
        except Exception as error:  # noqa: BLE001 (whatever it is, the test fails)
            wrong.append(error)
        finally:
            connection.close()

    monkeypatch.setattr(freshness, "bump", bump_late)
    worker = threading.Thread(target=store)
    worker.start()
    assert storing.wait(30)
    later = factories.in_days(1)
    moved = workflow.schedule_together(release, ["en", "fr"], publish_at=later, by=None)
    through.set()
    worker.join(30)
    assert (wrong, [edition.publish_at for edition in moved]) == ([], [later, later])
