"""Files that are damaged, binary or malicious make one kind of error."""

import time
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.importing import ImportProblem, read_file

from .builders import LANGUAGES, MARKDOWN, PAGE, TEXT, page, problem, read, text_page

NOT_UTF_8 = "this is not UTF-8 (perhaps Windows-1252); save the file as UTF-8"
CUT = "the file ends in the middle of a character; was it cut short?"
WIDE = "the file is UTF-16; save it as UTF-8"
ZERO = "there is a zero byte; this is not a text file"
LARGE = "the file is larger than 5 MB"
CONTROL = "there is a control character; is this a text file?"
TURNED = "there is an invisible mark that turns the reading direction; remove it"
HEAPED = "one letter carries too many accents"


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        (b"", "the file is empty", None),
        (b"\xef\xbb\xbf \n", "the file is empty", None),
        (TEXT.encode("utf-16"), WIDE, 1),
        (TEXT.encode("utf-16-le"), WIDE, 1),
        (b"a\r\nb\r\xe9t\xe9", NOT_UTF_8, 3),
        ("a\nb é".encode()[:-1], CUT, 2),
        (b"a\n\nb" * 9 + b"\0", ZERO, 19),
        (b"a" * (5 * 1024 * 1024 + 1), LARGE, None),
        (b"a\nb\x07", CONTROL, 2),
        ("a\n\u202eb".encode(), TURNED, 2),
        (("a\nb" + "\u0301" * 10_000).encode(), HEAPED, 2),
    ],
)
def test_a_damaged_file_is_named_with_its_line(data: bytes, message: str, line: int | None) -> None:
    assert problem(data) == (message, line)


def test_a_problem_reads_as_a_sentence_with_its_line() -> None:
    assert str(ImportProblem("it is wrong", 3)) == "line 3: it is wrong"


def test_a_bom_and_carriage_returns_change_nothing() -> None:
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    assert read(data) == read(TEXT)


@pytest.mark.parametrize("name", ["a.pdf", "a", "", "a.txt.exe", "../../etc/passwd"])
def test_other_kinds_of_file_are_refused(name: str) -> None:
    message, line = problem(TEXT, name)
    assert message.endswith("is none of the files that are read: .htm, .html, .markdown, .md, .txt")
    assert line is None


def test_an_unknown_language_is_refused() -> None:
    message, _line = problem(TEXT, language="zh-TW")
    assert message == "the newsroom has no language “zh-TW”; it has en, fr, es, ar, ru, zh-hans"


def test_forbidden_characters_do_not_come_in_as_entities() -> None:
    assert problem(page("<p>a &#x202E; b</p>"), "a.html") == (TURNED, None)
    assert problem(page("<p>a &#xD800; b</p>"), "a.html")[1] is None


def test_forbidden_characters_do_not_come_in_as_yaml_escapes() -> None:
    assert problem(MARKDOWN.replace("Coastal", r"\x07 Coastal"), "a.md") == (CONTROL, None)


def test_a_large_text_is_read_in_good_time() -> None:
    start = time.perf_counter()
    read(text_page("word word.\n\n" * 50_000))
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(("source", "name"), [(TEXT, "a.txt"), (MARKDOWN, "a.md"), (PAGE, "a.html")])
def test_a_file_cut_anywhere_is_read_or_refused(source: str, name: str) -> None:
    data = source.replace("spring", "été").encode()
    for end in range(len(data)):
        with suppress(ImportProblem):
            read(data[:end], name)


PIECES = """
< > &# <p </p> --- [ ]( | * {  &#xD800; <![ <!-- <table> ： date: title: 里斯本——
（ 年 <time datetime=
""".split()
FRAGMENTS = st.sampled_from(
    [
        *TEXT.split("\n"),
        *MARKDOWN.split("\n"),
        *PAGE.split("\n"),
        *PIECES,
        "\n",
        "\n\n",
        "- ",
        "- - -",
        "12 March 2019",
        "\u0301",
    ]
)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=st.lists(FRAGMENTS | st.text(max_size=8), max_size=25).map("".join),
    prefix=st.sampled_from(["", "12 March 2019\n\nT\n\n", MARKDOWN, PAGE, "---\ntitle: a\n"]),
    suffix=st.sampled_from(["txt", "md", "html"]),
    language=st.sampled_from([None, *LANGUAGES]),
)
def test_no_text_makes_another_error(text: str, prefix: str, suffix: str, language: str | None) -> None:
    with suppress(ImportProblem):
        data = (prefix + text).encode("utf-8", "surrogatepass")
        read_file(f"a.{suffix}", data, language=language, languages=LANGUAGES)


@settings(max_examples=80, deadline=None)
@given(data=st.binary(max_size=200), suffix=st.sampled_from(["txt", "md", "html"]))
def test_no_bytes_make_another_error(data: bytes, suffix: str) -> None:
    with suppress(ImportProblem):
        read_file(f"a.{suffix}", data, language=None, languages=LANGUAGES)
