"""Documents of office programs, as plain as their formats allow (ECMA-376, Part 1): one table, or one letter."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import escape

MICROSOFT = "application/vnd.openxmlformats-officedocument"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
CHANGE = re.compile(r"\[([+-])(.+?)\1\]")  # [-taken out-] and [+put in+]: tracked, as a person's program would
CHANGED_BY = 'w:author="Operations" w:date="2026-11-20T09:00:00Z"'


def workbook(source: str) -> bytes:
    """Return an XLSX with one sheet that holds the CSV ``source``; its first line is the heading, in bold."""
    rows = "".join(
        f'<row r="{number}">{"".join(_cell(value, bold=number == 1) for value in row)}</row>'
        for number, row in enumerate(csv.reader(io.StringIO(source)), start=1)
    )
    return _package(
        "xl/workbook.xml",
        {
            "xl/workbook.xml": (
                f"{MICROSOFT}.spreadsheetml.sheet.main+xml",
                f'<workbook xmlns="{SHEETS}" xmlns:r="{RELATIONS}"><sheets>'
                '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
            ),
            "xl/worksheets/sheet1.xml": (
                f"{MICROSOFT}.spreadsheetml.worksheet+xml",
                f'<worksheet xmlns="{SHEETS}"><cols><col min="1" max="1" width="34" customWidth="1"/></cols>'
                f"<sheetData>{rows}</sheetData></worksheet>",
            ),
            "xl/styles.xml": (
                f"{MICROSOFT}.spreadsheetml.styles+xml",
                f'<styleSheet xmlns="{SHEETS}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
                '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
                '<fills count="2"><fill><patternFill patternType="none"/></fill>'
                '<fill><patternFill patternType="gray125"/></fill></fills>'
                '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
                '<cellXfs count="2"><xf xfId="0"/><xf fontId="1" applyFont="1" xfId="0"/></cellXfs>'
                '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
            ),
        },
        {"xl/_rels/workbook.xml.rels": (("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"))},
    )


def letter(source: str) -> bytes:
    """Return a DOCX with a paragraph for each line of ``source`` that is not empty; ``# `` begins a heading."""
    paragraphs = "".join(_paragraph(line) for line in source.splitlines() if line.strip())
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    text = f'<w:document xmlns:w="{WORDS}"><w:body>{paragraphs}{page}</w:body></w:document>'
    main = "word/document.xml"
    return _package(main, {main: (f"{MICROSOFT}.wordprocessingml.document.main+xml", text)}, {})


def _cell(value: str, *, bold: bool) -> str:
    if NUMBER.fullmatch(value):
        return f"<c><v>{value}</v></c>"
    style = ' s="1"' if bold else ""
    return f'<c t="inlineStr"{style}><is><t>{escape(value, quote=False)}</t></is></c>'


def _paragraph(line: str) -> str:
    heading = line.startswith("# ")
    return f'<w:p><w:pPr><w:spacing w:after="160"/></w:pPr>{"".join(_runs(line.removeprefix("# "), heading))}</w:p>'


def _runs(line: str, heading: bool) -> Iterator[str]:
    look = '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>' if heading else '<w:rPr><w:sz w:val="22"/></w:rPr>'
    position = 0
    for number, match in enumerate(CHANGE.finditer(line), start=1):
        yield _run(line[position : match.start()], look, "t")
        name, text = ("ins", "t") if match[1] == "+" else ("del", "delText")
        yield f'<w:{name} w:id="{number}" {CHANGED_BY}>{_run(match[2], look, text)}</w:{name}>'
        position = match.end()
    yield _run(line[position:], look, "t")


def _run(text: str, look: str, element: str) -> str:
    words = f'<w:{element} xml:space="preserve">{escape(text, quote=False)}</w:{element}>'
    return f"<w:r>{look}{words}</w:r>" if text else ""


def _package(
    main: str, parts: Mapping[str, tuple[str, str]], relations: Mapping[str, tuple[tuple[str, str], ...]]
) -> bytes:
    """Return the ZIP of ``parts``, by name (type, XML), of which ``main`` is the first that a program reads."""
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _xml) in parts.items())
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": _relations((("officeDocument", main),)),
        **{name: _relations(targets) for name, targets in relations.items()},
        **{name: xml for name, (_kind, xml) in parts.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in files.items():  # a date of its own would make each load's file another one
            archive.writestr(zipfile.ZipInfo(name), DECLARATION + xml, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _relations(targets: tuple[tuple[str, str], ...]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )
