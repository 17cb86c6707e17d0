"""Verbs that move an edition through its life, from draft to public and, if need be, back."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.enums import Action, Stage, State
from articles.models import Edition
from articles.workflow.moves import Incomplete, begin, finish, require_year


@transaction.atomic
def submit(edition: Edition, *, by: User | None, at: datetime | None = None, seen: int | None = None) -> Edition:
    """Draft to in review. Needs a headline and a body."""
    at = at or timezone.now()
    locked = begin(edition, Action.SUBMIT, by, at, seen)
    current = locked.current
    if current is None or not (current.title and current.body):
        raise Incomplete(_("A headline and a body are needed before review."))
    locked.stage = Stage.IN_REVIEW
    return finish(locked, Action.SUBMIT, by, at, revision=current)


@transaction.atomic
def send_back(
    edition: Edition, *, by: User | None, note: str = "", at: datetime | None = None, seen: int | None = None
) -> Edition:
    """In review, or approved and not gone out, back to draft, with a note for the writer."""
    at = at or timezone.now()
    locked = begin(edition, Action.SEND_BACK, by, at, seen)
    locked.stage = Stage.DRAFT
    if locked.approved_id == locked.current_id:
        locked.approved = locked.live
    return finish(locked, Action.SEND_BACK, by, at, revision=locked.current, note=note)


@transaction.atomic
def approve(edition: Edition, *, by: User | None, at: datetime | None = None, seen: int | None = None) -> Edition:
    """In review to approved: the current revision is what may go out. Nothing goes out by this alone."""
    at = at or timezone.now()
    locked = begin(edition, Action.APPROVE, by, at, seen)
    locked.stage = Stage.APPROVED
    locked.approved = locked.current
    return finish(locked, Action.APPROVE, by, at, revision=locked.approved)


@transaction.atomic
def schedule(
    edition: Edition, *, publish_at: datetime, by: User | None, at: datetime | None = None, seen: int | None = None
) -> Edition:
    """Put the approved revision under embargo until ``publish_at``, which must be to come."""
    at = at or timezone.now()
    locked = begin(edition, Action.SCHEDULE, by, at, seen)
    require_year(publish_at)
    if publish_at <= at:
        raise Incomplete(_("This moment has passed. To publish at once, choose “Publish now”."))
    locked.publish_at = publish_at
    locked.live = locked.approved
    return finish(
        locked, Action.SCHEDULE, by, at, revision=locked.live, note=publish_at.isoformat(),
        visible=True,
    )  # fmt: skip


@transaction.atomic
def unschedule(edition: Edition, *, by: User | None, at: datetime | None = None, seen: int | None = None) -> Edition:
    """Take a scheduled edition out of the calendar; it is then as far as its working copy is."""
    at = at or timezone.now()
    locked = begin(edition, Action.UNSCHEDULE, by, at, seen)
    locked.live, locked.publish_at = None, None
    return finish(locked, Action.UNSCHEDULE, by, at, revision=locked.approved, visible=True)


@transaction.atomic
def publish(
    edition: Edition,
    *,
    by: User | None,
    published_at: datetime | None = None,
    at: datetime | None = None,
    seen: int | None = None,
) -> Edition:
    """Make the approved revision public now; on a public edition, replace its text and keep its date.

    ``published_at`` is the date of a release that was published elsewhere before, when an archive is taken in.
    """
    at = at or timezone.now()
    locked = begin(edition, Action.PUBLISH, by, at, seen)
    require_year(published_at or at)
    if published_at is not None and published_at > at:
        raise Incomplete(_("A release cannot have been published in the future."))
    if locked.state(at) != State.PUBLIC:
        locked.publish_at = published_at or at
    locked.live = locked.approved
    return finish(locked, Action.PUBLISH, by, at, revision=locked.live, visible=True)


@transaction.atomic
def withdraw(
    edition: Edition, *, note: str, by: User | None, at: datetime | None = None, seen: int | None = None
) -> Edition:
    """Take a public edition down; its address then answers 410. The reason, ``note``, goes into the audit log."""
    at = at or timezone.now()
    locked = begin(edition, Action.WITHDRAW, by, at, seen)
    if not note.strip():
        raise Incomplete(_("Say why this text is withdrawn."))
    locked.withdrawn_at = at
    return finish(locked, Action.WITHDRAW, by, at, revision=locked.live, note=note.strip(), visible=True)


@transaction.atomic
def restore(edition: Edition, *, by: User | None, at: datetime | None = None, seen: int | None = None) -> Edition:
    """Make a withdrawn edition public again, with its date and its newest approved text."""
    at = at or timezone.now()
    locked = begin(edition, Action.RESTORE, by, at, seen)
    locked.withdrawn_at, locked.live = None, locked.approved
    return finish(locked, Action.RESTORE, by, at, revision=locked.live, visible=True)


VERBS: dict[Action, Callable[..., Edition]] = {
    Action.SUBMIT: submit,
    Action.SEND_BACK: send_back,
    Action.APPROVE: approve,
    Action.SCHEDULE: schedule,
    Action.UNSCHEDULE: unschedule,
    Action.PUBLISH: publish,
    Action.WITHDRAW: withdraw,
    Action.RESTORE: restore,
}
