"""What two sequences have in common, in bounded time."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

MOST_WORK = 2_000_000
"""Comparisons that SequenceMatcher may need at worst, below a second; above, unique items alone are anchors."""
MOST_ROUNDS = 4
"""How often what lies between anchors is looked at again for items that are unique there."""


class Run(NamedTuple):
    """``size`` items from ``before`` on are the same as those from ``after`` on."""

    before: int
    after: int
    size: int


def common_runs(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Run]:
    """Return the runs that ``before`` and ``after`` have in common, in order and not touching on both sides."""
    joined: list[Run] = []
    for run in _between(before, after, Run(0, 0, 0), MOST_ROUNDS):
        if joined and joined[-1].before + joined[-1].size == run.before:
            last = joined[-1]
            if last.after + last.size == run.after:
                joined[-1] = last._replace(size=last.size + run.size)
                continue
        joined.append(run)
    return joined


def work(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    """Return how many comparisons SequenceMatcher may need: each match may cost one look at all that are left."""
    first, second = Counter(before), Counter(after)
    looks = matches = 0
    for item, count in first.items():
        other = second.get(item, 0)
        looks += count * other
        matches += min(count, other)
    return (looks + len(before)) * matches // 3


def _between(before: Sequence[Hashable], after: Sequence[Hashable], start: Run, rounds: int) -> Iterator[Run]:
    """Yield the common runs of two sequences that stand at ``start`` in the whole."""
    shorter = min(len(before), len(after))
    head = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if before[-1 - i] != after[-1 - i]), rest)
    if head:
        yield Run(start.before, start.after, head)
    left, right = before[head : len(before) - tail], after[head : len(after) - tail]
    if left and right:
        place = Run(start.before + head, start.after + head, 0)
        for run in _middle(left, right, rounds):
            yield Run(place.before + run.before, place.after + run.after, run.size)
    if tail:
        yield Run(start.before + len(before) - tail, start.after + len(after) - tail, tail)


def _middle(before: Sequence[Hashable], after: Sequence[Hashable], rounds: int) -> Iterator[Run]:
    if work(before, after) <= MOST_WORK:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        yield from (Run(*match) for match in matcher.get_matching_blocks() if match.size)
    elif rounds and (anchors := _anchors(before, after)):
        last = Run(0, 0, 0)
        for anchor in [*anchors, Run(len(before), len(after), 0)]:
            gap = before[last.before + last.size : anchor.before], after[last.after + last.size : anchor.after]
            yield from _between(*gap, Run(last.before + last.size, last.after + last.size, 0), rounds - 1)
            if anchor.size:
                yield anchor
            last = anchor


def _anchors(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Run]:
    """Return the longest chain of items that occur once in each (Bram Cohen's patience diff), n log n."""
    first, second = Counter(before), Counter(after)
    places = {item: j for j, item in enumerate(after) if second[item] == 1}
    pairs = [(i, places[item]) for i, item in enumerate(before) if first[item] == 1 and item in places]
    ends: list[int] = []  # the smallest place in ``after`` at which a chain of that length ends
    tops: list[int] = []  # and the index of its pair
    previous: list[int] = []
    for index, (_i, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        previous.append(tops[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        tops[length : length + 1] = [index]
    chain: list[Run] = []
    index = tops[-1] if tops else -1
    while index >= 0:
        chain.append(Run(*pairs[index], 1))
        index = previous[index]
    return chain[::-1]
