"""CSV that a spreadsheet opens without running any of it: RFC 4180, UTF-8 with a byte order mark."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

AT_ONCE = 100  # rows that are sent together
MARK = "\ufeff"  # by which Excel knows UTF-8
# Programs pass over white space and invisible characters before a formula, and read full-width signs as plain ones.
BLANK = r"[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
SIGNS = "=+@＝＋－＠-"
FORMULA = re.compile(rf"{BLANK}[{SIGNS}]|[\t\r\n]")
# Where a list separator is the semicolon, Excel splits at those inside a cell too.
SPLIT = re.compile(rf"([;\t\r\n]{BLANK})(?=[{SIGNS}])")


def neutralised(value: str) -> str:
    """Return ``value`` so that no spreadsheet takes it for a formula: with an apostrophe before what would begin one.

    OWASP, "CSV Injection" (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    value = SPLIT.sub(r"\1'", value)
    return f"'{value}" if FORMULA.match(value) else value


def lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Yield the file some rows at a time; every cell is neutralised, and quoted where need be."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    file.write(MARK)
    for number, row in enumerate(rows, 1):
        writer.writerow([neutralised(str(cell)) for cell in row])
        if number % AT_ONCE == 0:
            yield file.getvalue()
            file.seek(0)
            file.truncate()
    yield file.getvalue()
