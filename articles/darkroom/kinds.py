"""What a file is by its first bytes, whatever its name says. Runs in the darkroom's process: no Django here."""

import re

HEAD = 1024  # bytes; as far as programs look that guess what a file is
FTYP = re.compile(rb"....ftyp", re.DOTALL)
AVIF = {b"avif", b"avis"}
HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
HEIF_SEQUENCES = {b"hevc", b"hevx", b"hevm", b"hevs", b"msf1"}

# Words with which another kind of file begins, by the name under which ``problems`` speaks of it.
FOREIGN = (
    (b"%PDF-", "pdf"),
    (b"%!PS", "eps"),
    (b"\xc5\xd0\xd3\xc6", "eps"),  # with a preview
    (b"8BPS", "psd"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),  # of more than 4 GB
    (b"MM\0+", "tiff"),
    (b"FUJIFILMCCD-RAW", "tiff"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"\0\0\1\0", "ico"),
    (b"\0\0\0\x0cjP  ", "jpeg2000"),
    (b"\xff\x4f\xff\x51", "jpeg2000"),
    (b"\0\0\0\x0cJXL ", "jpegxl"),
    (b"\xff\x0a", "jpegxl"),
    (b"PK\3\4", "archive"),
    (b"\xd0\xcf\x11\xe0", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x1a\x45\xdf\xa3", "film"),
)
# What makes a browser or a reader take a picture for something else.
SECOND = re.compile(rb"%pdf-|<!doctype html|<html|<script|<svg|<\?php", re.IGNORECASE)


class Refused(ValueError):
    """A file that is not taken: why, as a word that ``problems`` makes a sentence of, and the sentence's numbers."""

    def __init__(self, why: str, **numbers: int) -> None:
        super().__init__(why)
        self.why = why
        self.numbers = numbers


def kind(head: bytes) -> str:
    """Return Pillow's name of the format of a file that begins with ``head``, one that is taken.

    Raises ``Refused``: with what it is otherwise, as far as that can be told, or "two" if it is that besides.
    """
    taken = _taken(head)
    if taken is None:
        raise Refused(_foreign(head))
    if SECOND.search(head[:HEAD]):
        raise Refused("two")
    return taken


def _taken(head: bytes) -> str | None:
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    brands = _brands(head)
    if AVIF & set(brands):
        return "AVIF"
    if HEIF & set(brands):
        if brands[0] in HEIF_SEQUENCES:
            raise Refused("sequence")
        return "HEIF"
    return None


def _brands(head: bytes) -> list[bytes]:
    """Return what a file of the ISO family says that it is, the first brand first; nothing of any other file."""
    if not FTYP.match(head):
        return []
    end = min(int.from_bytes(head[:4], "big"), HEAD)
    return [head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4))]


def _foreign(head: bytes) -> str:
    text = head[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(b"<"):
        return "svg" if b"<svg" in text else "markup"
    if FTYP.match(head):
        return "tiff" if head[8:11] == b"crx" else "film"
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return "film"
    return next((name for mark, name in FOREIGN if head.startswith(mark)), "pdf" if b"%PDF-" in head else "unknown")
