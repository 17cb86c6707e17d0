"""What has still to be told, kept until it has been."""

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from articles.enums import Action, Service
from articles.freshness import SHARED_LIFE
from articles.hubs import messages, sending
from articles.models import Announcement, Edition
from articles.site import absolute

log = logging.getLogger(__name__)

KEPT = timedelta(seconds=SHARED_LIFE + 2)  # until no cache of ours has the page as it was before a change by hand
OLD = timedelta(days=2)  # what goes out dated back further is an archive that is taken in, and no news
PATIENCE = 3.0  # seconds that a request of the desk waits for all services together
LIMIT = 10.0  # seconds that a process beside the server waits for one answer
AT_ONCE = 100  # changes that are told in one message
LEASE = timedelta(minutes=1)  # for how long who tells something keeps others from telling it too
UNCONFIRMED = timedelta(seconds=10)  # until the site is asked again for what it does not show yet
BACKOFF = (10, 60, 300, 1800, 3600)  # seconds until a service that failed is tried again; then every hour
ATTEMPTS = 28  # a day of them
GIVE_UP = timedelta(days=1)  # for what the site does not show


def announce(edition: Edition, action: Action, at: datetime) -> None:
    """Note that readers get ``edition`` otherwise from now on, or from its moment on; in the verb's transaction.

    Told when the transaction is through, or, where tasks can wait, as soon as no cache has the page of before.
    """
    services = messages.configured()
    if not services:
        return
    if edition.live_id is None or edition.publish_at is None:
        Announcement.objects.filter(edition=edition).delete()
        return
    if action == Action.PUBLISH and _dated_back(edition, at):
        return
    waits = _wake_up.get_backend().supports_defer
    due = max(edition.publish_at, at + KEPT if waits else at)
    for service in services:
        Announcement.objects.update_or_create(
            edition=edition, service=service, defaults={"due_at": due, "attempts": 0, "retry_at": None}
        )
    if waits:
        _wake_up.using(run_after=due).enqueue()
    else:
        transaction.on_commit(_tell_in_request, robust=True)


def _dated_back(edition: Edition, at: datetime) -> bool:
    """Tell whether the text that just went out is an old one."""
    since = edition.publications.order_by("-public_from", "-pk").values_list("public_from", flat=True).first()
    return since is not None and since < at - OLD


def _tell_in_request() -> None:
    """Tell what is due, for a person who waits: what this process shows is public, so nobody need be asked."""
    tell(timezone.now(), confirm=False, patience=PATIENCE)


@task()
def _wake_up() -> None:
    """Tell what is due, and come again for what could not be told."""
    at = timezone.now()
    if tell(at, confirm=True):
        later = Announcement.objects.filter(retry_at__gt=at).order_by("retry_at").values_list("retry_at", flat=True)
        _wake_up.using(run_after=later.first() or at + UNCONFIRMED).enqueue()


def resume() -> None:
    """Have told what nobody came for, when a worker starts."""
    if Announcement.objects.exists() and _wake_up.get_backend().supports_defer:
        _wake_up.enqueue()


def tell(at: datetime, *, confirm: bool, patience: float | None = None) -> int:
    """Tell each service what is due at ``at``, and return how many changes have to be tried again.

    ``confirm``: ask the site first whether it shows the change, because the clock of this process may be wrong.
    ``patience``: seconds for all together; without, ``LIMIT`` for each answer.
    """
    until = time.monotonic() + patience if patience is not None else None
    return sum(_tell(service, at, confirm, until) for service in messages.configured())


def _tell(service: Service, at: datetime, confirm: bool, until: float | None) -> int:
    """Tell ``service`` what is due, by ``until`` of the monotonic clock, and return how much has to be tried again."""
    left = given_up = 0
    rows = _claim(service, at)
    editions = _gone_out(rows, at)
    unsure = _unconfirmed(editions) if confirm else set()
    ready = [edition for edition in editions if edition.pk not in unsure]
    limit = LIMIT if until is None else until - time.monotonic()
    failed = {edition.pk for edition in ready} if ready and not _sent(service, ready, at, limit) else set()
    for row in rows:
        # What was announced anew meanwhile is not claimed any more, and stays as it is.
        claimed = Announcement.objects.filter(pk=row.pk, retry_at=at + LEASE)
        if row.edition_id in unsure and row.due_at > at - GIVE_UP:
            left += claimed.update(retry_at=at + UNCONFIRMED)
        elif row.edition_id in failed and row.attempts < ATTEMPTS:
            wait = timedelta(seconds=BACKOFF[min(row.attempts, len(BACKOFF) - 1)])
            left += claimed.update(attempts=row.attempts + 1, retry_at=at + wait)
        else:
            gone, _models = claimed.delete()
            given_up += gone if row.edition_id in unsure | failed else 0
    if given_up:
        log.error("%s: given up on %d changes after a day", service.label, given_up)
    return left


def _claim(service: Service, at: datetime) -> list[Announcement]:
    """Return what ``service`` is to be told now, kept from other processes for the time of ``LEASE``.

    Nothing while it is waited for after a failure: what is new then would fail as well.
    """
    rows = Announcement.objects.filter(service=service)
    if rows.filter(attempts__gt=0, retry_at__gt=at).exists():
        return []
    free = rows.filter(Q(retry_at__isnull=True) | Q(retry_at__lte=at), due_at__lte=at)
    found = list(free.order_by("due_at", "pk")[:AT_ONCE])
    return [row for row in found if free.filter(pk=row.pk).update(retry_at=at + LEASE)]


def _gone_out(rows: Sequence[Announcement], at: datetime) -> list[Edition]:
    """Return the editions of ``rows`` that are public or were; what has been unscheduled meanwhile is not spoken of."""
    columns = ("release", "language", "slug", "publish_at", "withdrawn_at")
    found = Edition.objects.begun(at).filter(pk__in=[row.edition_id for row in rows])
    return list(found.only(*columns).order_by("publish_at", "pk"))


def _unconfirmed(editions: Sequence[Edition]) -> set[int]:
    """Return the keys of those of ``editions`` that the site does not show as it should: 200, or not if withdrawn."""
    unsure: set[int] = set()
    for number, edition in enumerate(editions):
        address = absolute(edition.address())
        try:
            shown = sending.status_of(address, LIMIT) == 200
        except OSError as error:
            log.warning("Nobody is told of changes: the site itself (%s) cannot be asked: %s", settings.SITE_URL, error)
            return unsure | {e.pk for e in editions[number:]}
        if shown != (edition.withdrawn_at is None):
            unsure.add(edition.pk)
    return unsure


def _sent(service: Service, editions: Sequence[Edition], at: datetime, limit: float) -> bool:
    """Tell ``service`` of ``editions``, and return whether it has taken it."""
    try:
        sending.post(*messages.message(service, editions, at), limit)
    except OSError as error:
        log.warning("%s could not be told of %d changes: %s", service.label, len(editions), error)
        return False
    log.info("%s told of %d changes", service.label, len(editions))
    return True
