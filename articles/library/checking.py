"""Whether every row has its files, every file its row, and all are what they were when they were stored."""

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, cast

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from articles.library.inventory import ROWS, Expected, Row, entries, files_of, listed, strays
from articles.library.storing import digest_of
from articles.models import PhotoVersion


def rows(folder: str) -> Iterator[Row]:
    """Yield the rows that name files in ``folder``, oldest first."""
    yield from ROWS[folder]._default_manager.order_by("pk").iterator(chunk_size=500)  # type: ignore[misc]


def count(folder: str) -> int:
    """Return how many rows name files in ``folder``."""
    return ROWS[folder]._default_manager.count()


def wrong_with(row: Row, *, hashes: bool = False) -> list[str]:
    """Return a sentence in the active language for each file of a row that is not there or not what it should be.

    ``hashes``: read them all. What is wrong is looked at once more, with the row as it is then: a picture may have been
    replaced between reading the row and looking for it. ``OSError`` if the storage cannot be reached.
    """
    if not _faults(row, hashes=hashes):
        return []
    again = type(row)._default_manager.filter(pk=row.pk).first()
    return _faults(again, hashes=hashes) if again is not None else []


def _faults(row: Row, *, hashes: bool) -> list[str]:
    files = files_of(row)
    present = _present(row, files)
    faults = [] if not isinstance(row, PhotoVersion) or row.widths else [_of_nothing(row)]
    for name, expected in files.items():
        fault = _fault(name, expected, hashes=hashes) if name in present else None
        faults.append(_("%(name)s is missing.") % {"name": name} if fault is None else fault)
    return [fault for fault in faults if fault]


def _of_nothing(version: PhotoVersion) -> str:
    return _("photos/%(token)s: no picture was made of it.") % {"token": version.token}


def _present(row: Row, files: dict[str, Expected]) -> set[str]:
    """Return which of the files of a row the storage lists; those of a photo lie in one folder, asked about at once."""
    if isinstance(row, PhotoVersion):
        folder = f"photos/{row.token}"
        return {f"{folder}/{name}" for name in listed(folder)[1]}
    return {name for name in files if default_storage.exists(name)}


def _fault(name: str, expected: Expected, *, hashes: bool) -> str | None:
    """Return what is wrong with a file that is there, empty if nothing is; None if it is not there after all."""
    try:
        size = default_storage.size(name)
        if expected.size is not None and size != expected.size:
            values = {"name": name, "size": size, "expected": expected.size}
            return _("%(name)s has %(size)d bytes and should have %(expected)d.") % values
        if not size:
            return _("%(name)s is empty.") % {"name": name}
        if hashes and expected.sha256:
            with default_storage.open(name) as file:
                if digest_of(cast(BinaryIO, file))[0] != expected.sha256:
                    return _("%(name)s is not what was stored: its SHA-256 differs.") % {"name": name}
    except FileNotFoundError:
        return None
    return ""


def unnamed(folder: str, now: datetime) -> Iterator[str]:
    """Yield a sentence for each file in ``folder`` that no row names and that is no upload under way."""
    for stray in strays(folder, entries(folder), now):
        yield _("%(name)s belongs to nothing.") % {"name": stray.name}
