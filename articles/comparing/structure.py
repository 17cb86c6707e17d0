"""An original and its translation side by side, by structure alone: the words have nothing in common.

A shortest path over both lists of blocks, after Gale and Church, "A Program for Aligning Sentences in Bilingual
Corpora" (Computational Linguistics 19, 1993): like kinds are paired in order, one block may be missing or may have
been split in two, and lengths decide between what kinds leave open.
"""

from collections.abc import Sequence
from itertools import pairwise, zip_longest
from math import inf, log
from statistics import median
from typing import NamedTuple

from articles.comparing.blocks import Block, blocks

KINDS = {"h2": "heading", "h3": "heading", "h4": "heading", "p": "prose", "blockquote": "prose"}
"""Kinds of tags that may stand against each other; every other tag is a kind of its own."""
GAP, SPLIT, OTHER_TAG = 1.0, 0.6, 0.3
LENGTH, LONGEST = 0.4, 2.0
"""Weight of the logarithm of two lengths' ratio, and its bound."""
MOST_CELLS = 150_000
"""Pairs of places that are looked at; in longer texts only those near the diagonal."""
NARROWEST = 3
MOVES = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1))

Row = tuple[Block | None, Block | None]


class Step(NamedTuple):
    """How far the path goes in the original and in the translation, and what it has cost so far."""

    cost: float
    original: int
    translation: int


def side_by_side(original: str, translation: str) -> list[Row]:
    """Return the blocks of two bodies in different languages in rows; None where one has no counterpart.

    The second part of a split block stands in the row after the first, against None.
    """
    first, second = blocks(original), blocks(translation)
    if [block.tag for block in first] == [block.tag for block in second]:
        return list(zip(first, second, strict=True))
    if not first or not second:
        return [*((block, None) for block in first), *((None, block) for block in second)]
    ratio = median(map(_length, second)) / median(map(_length, first))
    rows = _aligned(first, second, ratio)
    pairs = [(old, new) for old, new in rows if old and new]
    if pairs:
        rows = _aligned(first, second, median(_length(new) / _length(old) for old, new in pairs))
    return rows


def _length(block: Block) -> int:
    return len(block.plain) + 1


def _aligned(original: Sequence[Block], translation: Sequence[Block], ratio: float) -> list[Row]:
    """Return the cheapest rows if a translation is ``ratio`` times as long as its original."""
    across = len(translation)
    reach = max(NARROWEST, min(across, MOST_CELLS // (2 * len(original))))
    best: list[dict[int, Step]] = [{0: Step(0.0, 0, 0)}]
    for i in range(len(original) + 1):
        middle = round(i * across / len(original))
        here = best[i] if i == 0 else {}
        if i:
            best.append(here)
        for j in range(max(0, middle - reach), min(across, middle + reach) + 1):
            for di, dj in MOVES:
                came_from = best[i - di].get(j - dj) if di <= i and dj <= j else None
                if came_from is None:
                    continue
                cost = came_from.cost + _cost(original[i - di : i], translation[j - dj : j], ratio)
                if cost < (here[j].cost if j in here else inf):
                    here[j] = Step(cost, di, dj)
    return _walked(best, original, translation)


def _cost(original: Sequence[Block], translation: Sequence[Block], ratio: float) -> float:
    if not original or not translation:
        return GAP
    several = [*original, *translation]
    if any(KINDS.get(one.tag, one.tag) != KINDS.get(two.tag, two.tag) for one, two in pairwise(several)):
        return inf
    cost = 0.0 if len({block.tag for block in several}) == 1 else OTHER_TAG
    if len(several) > 2:
        cost += SPLIT
    expected = ratio * sum(map(_length, original))
    return cost + LENGTH * min(LONGEST, abs(log(sum(map(_length, translation)) / expected)))


def _walked(best: Sequence[dict[int, Step]], original: Sequence[Block], translation: Sequence[Block]) -> list[Row]:
    """Return the rows of the cheapest path, from its end to its start and turned round."""
    rows: list[Row] = []
    i, j = len(original), len(translation)
    while i or j:
        step = best[i][j]
        old, new = original[i - step.original : i], translation[j - step.translation : j]
        rows.extend(reversed(list(zip_longest(old, new))))
        i, j = i - step.original, j - step.translation
    return rows[::-1]
