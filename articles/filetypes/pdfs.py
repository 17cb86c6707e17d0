"""PDF, looked at from outside: no object is followed, no script is read."""

import re
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from articles.filetypes.notes import Note
from articles.filetypes.problems import DocumentProblem

CHUNK = 1024 * 1024  # bytes
OVERLAP = 256  # bytes that two pieces share, so that nothing hides on their border
TAIL = 2048  # bytes at the end in which the end mark stands
END_OF_ARCHIVE = b"PK\x05\x06"
# Dictionaries of newer files are packed into streams, of which so much is unpacked.
STREAMS, STREAM_BYTES, SEARCHED = 400, 1024 * 1024, 64 * 1024
DICTIONARY = 400  # bytes within which that of such a stream ends
BEGIN = re.compile(rb"stream\r?\n")

VERSION = re.compile(rb"%PDF-[12]\.\d")
ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d{1,10}\s+\d{1,5}\s+R|<<)")
MARKS = {
    "tags": re.compile(rb"/StructTreeRoot\b"),
    "attachments": re.compile(rb"/EmbeddedFiles?\b|/EF\s{0,9}(?:<<|\d{1,10}\s)"),
    "scripts": re.compile(rb"/JavaScript\b|/Launch\b"),
    "author": re.compile(rb"/Author\s*(?:\(\s*[^)\s]|<[0-9A-Fa-f]{2})"),
}


def examine(file: BinaryIO, size: int) -> tuple[str, ...]:
    """Return notes on a PDF, or refuse it: not whole, something else besides, or locked."""
    file.seek(0)
    if not VERSION.match(file.read(16)):
        raise DocumentProblem(_("This PDF is damaged: its beginning names no version."))
    _whole(file, size)
    seen: set[str] = set()
    for piece in _pieces(file):
        if ENCRYPTED.search(piece):
            raise DocumentProblem(
                _("This PDF is protected by a password or against copying. Save it without protection.")
            )
        seen |= {mark for mark, pattern in MARKS.items() if mark not in seen and pattern.search(piece)}
    return tuple(_notes(seen))


def _whole(file: BinaryIO, size: int) -> None:
    """Refuse a file that ends before its end mark, or goes on after it."""
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    _before, mark, rest = tail.rpartition(b"%%EOF")
    if not mark:
        raise DocumentProblem(_("This PDF is damaged: its end is missing."))
    if rest.strip(b"\0\t\n\f\r \x1a") or _archive_ends_here(file, size):
        raise DocumentProblem(_("There is something else behind the end of this PDF. Save it anew."))


def _archive_ends_here(file: BinaryIO, size: int) -> bool:
    """Tell whether a ZIP program would take the whole file as an archive: one file that is two."""
    length = min(size, 65_535 + 22)
    file.seek(size - length)
    data = file.read(length)
    at = data.rfind(END_OF_ARCHIVE)
    while at >= 0:
        if int.from_bytes(data[at + 20 : at + 22], "little") == len(data) - at - 22:
            return True
        at = data.rfind(END_OF_ARCHIVE, 0, at)
    return False


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """Yield the file, and what is packed in it, in pieces of bounded size."""
    file.seek(0)
    overlap, streams = b"", 0
    while piece := file.read(CHUNK):
        data = overlap + piece
        yield data
        for place in islice(_packed(data), STREAMS - streams):
            streams += 1
            yield _unpacked(data[place : place + SEARCHED])
        overlap = piece[-OVERLAP:]


def _packed(data: bytes) -> Iterator[int]:
    """Yield where the streams begin that hold packed dictionaries, in time that grows with ``data`` alone."""
    at = data.find(b"/ObjStm")
    while at >= 0 and (begin := BEGIN.search(data, at)) is not None:
        is_its_own = begin.start() - at <= DICTIONARY
        if is_its_own:
            yield begin.end()
        at = data.find(b"/ObjStm", begin.end() if is_its_own else begin.start() - DICTIONARY)


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, STREAM_BYTES)
    except zlib.error:
        return b""


def _notes(seen: set[str]) -> Iterator[str]:
    if "tags" not in seen:
        yield Note.UNTAGGED
    if "attachments" in seen:
        yield Note.ATTACHMENTS
    if "scripts" in seen:
        yield Note.SCRIPTS
    if "author" in seen:
        yield Note.AUTHOR
