"""What a ZIP is: a document of Microsoft's or OpenDocument's formats, or pictures with their captions."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from articles.filetypes.markup import elements
from articles.filetypes.notes import Note, naming
from articles.filetypes.problems import DocumentProblem
from articles.filetypes.zips import Archive, bomb

OPENXML = "application/vnd.openxmlformats-officedocument."
# Content type of the main part (ECMA-376, Part 1) and type of an OpenDocument package (OASIS OpenDocument 1.3, Part 2).
MAIN = {
    f"{OPENXML}wordprocessingml.document.main+xml": "docx",
    f"{OPENXML}spreadsheetml.sheet.main+xml": "xlsx",
    f"{OPENXML}presentationml.presentation.main+xml": "pptx",
}
OPENDOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
MACRO_PARTS = re.compile(r"(?:^|/)(?:vba[^/]*\.(?:bin|xml)|macrosheets/.*|activex/.*)$", re.IGNORECASE)
MACRO_TYPES = re.compile(r"macro|vba|activex", re.IGNORECASE)
EMBEDDED = re.compile(r"(?:^|/)(?:embeddings/[^/]+|Object [^/]+/content\.xml)$", re.IGNORECASE)
FOREIGN_LINKS = frozenset({"hyperlink", "image"})  # to these, readers are used

# JPEG, PNG, TIFF; WebP and AVIF say what they are a few bytes later.
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")
PROGRAMS = (
    b"MZ\x90",
    b"MZP\0",
    b"MZ\0",
    b"\x7fELF",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
)
PACKED = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
RELATION_BYTES = 4 * 1024 * 1024  # of all lists of what belongs to a part; read element by element
CAPTION_BYTES = 256 * 1024
OF_A_MAC = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$)")

CHANGES = {
    "docx": ("word/document.xml", re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)[ >]")),
    "odt": ("content.xml", re.compile(rb"<text:(?:changed-region|tracked-changes)[ >]")),
    "ods": ("content.xml", re.compile(rb"<table:tracked-changes[ >]")),
}
COMMENT_PARTS = re.compile(r"^(?:word|xl|ppt)/(?:comments|threadedComments)", re.IGNORECASE)
HIDDEN_TABLE = re.compile(rb'table:display="false"')


def examine(file: BinaryIO, size: int) -> tuple[str, tuple[str, ...]]:
    """Return kind and notes of an archive that is taken."""
    archive = Archive(file, size)
    archive.verify()
    if {"[Content_Types].xml", "mimetype"} & set(archive.infos):
        _nothing_strange(archive)
    if "[Content_Types].xml" in archive.infos:
        return _openxml(archive)
    if "mimetype" in archive.infos:
        return _opendocument(archive)
    return "zip", _pictures(archive)


def _nothing_strange(archive: Archive) -> None:
    """Refuse a document in which programs lie, or archives where no embedded document belongs."""
    for name, start in archive.first.items():
        if start.startswith(PROGRAMS):
            raise DocumentProblem(_("A program lies in this document."))
        if start.startswith(PACKED) and not EMBEDDED.search(name):
            raise DocumentProblem(_("Another archive lies in this document."))


def _refuse_macros() -> DocumentProblem:
    return DocumentProblem(_("This document holds macros. Save it without, as DOCX, XLSX or PDF."))


def _openxml(archive: Archive) -> tuple[str, tuple[str, ...]]:
    declared = elements(archive.read("[Content_Types].xml"))
    types = [element.attributes.get("ContentType", "") for element in declared]
    if any(map(MACRO_PARTS.search, archive.infos)) or any(map(MACRO_TYPES.search, types)):
        raise _refuse_macros()
    kinds = {MAIN[name] for name in types if name in MAIN}
    if len(kinds) != 1:
        raise DocumentProblem(_("Of Office's documents only DOCX, XLSX and PPTX are taken, no templates."))
    kind = kinds.pop()
    notes = [*_changes(archive, kind), *_openxml_notes(archive), *_names(archive.read("docProps/core.xml"))]
    return kind, tuple(notes)


def _openxml_notes(archive: Archive) -> Iterator[str]:
    if any(map(COMMENT_PARTS.search, archive.infos)):
        yield Note.COMMENTS
    sheets = elements(archive.read("xl/workbook.xml"))
    if any(sheet.name == "sheet" and sheet.attributes.get("state", "visible") != "visible" for sheet in sheets):
        yield Note.HIDDEN_SHEETS
    slides = [name for name in archive.infos if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    if any(archive.first[name].find(b' show="0"') >= 0 for name in slides):
        yield Note.HIDDEN_SLIDES
    if any(re.match(r"ppt/notesSlides/", name) for name in archive.infos):
        yield Note.SPEAKER_NOTES
    if any(map(EMBEDDED.search, archive.infos)):
        yield Note.EMBEDDED
    relations = [name for name in archive.infos if name.endswith(".rels")]
    if sum(archive.infos[name].file_size for name in relations) > RELATION_BYTES:
        raise bomb()
    if any(_leads_out(element.attributes) for name in relations for element in elements(archive.read(name))):
        yield Note.LOADS


def _leads_out(attributes: dict[str, str]) -> bool:
    kind = attributes.get("Type", "").rpartition("/")[2]
    return attributes.get("TargetMode") == "External" and kind not in FOREIGN_LINKS


def _opendocument(archive: Archive) -> tuple[str, tuple[str, ...]]:
    kind = OPENDOCUMENT.get(archive.read("mimetype", 200).strip())
    if kind is None or "content.xml" not in archive.infos:
        raise DocumentProblem(_("Of OpenDocument only ODT and ODS are taken."))
    if any(re.match(r"(?:Basic|Scripts)/.*[^/]$", name) for name in archive.infos):
        raise _refuse_macros()
    manifest = elements(archive.read("META-INF/manifest.xml"))
    if any(element.name == "encryption-data" for element in manifest):
        raise DocumentProblem(_("This file is protected by a password. Remove the protection and save it again."))
    notes = [*_changes(archive, kind)]
    if archive.holds("content.xml", re.compile(rb"<office:annotation[ >]")):
        notes.append(Note.COMMENTS)
    if kind == "ods" and archive.holds("content.xml", HIDDEN_TABLE):
        notes.append(Note.HIDDEN_SHEETS)
    if any(map(EMBEDDED.search, archive.infos)):
        notes.append(Note.EMBEDDED)
    return kind, (*notes, *_names(archive.read("meta.xml")))


def _changes(archive: Archive, kind: str) -> Iterator[str]:
    if kind in CHANGES and archive.holds(*CHANGES[kind]):
        yield Note.CHANGES


def _names(properties: bytes) -> Iterator[str]:
    """Yield a note with the names of people that stand in a document's properties (Dublin Core, in both formats)."""
    wanted = {"creator", "lastModifiedBy", "initial-creator"}
    found = [" ".join(element.text.split()) for element in elements(properties) if element.name in wanted]
    if names := ", ".join(dict.fromkeys(filter(None, found))):
        yield naming(names)


def _pictures(archive: Archive) -> tuple[str, ...]:
    """Refuse whatever is neither picture nor caption; return the note that every archive gets."""
    shown = 0
    for name, info in archive.infos.items():
        if OF_A_MAC.search(name):
            raise DocumentProblem(
                _("This archive holds hidden files that macOS adds (“%(name)s”). Pack it without them.")
                % {"name": name[:100]}
            )
        if info.is_dir() and not info.file_size:
            continue
        if is_picture(archive.first[name]):
            shown += 1
        elif not _is_caption(archive, name):
            raise DocumentProblem(
                _(
                    "In a ZIP only pictures (JPEG, PNG, WebP, AVIF, TIFF) and captions (.txt in UTF-8) are taken, "
                    "but not “%(name)s”."
                )
                % {"name": name[:100]}
            )
    if not shown:
        raise DocumentProblem(_("There is no picture in this archive."))
    return (Note.CAMERA_DATA,)


def is_picture(start: bytes) -> bool:
    """Tell whether something that begins with ``start`` is a picture of a kind that archives may hold."""
    if start.startswith(PICTURES):
        return True
    return start[8:12] == b"WEBP" if start.startswith(b"RIFF") else start[4:12] in {b"ftypavif", b"ftypavis"}


def _is_caption(archive: Archive, name: str) -> bool:
    if not name.lower().endswith(".txt") or archive.infos[name].file_size > CAPTION_BYTES:
        return False
    try:
        text = archive.read(name, CAPTION_BYTES).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not re.search(r"[\x00-\x08\x0e-\x1f]", text) and not text.lstrip("\ufeff \t\r\n").startswith(("<", "#!"))
