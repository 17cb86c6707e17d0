"""Documents for tests: as small as their formats allow."""

import hashlib
import io
import struct
import zipfile
from collections.abc import Mapping

OPENXML = "application/vnd.openxmlformats-officedocument."
CONTENT_TYPES = {
    "docx": f"{OPENXML}wordprocessingml.document.main+xml",
    "xlsx": f"{OPENXML}spreadsheetml.sheet.main+xml",
    "pptx": f"{OPENXML}presentationml.presentation.main+xml",
}
JPEG = b"\xff\xd8\xff\xe0" + b"x" * 300
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 300
WEBP = b"RIFF\x10\0\0\0WEBPVP8 " + b"x" * 300
AVIF = b"\0\0\0\x20ftypavif" + b"x" * 300
TIFF = b"II*\0" + b"x" * 300

Parts = Mapping[str, bytes | str]


def words(value: object) -> str:
    """Return how a test's case is called: by what is said of it, and a digest of the bytes that are tried."""
    if isinstance(value, str):
        return value[:40].encode("ascii", "backslashreplace").decode()
    return hashlib.sha256(repr(value).encode()).hexdigest()[:8]


def packed(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP of ``parts``, names with what they hold, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 26, 9, 0, 0)), data, method)
    return buffer.getvalue()


def openxml(kind: str = "docx", parts: Parts | None = None, content_type: str = "") -> bytes:
    """Return a document of Office's formats with ``parts`` besides."""
    declared = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/main.xml" ContentType="{content_type or CONTENT_TYPES[kind]}"/></Types>'
    )
    return packed({"[Content_Types].xml": declared, "_rels/.rels": "<Relationships/>", **(parts or {})})


def opendocument(kind: str = "text", parts: Parts | None = None) -> bytes:
    """Return a document of OpenDocument with ``parts`` besides."""
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return packed({"mimetype": mimetype, "content.xml": "<a/>", **(parts or {})})


def pdf(inside: bytes = b"", before: bytes = b"", after: bytes = b"\n") -> bytes:
    """Return a PDF as a reader for types sees it."""
    return before + b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\n" + inside + b"\n%%EOF" + after


def with_local(data: bytes, offset: int, value: bytes) -> bytes:
    """Return an archive with bytes of its first entry's own header put in place of others."""
    return data[:offset] + value + data[offset + len(value) :]


def with_directory(data: bytes, offset: int, value: bytes, entry: int = 0) -> bytes:
    """Return an archive with other bytes in the directory's entry of number ``entry``."""
    at = -1
    for _number in range(entry + 1):
        at = data.index(b"PK\x01\x02", at + 1)
    return data[: at + offset] + value + data[at + offset + len(value) :]


def overlapping() -> bytes:
    """Return an archive whose two entries of the directory mean the same bytes (Fifield's quoted overlap, simplified)."""
    data = packed({"a.jpg": JPEG, "b.jpg": JPEG})
    return with_directory(data, 42, struct.pack("<L", 0), entry=1)


def hiding(hidden: bytes = b"MZ\x90\0") -> bytes:
    """Return an archive of one picture, behind which lies an entry that its directory does not know."""
    whole = packed({"a.jpg": JPEG}, zipfile.ZIP_STORED)
    entry = packed({"evil.exe": hidden}, zipfile.ZIP_STORED)
    at, until = whole.index(b"PK\x01\x02"), entry.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    moved = struct.pack("<L", at + until)
    return whole[:at] + entry[:until] + whole[at : end + 16] + moved + whole[end + 20 :]


def of_two_directories() -> bytes:
    """Return an archive that Python takes for one of a picture, by ZIP64, and everybody else for one of a program."""
    picture = packed({"a.jpg": JPEG}, zipfile.ZIP_STORED)
    program = packed({"evil.exe": b"MZ\x90\0"}, zipfile.ZIP_STORED)
    first, second = picture.index(b"PK\x01\x02"), program.index(b"PK\x01\x02")
    known = picture[first : picture.index(b"PK\x05\x06")]
    told = bytearray(program[second : program.index(b"PK\x05\x06")])
    directory = first + second
    inner = directory + len(told)
    end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(known), inner)
    comment = known + end + struct.pack("<4sLQL", b"PK\x06\x07", 0, inner + len(known), 1)
    told[32:34] = struct.pack("<H", len(comment))
    told[42:46] = struct.pack("<L", first)
    listed = bytes(told) + comment
    return (
        picture[:first]
        + program[:second]
        + listed
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(listed), directory, 0)
    )
