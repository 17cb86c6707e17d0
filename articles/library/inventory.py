"""Which files the rows name, and which files there are that none names.

Three folders of the storage belong to newsroom: ``photos`` (a folder for each version of a photo), ``documents``, and
``derivatives``. What else lies in the storage is none of its business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.core.files.storage import default_storage
from django.db.models import Model

from articles.enums import Scan
from articles.models import Derivative, DocumentVersion, PhotoVersion
from articles.models.derivative import FOLDER
from articles.models.photo import TOKEN_PATTERN

# A file younger than this may belong to a row that is just being written.
SETTLED = timedelta(hours=1)
BATCH = 500  # rows that the database is asked about at once
TOKEN = re.compile(TOKEN_PATTERN)

Row = PhotoVersion | DocumentVersion | Derivative
ROWS: dict[str, type[Model]] = {"photos": PhotoVersion, "documents": DocumentVersion, FOLDER: Derivative}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a row says of a file: its size in bytes and its SHA-256 in hexadecimal, if it knows them."""

    size: int | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Stray:
    """A file that no row names: in the folder of ``row``, or of nothing that there is."""

    name: str
    row: Row | None


def files_of(row: Row) -> dict[str, Expected]:
    """Return what a row says that there is, by the name in the storage."""
    if isinstance(row, PhotoVersion):
        made = {name: Expected(row.size_of(name), row.digests.get(name, "")) for name in row.made}
        came_in = {row.original: Expected(row.size, row.sha256)} if row.sha256 else {}
        return came_in | {row.file_name(name): one for name, one in made.items()}
    if isinstance(row, DocumentVersion):
        return {} if row.scan == Scan.INFECTED else {row.file_name: Expected(row.size, row.sha256)}
    return {row.file_name: Expected()}


def listed(folder: str) -> tuple[list[str], list[str]]:
    """Return folders and files in ``folder``; none if it is not there. ``OSError`` if the storage cannot be reached."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
    return list(folders), list(files)


def is_settled(name: str, now: datetime) -> bool:
    """Tell whether a file has lain there for so long that no row can be on its way; no, if the storage cannot say."""
    try:
        return default_storage.get_modified_time(name) < now - SETTLED
    except (FileNotFoundError, NotImplementedError):
        return False


def entries(folder: str) -> list[str]:
    """Return what lies directly in ``folder``, and is ours: files, and in ``photos`` folders, with a slash behind.

    For all that the folder holds, names alone are kept in memory.
    """
    folders, files = listed(folder)
    return [*(f"{name}/" for name in folders if folder == "photos"), *files]


def strays(folder: str, names: Iterable[str], now: datetime) -> Iterator[Stray]:
    """Yield the settled files among ``names``, which are ``entries`` of ``folder``, and in them, that no row names.

    Files are listed first and rows are asked afterwards: who stores one meanwhile writes them in that order.
    """
    left = iter(names)
    while batch := list(islice(left, BATCH)):
        inside = {name: _inside(folder, name) for name in batch}
        rows = _rows(folder, batch)
        for name in batch:
            row = rows.get(_token(name))
            known = files_of(row) if row is not None else {}
            yield from (Stray(file, row) for file in inside[name] if file not in known and is_settled(file, now))


def _inside(folder: str, name: str) -> list[str]:
    path = f"{folder}/{name}"
    return [f"{path}{one}" for one in listed(path.rstrip("/"))[1]] if name.endswith("/") else [path]


def _token(name: str) -> str:
    """Return the token in a name; empty where it is none, however strange the name."""
    stem = name.rstrip("/").partition(".")[0]
    return stem if TOKEN.fullmatch(stem) else ""


def _rows(folder: str, names: Iterable[str]) -> dict[str, Row]:
    tokens = {_token(name) for name in names} - {""}
    found = ROWS[folder]._default_manager.filter(token__in=tokens)
    return {row.token: row for row in found}  # type: ignore[attr-defined, misc]
