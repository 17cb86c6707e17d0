"""What may stand in a body, and that cleaning it is safe, faithful and stable."""

import json
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles import html
from tests.hostile import PAYLOADS, faults

WORD = """
<p class=MsoNormal style='margin-bottom:8pt;line-height:107%'><b><span lang=EN-US style='font-size:14.0pt'>Ports</span></b>
<o:p></o:p></p><!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->
<style>@page WordSection1 {size:612.0pt 792.0pt;}</style>
<p class=MsoNormal dir=RTL><span dir=rtl lang=AR-SA style='font-family:Arial'>موانئ</span></p>
<table class=MsoTableGrid border=1><tr><td width=208 colspan=2 style='border:solid'><p>Port</p></td></tr></table>
<img src="file:///C:/Users/press/image001.png">
"""
DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><ul style="margin-top:0">'
    '<li dir="ltr" style="list-style-type:disc" aria-level="1"><p dir="ltr" role="presentation">'
    '<span style="font-size:11pt;color:#000">First</span></p></li></ul></b><br class="Apple-interchange-newline">'
)
steady = settings(deadline=None, database=None)
FRAGMENTS = st.lists(
    st.one_of(
        st.sampled_from(list(PAYLOADS.values())),
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<h2>",
                "</h2>",
                "<ul>",
                "<li>",
                "</li>",
                "</ul>",
                "<table>",
                "<tr>",
                "<td>",
                "</td>",
                "<b>",
                "</b>",
                "<i>",
                "<a",
                "href='/x'>",
                "</a>",
                "<br>",
                "<blockquote>",
                "</blockquote>",
                "<span>",
                "<span",
                "lang=ar",
                "dir=rtl>",
                "</span>",
                "&nbsp;",
                "&amp;",
                "&lt;",
                "&#13;",
                "&#12;",
                "&#x202e;",
                "&#0;",
                "<svg>",
                "<math>",
                "<style>",
                "</style>",
                "<template>",
                "<select>",
                "<option>",
                "<frameset>",
                "<plaintext>",
                "]]>",
                "-->",
                "<!--",
                "\x00",
                "\r",
            ]
        ),
        st.text(max_size=6),
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_hostile_markup_leaves_nothing_that_acts(payload: str) -> None:
    assert faults(html.clean(payload)) == []


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_hostile_markup_leaves_nothing_that_acts_when_rendered_uncleaned(payload: str) -> None:
    assert faults(html.run_in(html.render_body(payload), "LISBON – ").replace('class="dateline"', "")) == []


@steady
@given(FRAGMENTS)
@example("a&#x202e;b")
@example("&#13;")
@example("<p>\x0c</p>")
def test_cleaning_twice_is_cleaning_once(value: str) -> None:
    cleaned = html.clean(value)
    assert html.clean(cleaned) == cleaned


@steady
@given(FRAGMENTS)
def test_no_mixture_of_markup_gets_through(value: str) -> None:
    assert faults(html.clean(value)) == []


@steady
@given(st.text())
def test_cleaning_a_line_twice_is_cleaning_it_once(value: str) -> None:
    line = html.clean_line(value)
    assert html.clean_line(line) == line


@pytest.mark.parametrize(
    "kept",
    [
        "<p>One.</p><p>Two.</p>",
        "<h2>Title</h2><h3>Title</h3><h4>Title</h4>",
        "<ul><li>One</li></ul><ol start=\"3\"><li>Three</li></ol>",
        "<blockquote><p>Quoted.</p></blockquote><hr>",
        "<p><strong>a</strong><b>b</b><em>c</em><i>d</i><s>e</s><sub>f</sub><sup>g</sup><br>h</p>",
        '<p lang="ar" dir="rtl">سلام <span lang="en" dir="ltr">IMO</span> <bdi>2026</bdi></p>',
        '<table><caption>Ports</caption><thead><tr><th scope="col">Port</th></tr></thead>'
        '<tbody><tr><td colspan="2" rowspan="3">Lisbon</td></tr></tbody></table>',
        '<p><a href="https://icso.example/a?b=1&amp;c=2" hreflang="fr" title="More" rel="noopener">x</a></p>',
        '<p><a href="mailto:press@icso.example" rel="noopener">x</a></p>',
        '<p><a href="tel:+351210000000" rel="noopener">x</a></p>',
        '<p><a href="/en/news/" rel="noopener">x</a><a href="#table" rel="noopener">y</a></p>',
        '<p><abbr title="International Coastal Safety Organization">ICSO</abbr></p>',
        "<aside><h2>Key figures</h2><p>12 ports</p></aside>",
        "<p>5 &lt; 6 &amp; 7 &gt; 6 “quotes” – dash&nbsp;!</p>",
    ],
)  # fmt: skip
def test_what_a_release_needs_is_kept_as_it_is(kept: str) -> None:
    assert html.clean(kept) == kept


@pytest.mark.parametrize(
    ("value", "cleaned"),
    [
        ("<p></p>", ""),
        ("<p> &nbsp;\n</p><p>x</p>", "<p>x</p>"),
        ("<p><br></p>", ""),
        ("<ul><li><p><span> </span></p></li><li>x</li></ul>", "<ul><li>x</li></ul>"),
        ("<p>a<b></b>b</p>", "<p>ab</p>"),
        ('<p lang="fr"></p>', '<p lang="fr"></p>'),
        ("<td></td>", ""),
        ("<aside><p> </p></aside><p>x</p>", "<p>x</p>"),
        ('<aside class="facts" role="alert" id="x"><p>x</p></aside>', "<aside><p>x</p></aside>"),
    ],
)  # fmt: skip
def test_paragraphs_without_words_are_removed(value: str, cleaned: str) -> None:
    assert html.clean(value) == cleaned


@pytest.mark.parametrize(
    ("value", "cleaned"),
    [
        ('<p dir="sideways">x</p>', "<p>x</p>"),
        ('<p lang="en\' onclick=1">x</p>', "<p>x</p>"),
        ('<td colspan="99999">x</td>', "x"),
        ('<ol start="-1"><li>x</li></ol>', "<ol><li>x</li></ol>"),
        ('<p class="a" id="b">x</p>', "<p>x</p>"),
        ('<a href="ftp://x.example/">x</a>', '<a rel="noopener">x</a>'),
        ('<a href="https://x.example/" target="_blank" rel="opener">x</a>', '<a href="https://x.example/" rel="noopener">x</a>'),
    ],
)  # fmt: skip
def test_attributes_keep_only_values_that_mean_something(value: str, cleaned: str) -> None:
    assert html.clean(value) == cleaned


def test_text_pasted_from_word_loses_its_styles_and_keeps_structure_language_and_direction() -> None:
    assert html.clean(WORD).split("\n") == [
        '<p><b><span lang="EN-US">Ports</span></b>',
        "</p>",
        "",
        '<p><span dir="rtl" lang="AR-SA">موانئ</span></p>',
        '<table><tbody><tr><td colspan="2"><p>Port</p></td></tr></tbody></table>',
    ]


def test_text_pasted_from_google_docs_keeps_its_list() -> None:
    assert html.clean(DOCS) == ('<b><ul><li dir="ltr"><p dir="ltr"><span>First</span></p></li></ul></b><br>')


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x01", "\x0b", "\x0c", "\x1b", "\x7f", "\ufffe", "\uffff", "\u202a", "\u202e", "\u2066", "\u2069"],
    ids=ascii,
)
def test_control_characters_and_overrides_are_removed_from_bodies_and_lines(character: str) -> None:
    assert (html.clean(f"<p>a{character}b</p>"), html.clean_line(f"a{character}b")) == ("<p>ab</p>", "ab")


@pytest.mark.parametrize("reference", ["&#1;", "&#x202e;", "&#8294;", "&#127;"])
def test_control_characters_and_overrides_are_removed_when_written_as_references(reference: str) -> None:
    assert html.clean(f"<p>a{reference}b</p>") == "<p>ab</p>"


def test_joiners_that_persian_and_emoji_need_are_kept() -> None:
    assert html.clean_line("می\u200cخواهم 👩\u200d🔬") == "می\u200cخواهم 👩\u200d🔬"


def test_a_line_has_no_breaks_and_no_runs_of_white_space() -> None:
    assert html.clean_line("  a \r\n b\t\u2028c  d ") == "a b c d"


@pytest.mark.parametrize(
    "value",
    ["<span>" * 20_000, "<p>" + "\xa0" * 20_000 + "x", "<" * 20_000, "<a " * 20_000, "&" * 20_000, "<p><br>" * 20_000],
    ids=["nested", "spaces", "brackets", "attributes", "ampersands", "breaks"],
)
def test_cleaning_takes_time_in_proportion_to_the_length(value: str) -> None:
    start = time.process_time()
    html.clean(value)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("body", "rendered"),
    [
        ("<p>One.</p><p>Two.</p>", '<p><span class="dateline">LISBON – </span>One.</p><p>Two.</p>'),
        ('<p lang="pt">Um.</p>', '<p lang="pt"><span class="dateline">LISBON – </span>Um.</p>'),
        ("<h2>One</h2><p>Two.</p>", '<p><span class="dateline">LISBON – </span></p><h2>One</h2><p>Two.</p>'),
        ("", '<p><span class="dateline">LISBON – </span></p>'),
    ],
)
def test_the_dateline_runs_into_the_first_paragraph(body: str, rendered: str) -> None:
    assert html.run_in(html.render_body(body), "LISBON – ") == rendered


def test_a_dateline_is_plain_text() -> None:
    assert html.run_in(html.render_body("<p>x</p>"), "<b>&") == '<p><span class="dateline">&lt;b&gt;&amp;</span>x</p>'


def test_the_words_of_a_body_come_without_its_elements() -> None:
    assert html.plain("<h2>A</h2><p>b &amp; c<br>d</p><ul><li>5 &lt; 6</li></ul>") == "A b & c d 5 < 6"


@pytest.mark.parametrize("text", ["</script>", "<!--", "]]>", "&lt;", "\u2028\u2029", "\u0627", '"\\'])
def test_data_in_a_script_element_reads_back_and_cannot_end_it(text: str) -> None:
    made = html.json_data({"text": text})
    assert (json.loads(made), [c for c in "<>&\u2028\u2029" if c in made]) == ({"text": text}, [])


def test_absolute_links_leave_texts_and_other_links_alone() -> None:
    body = html.render_body(
        '<p>href="/x" <a href="/a">a</a> <a title="x>" href="#b">b</a> <a href="mailto:c@x.example">c</a></p>'
    )
    absolute = html.with_absolute_links(body, "https://x.example", "https://x.example/page/")
    expected = body.replace('<a href="/a"', '<a href="https://x.example/a"').replace(
        'href="#b"', 'href="https://x.example/page/#b"'
    )
    assert absolute == expected
