"""An original and its translation side by side, by structure alone: the words have nothing in common.

A shortest path over both lists of blocks, after Gale and Church, "A Program for Aligning Sentences in Bilingual
Corpora" (Computational Linguistics 19, 1993): like kinds are paired in order, one block may be missing or may have
been split in two, and lengths decide between what kinds leave open.
"""

from collections.abc import Sequence
from itertools import zip_longest
from math import inf, log
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from articles.comparing.blocks import Block, blocks

KINDS = {"h2": "heading", "h3": "heading", "h4": "heading", "p": "prose", "blockquote": "prose", "aside": "prose"}
"""Kinds of tags that may stand against each other; every other tag is a kind of its own."""
GAP, SPLIT, OTHER_TAG = 2.5, 2.5, 1.0
"""What a row costs besides its lengths: as much for a missing block as for one in two parts, so that lengths decide."""
SPREAD, DEAREST = 0.3, 6.0
"""Standard deviation of the logarithm of two lengths' ratio, and the bound of what lengths may cost."""
MOST_CELLS = 120_000
"""Pairs of places that are looked at; in longer texts only those near the diagonal."""
NARROWEST = 2
MOST_GUESSED = 10_000
"""Pairs of blocks up to which more than one guess is made."""
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
    return _cheapest(first, second)


class Shape(NamedTuple):
    """What is seen of a block: its kind, its tag and how many characters it has, and one."""

    kind: str
    tag: str
    length: int


def _shape(block: Block) -> Shape:
    return Shape(KINDS.get(block.tag, block.tag), block.tag, len(block.plain) + 1)


def _cheapest(first: Sequence[Block], second: Sequence[Block]) -> list[Row]:
    """Return the best rows of several guesses at how much longer or shorter the translation's language is."""
    original, translation = list(map(_shape, first)), list(map(_shape, second))
    lengths = [[shape.length for shape in side] for side in (original, translation)]
    guesses = [sum(lengths[1]) / sum(lengths[0])]
    if len(first) * len(second) <= MOST_GUESSED:
        guesses.append(median(lengths[1]) / median(lengths[0]))
    found: list[tuple[float, list[Row]]] = []
    for ratio in guesses:
        path = _path(original, translation, ratio)
        found.append((path[-1][len(second)].cost, _walked(path, first, second)))
        paired = [(_shape(new).length / _shape(old).length) for old, new in found[-1][1] if old and new]
        if len(guesses) > 1 and paired:
            path = _path(original, translation, median(paired))
            found.append((path[-1][len(second)].cost, _walked(path, first, second)))
    return min(found, key=itemgetter(0))[1]


def _path(original: Sequence[Shape], translation: Sequence[Shape], ratio: float) -> list[dict[int, Step]]:
    """Return the cheapest step to each place if a translation is ``ratio`` times as long as its original."""
    across = len(translation)
    reach = max(NARROWEST, min(across, MOST_CELLS // (2 * len(original))))
    best: list[dict[int, Step]] = []
    for i in range(len(original) + 1):
        here: dict[int, Step] = {} if i else {0: Step(0.0, 0, 0)}
        best.append(here)
        middle = round(i * across / len(original))
        for j in range(max(0, middle - reach), min(across, middle + reach) + 1):
            cheapest = here[j].cost if j in here else inf
            for di, dj in MOVES:
                came_from = best[i - di].get(j - dj) if di <= i and dj <= j else None
                if came_from is None or came_from.cost >= cheapest:
                    continue
                row = _cost(original[i - di : i], translation[j - dj : j], ratio) if di and dj else GAP
                cost = came_from.cost + row
                if cost < cheapest:
                    cheapest, here[j] = cost, Step(cost, di, dj)
    return best


def _cost(original: Sequence[Shape], translation: Sequence[Shape], ratio: float) -> float:
    kind, tag, _length = original[0]
    same_tag = True
    for shape in (*original, *translation):
        if shape.kind != kind:
            return inf
        same_tag = same_tag and shape.tag == tag
    fixed = (0.0 if same_tag else OTHER_TAG) + (SPLIT if len(original) + len(translation) > 2 else 0.0)
    expected = ratio * sum([shape.length for shape in original])
    length = sum([shape.length for shape in translation])
    return fixed + min(DEAREST, (log(length / expected) / SPREAD) ** 2 / 2)


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
