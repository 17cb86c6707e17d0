"""Files of the media library: written before their row, so that a row never names a file that is not there.

A process that dies between the two leaves files that no row names; ``prune_media`` finds them.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from articles import html
from articles.darkroom.developing import Made

CHUNK = 1024 * 1024  # bytes


def digest_of(file: BinaryIO) -> tuple[str, int]:
    """Return the SHA-256 in hexadecimal and the size in bytes of ``file``, which is read from its start."""
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while part := file.read(CHUNK):
        digest.update(part)
        size += len(part)
    file.seek(0)
    return digest.hexdigest(), size


def shown_name(name: str) -> str:
    """Return the name of an uploaded file as the desk shows it; it never becomes part of an address or a path."""
    return html.clean_line(name.replace("\\", "/").rpartition("/")[2])[-200:].strip()


@contextmanager
def whole_or_nothing() -> Iterator[list[str]]:
    """Collect the names of stored files, and take them away again if the block fails.

    ``OSError`` where there is no room.
    """
    names: list[str] = []
    try:
        yield names
    except BaseException:
        forget(names)
        raise


def forget(names: Iterable[str]) -> None:
    """Take files out of the storage; those that cannot be reached are left to ``prune_media``."""
    for name in names:
        with suppress(OSError):
            remove(name)


def remove(name: str) -> None:
    """Take a file out of the storage, and its folder if that was the last; ``OSError`` if the storage refuses."""
    default_storage.delete(name)
    folder = name.rpartition("/")[0]
    if "/" in folder:  # of a version; a folder that is not empty stays, and an object store has none
        with suppress(OSError):
            default_storage.delete(folder)


def put(name: str, content: bytes | BinaryIO, names: list[str]) -> None:
    """Store a file under exactly ``name``, and note it in ``names``; the same name again is written anew."""
    names.append(name)
    if default_storage.exists(name):
        default_storage.delete(name)
    file = ContentFile(content) if isinstance(content, bytes) else File(content)
    stored = default_storage.save(name, file)
    if stored != name:  # written by another process meanwhile
        names.append(stored)
        message = f"{name} was written twice at once"
        raise OSError(message)


def put_all(folder: str, made: Iterable[Made], names: list[str]) -> dict[str, str]:
    """Store renditions in ``folder`` and return the SHA-256 of each by its name."""
    digests = {}
    for one in made:
        put(f"{folder}/{one.name}", one.data, names)
        digests[one.name] = hashlib.sha256(one.data).hexdigest()
    return digests
