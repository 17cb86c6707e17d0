"""Questions to the index."""

import pytest

from articles.search.expressions import Every, Expression, Phrase, Some, Token, Without, unordered

A, B, C = Token("a"), Token("b"), Token("c")
IN_ORDER, BOTH = Phrase(("a", "b")), Every((A, B))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (A, A),
        (IN_ORDER, BOTH),
        (Every((C, IN_ORDER)), Every((C, BOTH))),
        (Some((C, IN_ORDER)), Some((C, BOTH))),
        (Without(IN_ORDER, C), Without(BOTH, C)),
        (Without(C, IN_ORDER), C),  # a text with "b a" has c, and is not refused
    ],
)
def test_without_regard_to_order_nothing_that_was_asked_for_is_lost(asked: Expression, expected: Expression) -> None:
    assert unordered(asked) == expected
