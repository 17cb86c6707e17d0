"""Two bodies of one language in rows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.comparing import Change, aligned, blocks, changed_blocks, compared
from articles.models import Text
from tests.comparing.reading import elements, side
from tests.comparing.test_blocks import MARKUP
from tests.hostile import PAYLOADS

OPENING = "<p>The port of Marlow opens its second quay in the spring.</p>"
FIGURES = "<p>Traffic grew by twelve percent over the last year.</p>"
CLOSING = "<p>Questions are answered by the press office.</p>"
steady = settings(deadline=None, database=None)


def rows(before: str, after: str, language: str = "en") -> list[tuple[str, str]]:
    return [(pair.change.value, str(pair.diff)) for pair in aligned(before, after, language)]


def test_a_changed_paragraph_is_one_row() -> None:
    assert rows(OPENING + FIGURES, OPENING + FIGURES.replace("twelve", "ten")) == [
        ("same", "The port of Marlow opens its second quay in the spring."),
        ("changed", "Traffic grew by <del>twelve</del><ins>ten</ins> percent over the last year."),
    ]


def test_a_changed_paragraph_is_found_among_new_and_lost_ones() -> None:
    before = "<p>Wholly unlike anything else here.</p>" + OPENING + FIGURES
    after = OPENING.replace("spring", "summer") + "<p>Another sentence nobody wrote yet.</p>" + FIGURES + CLOSING
    assert [change for change, _diff in rows(before, after)] == ["removed", "changed", "added", "same", "added"]


def test_paragraphs_in_another_order_are_removed_and_added() -> None:
    assert sorted(change for change, _diff in rows(OPENING + FIGURES, FIGURES + OPENING)) == [
        "added",
        "removed",
        "same",
    ]


@pytest.mark.parametrize(
    ("before", "after", "diff"),
    [
        ('<a href="/a">the annex</a>', '<a href="/b">the annex</a>', "the annex ⟨<del>/a</del> → <ins>/b</ins>⟩"),
        ("the annex", '<a href="/b">the annex</a>', "the annex ⟨→ <ins>/b</ins>⟩"),
        ('<a href="/a">the annex</a>', "the annex", "the annex ⟨<del>/a</del> →⟩"),
        ('<a href="/a">one</a>', '<a href="/b">two</a>', "<del>one</del><ins>two</ins> ⟨<del>/a</del> → <ins>/b</ins>⟩"),
        ('<a href="/a">one</a>', '<a href="/a">one, two</a>', "one<ins>, two</ins>"),
    ],
)  # fmt: skip
def test_a_changed_link_target_follows_its_words(before: str, after: str, diff: str) -> None:
    assert rows(f"<p>See {before} now.</p>", f"<p>See {after} now.</p>") == [("changed", f"See {diff} now.")]


def test_targets_are_isolated_from_right_to_left_and_the_arrow_points_that_way() -> None:
    before, after = (f'<p>انظر <a href="/{name}">الملحق</a>.</p>' for name in "ab")
    note = "⟨<del>\u2068/a\u2069</del> ← <ins>\u2068/b\u2069</ins>⟩"
    assert rows(before, after, "ar") == [("changed", f"انظر الملحق {note}.")]


@pytest.mark.parametrize("after", ["<p>One <b>two</b> three</p>", "<h2>One two three</h2>", '<p lang="fr">One</p>'])
def test_a_change_of_format_alone_is_a_change_with_plain_words(after: str) -> None:
    before = "<p>One</p>" if "lang" in after else "<p>One two three</p>"
    expected = "same" if "lang" in after else "changed"
    assert rows(before, after) == [(expected, blocks(after)[0].plain)]


def test_a_figure_in_a_row_of_a_table_is_one_word() -> None:
    before, after = (f"<table><tr><td>Marlow<td>{number}</table>" for number in (12, 14))
    assert rows(before, after) == [("changed", "Marlow | <del>12</del><ins>14</ins>")]


def test_short_blocks_in_the_same_place_are_one_row() -> None:
    assert rows("<ul><li>Closed</li></ul>", "<ul><li>Open</li></ul>") == [
        ("changed", "<del>Closed</del><ins>Open</ins>")
    ]


def test_a_new_rule_can_be_seen() -> None:
    assert rows(OPENING, OPENING + "<hr>")[1] == ("added", "<ins>———</ins>")


def test_changed_blocks_are_known_by_their_place_in_the_new_body() -> None:
    before = OPENING + "<p>Wholly unlike anything else here.</p>" + FIGURES + CLOSING
    after = OPENING + FIGURES.replace("twelve", "ten") + "<p>Nobody wrote those words before today.</p>"
    changed, removed = changed_blocks(before, after, "en")
    assert {index: pair.change for index, pair in changed.items()} == {1: Change.CHANGED, 2: Change.ADDED}
    assert [(index, pair.before.plain) for index, pair in removed] == [
        (1, "Wholly unlike anything else here."),
        (2, "Questions are answered by the press office."),
    ]


def test_what_was_removed_at_the_end_stands_after_the_last_block() -> None:
    changed, removed = changed_blocks(OPENING + CLOSING, OPENING, "en")
    assert (changed, [index for index, _pair in removed]) == ({}, [1])


def test_a_text_is_compared_field_by_field() -> None:
    before = Text("Port opens", "", "A lead.\r\nMore.", OPENING)
    after = Text("Port closes", "MARLOW", "A lead.\nMore.", OPENING, "<p>Two <strong>ships</strong></p>")
    fields, pairs = compared(before, after, "en")
    assert [(field.name, field.change, str(field.diff)) for field in fields] == [
        ("title", Change.CHANGED, "Port <del>opens</del><ins>closes</ins>"),
        ("dateline", Change.ADDED, "<ins>MARLOW</ins>"),
        ("lead", Change.SAME, "A lead.\nMore."),
        ("notes", Change.ADDED, "<ins>Two ships</ins>"),
    ]
    assert [pair.change for pair in pairs] == [Change.SAME]


@pytest.mark.parametrize("payload", PAYLOADS.values())
def test_hostile_bodies_are_inert(payload: str) -> None:
    escaped = payload.replace("&", "&amp;").replace("<", "&lt;")
    link = '<a href="https://x.example/&quot;&gt;&lt;img onerror=alert(1)&gt;">x</a>'
    for before, after in ((payload, escaped), (f"<p>x {escaped}</p>", f"<p>{link} {escaped}</p>"), ("", payload)):
        for pair in aligned(before, after, "en"):
            assert elements(pair.diff) <= {"ins", "del"}


@steady
@given(MARKUP)
def test_a_body_is_the_same_as_itself(body: str) -> None:
    assert {pair.change for pair in aligned(body, body, "en")} <= {Change.SAME}


@steady
@given(MARKUP, MARKUP)
def test_the_rows_hold_every_block_of_both_in_order(before: str, after: str) -> None:
    pairs = aligned(before, after, "en")
    assert [pair.before for pair in pairs if pair.before] == blocks(before)
    assert [pair.after for pair in pairs if pair.after] == blocks(after)


@steady
@given(st.lists(st.text("ab ,.\xa0港口", min_size=1, max_size=20)), st.lists(st.text("ab ,.\xa0港口", max_size=20)))
def test_each_row_reads_as_before_and_as_after(before: list[str], after: list[str]) -> None:
    old, new = ("".join(f"<p>{text}</p>" for text in texts) for texts in (before, after))
    for pair in aligned(old, new, "en"):
        assert side(pair.diff, "ins") == (pair.before.plain if pair.before else "")
        assert side(pair.diff, "del") == (pair.after.plain if pair.after else "")
