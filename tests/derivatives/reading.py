"""Looking at PDFs with poppler, as a reader's program does."""

import re
import subprocess
import zlib
from pathlib import Path


def info(pdf: bytes, folder: Path) -> dict[str, str]:
    """Return what ``pdfinfo`` says, by its own words: Title, Tagged, Pages, Page size ..."""
    lines = _ask(["pdfinfo"], pdf, folder).splitlines()
    pairs = (line.partition(":") for line in lines)
    return {name.strip(): value.strip() for name, _colon, value in pairs}


def fonts(pdf: bytes, folder: Path) -> dict[str, bool]:
    """Return whether each font is embedded, by its name without the prefix of the subset."""
    rows = _ask(["pdffonts"], pdf, folder).splitlines()[2:]
    found = {}
    for row in rows:
        name, *columns = row.split()
        found[name.partition("+")[2] or name] = columns[-5] == "yes"
    return found


def text(pdf: bytes, folder: Path) -> str:
    """Return the words, without the marks of direction that poppler adds, on one line."""
    read = _ask(["pdftotext", "-layout"], pdf, folder, "-")
    return re.sub(r"\s+", " ", re.sub(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f]", "", read))


def inside(pdf: bytes) -> bytes:
    """Return the file with all that it holds compressed unpacked."""
    parts = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(map(_unpacked, parts))


def _unpacked(part: bytes) -> bytes:
    try:
        return zlib.decompress(part)
    except zlib.error:  # a picture
        return b""


def heights(pdf: bytes, folder: Path) -> list[int]:
    """Return how high each picture stands on the paper, in millimetres."""
    rows = [row.split() for row in _ask(["pdfimages", "-list"], pdf, folder).splitlines()[2:]]
    return [round(int(row[4]) / int(row[13]) * 25.4) for row in rows if row[2] == "image"]


def structure(pdf: bytes, folder: Path) -> str:
    """Return the tags with their text."""
    return _ask(["pdfinfo", "-struct-text"], pdf, folder)


def _ask(command: list[str], pdf: bytes, folder: Path, *after: str) -> str:
    file = folder / "looked-at.pdf"
    file.write_bytes(pdf)
    done = subprocess.run([*command, str(file), *after], capture_output=True, check=True)
    return done.stdout.decode()
