"""Verbs of time: when what is approved goes out, in one language or in several at one instant."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.enums import Action
from articles.models import Edition, Release
from articles.workflow.moves import Incomplete, MomentPassed, begin, finish, lock_release, require_year
from articles.workflow.publishing import go_out, publish
from articles.workflow.readiness import missing, require_ready


@transaction.atomic
def schedule(
    edition: Edition,
    *,
    publish_at: datetime,
    by: User | None,
    now_if_past: bool = False,
    at: datetime | None = None,
    seen: int | None = None,
) -> Edition:
    """Put the approved revision under embargo until ``publish_at``.

    A moment that has passed means now, for who says so (``now_if_past``); else it is ``MomentPassed``. Nothing goes out
    before the release's required languages are approved.
    """
    at = at or timezone.now()
    locked = begin(edition, Action.SCHEDULE, by, at, seen)
    require_year(publish_at)
    if publish_at <= at:
        if not now_if_past:
            raise MomentPassed(_("This moment has passed: the text would be public at once."))
        return publish(locked, by=by, at=at)
    require_ready(locked.release)
    locked.publish_at = publish_at
    go_out(locked, publish_at, at)
    return finish(
        locked, Action.SCHEDULE, by, at, revision=locked.live, note=publish_at.isoformat(), visible=True
    )  # fmt: skip


@transaction.atomic
def schedule_together(
    release: Release,
    languages: Collection[str],
    *,
    publish_at: datetime,
    by: User | None,
    now_if_past: bool = False,
    at: datetime | None = None,
    seen: Mapping[str, int] | None = None,
) -> list[Edition]:
    """Put the approved revisions in ``languages`` under embargo until one instant, all of them or none.

    ``seen`` gives the version of each edition that the person saw. ``Incomplete`` lists everything that is missing: a
    required language that is not chosen and not out, a chosen one that is not approved.
    """
    at = at or timezone.now()
    release = lock_release(release.pk)
    editions = {edition.language: edition for edition in release.editions.order_by("pk")}
    if not languages:
        raise Incomplete(_("Choose at least one language."))
    if lacking := missing(editions, languages, release.required, at):
        raise Incomplete(_("Not everything is ready. %(list)s") % {"list": "; ".join(lacking)})
    return [
        schedule(
            edition, publish_at=publish_at, by=by, now_if_past=now_if_past, at=at,
            seen=seen.get(language) if seen else None,
        )
        for language, edition in editions.items()
        if language in languages
    ]  # fmt: skip


@transaction.atomic
def unschedule(edition: Edition, *, by: User | None, at: datetime | None = None, seen: int | None = None) -> Edition:
    """Take a scheduled edition out of the calendar, or give up the moment for which one is held."""
    at = at or timezone.now()
    locked = begin(edition, Action.UNSCHEDULE, by, at, seen)
    was_scheduled = locked.live_id is not None
    _stay_in(locked, at)
    return finish(locked, Action.UNSCHEDULE, by, at, revision=locked.approved, visible=was_scheduled)


def _stay_in(edition: Edition, at: datetime) -> None:
    """Take back what was to go out; nothing is saved of the edition."""
    edition.publications.to_come(at).delete()
    edition.live, edition.publish_at, edition.held_for = None, None, None


def hold_release(revoked: Edition, by: User | None, at: datetime, note: str) -> None:
    """Hold every scheduled language of the release of ``revoked``, whose approval is taken back.

    Not only those of the same moment: a language that follows later would go out with what was just found wrong.
    The reason is told with languages whose readers may read what was revoked.
    """
    scheduled = Edition.objects.select_for_update().scheduled(at).filter(release=revoked.release_id)
    for edition in sorted(scheduled, key=lambda edition: edition.pk):
        moment = edition.publish_at
        _stay_in(edition, at)
        edition.held_for = moment
        told = note if revoked.language in {edition.language, edition.release.original} else ""
        finish(edition, Action.HOLD, by, at, revision=edition.approved, note=told, visible=True)
