"""News pages saved as HTML."""

import datetime

import pytest

from .builders import PAGE, page, problem, read


def body(source: str) -> str:
    return read(page(source), "a.html").body


def test_a_page_is_read_whole() -> None:
    release = read(PAGE, "a.htm")
    assert (release.language, release.date) == ("en", datetime.date(2019, 3, 12))
    assert release.title == "Coastal warnings reach 151 countries"
    assert (release.dateline, release.body) == ("LISBON", "<p>The warning network grew again.</p>")


@pytest.mark.parametrize(
    ("lang", "language"),
    [("fr-FR", "fr"), ("zh-CN", "zh-hans"), ("zh-Hans", "zh-hans"), ("AR", "ar")],
)
def test_the_language_is_made_one_of_ours(lang: str, language: str) -> None:
    assert read(page("<p>A</p>", lang=lang), "a.html").language == language


def test_the_frame_of_the_page_is_dropped() -> None:
    source = (
        "<header>H</header><p>Print</p><p>Text.</p><aside>A</aside><form>F</form><style>s</style>"
        "<script>s</script><p>Share</p><p>Our site uses cookies.</p><footer>F</footer>"
    )
    assert body(source) == "<p>Text.</p>"


def test_unclosed_paragraphs_and_items_are_closed() -> None:
    assert body("<p>One<p>Two<ul><li>a<li>b</ul>" + "<p>Sea." * 500) == (
        "<p>One</p>\n<p>Two</p>\n<ul><li>a</li><li>b</li></ul>" + "\n<p>Sea.</p>" * 500
    )


def test_loose_text_and_double_breaks_make_paragraphs() -> None:
    assert body("<div>One <b>two</b><br><br>three<br>four</div>") == (
        "<p>One <strong>two</strong></p>\n<p>three<br>four</p>"
    )


def test_only_href_lang_and_dir_are_kept() -> None:
    source = (
        '<p class="c" dir="rtl" lang="ar" onclick="x">A '
        '<a href="mailto:a@b.example" style="x">m</a> '
        '<a href="javascript:x">j</a> <a href="/r">r</a></p>'
    )
    assert body(source) == ('<p lang="ar" dir="rtl">A <a href="mailto:a@b.example">m</a> j r</p>')


def test_a_layout_table_is_opened_and_a_real_one_kept() -> None:
    assert body("<table><tr><td><p>A</p></td></tr></table>") == "<p>A</p>"
    assert body("<table><tr><td>A<td>B</table>") == ("<table><tbody><tr><td>A</td><td>B</td></tr></tbody></table>")


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2019-03-12T10:30:00">',
        '<meta name="DATE" content="2019-03-12 10:30">',
    ],
)
def test_the_date_may_come_from_the_head(head: str) -> None:
    source = f'<html lang="en"><head>{head}</head><body><h1>A</h1><p>B</p></body></html>'
    assert read(source, "a.html").date == datetime.datetime(2019, 3, 12, 10, 30)


def test_a_printed_date_tells_date_and_language_and_is_no_text() -> None:
    release = read("<body><h1>La mer</h1><p>12 mars 2019</p><p>Le port.</p>", "a.html")
    assert (release.language, release.date) == ("fr", datetime.date(2019, 3, 12))
    assert release.body == "<p>Le port.</p>"


def test_a_time_in_a_long_paragraph_is_not_the_date_of_the_page() -> None:
    event = f'<p>{"word " * 30}<time datetime="2020-01-01">then</time></p>'
    source = f'<html lang="en"><body><h1>A</h1><p>12 March 2019</p>{event}</body></html>'
    assert read(source, "a.html").date == datetime.date(2019, 3, 12)


def test_title_and_description_come_from_the_head() -> None:
    source = (
        '<html lang="en"><head><title>The sea</title><meta name="description" content="In brief.">'
        '<meta name="date" content="2019-03-12"></head><body><p>A</p></body></html>'
    )
    release = read(source, "a.html")
    assert (release.title, release.lead) == ("The sea", "In brief.")


def test_a_declared_encoding_is_used() -> None:
    source = page("<p>Le port d’été.</p>", '<meta charset="windows-1252">').encode("cp1252")
    assert read(source, "a.html").body == "<p>Le port d’été.</p>"


@pytest.mark.parametrize("charset", ["rot13", "unicode_escape", "idna", "nonsense"])
def test_what_is_no_encoding_is_refused(charset: str) -> None:
    message, _line = problem(page("<p>A</p>", f'<meta charset="{charset}">'), "a.html")
    assert message == f"the page declares the encoding “{charset}”, which is not known"


def test_entities_of_a_doctype_stay_inert() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    assert read(bomb + page("<p>x &a; &b;</p>"), "a.html").body.endswith("<p>x &amp;a &amp;b</p>")


def test_ten_thousand_levels_are_refused() -> None:
    assert problem(page("\n" + "<div>" * 10_000), "a.html") == (
        "elements are nested more than 150 levels deep",
        2,
    )


def test_thousands_of_tags_that_never_end_are_refused() -> None:
    assert problem(page("<a" * 100_000), "a.html") == (
        "there are too many tags that never end; is this HTML?",
        None,
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('<html lang="en"><p>A</p></html>', "there is no h1 and no title"),
        ('<html lang="en"><h1>A</h1><p>B</p></html>', "there is no date that can be read"),
        (page(""), "there is no text on the page"),
        (page("<p>A</p>", lang=""), "the page does not tell its language; name it"),
        (
            page("<p>A</p>", lang="de"),
            "the newsroom has no language “de”; it has en, fr, es, ar, ru, zh-hans",
        ),
    ],
)
def test_what_is_missing_is_named(source: str, message: str) -> None:
    assert problem(source, "a.html")[0] == message


def test_a_page_in_another_language_than_asked_for_is_refused() -> None:
    assert problem(PAGE, "a.html", "ru")[0] == "the file is in “en”, but “ru” was asked for"
