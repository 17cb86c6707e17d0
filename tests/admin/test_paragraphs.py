"""A body in numbered paragraphs, and what became of them."""

import pytest

from articles.admin.paragraphs import outermost, sheet
from articles.models import Text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", []),
        ("<p>a</p>\n<p>b</p>", ["<p>a</p>", "<p>b</p>"]),
        ("<ul><li>a<ul><li>b</li></ul></li></ul><hr><p>c<br>d</p>", 3),
        ("loose <strong>text</strong><p>a</p>and more", 3),
        ("a<br>b", ["a", "b"]),
        ("<blockquote><p>a</p><p>b</p></blockquote>", 1),
        ("<table><tbody><tr><td>a</td></tr></tbody></table><h2>b</h2>", 2),
    ],
)
def test_a_body_is_parted_into_its_outermost_elements(body: str, expected: list[str] | int) -> None:
    found = outermost(body)
    assert (found if isinstance(expected, list) else len(found)) == expected


def test_an_item_that_changed_leaves_the_others_of_its_list_in_place() -> None:
    made = sheet(Text(body="<ul><li>One</li><li>Three</li></ul>"), "en", Text(body="<ul><li>One</li><li>Two</li></ul>"))
    rows = made.paragraphs[0].rows
    assert ([row.change.value for row in rows], made.changes) == (["same", "changed"], 1)
