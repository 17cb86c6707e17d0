"""Verbs of the media library for documents."""

from collections.abc import Collection
from typing import BinaryIO

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from articles import workflow
from articles.enums import Scan
from articles.filetypes import Examined, examine
from articles.library.opening import require_newest, require_right_to_replace
from articles.library.storing import put, shown_name, whole_or_nothing
from articles.library.tasks import scan_soon
from articles.models import Document, DocumentVersion


def add_document(document: Document, file: BinaryIO, *, by: User | None, name: str = "") -> DocumentVersion:
    """Store a new document with its first file. ``document`` is not saved yet.

    Raises ``DocumentProblem`` before anything is stored, ``OSError`` where there is no room.
    """
    return keep(document, file, examine(file, name), by=by, name=name)


def replace_file(
    document: Document, file: BinaryIO, *, by: User | None, name: str = "", seen: int | None = None
) -> DocumentVersion:
    """Put a newer file in the place of a document's; releases that use it get a revision with it, to be approved.

    Readers get the file before it until then. ``seen``: the number of the file that the person saw in its place, 0 for
    none. Raises ``EditConflict`` if there is a newer one, ``NotPermitted``, and as ``add_document``.
    """
    require_right_to_replace(document, by)
    require_newest(document, seen)
    return keep(document, file, examine(file, name), by=by, name=name, seen=seen)


def keep(
    document: Document, file: BinaryIO, examined: Examined, *, by: User | None, name: str = "", seen: int | None = None
) -> DocumentVersion:
    """Store a file that was examined as the newest of ``document``, new or not: the file first, rows last.

    Where a virus scanner is set, it waits for that and is served to nobody until then.
    """
    version = DocumentVersion(
        author=by, original_name=shown_name(name), kind=examined.kind, sha256=examined.sha256, size=examined.size,
        notes=list(examined.notes), scan=Scan.WAITING if settings.CLAMD else Scan.OFF,
    )  # fmt: skip
    with whole_or_nothing() as names:
        file.seek(0)
        put(version.file_name, file, names)
        _enter(document, version, by, seen)
    return version


@transaction.atomic
def _enter(document: Document, version: DocumentVersion, by: User | None, seen: int | None) -> None:
    if document._state.adding:
        document.save()
    else:
        Document.objects.select_for_update(no_key=True).get(pk=document.pk)  # two who replace it at once do so in turn
        version.number = require_newest(document, seen) + 1
    version.document = document
    version.save()
    document.current = version
    document.save(update_fields=["current"])
    refresh(document, by=by)
    if version.scan == Scan.WAITING:
        scan_soon(version)


def refresh(document: Document, *, by: User | None) -> None:
    """Give the releases that offer ``document`` a revision with its file and title as they are now."""
    for release in workflow.offering(document).order_by("pk"):
        workflow.refresh_media(release, by=by)


def describe(document: Document, changed: Collection[str], *, by: User | None) -> None:
    """Save the columns ``changed`` of a document and give the releases that offer it a revision with them."""
    with transaction.atomic():
        document.save(update_fields=changed)
        refresh(document, by=by)
