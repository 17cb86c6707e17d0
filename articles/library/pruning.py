"""Removing what nobody needs: files that no row names, papers of dead preview links, old versions if that is wished."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, QuerySet, RestrictedError

from articles.derivatives import shelf
from articles.library.inventory import Stray, files_of, strays
from articles.library.storing import forget, remove
from articles.models import (
    Attachment,
    Derivative,
    Document,
    DocumentVersion,
    Illustration,
    Photo,
    PhotoVersion,
    PreviewLink,
    Revision,
)

Version = PhotoVersion | DocumentVersion


def prune(folder: str, names: Sequence[str], now: datetime, *, dry: bool = False) -> Iterator[str]:
    """Remove the files among ``names``, entries of ``folder``, that no row names, and yield what they were called.

    ``dry``: remove nothing. ``OSError`` if the storage refuses.
    """
    for stray in list(strays(folder, names, now)):
        if dry or _remove(stray):
            yield stray.name


@transaction.atomic
def _remove(stray: Stray) -> bool:
    """Remove a file if no row names it still: a task may write one of that very name into the folder of a version."""
    if isinstance(stray.row, PhotoVersion):
        row = PhotoVersion.objects.select_for_update(no_key=True).filter(pk=stray.row.pk).first()
        if row is not None and stray.name in files_of(row):
            return False
    remove(stray.name)
    return True


def discard_dead_papers(now: datetime) -> None:
    """Remove the papers of preview links that open nothing any more."""
    alive = PreviewLink.objects.alive(now).values("pk")
    shelf.discard(Derivative.objects.filter(link__isnull=False).exclude(link__in=alive))


def old_versions(before: datetime) -> tuple[QuerySet[PhotoVersion], QuerySet[DocumentVersion]]:
    """Return the versions that came in before then, were replaced, and are in no revision.

    Of what is always public none: readers may have seen those without one.
    """
    revisions = Revision.objects.filter(photo=OuterRef("pk"))
    illustrations = Illustration.objects.filter(photo=OuterRef("pk"))
    attachments = Attachment.objects.filter(document=OuterRef("pk"))
    photos = PhotoVersion.objects.filter(created_at__lt=before, photo__always_public=False).exclude(
        Exists(Photo.objects.filter(current=OuterRef("pk"))) | Exists(revisions) | Exists(illustrations)
    )
    documents = DocumentVersion.objects.filter(created_at__lt=before, document__always_public=False).exclude(
        Exists(Document.objects.filter(current=OuterRef("pk"))) | Exists(attachments)
    )
    return photos.order_by("pk"), documents.order_by("pk")


def prune_versions(now: datetime, days: int, *, dry: bool = False) -> Iterator[Version]:
    """Remove ``old_versions`` of so many days ago and earlier, with their files, and yield them.

    ``dry``: remove nothing.
    """
    photos, documents = old_versions(now - timedelta(days=days))
    versions: list[Version] = [*photos, *documents]
    for version in versions:
        if dry or _was_removed(version):
            yield version


def _was_removed(version: Version) -> bool:
    """Remove a version, unless a revision was given it this very moment."""
    try:
        _remove_version(version)
    except (ProtectedError, RestrictedError):
        return False
    return True


@transaction.atomic
def _remove_version(version: Version) -> None:
    row = type(version)._default_manager.select_for_update(of=("self",)).filter(pk=version.pk).first()
    if row is not None:
        names = list(files_of(row))
        row.delete()
        transaction.on_commit(partial(forget, names), robust=True)
