"""Verbs about revisions that exist: following the original, bringing back, copying, and showing one to an outsider."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import html, permissions
from articles.derivatives.tasks import make_soon
from articles.enums import Action, shown_codes
from articles.models import Edition, PreviewLink, Release, Revision
from articles.workflow import media
from articles.workflow.moves import (
    Incomplete,
    finish,
    lock_edition,
    record,
    require_approver,
    require_seen,
    require_writer,
)
from articles.workflow.text import create_release, followed, save_text

MAX_HOURS = 24 * 30  # hours that a preview link may be valid


@transaction.atomic
def mark_up_to_date(
    edition: Edition,
    *,
    by: User | None,
    source: Revision | None = None,
    at: datetime | None = None,
    seen: int | None = None,
) -> Edition:
    """Say that a translation, as it is, follows the original as far as its revision ``source`` (None: the newest)."""
    at = at or timezone.now()
    require_writer(by, edition.language)
    locked = lock_edition(edition)
    require_seen(locked, seen)
    locked.source = followed(locked, source)
    if locked.source is None:
        raise Incomplete(_("The original has no text yet."))
    return finish(locked, Action.FOLLOW, by, at, revision=locked.current, note=str(locked.source.number))


@transaction.atomic
def bring_back(edition: Edition, revision: Revision, *, by: User | None, seen: int | None = None) -> Revision | None:
    """Make the text of an earlier revision the working copy again, as a new revision; None if it is the text already.

    Lead photo, gallery and documents stay the release's, because they are the same in all languages; pictures in the
    text come back with it, with the files and texts that they have now.
    """
    if revision.edition_id != edition.pk:
        raise Incomplete(_("This revision belongs to another text."))
    return save_text(
        edition.release, edition.language, revision.text(),
        by=by, action=Action.REVERT, note=str(revision.number), seen=seen,
    )  # fmt: skip


@transaction.atomic
def copy_release(release: Release, *, by: User) -> Release:
    """Return a new release with the texts of ``release`` that ``by`` may read and write, as drafts, and what it shares.

    Needs ``articles.add_release`` and the right to write in its original language.
    """
    copy = create_release(
        by=by, original=release.original, photo=release.photo, topics=release.topics.all(), required=release.required,
        gallery=media.gallery_of(release), documents=media.documents_of(release),
        note=release.reference,
    )  # fmt: skip
    others = [code for code in shown_codes() if code != release.original and permissions.may_write(by, code)]
    for language in [release.original, *others]:
        save_text(copy, language, release.text(language), by=by)
    return copy


@transaction.atomic
def lend(revision: Revision, *, label: str, by: User, hours: int = 48, at: datetime | None = None) -> PreviewLink:
    """Return a link with which ``label``, somebody outside, sees ``revision`` for so many hours. Needs an approver."""
    at = at or timezone.now()
    edition = revision.edition
    require_approver(by, edition.language)
    label = html.clean_line(label)[:200]
    if not label:
        raise Incomplete(_("Say for whom the link is."))
    if not 1 <= hours <= MAX_HOURS:
        raise Incomplete(_("A link is valid for 1 to 720 hours."))
    link = PreviewLink.objects.create(
        revision=revision, label=label, created_by=by, created_at=at, expires_at=at + timedelta(hours=hours)
    )
    record(edition.release, Action.LEND, by, at, edition.language, revision, label)
    make_soon(edition.release_id, by)
    return link


@transaction.atomic
def recall(link: PreviewLink, *, by: User, at: datetime | None = None) -> None:
    """Revoke a preview link. Needs an approver of its language; nothing happens if it is revoked already."""
    at = at or timezone.now()
    edition = link.revision.edition
    require_approver(by, edition.language)
    if PreviewLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=at):
        record(edition.release, Action.RECALL, by, at, edition.language, link.revision, link.label)
        make_soon(edition.release_id, by)
