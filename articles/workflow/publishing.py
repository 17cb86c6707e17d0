"""Verbs that readers see at once: going out, correcting, moving, taking down, and bringing back."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.enums import Action, Change, State, Withdrawal
from articles.models import Edition, FormerAddress, PreviewLink, Publication, Release
from articles.workflow.addresses import checked_slug
from articles.workflow.moves import Incomplete, begin, finish, require_year
from articles.workflow.readiness import require_ready

TOLD = frozenset({Change.CORRECTION, Change.UPDATE})
MAX_NOTE = 1000  # characters


def go_out(edition: Edition, since: datetime, at: datetime, *, change: str = "", note: str = "") -> None:
    """Make the approved revision what readers get from ``since`` on; nothing is saved of the edition.

    What was public until then was so until ``at``; what was to come does not come.
    """
    assert edition.approved is not None
    edition.publications.to_come(at).delete()
    if since < at:  # dated back: links made since would not see that it went out now
        PreviewLink.objects.standing(edition).update(revoked_at=at)
    edition.publications.filter(public_until__isnull=True).update(public_until=at)
    edition.live, edition.held_for = edition.approved, None
    Publication.objects.create(
        edition=edition, revision=edition.approved, public_from=since, change=change, note=note
    )  # fmt: skip


@transaction.atomic
def publish(
    edition: Edition,
    *,
    by: User | None,
    change: str = "",
    note: str = "",
    published_at: datetime | None = None,
    at: datetime | None = None,
    seen: int | None = None,
) -> Edition:
    """Make the approved revision public now; on a public edition, replace its text and keep its date.

    A replaced text needs ``change``: minor, or a correction or update with ``note``, which readers are shown with its
    time. ``published_at`` is the date of a release that was published elsewhere before, when an archive is taken in.
    """
    at = at or timezone.now()
    locked = begin(edition, Action.PUBLISH, by, at, seen)
    require_year(published_at or at)
    if published_at is not None and published_at > at:
        raise Incomplete(_("A release cannot have been published in the future."))
    said = ""
    if locked.state(at) == State.PUBLIC:
        said = _replace(locked, by, at, change, note)
    else:
        require_ready(locked.release)
        locked.publish_at = published_at or at
        go_out(locked, locked.publish_at, at)
    return finish(locked, Action.PUBLISH, by, at, revision=locked.live, note=said, visible=True)


def _replace(edition: Edition, by: User | None, at: datetime, change: str, note: str) -> str:
    """Put the approved text in the place of the public one, and return what the audit log says of it."""
    if not change and by is None:
        change = Change.MINOR
    if change not in Change.values:
        raise Incomplete(_("Say whether this is a minor change, a correction or an update."))
    note = _for_readers(note) if change in TOLD else ""
    if change in TOLD and not note:
        raise Incomplete(_("Say in the language of this text what was corrected or updated; readers see it."))
    if change in TOLD:
        edition.change, edition.changed_at = change, at
    go_out(edition, at, at, change=change, note=note)
    return f"{change}: {note}" if note else str(change)


def _for_readers(note: str) -> str:
    """Return ``note`` as readers are shown it; ``Incomplete`` if it is too long."""
    note = note.strip()
    if len(note) > MAX_NOTE:
        raise Incomplete(_("This note is too long: more than 1,000 characters."))
    return note


@transaction.atomic
def withdraw(
    edition: Edition,
    *,
    reason: str = "",
    by: User | None,
    note: str = "",
    replaced_by: Release | None = None,
    at: datetime | None = None,
    seen: int | None = None,
) -> Edition:
    """Take a public edition down; its address then answers 410, or leads to the release that replaces it.

    ``reason`` is one of ``enums.Withdrawal``; readers see it, and ``note``, in the edition's language. Links for a look
    ahead die.
    """
    at = at or timezone.now()
    locked = begin(edition, Action.WITHDRAW, by, at, seen)
    if reason not in Withdrawal.values:
        raise Incomplete(_("Say why this text is withdrawn."))
    if (reason == Withdrawal.REPLACED) != (replaced_by is not None):
        raise Incomplete(_("Name the release that replaces this one, or choose another reason."))
    if replaced_by is not None and replaced_by.pk == locked.release_id:
        raise Incomplete(_("A release cannot replace itself."))
    note = _for_readers(note)
    locked.publications.filter(public_until__isnull=True).update(public_until=at)
    PreviewLink.objects.standing(locked).update(revoked_at=at)
    locked.withdrawn_at, locked.withdrawal, locked.withdrawal_note = at, reason, note
    locked.replaced_by = replaced_by
    said = [reason, *([replaced_by.reference] if replaced_by else []), *([note] if note else [])]
    return finish(locked, Action.WITHDRAW, by, at, revision=locked.live, note=": ".join(said), visible=True)


@transaction.atomic
def restore(
    edition: Edition,
    *,
    by: User | None,
    change: str = "",
    note: str = "",
    at: datetime | None = None,
    seen: int | None = None,
) -> Edition:
    """Make a withdrawn edition public again, with its date and its newest approved text.

    If that is another text than the one withdrawn, ``change`` and ``note`` are needed as in ``publish``.
    """
    at = at or timezone.now()
    locked = begin(edition, Action.RESTORE, by, at, seen)
    said = ""
    if locked.approved_id != locked.live_id:
        said = _replace(locked, by, at, change, note)
    else:
        go_out(locked, at, at)
    locked.withdrawn_at, locked.withdrawal, locked.withdrawal_note, locked.replaced_by = None, "", "", None
    return finish(locked, Action.RESTORE, by, at, revision=locked.live, note=said, visible=True)


@transaction.atomic
def readdress(
    edition: Edition, *, slug: str, by: User | None, at: datetime | None = None, seen: int | None = None
) -> Edition:
    """Give an edition that is scheduled, public or withdrawn another slug, at once.

    The address under which it was public leads to the new one for ever; one under which it never was leaves no trace.
    """
    at = at or timezone.now()
    locked = begin(edition, Action.READDRESS, by, at, seen)
    before = locked.slug
    locked.slug = checked_slug(slug, locked)
    if locked.slug is None or locked.slug == before:
        raise Incomplete(_("Type the new end of the address."))
    if before is not None and locked.publications.begun(at).exists():
        FormerAddress.objects.create(edition=locked, language=locked.language, slug=before)
        # Back at an address that it had before: it does not lead away from there any more.
        FormerAddress.objects.filter(edition=locked, slug=locked.slug).delete()
    return finish(locked, Action.READDRESS, by, at, revision=locked.live, note=before or "", visible=True)
