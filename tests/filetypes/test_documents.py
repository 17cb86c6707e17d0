"""What is taken as a document, and what whoever publishes it is told."""

import hashlib
import io
import time
import zlib

import pytest
from django.utils.http import content_disposition_header

from articles.enums import DocumentKind
from articles.filetypes import EXTENSIONS, Examined, download_name, examine
from articles.filetypes import said as sentence
from articles.filetypes.notes import SENTENCES, Note
from tests.filetypes import made


def examined(data: bytes, name: str = "upload.bin") -> Examined:
    return examine(io.BytesIO(data), name)


TAKEN = {
    "pdf": made.pdf(b"/StructTreeRoot 5 0 R"),
    "docx": made.openxml("docx"),
    "xlsx": made.openxml("xlsx"),
    "pptx": made.openxml("pptx"),
    "odt": made.opendocument("text"),
    "ods": made.opendocument("spreadsheet"),
    "csv": "Année;Valeur\r\n2025;1,5\r\n2026;2,5\r\n".encode(),
    "zip": made.packed({"a.jpg": made.JPEG, "b/c.png": made.PNG, "captions.txt": "Légende"}),
}


def test_every_kind_is_tried() -> None:
    assert tuple(TAKEN) == EXTENSIONS == tuple(DocumentKind.values)


def test_every_note_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Note) - {Note.NAMES}
    assert sentence("of another time") == ""


@pytest.mark.parametrize("kind", TAKEN)
@pytest.mark.parametrize(
    "name", ["upload.bin", "a.exe", "\u202efdp.docm", "x" * 300, "..\\x", "nul\0.pdf"], ids=made.words
)
def test_a_document_is_what_it_holds_whatever_it_is_called(kind: str, name: str) -> None:
    file = io.BytesIO(TAKEN[kind])
    found = examine(file, name)
    assert (found.kind, found.extension, found.size) == (kind, kind, len(TAKEN[kind]))
    assert (found.sha256, file.tell()) == (hashlib.sha256(TAKEN[kind]).hexdigest(), 0)


@pytest.mark.parametrize("kind", [kind for kind in TAKEN if kind != "zip"])
def test_nothing_is_said_of_a_document_that_hides_nothing(kind: str) -> None:
    assert examined(TAKEN[kind]).notes == ()


@pytest.mark.parametrize("picture", [made.JPEG, made.PNG, made.WEBP, made.AVIF, made.TIFF], ids=made.words)
def test_pictures_of_every_kind_may_lie_in_an_archive(picture: bytes) -> None:
    assert examined(made.packed({"Photo – 東京.bin": picture})).kind == "zip"


def test_folders_may_lie_in_an_archive() -> None:
    assert examined(made.packed({"photos/": b"", "photos/a.jpg": made.JPEG})).kind == "zip"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_may_be_in_any_script(charset: str) -> None:
    found = examined("Год,Значение\n2025,1\n2026,2\n".encode(charset))
    assert (found.kind, found.mime) == ("csv", "text/csv")


@pytest.mark.parametrize("text", ["a,b\n1,2", "a\tb\n1\t2", "a|b\n1|2", 'a,b\n"1,5","2\n3"\n'])
def test_a_table_shows_itself_by_its_columns(text: str) -> None:
    assert examined(text.encode()).kind == "csv"


def test_a_table_of_one_column_shows_itself_by_its_name() -> None:
    assert examined(b"value\n1\n2\n", "VALUES.CSV").kind == "csv"


def test_a_letter_that_lies_on_the_border_of_two_pieces_is_read() -> None:
    assert examined(("a,b\n" + "é,1\n" * 200_000).encode()).kind == "csv"


W = 'xmlns:w="x"'
PERSON = '<p xmlns:dc="d"><dc:creator> Jane\n Doe </dc:creator><lastModifiedBy>Ann</lastModifiedBy></p>'
RELATION = '<R><R Type="http://x/{kind}" Target="http://evil.example/t.dotm" TargetMode="External"/></R>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (made.openxml("docx", {"word/document.xml": f"<w:p {W}><w:ins w:id='1'/></w:p>"}), "tracked changes"),
        (made.openxml("docx", {"word/comments.xml": "<w/>"}), "comments"),
        (made.openxml("docx", {"docProps/core.xml": PERSON}), "Jane Doe, Ann"),
        (made.openxml("docx", {"word/embeddings/Sheet1.xlsx": made.openxml("xlsx")}), "Other files lie in this document"),
        (made.openxml("docx", {"word/_rels/s.rels": RELATION.format(kind="attachedTemplate")}), "from elsewhere"),
        (made.openxml("xlsx", {"xl/workbook.xml": "<w><sheet state='veryHidden'/></w>"}), "sheets are hidden"),
        (made.openxml("pptx", {"ppt/slides/slide1.xml": '<p show="0"/>'}), "slides are hidden"),
        (made.openxml("pptx", {"ppt/notesSlides/notesSlide1.xml": "<p/>"}), "speaker's notes"),
        (made.opendocument("text", {"content.xml": "<text:tracked-changes />"}), "tracked changes"),
        (made.opendocument("text", {"content.xml": "<office:annotation >"}), "comments"),
        (made.opendocument("text", {"meta.xml": PERSON}), "Jane Doe"),
        (made.opendocument("spreadsheet", {"content.xml": '<s table:display="false"/>'}), "sheets are hidden"),
        (made.pdf(), "no tags"),
        (made.pdf(b"/StructTreeRoot 1 0 R /EmbeddedFiles 3 0 R"), "attached to this PDF"),
        (made.pdf(b"/StructTreeRoot 1 0 R <</EF<</F 9 0 R>>/Type/Filespec>>"), "attached to this PDF"),
        (made.pdf(b"/StructTreeRoot 1 0 R /S/JavaScript/JS(app.alert)"), "scripts"),
        (made.pdf(b"/StructTreeRoot 1 0 R /Author (Jane Doe)"), "author"),
        (b"name,value\nx,=HYPERLINK(1)\n", "formulas"),
        (b'=a,value\nx,1\n', "formulas"),
        (b'name,value\nx,"@SUM(1)"\n', "formulas"),
        (b"name,value\nx,-cmd\n", "formulas"),
        (made.packed({"a.jpg": made.JPEG}), "Pictures in an archive keep"),
    ],
    ids=made.words,
)  # fmt: skip
def test_what_a_document_hides_is_said(data: bytes, said: str) -> None:
    (note,) = examined(data).notes
    assert said in sentence(note)


def test_links_and_linked_pictures_are_nothing_to_speak_of() -> None:
    relations = {f"word/_rels/{kind}.rels": RELATION.format(kind=kind) for kind in ("hyperlink", "image")}
    assert examined(made.openxml("docx", relations)).notes == ()


def test_numbers_with_a_sign_are_no_formulas() -> None:
    assert examined(b"name,value\nx,-1.5\ny,+2\nz,- \na-b,1=1\nw,-").notes == ()


def test_what_newer_pdfs_pack_is_seen() -> None:
    stream = zlib.compress(b"<</Type/Catalog/StructTreeRoot 5 0 R>>")
    assert examined(made.pdf(b"7 0 obj<</Type/ObjStm/N 1>>stream\r\n" + stream + b"endstream")).notes == ()


def test_what_a_pdf_packs_is_seen_behind_the_word_for_it_that_means_nothing() -> None:
    stream = zlib.compress(b"<</Type/Catalog/StructTreeRoot 5 0 R>>")
    inside = b"/ObjStm " + b" " * 350 + b"7 0 obj<</Type/ObjStm" + b" " * 200 + b">>stream\r\n" + stream + b"endstream"
    assert examined(made.pdf(inside)).notes == ()


@pytest.mark.parametrize(
    "inside",
    [
        b"/ObjStm " * 400_000,
        (b"<</Type/ObjStm>>stream\n" + zlib.compress(b"/Filespec " * 100_000, 9)) * 100,
    ],
    ids=["words that begin nothing", "bombs of words that lead to nothing"],
)
def test_a_pdf_made_to_be_slow_is_not(inside: bytes) -> None:
    before = time.process_time()  # of the processor: other programs of this machine do not count
    examined(made.pdf(inside))
    assert time.process_time() - before < 0.9


def test_what_lies_on_the_border_of_two_pieces_is_seen() -> None:
    mark = b"/StructTreeRoot 5 0 R"
    for shift in range(len(mark)):
        padding = b" " * (1024 * 1024 - 47 - shift)
        assert examined(made.pdf(padding + mark)).notes == (), shift


# --- The name of a download ---


@pytest.mark.parametrize(
    ("title", "language", "name"),
    [
        ("Annual report 2026", "", "Annual report 2026.pdf"),
        ("Rapport d’activité", "fr", "Rapport d’activité (fr).pdf"),
        ("年度报告", "zh-hans", "年度报告 (zh-hans).pdf"),
        ("x" * 300, "", "x" * 100 + ".pdf"),
        ("..\\..\\x", "", "x.pdf"),
        ("../../etc/passwd", "", "etcpasswd.pdf"),
        ("nul\0 \u202efdp.exe", "", "nul fdp.exe.pdf"),
        ('quo"te\r\nX-Evil: 1', "", "quote X-Evil 1.pdf"),
        ("word " * 30, "", "word " * 19 + "word.pdf"),
        ("word " * 18 + "(a table of all)", "", "word " * 17 + "word.pdf"),
        ("指数" * 45 + "（数据表格和各领域的全部得分）", "zh-hans", "指数" * 45 + " (zh-hans).pdf"),
        ("", "", "document.pdf"),
        ("...", "ar", "document (ar).pdf"),
        ("\u200f", "", "document.pdf"),
    ],
)
def test_a_download_has_a_name_that_hurts_nobody(title: str, language: str, name: str) -> None:
    assert download_name(title, language, "pdf") == name
    header = content_disposition_header(True, name)
    assert header is not None and header.isascii() and "\n" not in header
