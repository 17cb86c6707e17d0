"""The process that does tasks: what a killed one left behind is done by the next."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles.library import tasks
from articles.management.commands.worker import LOST_AFTER
from articles.models import PhotoVersion
from tests import factories
from tests.library.quick import Darkroom

pytestmark = pytest.mark.django_db(transaction=True)
DATABASE = override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})


@pytest.fixture(autouse=True)
def darkroom(monkeypatch: pytest.MonkeyPatch) -> Darkroom:
    made = Darkroom()
    made.install(monkeypatch)
    return made


def left_running(ago: timedelta) -> PhotoVersion:
    """Return a version whose task a worker began so long ago and was killed over."""
    version = factories.photo().file
    DBTaskResult.objects.all().delete()
    tasks.finish.enqueue(version.pk)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now() - ago)
    PhotoVersion.objects.update(created_at=timezone.now() - timedelta(days=9))  # so that nobody looks for it otherwise
    return version


def work() -> None:
    """Run a worker until there is nothing to do."""
    call_command("worker", batch=True, interval=0, startup_delay=False, verbosity=0)


@DATABASE
def test_a_task_over_which_a_worker_was_killed_is_done_by_the_next() -> None:
    version = left_running(LOST_AFTER + timedelta(seconds=1))
    work()
    version.refresh_from_db()
    assert version.made.keys() >= {"400.avif", "800.avif"}
    assert list(DBTaskResult.objects.values_list("status", flat=True)) == [TaskResultStatus.SUCCESSFUL]


@DATABASE
def test_what_another_worker_is_doing_is_left_to_it() -> None:
    version = left_running(timedelta(minutes=4))
    work()
    version.refresh_from_db()
    assert "400.avif" not in version.made


@DATABASE
def test_a_worker_looks_for_photos_of_which_something_is_missing() -> None:
    version = factories.photo().file
    DBTaskResult.objects.all().delete()
    work()
    version.refresh_from_db()
    assert "400.avif" in version.made
