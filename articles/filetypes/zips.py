"""ZIP, read so that nothing in it can hurt who reads it or who unpacks it.

The directory at the end is bounded before it is read; every entry must lie where it says, alone, and hold as many bytes
as it says. Sources: David Fifield, A better zip bomb (overlapping entries), 2019; PKWARE, APPNOTE.TXT.
"""

import io
import re
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from articles.filetypes.problems import DocumentProblem

ENTRIES = 5_000
DIRECTORY_BYTES = 2 * 1024 * 1024
UNPACKED_BYTES = 500 * 1024 * 1024  # of all entries together
RATIO, RATIO_FROM = 100, 20 * 1024 * 1024  # unpacked to packed, where more than so many bytes come out
PIECE = 256 * 1024  # bytes
FIRST = 512  # bytes of each entry that are remembered

END = struct.Struct("<4s4H2LH")
LOCAL = struct.Struct("<4s5H3L2H")
END64 = 20  # bytes of what leads to a second directory (ZIP64), right before the end
ENCRYPTED = 0x1 | 0x40 | 0x2000
BEHIND = 0x8  # checksum and sizes of an entry may stand behind it
LONG = 0xFFFFFFFF  # the size stands elsewhere in the header
# What leads out of the folder, or means something else to another system.
BAD_NAME = re.compile(r"^/|\\|(?:^|/)\.\.(?:/|$)|[\x00-\x1f\x7f:]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def damaged() -> DocumentProblem:
    """Return what is said of a file that is no whole archive."""
    return DocumentProblem(_("This file is damaged, or something was put before or behind it. Save it anew."))


def bomb() -> DocumentProblem:
    """Return what is said of an archive that becomes too large."""
    return DocumentProblem(_("Unpacked, this file would be too large or have too many parts."))


@dataclass(slots=True)
class Archive:
    """An archive whose directory is believable. ``first`` holds the first bytes of each entry after ``verify``."""

    file: BinaryIO
    size: int
    infos: dict[str, ZipInfo] = field(init=False)
    first: dict[str, bytes] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        count, directory_at, length = self._end()
        infos = self._directory(count, directory_at, length)
        self.infos = {info.filename: info for info in infos}
        for info in infos:
            _check(info)
        if len({name.casefold() for name in self.infos}) != len(infos):
            raise DocumentProblem(_("Two parts of this file have the same name."))
        total = sum(info.file_size for info in infos)
        if total > UNPACKED_BYTES or (total > RATIO_FROM and total > RATIO * self.size):
            raise bomb()
        self._lie_apart(infos, directory_at)

    def _directory(self, count: int, directory_at: int, length: int) -> list[ZipInfo]:
        """Return what the directory says of each entry.

        ``ZipFile`` gets these bytes and no others: from the file it might take another directory than everybody else.
        """
        self.file.seek(directory_at)
        alone = self.file.read(length) + END.pack(b"PK\x05\x06", 0, 0, count, count, length, 0, 0)
        try:
            with ZipFile(io.BytesIO(alone)) as opened:
                infos = opened.infolist()
        except (BadZipFile, NotImplementedError, ValueError, struct.error) as error:
            raise damaged() from error
        if len(infos) != count:
            raise damaged()
        return infos

    def _end(self) -> tuple[int, int, int]:
        """Return number of entries, place and length of the directory, which must reach to the end of the file."""
        tail_at = max(0, self.size - END.size - 65_535)
        self.file.seek(tail_at)
        tail = self.file.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or len(tail) - at < END.size:
            raise damaged()
        _mark, disk, first, here, count, length, directory_at, comment = END.unpack_from(tail, at)
        if count == 0xFFFF or LONG in {length, directory_at}:
            raise bomb()  # ZIP64: for more than we take
        if disk or first or here != count or len(tail) - at - END.size != comment:
            raise damaged()
        if directory_at + length != tail_at + at or tail[at - END64 : at].startswith(b"PK\x06\x07"):
            raise damaged()
        if count > ENTRIES or length > DIRECTORY_BYTES:
            raise bomb()
        if not count:
            raise DocumentProblem(_("This archive is empty."))
        return count, directory_at, length

    def _lie_apart(self, infos: list[ZipInfo], directory_at: int) -> None:
        """Refuse entries that lie in one another, anything before the first, and what may be an entry between them.

        Programs that read from the front would take one that the directory does not know.
        """
        free_from = 0
        for info in sorted(infos, key=lambda info: info.header_offset):
            if not 0 <= info.header_offset - free_from < (LOCAL.size if free_from else 1):
                raise damaged()
            free_from = self._data_at(info) + info.compress_size
        if not 0 <= directory_at - free_from < LOCAL.size:
            raise damaged()

    def _data_at(self, info: ZipInfo) -> int:
        """Return where the bytes of an entry begin; its own header must say the same of it as the directory."""
        self.file.seek(info.header_offset)
        header = self.file.read(LOCAL.size)
        if len(header) < LOCAL.size:
            raise damaged()
        mark, _version, flags, method, _time, _day, *measured, name_length, extra_length = LOCAL.unpack(header)
        name = self.file.read(name_length)
        own = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")
        if mark != b"PK\x03\x04" or own != name or method != info.compress_type or flags & ENCRYPTED:
            raise damaged()
        elsewhere = {0, LONG} if flags & BEHIND else {LONG}
        told = (info.CRC, info.compress_size, info.file_size)
        if any(here != there and here not in elsewhere for here, there in zip(measured, told, strict=True)):
            raise damaged()
        return info.header_offset + LOCAL.size + name_length + extra_length

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of an entry, never more than its directory says; refused if they are others than it says."""
        info = self.infos[name]
        place, left = self._data_at(info), info.compress_size
        inflate = zlib.decompressobj(-15) if info.compress_type == ZIP_DEFLATED else None
        length = checksum = 0
        while left:
            self.file.seek(place)
            packed = self.file.read(min(PIECE, left))
            if not packed:
                raise damaged()
            place, left = place + len(packed), left - len(packed)
            for piece in _inflated(inflate, packed) if inflate else (packed,):
                length += len(piece)
                if length > info.file_size:
                    raise damaged()
                checksum = zlib.crc32(piece, checksum)
                yield piece
        if length != info.file_size or checksum != info.CRC or (inflate and not inflate.eof):
            raise damaged()

    def verify(self) -> None:
        """Unpack everything once, into nothing, and remember how each entry begins."""
        for name in self.infos:
            start = b""
            for piece in self.pieces(name):
                if len(start) < FIRST:
                    start += piece[: FIRST - len(start)]
            self.first[name] = start

    def read(self, name: str, limit: int = 4 * 1024 * 1024) -> bytes:
        """Return an entry of at most ``limit`` bytes, empty if there is none; a larger one is refused."""
        if name not in self.infos:
            return b""
        if self.infos[name].file_size > limit:
            raise bomb()
        return b"".join(self.pieces(name))

    def holds(self, name: str, pattern: re.Pattern[bytes], overlap: int = 256) -> bool:
        """Tell whether ``pattern``, which matches at most ``overlap`` bytes, is found in an entry."""
        if name not in self.infos:
            return False
        before = b""
        for piece in self.pieces(name):
            if pattern.search(before + piece):
                return True
            before = piece[-overlap:]
        return False


def _inflated(inflate: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    """Yield what comes out of ``packed``, in pieces of bounded size; nothing may stand behind the end of the stream."""
    try:
        while packed:
            yield inflate.decompress(packed, PIECE)
            packed = inflate.unconsumed_tail
            if inflate.unused_data:
                raise damaged()
    except zlib.error as error:
        raise damaged() from error


def _check(info: ZipInfo) -> None:
    """Refuse an entry by what its directory says of it."""
    names = (info.orig_filename, info.filename)
    if any(BAD_NAME.search(name) or len(name) > 500 for name in names):
        raise DocumentProblem(_("A part of this file has a name that would lead elsewhere when it is unpacked."))
    if info.flag_bits & ENCRYPTED:
        raise DocumentProblem(_("This file is protected by a password. Remove the protection and save it again."))
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise DocumentProblem(_("This file is packed in a way that not every program can read. Pack it as plain ZIP."))
    if info.compress_type == ZIP_STORED and info.compress_size != info.file_size:
        raise damaged()
    mode = info.external_attr >> 16
    if info.create_system == 3 and mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or not stat.S_IFMT(mode)):
        raise DocumentProblem(_("A part of this file is a link to another place."))
