"""What is done with photos and documents after they came in: AVIF and missing cuts; asking the virus scanner.

As with papers (``articles.derivatives.tasks``): where tasks are a table, a task is stored with the rows themselves.
Where they are done at once, a photo's ten seconds of AVIF would hold up its upload: a thread does it beside the
requests (``background``). What the command line brings in there is left to ``make_renditions``.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from articles.darkroom.developing import ImageProblem
from articles.enums import Scan
from articles.library import background, judging, making
from articles.models import DocumentVersion, PhotoVersion

log = logging.getLogger(__name__)

# Minutes after which what could not be made is tried again; and what could not be scanned, which waits closed. After
# that, the worker takes up at every start what still waits.
RETRIES = (1, 10, 60)
RESCANS = (1, 2, 5, 15, 60)
LAST = -50  # the priority of what nobody waits for: mails and papers go before
RECENT = timedelta(days=2)  # how old a version is at most that the worker takes up at its start
LIMIT = 200  # rows that are taken up at once


def finish_soon(version: PhotoVersion) -> None:
    """Have made what is missing of a version that was just stored, or whose photo has another focus."""
    if finish.get_backend().supports_defer:
        finish.enqueue(version.pk)
    elif version.author_id is not None:
        _do_beside(partial(finish.enqueue, version.pk))


def scan_soon(version: DocumentVersion) -> None:
    """Have the scanner asked about a version that was just stored as ``Scan.WAITING``."""
    if scan.get_backend().supports_defer:
        scan.enqueue(version.pk)
    else:
        _do_beside(partial(scan.enqueue, version.pk))


def _do_beside(job: Callable[[], object]) -> None:
    transaction.on_commit(partial(background.do, job), robust=True)


@task(priority=LAST)
def finish(version: int, attempt: int = 0) -> bool:
    """Make what is missing of a version, and tell whether it is all there.

    What cannot be made, for want of room or time, is tried again after ``RETRIES`` where tasks can wait.
    """
    try:
        making.make(version)
    except ImageProblem:
        log.warning("Version %s of a photo is not taken any more", version, exc_info=True)
        return False
    except OSError:
        log.warning("The pictures of version %s of a photo could not be made", version, exc_info=True)
        _again(finish, RETRIES, version, attempt)
        return False
    return True


@task()
def scan(version: int, attempt: int = 0) -> bool:
    """Ask about a version of a document, and tell whether there is a verdict; if not, ask again after ``RESCANS``."""
    if not DocumentVersion.objects.filter(pk=version, scan=Scan.WAITING).exists():
        return True  # removed, or somebody else asked
    try:
        waits = judging.judge(version) == Scan.WAITING
    except OSError:
        log.warning("The file of version %s of a document could not be read", version, exc_info=True)
        waits = True
    if waits:
        _again(scan, RESCANS, version, attempt)
    return not waits


def _again(what: Any, minutes: tuple[int, ...], version: int, attempt: int) -> None:
    if what.get_backend().supports_defer and attempt < len(minutes):
        later = timezone.now() + timedelta(minutes=minutes[attempt])
        what.using(run_after=later).enqueue(version, attempt + 1)


def resume() -> None:
    """Take up, when a worker starts, what is left of tasks that were given up or died: doing it twice does no harm."""
    if not finish.get_backend().supports_defer:
        return
    waiting = DocumentVersion.objects.filter(scan=Scan.WAITING).order_by("pk")
    for pk in waiting.values_list("pk", flat=True)[:LIMIT] if settings.CLAMD else ():
        scan.enqueue(pk)
    newest = PhotoVersion.objects.filter(created_at__gt=timezone.now() - RECENT).select_related("photo")
    for version in newest.order_by("-pk")[:LIMIT]:
        if making.missing(version):
            finish.enqueue(version.pk)
