"""What is not taken as a document, each with a reason that the person can use."""

import errno
import io
import struct
import tracemalloc
import zipfile
from contextlib import suppress
from zipfile import ZIP_BZIP2, ZIP_STORED

import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis.strategies import binary, integers

from articles.filetypes import DocumentProblem, examine
from articles.filetypes.zips import ENTRIES
from tests.filetypes import made


def refusal(data: bytes, name: str = "report.pdf") -> str:
    """Return what is said of a file that is refused."""
    with pytest.raises(DocumentProblem) as caught:
        examine(io.BytesIO(data), name)
    return str(caught.value)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (OLE, "old format of Office"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"MZ\x90\0" + b"\0" * 99, "a program"),
        (b"\x7fELF" + b"\0" * 99, "a program"),
        (b"#!/bin/sh\n", "a program"),
        (rb"{\rtf1 a}", "RTF"),
        (b"Rar!\x1a\x07", "only ZIP"),
        (b"\x1f\x8b\x08", "only ZIP"),
        (made.JPEG, "a picture"),
        (made.AVIF, "a picture"),
        (b"%!PS-Adobe-3.0 EPSF", "a picture"),
        (b"<!DOCTYPE html><p>", "web page or XML"),
        (b"\xef\xbb\xbf  <svg/>", "web page or XML"),
        (b"a,b\n1,<script>alert(1)</script>\n", "web page or XML"),
        (b"Dear all,\nthe figures are out.\n", "no table"),
        (b"a,b\n1,\0\n", "none of PDF"),
        (b"a,b\n1,\x1b[31m\n", "none of PDF"),
        ("a,é\n1,2\n".encode("latin-1"), "none of PDF"),
        ("a,b\n1,2\n".encode("utf-16-le"), "none of PDF"),
        ("a,b\n1,2\n".encode("utf-16") + b"x", "none of PDF"),
        (b"ID3\x04\0\0\0", "none of PDF"),
    ],
    ids=made.words,
)
def test_anything_else_is_refused(data: bytes, said: str) -> None:
    assert said in refusal(data)


@override_settings(DOCUMENT_MAX_BYTES=1_500_000)
def test_a_file_may_be_as_large_as_the_setting_says() -> None:
    assert examine(io.BytesIO(made.pdf(b" " * 1_499_000)), "").size < 1_500_000
    assert "larger than 1.4 MB" in refusal(made.pdf(b" " * 1_500_000))


# --- PDF ---


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (made.pdf(before=b"GIF89a"), "a picture"),
        (made.pdf(before=b"\n"), "none of PDF"),
        (made.pdf(before=b"<html>\xff"), "web page"),
        (b"%PDF-x\n%%EOF", "names no version"),
        (made.pdf()[:-8], "end is missing"),
        (made.pdf(after=b"\n<script>"), "something else behind"),
        (made.pdf(after=made.packed({"a": "b"})), "something else behind"),
        (made.pdf(b"trailer<</Encrypt 5 0 R>>"), "protected"),
        (made.pdf(b" " * (1024 * 1024 - 50) + b"/Encrypt 12 0 R"), "protected"),
    ],
    ids=made.words,
)
def test_a_pdf_that_is_not_whole_alone_and_open_is_refused(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_a_pdf_that_is_an_archive_too_is_refused() -> None:
    buffer = io.BytesIO(made.pdf())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("evil.exe", b"MZ")
        archive.comment = b"%%EOF\n"
    assert "something else behind" in refusal(buffer.getvalue())


# --- Macros, passwords, wrong types ---


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (made.openxml(content_type="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (made.openxml("docx", {"word/vbaProject.bin": b"x"}), "macros"),
        (made.openxml("docx", {"word/VBAPROJECT.BIN": b"x"}), "macros"),
        (made.openxml("xlsx", {"xl/macrosheets/sheet1.xml": "<x/>"}), "macros"),
        (made.openxml("docx", {"word/activeX/activeX1.xml": "<x/>"}), "macros"),
        (made.opendocument("text", {"Basic/Standard/Module1.xml": "<x/>"}), "macros"),
        (made.opendocument("text", {"Scripts/python/x.py": "x"}), "macros"),
        (made.opendocument("text", {"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "password"),
        (made.opendocument("text-template"), "only ODT and ODS"),
        (made.openxml(content_type=f"{made.OPENXML}wordprocessingml.template.main+xml"), "no templates"),
        (made.packed({"[Content_Types].xml": "<Types>"}), "damaged"),
        (made.packed({"[Content_Types].xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "damaged"),
        (made.openxml("docx", {"docProps/core.xml": "<a>" * 1000}), "damaged"),
        (made.openxml("docx", {"word/media/a.png": b"MZ\x90\0"}), "A program lies"),
        (made.openxml("docx", {"hidden.zip": made.packed({"a": "b"})}), "Another archive lies"),
    ],
    ids=made.words,
)
def test_a_document_that_does_something_is_refused(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_a_content_type_in_another_encoding_hides_no_macros() -> None:
    declared = (
        '<?xml version="1.0" encoding="UTF-16"?><Types><Override ContentType="x.macroEnabled.y"/></Types>'
    ).encode("utf-16")
    assert "macros" in refusal(made.packed({"[Content_Types].xml": declared}))


# --- Archives ---


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"a.jpg": made.JPEG, "b.exe": b"MZ"}, "not “b.exe”"),
        ({"a.jpg": made.JPEG, "b.jpg": b"<script>"}, "not “b.jpg”"),
        ({"a.jpg": made.JPEG, "b.zip": made.packed({"a": "b"})}, "not “b.zip”"),
        ({"a.jpg": made.JPEG, "b.txt": b"\xff\xfe"}, "not “b.txt”"),
        ({"a.jpg": made.JPEG, "b.txt": b"<html>"}, "not “b.txt”"),
        ({"a.txt": "a caption"}, "no picture"),
        ({"a.jpg": made.JPEG, "__MACOSX/._a.jpg": b"\0"}, "macOS"),
        ({"a.jpg": made.JPEG, "A.JPG": made.JPEG}, "same name"),
        ({"../a.jpg": made.JPEG}, "lead elsewhere"),
        ({"x/../../a.jpg": made.JPEG}, "lead elsewhere"),
        ({"/etc/a.jpg": made.JPEG}, "lead elsewhere"),
        ({"..\\a.jpg": made.JPEG}, "lead elsewhere"),
        ({"C:/a.jpg": made.JPEG}, "lead elsewhere"),
        ({"a\u202egpj.exe": made.JPEG}, "lead elsewhere"),
        ({"a" * 501: made.JPEG}, "lead elsewhere"),
    ],
    ids=made.words,
)
def test_an_archive_holds_pictures_and_captions_under_plain_names(parts: made.Parts, said: str) -> None:
    assert said in refusal(made.packed(parts))


GOOD = made.packed({"a.jpg": made.JPEG, "b.jpg": made.JPEG}, ZIP_STORED)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"MZ\x90\0" + GOOD, "a program"),
        (GOOD[:10] + GOOD, "damaged"),
        (GOOD + b"x", "damaged"),
        (GOOD[:-1], "damaged"),
        (GOOD[:60], "damaged"),
        (made.packed({}), "empty"),
        (made.overlapping(), "damaged"),
        (made.hiding(), "damaged"),
        (made.of_two_directories(), "damaged"),
        (made.with_local(GOOD, 18, b"\x10\0\0\0"), "damaged"),
        (made.with_directory(GOOD, 8, b"\x01\0"), "password"),
        (made.with_local(GOOD, 6, b"\x01\0"), "damaged"),
        (made.with_local(GOOD, 30, b"z.jpg"), "damaged"),
        (made.with_directory(GOOD, 46, b"a\0jpg"), "lead elsewhere"),
        (made.with_directory(GOOD, 16, b"\0\0\0\0"), "damaged"),
        (made.with_directory(GOOD, 38, struct.pack("<L", 0o120777 << 16)), "a link"),
        (made.packed({"a.jpg": made.JPEG}, ZIP_BZIP2), "not every program"),
    ],
    ids=made.words,
)  # fmt: skip
def test_an_archive_that_is_not_plainly_one_is_refused(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_an_entry_that_is_larger_than_it_says_is_refused() -> None:
    data = made.packed({"a.jpg": made.JPEG + b"\0" * 5_000_000})
    assert "damaged" in refusal(made.with_directory(data, 24, struct.pack("<L", 304)))


def test_an_archive_of_too_many_parts_is_refused() -> None:
    assert "too many parts" in refusal(made.packed({f"{n}.jpg": b"" for n in range(ENTRIES + 1)}))


def test_a_bomb_costs_an_error_and_no_memory() -> None:
    data = made.packed({"a.jpg": b"\0" * 60_000_000})
    tracemalloc.start()
    try:
        assert "too large" in refusal(data)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_document_with_too_much_to_read_word_for_word_is_refused() -> None:
    relations = {f"{n}.rels": "<a>" + "<b/>" * 90_000 + "</a>" for n in range(12)}
    assert "too large" in refusal(made.openxml("docx", {"word/media/a.png": made.PNG, **relations}))


def test_a_large_archive_is_unpacked_in_little_memory() -> None:
    noise = bytes(range(256)) * 4096
    data = made.packed({f"{n}.jpg": made.JPEG + noise for n in range(15)})
    tracemalloc.start()
    try:
        assert examine(io.BytesIO(data), "").kind == "zip"
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("length", range(0, len(made.openxml()), 7))
def test_a_document_that_was_cut_off_is_refused(length: int) -> None:
    assert refusal(made.openxml()[:length])


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf", "zip"])
@given(place=integers(min_value=0, max_value=10_000), value=binary(min_size=1, max_size=6))
@settings(max_examples=150)
def test_a_damaged_file_is_refused_or_taken_but_never_an_error(kind: str, place: int, value: bytes) -> None:
    whole = {
        "docx": made.openxml("docx", {"word/document.xml": "<w>text</w>", "docProps/core.xml": "<p/>"}),
        "odt": made.opendocument("text", {"meta.xml": "<m/>"}),
        "pdf": made.pdf(b"7 0 obj<</Type/ObjStm/N 1>>stream\r\nxxxxxx"),
        "zip": made.packed({"a.jpg": made.JPEG, "a.txt": "caption"}),
    }[kind]
    at = place % len(whole)
    with suppress(DocumentProblem):
        examine(io.BytesIO(whole[:at] + value + whole[at + len(value) :]), "")


class Failing(io.BytesIO):
    """A file on a disk of which so many reads succeed and no more."""

    def __init__(self, data: bytes, reads: int) -> None:
        super().__init__(data)
        self.left = reads

    def read(self, size: int | None = -1, /) -> bytes:
        self.left -= 1
        if self.left < 0:
            raise OSError(errno.EIO, "Input/output error")
        return super().read(size)


@pytest.mark.parametrize("kind", ["zip", "docx", "pdf", "csv"])
def test_a_disk_that_fails_is_never_told_as_a_damaged_file(kind: str) -> None:
    data = {"zip": GOOD, "docx": made.openxml(), "pdf": made.pdf(), "csv": b"a,b\n1,2\n"}[kind]
    failures = 0
    for reads in range(200):
        try:
            examine(Failing(data, reads), "")
        except OSError:
            failures += 1
        else:
            break
    assert 3 < failures < 199
