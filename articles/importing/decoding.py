"""From bytes to text: UTF-8, and for HTML the older encodings that a page may declare."""

from __future__ import annotations

import codecs
import re

from django.utils.translation import gettext as _

from articles.importing.characters import check_characters
from articles.importing.parsed import ImportProblem, excerpt

MOST_BYTES = 5 * 1024 * 1024
"""The largest file that is read (bytes)."""

NEWLINE = re.compile("\r\n?")
NEWLINE_BYTES = re.compile(b"\r\n?|\n")
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)

# HTML Standard, "determining the character encoding": a declaration is looked for in 1024 bytes.
META_CHARSET = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
DECLARED_WITHIN = 1024
# Only true character encodings: Python also knows "rot13", "idna" and "unicode_escape".
PAGE_ENCODINGS = frozenset(
    {"utf-8", "koi8-r", "koi8-u", "gb2312", "gbk", "gb18030", "big5", "euc_jp", "shift_jis"}
    | {f"cp{number}" for number in range(1250, 1259)}
    | {f"iso8859-{part}" for part in range(1, 17)}
)


def decode_text(data: bytes) -> str:
    """Return the text of a UTF-8 file, its BOM dropped and every line ending made a line feed.

    Raises ImportProblem for an empty, too large, wide, binary or otherwise encoded file.
    """
    check_bytes(data)
    return finished(strictly_decoded(data, "utf-8"))


def decode_page(data: bytes) -> str:
    """Return the text of an HTML file by its BOM, else its meta charset, else as UTF-8.

    Raises ImportProblem as `decode_text` does, and for a charset that is not known.
    """
    check_bytes(data)
    if data.startswith(codecs.BOM_UTF8):
        return finished(strictly_decoded(data, "utf-8"))
    declared = META_CHARSET.search(data[:DECLARED_WITHIN])
    return finished(strictly_decoded(data, page_encoding(declared[1]) if declared else "utf-8"))


def page_encoding(label: bytes) -> str:
    """Return Python's name for a declared charset, read as browsers do (Encoding Standard)."""
    name = label.decode("ascii", "replace").casefold()
    try:
        found = codecs.lookup(name).name
    except LookupError:
        found = ""
    if found.startswith(("utf-16", "utf-32")):
        return "utf-8"  # A declaration readable as ASCII cannot be in a wide encoding.
    if found in {"ascii", "iso8859-1"}:
        return "cp1252"
    if found not in PAGE_ENCODINGS:
        message = _("the page declares the encoding “%(name)s”, which is not known")
        raise ImportProblem(message % {"name": excerpt(name)})
    return found


def check_bytes(data: bytes) -> None:
    """Raise ImportProblem where the bytes alone show that this is not a text to read."""
    if len(data) > MOST_BYTES:
        message = _("the file is larger than %(megabytes)d MB")
        raise ImportProblem(message % {"megabytes": MOST_BYTES // 1024**2})
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise ImportProblem(_("the file is empty"))
    if data.startswith(WIDE_MARKS) or looks_wide(data):
        raise ImportProblem(_("the file is UTF-16; save it as UTF-8"), 1)
    zero = data.find(b"\0")
    if zero >= 0:
        message = _("there is a zero byte; this is not a text file")
        raise ImportProblem(message, line_of(data, zero))


def looks_wide(data: bytes) -> bool:
    """Return whether every other byte of the start is zero: UTF-16 without its mark."""
    start = data[:200]
    halves = (start[0::2], start[1::2])
    return any(half.count(0) > 0.4 * len(half) for half in halves if half)


def strictly_decoded(data: bytes, encoding: str) -> str:
    """Return the text; raise ImportProblem with the line of the first byte that does not fit."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = line_of(data, error.start)
        if encoding != "utf-8":
            message = _("this is not %(encoding)s, as the page declares; save it as UTF-8")
            raise ImportProblem(message % {"encoding": encoding}, line) from None
        if error.reason == "unexpected end of data":
            message = _("the file ends in the middle of a character; was it cut short?")
            raise ImportProblem(message, line) from None
        message = _("this is not UTF-8 (perhaps Windows-1252); save the file as UTF-8")
        raise ImportProblem(message, line) from None


def line_of(data: bytes, position: int) -> int:
    """Return the 1-based line that a byte stands in, whatever ends the lines."""
    return len(NEWLINE_BYTES.findall(data, 0, position)) + 1


def finished(text: str) -> str:
    """Return the text with one kind of line ending, or raise ImportProblem for what it holds."""
    text = NEWLINE.sub("\n", text.removeprefix("\ufeff"))
    if not text.strip():
        raise ImportProblem(_("the file is empty"))
    check_characters(text)
    return text
