"""Documents: decided by content, never by name.

``examine`` says what a file is, or refuses it; ``download_name`` is the name under which readers store it. The name
that an upload comes with never reaches a path or a header.
"""

import hashlib
import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from articles.filetypes import archives, pdfs, tables
from articles.filetypes.notes import said
from articles.filetypes.problems import DocumentProblem
from articles.sizes import megabytes

__all__ = ["EXTENSIONS", "MIME", "DocumentProblem", "Examined", "download_name", "examine", "said"]

CHUNK = 1024 * 1024  # bytes
OTHER_PICTURES = (b"GIF8", b"8BPS", b"%!PS")
NAME_LENGTH = 100  # characters of a title that go into the name of a download

# What is taken, and what readers' programs are told that it is (IANA, Media Types).
MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",  # in UTF-8 (RFC 7111), or in UTF-16 with a mark that says so
    "zip": "application/zip",
}
EXTENSIONS = tuple(MIME)


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file is: ``kind`` of ``MIME``, ``size`` in bytes, ``sha256`` in hexadecimal.

    ``notes``: codes of what whoever publishes it should know before, for ``notes.said``.
    """

    kind: str
    size: int
    sha256: str
    notes: tuple[str, ...] = ()

    @property
    def mime(self) -> str:
        """The content type with which it is served."""
        return MIME[self.kind]

    @property
    def extension(self) -> str:
        """How the name of a download ends, without the dot."""
        return self.kind


def examine(file: BinaryIO, name: str) -> Examined:
    """Say what ``file``, open for reading and seeking, is; ``DocumentProblem`` if it is not taken.

    ``name`` is the one that it came with: it decides whether a text with a single column is meant as a table, and
    nothing else. The file is read to its end at most four times, in pieces; position afterwards: its beginning.
    """
    size, sha256 = _measured(file)
    file.seek(0)
    start = file.read(1024)
    try:
        kind, notes = _kind(start, file, size, name)
    finally:
        file.seek(0)
    return Examined(kind, size, sha256, notes)


def _measured(file: BinaryIO) -> tuple[int, str]:
    """Return size and digest of ``file``, if its size is one that is taken."""
    size = file.seek(0, io.SEEK_END)
    if not size:
        raise DocumentProblem(_("This file is empty."))
    if size > settings.DOCUMENT_MAX_BYTES:
        limit = megabytes(settings.DOCUMENT_MAX_BYTES)
        raise DocumentProblem(_("This file is larger than %(megabytes)s MB.") % {"megabytes": limit})
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(CHUNK):
        digest.update(piece)
    return size, digest.hexdigest()


def _kind(start: bytes, file: BinaryIO, size: int, name: str) -> tuple[str, tuple[str, ...]]:
    """Return kind and notes of a file that begins with ``start``, by the first reader that knows it."""
    if start.startswith(b"%PDF-"):
        return "pdf", pdfs.examine(file, size)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return archives.examine(file, size)
    if archives.is_picture(start) or start.startswith(OTHER_PICTURES):
        raise DocumentProblem(_("This is a picture. Pictures belong among the pictures."))
    for beginnings, message in _REFUSED:
        if start.startswith(beginnings):
            raise DocumentProblem(message(start, file))
    return "csv", tables.examine(file, name)


def _old_office(_start: bytes, file: BinaryIO) -> str:
    """Say what is wrong with a file in Microsoft's old container: new documents lie in it when they have a password."""
    file.seek(0)
    overlap = b""
    while piece := file.read(CHUNK):
        if "EncryptedPackage".encode("utf-16-le") in overlap + piece:
            return _("This document is protected by a password. Remove the protection and save it again.")
        overlap = piece[-64:]
    return _("This is a document in an old format of Office. Save it as DOCX, XLSX or PDF.")


def _program(_start: bytes, _file: BinaryIO) -> str:
    return _("This is a program. Programs are not taken.")


def _rtf(_start: bytes, _file: BinaryIO) -> str:
    return _("This is an RTF document. Save it as DOCX, ODT or PDF.")


def _other_archive(_start: bytes, _file: BinaryIO) -> str:
    return _("Of archives only ZIP is taken, with pictures in it.")


_REFUSED: tuple[tuple[tuple[bytes, ...], Callable[[bytes, BinaryIO], str]], ...] = (
    ((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",), _old_office),
    ((b"{\\rtf",), _rtf),
    (
        (
            b"MZ\x90",
            b"MZP\0",
            b"MZ\0",
            b"\x7fELF",
            b"\xcf\xfa\xed\xfe",
            b"\xce\xfa\xed\xfe",
            b"\xca\xfe\xba\xbe",
            b"#!",
        ),
        _program,
    ),
    (archives.PACKED, _other_archive),
)


def download_name(title: str, language: str, kind: str, length: int = NAME_LENGTH) -> str:
    """Return the name under which a browser stores a document: its title, its language if it has one, its type.

    At most ``length`` characters of the title, whole words if it has words. Letters of every script stay; what
    controls, separates paths or turns the direction of writing goes. Give it to ``content_disposition_header``, which
    encodes it (RFC 6266).
    """
    text = "".join(character for character in unicodedata.normalize("NFC", title) if _harmless(character))
    words = _beginning(" ".join(text.split()), length).strip(" .-") or "document"
    return f"{words} ({language}).{kind}" if language else f"{words}.{kind}"


def _beginning(text: str, length: int) -> str:
    """Return ``text``, or of a longer one the words of its beginning, without a bracket that nothing closes."""
    if len(text) <= length:
        return text
    start, last_space = text[:length], text.rfind(" ", 0, length + 1)
    if last_space > length // 2:  # Chinese has hardly any
        start = text[:last_space]
    for opening, closing in ("()", "（）", "[]", "《》"):
        if start.rfind(opening) > start.rfind(closing):
            start = start[: start.rfind(opening)]
    return start


def _harmless(character: str) -> bool:
    if character.isspace():
        return True
    # Control, format (directions, invisible), surrogate, private, unassigned.
    return unicodedata.category(character)[0] != "C" and character not in '\\/:*?"<>|%;'
