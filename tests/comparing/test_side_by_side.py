"""An original and its translation, block against block."""

from hypothesis import given, settings

from articles.comparing import Block, blocks, side_by_side
from tests.comparing.test_blocks import MARKUP

A, B, C = ("a" * 300, "b" * 120, "c" * 500)
steady = settings(deadline=None, database=None)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def shown(original: str, translation: str) -> list[tuple[str, str]]:
    """Return the rows as the first letter of each block, empty for none."""
    return [(_letter(one), _letter(two)) for one, two in side_by_side(original, translation)]


def _letter(block: Block | None) -> str:
    return block.plain[:1] if block else ""


def test_the_same_structure_is_paired_in_order() -> None:
    assert shown("<h2>t</h2><ul><li>a<li>b</ul>", "<h2>T</h2><ul><li>A<li>B</ul>") == [
        ("t", "T"),
        ("a", "A"),
        ("b", "B"),
    ]


def test_a_missing_paragraph_is_found_by_the_lengths() -> None:
    translation = paragraphs("A" * 100, "C" * 160)
    assert shown(paragraphs(A, B, C), translation) == [("a", "A"), ("b", ""), ("c", "C")]


def test_a_missing_first_paragraph_is_found() -> None:
    assert shown(paragraphs(A, B, C), paragraphs("B" * 110, "C" * 550)) == [("a", ""), ("b", "B"), ("c", "C")]


def test_an_added_paragraph_stands_alone() -> None:
    translation = paragraphs("A" * 330, "B" * 130, "N" * 900, "C" * 550)
    assert shown(paragraphs(A, B, C), translation) == [("a", "A"), ("b", "B"), ("", "N"), ("c", "C")]


def test_the_second_part_of_a_split_paragraph_stands_below_the_first() -> None:
    translation = paragraphs("A" * 290, "B" * 125, "C" * 260, "D" * 250)
    assert shown(paragraphs(A, B, C), translation) == [("a", "A"), ("b", "B"), ("c", "C"), ("", "D")]


def test_a_split_in_the_middle_does_not_shift_what_follows() -> None:
    translation = paragraphs("A" * 160, "X" * 150, "B" * 125, "C" * 510)
    assert shown(paragraphs(A, B, C), translation) == [("a", "A"), ("", "X"), ("b", "B"), ("c", "C")]


def test_headings_hold_the_sections_together() -> None:
    original = f"<h2>1</h2>{paragraphs(A, B)}<h2>2</h2>{paragraphs(C)}"
    translation = f"<h2>I</h2>{paragraphs('A' * 300)}<h3>V</h3>{paragraphs('C' * 500)}"
    assert shown(original, translation) == [("1", "I"), ("a", "A"), ("b", ""), ("2", "V"), ("c", "C")]


def test_unlike_kinds_are_never_paired() -> None:
    assert set(shown("<ul><li>a</ul>", "<p>A</p><h2>B</h2>")) == {("a", ""), ("", "A"), ("", "B")}


def test_nothing_stands_against_nothing() -> None:
    assert (shown("", ""), shown("<p>a</p>", ""), shown("", "<p>a</p>")) == ([], [("a", "")], [("", "a")])


@steady
@given(MARKUP, MARKUP)
def test_the_rows_hold_every_block_of_both_in_their_order(original: str, translation: str) -> None:
    rows = side_by_side(original, translation)
    assert [one for one, _two in rows if one] == blocks(original)
    assert [two for _one, two in rows if two] == blocks(translation)
