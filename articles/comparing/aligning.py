"""Two bodies of one language side by side: which block is the same, which changed, came or went."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString

from articles.comparing.blocks import Block, blocks
from articles.comparing.runs import common_runs
from articles.comparing.signs import RULE
from articles.comparing.similarity import similar
from articles.comparing.tokens import Word, reading
from articles.comparing.wording import added, diff_of_words, removed, unchanged

SHORT = 30
"""Characters up to which blocks in the same place are one that changed, whatever they share: figures, headings."""

Row = tuple[Block | None, Block | None]
Reading = Callable[[Block], list[Word]]


class Change(StrEnum):
    """What became of a block or field."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of two aligned texts; one of the two is None for what was added or removed.

    ``diff``: safe HTML with ``<ins>`` and ``<del>``; the words alone if only the format or the kind of block changed.
    """

    before: Block | None
    after: Block | None
    change: Change
    diff: SafeString


def aligned(before: str, after: str, language: str, pictures: Mapping[str, str] | None = None) -> list[Pair]:
    """Return two bodies block by block, in reading order; what was removed stands before what was added there.

    ``pictures`` as for ``blocks``.
    """
    read = reading(language)
    rows = _rows(blocks(before, pictures), blocks(after, pictures), language)
    return [_pair(old, new, read, language) for old, new in rows]


def changed_blocks(before: str, after: str, language: str) -> tuple[dict[int, Pair], list[tuple[int, Pair]]]:
    """Return what changed, by the place in ``blocks(after)``.

    First the changed and added blocks by their index; then the removed ones, each with the index of the block before
    which it stood (the number of blocks for those at the end).
    """
    changed: dict[int, Pair] = {}
    gone: list[tuple[int, Pair]] = []
    index = 0
    for pair in aligned(before, after, language):
        if pair.after is None:
            gone.append((index, pair))
            continue
        if pair.change is not Change.SAME:
            changed[index] = pair
        index += 1
    return changed, gone


def _rows(before: Sequence[Block], after: Sequence[Block], language: str) -> Iterator[Row]:
    i = j = 0
    for run in common_runs([(block.tag, block.html) for block in before], [(block.tag, block.html) for block in after]):
        yield from _changed_rows(before[i : run.before], after[j : run.after], language)
        i, j = run.before + run.size, run.after + run.size
        yield from zip(before[run.before : i], after[run.after : j], strict=True)
    yield from _changed_rows(before[i:], after[j:], language)


def _changed_rows(before: Sequence[Block], after: Sequence[Block], language: str) -> Iterator[Row]:
    """Yield the rows of a stretch in which no block is the same."""
    i = j = 0
    for old, new in similar(before, after, language):
        yield from _unlike_rows(before[i:old], after[j:new])
        yield before[old], after[new]
        i, j = old + 1, new + 1
    yield from _unlike_rows(before[i:], after[j:])


def _unlike_rows(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Row]:
    """Yield the rows of a stretch in which no blocks are similar: in pairs if they are as many, alike and short."""
    in_place = len(before) == len(after) and all(
        old.tag == new.tag != "figure" and 0 < max(len(old.plain), len(new.plain)) <= SHORT
        for old, new in zip(before, after, strict=True)
    )
    if in_place:
        yield from zip(before, after, strict=True)
    else:
        yield from ((block, None) for block in before)
        yield from ((None, block) for block in after)


def _shown(block: Block) -> str:
    return RULE if block.tag == "hr" else block.plain


def _pair(before: Block | None, after: Block | None, read: Reading, language: str) -> Pair:
    if before is None:
        assert after is not None
        return Pair(None, after, Change.ADDED, added(_shown(after)))
    if after is None:
        return Pair(before, None, Change.REMOVED, removed(_shown(before)))
    if (before.tag, before.html) == (after.tag, after.html):
        return Pair(before, after, Change.SAME, unchanged(_shown(after)))
    return Pair(before, after, Change.CHANGED, diff_of_words(read(before), read(after), language))
