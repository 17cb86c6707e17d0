"""Making the odd parts of picture files by hand: what no program of good will writes."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

PNG = b"\x89PNG\r\n\x1a\n"
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
SWAPPED = ((0.3851, 0.7169, 0.0971), (0.4360, 0.2225, 0.0139), (0.1431, 0.0606, 0.7141))
"""Primaries in XYZ of a colour space whose red is what sRGB calls green, and the other way round."""


def quarters(width: int = 480, height: int = 320) -> Image.Image:
    """Return a picture whose quarters are red, green, blue and white, from top left to bottom right."""
    image = Image.new("RGB", (width, height), WHITE)
    for place, colour in {(0, 0): RED, (width // 2, 0): GREEN, (0, height // 2): BLUE}.items():
        image.paste(colour, (*place, place[0] + width // 2, place[1] + height // 2))
    return image


def plain(mode: str, colour: Any, width: int = 400, height: int = 300) -> Image.Image:
    """Return a picture of one colour."""
    return Image.new(mode, (width, height), colour)


def file(image: Image.Image, form: str, **options: Any) -> bytes:
    """Return ``image`` as a file."""
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, depth: int, kind: int, rows: bytes, *more: bytes) -> bytes:
    """Return a PNG whose header says ``width``, ``height``, bits a channel and ``kind`` of pixel; ``more`` are chunks."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))
    return PNG + header + b"".join(more) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def with_chunk(data: bytes, name: bytes, content: bytes) -> bytes:
    """Return the PNG ``data`` with another chunk after its header."""
    return data[:33] + chunk(name, content) + data[33:]


def with_segment(data: bytes, marker: int, content: bytes) -> bytes:
    """Return the JPEG ``data`` with another segment before all others."""
    return data[:2] + struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content + data[2:]


def segments(data: bytes) -> list[int]:
    """Return the markers of a JPEG up to its first scan."""
    found, at = [], 2
    while data[at + 1] != 0xDA:
        found.append(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return found


def chunks(data: bytes) -> list[bytes]:
    """Return the names of the chunks of a PNG, which ends with the last of them."""
    found, at = [], len(PNG)
    while at < len(data):
        found.append(data[at + 4 : at + 8])
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return found


def box(name: bytes, data: bytes) -> bytes:
    """Return a box of a file of the ISO family."""
    return struct.pack(">I", len(data) + 8) + name + data


def turned(orientation: int) -> Image.Exif:
    """Return EXIF with nothing but an orientation."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def profile(space: bytes, *tags: tuple[bytes, bytes]) -> bytes:
    """Return an ICC profile of ``space`` (``RGB ``, ``GRAY``, ``CMYK``) with ``tags``, by ICC.1:2001."""
    connection = b"Lab " if space == b"CMYK" else b"XYZ "
    header = bytearray(128)
    header[8:12] = b"\x02\x40\0\0"
    header[12:24] = (b"prtr" if space == b"CMYK" else b"mntr") + space + connection
    header[24:36] = struct.pack(">6H", 2026, 11, 26, 0, 0, 0)
    header[36:40] = b"acsp"
    header[68:80] = struct.pack(">3i", *(round(part * 65536) for part in (0.9642, 1.0, 0.8249)))
    known = [
        *tags,
        (b"wtpt", xyz(0.9642, 1.0, 0.8249)),
        (b"desc", b"desc\0\0\0\0" + struct.pack(">I", 5) + b"Test\0" + bytes(79)),
        (b"cprt", b"text\0\0\0\0none\0"),
    ]
    table, body, start = struct.pack(">I", len(known)), b"", 128 + 4 + 12 * len(known)
    for name, data in known:
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    header[:4] = struct.pack(">I", start + len(body))
    return bytes(header) + table + body


def xyz(*parts: float) -> bytes:
    """Return a colour as a tag of a profile."""
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(part * 65536) for part in parts))


def gamma(value: float) -> bytes:
    """Return a tone curve as a tag of a profile."""
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(value * 256))


def swapped_rgb() -> bytes:
    """Return a profile in which red is green and green is red."""
    names = zip((b"rXYZ", b"gXYZ", b"bXYZ"), SWAPPED, strict=True)
    curves = [(name, gamma(2.2)) for name in (b"rTRC", b"gTRC", b"bTRC")]
    return profile(b"RGB ", *((name, xyz(*parts)) for name, parts in names), *curves)


def linear_grey() -> bytes:
    """Return a profile of grey that counts light: what it calls 128 is 188 in sRGB."""
    return profile(b"GRAY", (b"kTRC", gamma(1.0)))


def grey_cmyk() -> bytes:
    """Return a profile of inks that are all grey: white without ink, mid grey (L* = 50) in cyan, else black."""
    lightness = [255, 0] * 8  # the last of the four inks changes fastest
    lightness = [{0: 255, 8: 128}.get(inks, 0) for inks in range(16)]
    grid = bytes(part for light in lightness for part in (light, 128, 128))
    head = struct.pack(">4B9i", 4, 3, 2, 0, *(65536 * one for one in (1, 0, 0, 0, 1, 0, 0, 0, 1)))
    straight = bytes(range(256))
    return profile(b"CMYK", (b"A2B0", b"mft1\0\0\0\0" + head + straight * 4 + grid + straight * 3))


def many_scans(width: int, height: int, scans: int) -> bytes:
    """Return a small progressive JPEG that says ``scans`` times how one part of nothing is refined."""
    data = file(plain("L", 128, width, height), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * scans + data[-2:]
