"""The process that does tasks where TASKS=database: mails, PDFs and share images, pictures, scanning, word to hubs."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from articles import hubs
from articles.library import tasks as library

# No task of ours takes five minutes (printing and developing are stopped sooner); one that does lost its worker.
LOST_AFTER = timedelta(minutes=10)


def requeue_lost() -> int:
    """Let tasks whose worker was killed be done again, and return how many there were."""
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LOST_AFTER)
    return lost.update(status=TaskResultStatus.READY, started_at=None)


class Command(db_worker.Command):
    """django-tasks-db's worker, which first takes up what a killed one left behind; systemd restarts it every hour."""

    help = _(
        "Does the tasks that wait in the database, one after the other: mails, PDFs and share images, pictures in more "
        "formats, asking the virus scanner, and word to hubs and search engines."
    )

    def handle(self, **options: Any) -> None:
        requeue_lost()
        hubs.resume()
        library.resume()
        super().handle(**options)
