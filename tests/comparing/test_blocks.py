"""A body as a flat list of what the reader sees."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import html
from articles.comparing import blocks
from tests.hostile import PAYLOADS, faults

BODIES = {
    "<h2>Head</h2><p>One <b>two</b></p>": [("h2", "Head"), ("p", "One two")],
    "bare<p>one<br>line</p>": [("p", "bare"), ("p", "one\nline")],
    "<p>a\n  b\tc</p>": [("p", "a b c")],
    "<p>10&nbsp;000 &amp; &lt;more&gt;</p>": [("p", "10\xa0000 & <more>")],
    "<ul><li><p>a</p><ol><li>b</li></ol>c</li><li>d</li></ul>": [("li", "a"), ("li", "b"), ("li", "c"), ("li", "d")],
    "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>": [("blockquote", "a"), ("blockquote", "b"), ("p", "c")],
    "<table><caption>Ports</caption><tr><th>a<td>1<tr><td><p>b</p><p>c</p><td></table>": [
        ("caption", "Ports"), ("tr", "a | 1"), ("tr", "b c |"),
    ],
    "<table><tr><td>a<table><tr><td>b<td>c</table>d<td>e</table><p>f</p>": [("tr", "a | b | c d | e"), ("p", "f")],
    "<p>a</p><hr><p>b</p>": [("p", "a"), ("hr", ""), ("p", "b")],
    "<b><p>a</p><p>b</p></b>": [("p", "a"), ("p", "b")],
    "<p></p><ul><li>&nbsp;</li></ul>": [],
    "": [],
}  # fmt: skip
TAGS = "p h2 ul ol li blockquote aside table tr td th caption b i a span br hr".split()
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS] + ['<a href="/x">', " ", "&nbsp;"]),
    st.sampled_from(list(PAYLOADS.values())),
    st.text("ab <&\"'港\u0645\xa0", max_size=8),
)
MARKUP = st.lists(PIECES, max_size=25).map("".join)
steady = settings(deadline=None, database=None)


def letters(text: str) -> str:
    """Return ``text`` without white space and without what stands between cells."""
    return re.sub(r"[\s|]", "", text)


@pytest.mark.parametrize("body", BODIES)
def test_blocks_stand_in_reading_order(body: str) -> None:
    assert [(block.tag, block.plain) for block in blocks(body)] == BODIES[body]


def test_a_block_keeps_its_inline_html() -> None:
    body = '<p>One <a href="https://a.example/?a=1&amp;b=2" rel="noopener">two</a> <span lang="ar">x</span>&nbsp;y</p>'
    assert [block.html for block in blocks(body)] == [body[3:-4]]


def test_an_element_over_several_blocks_is_repeated_in_each() -> None:
    assert [block.html for block in blocks("<b><i><p>a</p></i><p>b</p></b>")] == ["<b><i>a</i></b>", "<b>b</b>"]


def test_a_link_is_known_by_its_place() -> None:
    (block,) = blocks('<p>See  <a href="/a">the annex</a> and <a href="/b">more</a>.</p>')
    assert [(block.plain[start:end], target) for start, end, target in block.links] == [
        ("the annex", "/a"),
        ("more", "/b"),
    ]


@pytest.mark.parametrize("payload", PAYLOADS.values())
def test_hostile_markup_leaves_nothing_in_a_block(payload: str) -> None:
    for block in blocks(f"<p>x {payload} y</p>{payload}"):
        assert faults(block.html) == []


@steady
@given(MARKUP)
def test_no_word_is_lost(body: str) -> None:
    cleaned = html.clean(body)
    assert letters("".join(block.plain for block in blocks(body))) == letters(html.plain(cleaned))


@steady
@given(MARKUP)
def test_the_html_of_a_block_is_clean_and_says_its_words(body: str) -> None:
    for block in blocks(body):
        shown = html.render_body(block.html)
        assert faults(block.html) == []
        assert letters(html.plain(shown)) == letters(block.plain)


def test_paragraphs_of_a_fact_box_are_named_by_it_and_its_headings_by_themselves() -> None:
    found = blocks("<p>a</p><aside><h2>b</h2><p>c</p><blockquote><p>d</p></blockquote></aside><p>e</p>")
    assert [(block.tag, block.plain) for block in found] == [
        ("p", "a"),
        ("h2", "b"),
        ("aside", "c"),
        ("blockquote", "d"),
        ("p", "e"),
    ]
