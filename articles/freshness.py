"""Freshness without jobs: the content clock and the headers that follow from it (DESIGN.md).

A public page is a function of its URL and the clock. ``read`` tells where the clock stands, ``bump`` is called by every
verb that can change a public page, inside its transaction, and ``stamp`` puts the answer's headers.
"""

import hashlib
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction
from django.db.models import F, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.encoding import escape_uri_path

from articles.models import ContentClock, Edition

REREAD_AFTER = 1.0  # seconds between two readings of the row in one process
SHARED_LIFE = 30  # seconds that a shared cache may keep a page at most

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """Where the clock stands: ``version``, and the moments around now at which time alone changes a page.

    ``since`` is the last such moment that has passed, if it passed after the last bump; ``next_event_at`` the next one.
    """

    version: int
    since: datetime | None
    next_event_at: datetime | None

    @property
    def key(self) -> str:
        """A text that differs whenever any public page may differ: what a store of finished pages goes by."""
        coming = self.next_event_at.timestamp() if self.next_event_at else 0
        return f"{self.version}-{coming:.6f}"


class _Process:
    """The reading that this process holds, and until when by the monotonic clock, in seconds; what was made of it."""

    reading: Reading | None = None
    until = 0.0
    made: dict[Hashable, tuple[str, float, Any]] = {}
    lock = threading.Lock()


def forget() -> None:
    """Make the next ``read`` ask the database, and ``once`` make everything anew."""
    _Process.reading = None
    _Process.made = {}


def _ask(at: datetime) -> Reading:
    """Return the reading at ``at`` from the database, in one query."""
    coming = Edition.objects.scheduled(at).values("publish_at")[:1]
    row = ContentClock.objects.annotate(coming=Subquery(coming)).get(pk=1)
    passed = row.next_event_at is not None and row.next_event_at <= at
    since = row.next_event_at if passed else None
    return Reading(row.version, since, row.coming if passed else row.next_event_at)


def read(at: datetime) -> Reading:
    """Return the clock's reading at ``at``, from the database at most once a second.

    When the known next event has passed, the one after it is looked up: passing it is a new version by itself.
    """
    with _Process.lock:
        held = _Process.reading
        passed = held is not None and held.next_event_at is not None and held.next_event_at <= at
        if held is None or passed or time.monotonic() >= _Process.until:
            held = _ask(at)
            _Process.reading, _Process.until = held, time.monotonic() + REREAD_AFTER
        return held


def once(name: Hashable, make: Callable[[], T]) -> T:
    """Return what ``make`` makes, made once while the clock stands where it is, ``SHARED_LIFE`` at most.

    It may depend on ``name`` and the clock alone. There must be few names.
    """
    key = read(timezone.now()).key  # before it is made: what is newer than its key does no harm
    held = _Process.made.get(name)
    if held is None or held[0] != key or time.monotonic() >= held[1]:
        held = key, time.monotonic() + SHARED_LIFE, make()
        _Process.made[name] = held
    return held[2]


@transaction.atomic
def bump() -> None:
    """Count a change of public pages and look up the next event anew, in the caller's transaction if there is one.

    The row is locked first: whoever changes something at the same time is waited for, and seen.
    """
    ContentClock.objects.select_for_update().get(pk=1)
    coming = Edition.objects.scheduled(timezone.now()).values_list("publish_at", flat=True).first()
    ContentClock.objects.filter(pk=1).update(version=F("version") + 1, next_event_at=coming)
    forget()
    transaction.on_commit(forget)


def limit_shared(response: HttpResponseBase, at: datetime) -> None:
    """Let shared caches of ours keep ``response`` until the next event, and never longer than ``SHARED_LIFE``.

    nginx switches one second after the moment it is given, so it is given one second before the next event.
    """
    latest = at + timedelta(seconds=SHARED_LIFE)
    reading = read(at)
    coming = reading.next_event_at
    if reading.since is not None and at < reading.since:
        latest = at  # made before an event that has passed while it was made: nobody may keep it
    until = min(latest, coming - timedelta(seconds=1)) if coming else latest
    life = max(0, int((until - at).total_seconds()))
    response.headers["X-Accel-Expires"] = f"@{int(until.timestamp())}" if life else "0"
    response.headers["CDN-Cache-Control"] = f"public, max-age={life}" if life else "no-store"


def stamp(request: HttpRequest, response: HttpResponse, at: datetime) -> HttpResponseBase:
    """Return ``response`` as caches and browsers may keep it, or a 304 where the reader has it already."""
    response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    answer: HttpResponseBase = response
    if response.status_code == 200:
        etag = response.headers["ETag"]
        answer = get_conditional_response(request, etag=etag, response=response) or response
        if (policy := getattr(response, "_csp_update", None)) is not None:
            # Browsers put what a 304 says in the place of what they have.
            answer._csp_update = policy  # type: ignore[attr-defined]
    limit_shared(answer, at)  # a 304 too: it is what a cache that asks again goes by
    return answer


def public_page(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Decorate a view whose answer is a function of its URL and the clock: render it and ``stamp`` it.

    A stored file (``articles.delivery``) says itself how long it may be kept.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        at = timezone.now()
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse):
            response.render()
        if isinstance(response, HttpResponse) and response.status_code in {200, 410} and "ETag" not in response:
            return stamp(request, response, at)
        if response.status_code in {301, 302}:
            patch_cache_control(response, no_cache=True)
            response.headers["X-Accel-Expires"] = "0"
        return response

    wrapper.is_public = True  # type: ignore[attr-defined]  # what the site around us goes by
    wrapper.csrf_exempt = True  # type: ignore[attr-defined]  # what writes nothing says so to a POST: 405, and not 403
    return wrapper


def page_without_query(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Decorate a view as ``public_page`` does; a query leads to the address without it, which is the only one."""

    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.META.get("QUERY_STRING"):
            return HttpResponseRedirect(escape_uri_path(request.path))
        return view(request, *args, **kwargs)

    return public_page(wrapper)
