"""Tables as text: CSV."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from articles.filetypes.notes import Note
from articles.filetypes.problems import DocumentProblem

CHUNK = 256 * 1024  # bytes
LOOKED_AT = 64 * 1024  # characters from which it is judged whether a text is a table
SEPARATORS = ",;\t|"
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Never in a table, and read as something else by programs that guess.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
MARKUP = re.compile(r"<(?:!doctype|html|head|body|script|svg|iframe|\?xml|\?php|\?=)", re.IGNORECASE)
# What spreadsheet programs take as a formula, at the beginning of a cell. A number with a sign is none. The character
# comes first, so that it is what is searched for.
FORMULA = re.compile(r"[=@+-](?<![^,;\t|\n\r\"\ufeff][=@+-])(?:(?<=[=@])|(?=[^\d.,\s]))")


def examine(file: BinaryIO, name: str) -> tuple[str, ...]:
    """Return notes on a table in UTF-8, or in UTF-16 with a mark; anything else is refused."""
    file.seek(0)
    first = file.read(256)
    if first.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        raise _page()
    charset = "utf-16" if first[:2] in UTF16 else "utf-8"
    start, formulas = "", False
    try:
        for text in _decoded(file, charset):
            if CONTROLS.search(text):
                raise _not_known()
            formulas = formulas or bool(FORMULA.search(text))
            if len(start) < LOOKED_AT:
                start += text[: LOOKED_AT - len(start)]
    except UnicodeDecodeError as error:
        raise _not_known() from error
    start = start.removeprefix("\ufeff")
    if start.lstrip().startswith("<") or MARKUP.search(start[:4096]):
        raise _page()
    if not _is_table(start, name):
        raise DocumentProblem(_("This is a text and no table. Save it as PDF, DOCX or ODT."))
    return (Note.FORMULAS,) if formulas else ()


def _not_known() -> DocumentProblem:
    return DocumentProblem(
        _("This file is none of PDF, DOCX, XLSX, PPTX, ODT, ODS, CSV in UTF-8, and ZIP of pictures, or it is damaged.")
    )


def _page() -> DocumentProblem:
    return DocumentProblem(_("This is a web page or XML. Save it as PDF."))


def _decoded(file: BinaryIO, charset: str) -> Iterator[str]:
    """Yield the text piece by piece; ``UnicodeDecodeError`` where it is none."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(charset)()
    while piece := file.read(CHUNK):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _is_table(start: str, name: str) -> bool:
    """Tell whether one character stands equally often in the first lines, outside quotation marks."""
    unquoted = re.sub(r'"[^"]*(?:"|$)', "", start)
    lines = [line for line in unquoted.splitlines() if line.strip()][:20]
    if len(start) == LOOKED_AT and len(lines) > 1:
        lines = lines[:-1] if len(lines) < 20 else lines
    if not lines:
        return False
    if name.lower().endswith((".csv", ".tsv")):
        return True
    return any(
        len(lines) > 1 and lines[0].count(separator) and len({line.count(separator) for line in lines}) == 1
        for separator in SEPARATORS
    )
