"""Pictures in two bodies: one is there or not, and never became another."""

from articles.comparing import Change, aligned, blocks, compared
from articles.models import Text

HARBOUR, BRIDGE = "h" * 22, "b" * 22
NAMES = {HARBOUR: "Photo 1 <harbour>", BRIDGE: "Photo 2 <harbour>"}
WORDS = "<p>The port of Marlow opens its second quay in the spring.</p>"


def figure(token: str) -> str:
    return f'<figure data-photo="{token}"></figure>'


def rows(before: str, after: str) -> list[tuple[Change, str]]:
    return [(pair.change, str(pair.diff)) for pair in aligned(before, after, "en", NAMES)]


def test_a_picture_is_a_block_by_its_name() -> None:
    assert [(block.tag, block.plain) for block in blocks(WORDS + figure(HARBOUR), NAMES)] == [
        ("p", "The port of Marlow opens its second quay in the spring."),
        ("figure", "Photo 1 <harbour>"),
    ]


def test_a_picture_of_which_nothing_is_known_goes_by_its_token() -> None:
    assert blocks(figure(HARBOUR))[0].plain == HARBOUR


def test_a_picture_that_came_and_one_that_went_are_told_by_name() -> None:
    assert rows(WORDS, WORDS + figure(HARBOUR))[1] == (Change.ADDED, "<ins>Photo 1 &lt;harbour&gt;</ins>")
    assert rows(figure(HARBOUR) + WORDS, WORDS)[0] == (Change.REMOVED, "<del>Photo 1 &lt;harbour&gt;</del>")


def test_a_picture_in_the_place_of_another_is_no_change_of_words() -> None:
    assert [change for change, _diff in rows(WORDS + figure(HARBOUR), WORDS + figure(BRIDGE))] == [
        Change.SAME,
        Change.REMOVED,
        Change.ADDED,
    ]


def test_two_pictures_of_one_name_are_not_one_that_changed() -> None:
    pairs = aligned(figure(HARBOUR), figure(BRIDGE), "en", {HARBOUR: "Ship", BRIDGE: "Ship"})
    assert [pair.change for pair in pairs] == [Change.REMOVED, Change.ADDED]


def test_a_picture_in_a_cell_is_part_of_its_row() -> None:
    table = f"<table><tbody><tr><td>12{figure(HARBOUR)}</td><td>13</td></tr></tbody></table>"
    assert [(block.tag, block.plain) for block in blocks(table, NAMES)] == [("tr", "12 Photo 1 <harbour> | 13")]


def test_a_picture_in_the_notes_is_told_by_name() -> None:
    fields, _pairs = compared(Text(notes=WORDS), Text(notes=WORDS + figure(HARBOUR)), "en", NAMES)
    assert "<ins> Photo 1 &lt;harbour&gt;</ins>" in next(one.diff for one in fields if one.name == "notes")
