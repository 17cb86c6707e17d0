"""Which changed block was which before: by the words they share, in order, in bounded time."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, product

from articles.comparing.blocks import Block
from articles.comparing.tokens import IDEOGRAPH, cores, says_something

LEAST = 0.35
"""Share of words (Dice) from which on a block counts as changed; unrelated English paragraphs share about 0.2."""
OTHER_TAG = 0.9
MOST_PAIRS = 2500
"""Pairs of blocks that are all compared; of more, only those that share words rare in both texts."""
RARE, CANDIDATES = 3, 3
"""Blocks that a rare word occurs in, and blocks that are compared with one."""

Features = frozenset[str]


def features(words: Sequence[str]) -> Features:
    """Return what is compared: words without case; ideographs in pairs, as single ones are in every paragraph."""
    said: set[str] = set()
    single: set[str] = set()
    before = ""
    for core in words:
        if not IDEOGRAPH.match(core):
            before = ""
            if says_something(core):
                said.add(core.casefold())
            continue
        if before:
            said.add(before + core)
        single.add(core)
        before = core
    return frozenset(said or single)


def similar(before: Sequence[Block], after: Sequence[Block], language: str) -> list[tuple[int, int]]:
    """Return which blocks of ``before`` became which of ``after``, as indices, in order, each at most once.

    A picture never became another: it is gone, and the other came.
    """
    if not before or not after:
        return []
    old, new = ([features(cores(block.plain, language)) for block in side] for side in (before, after))
    scored = []
    for i, j in _candidates(old, new):
        if "figure" in {before[i].tag, after[j].tag}:
            continue
        score = _score(old[i], new[j]) * (1.0 if before[i].tag == after[j].tag else OTHER_TAG)
        if score >= LEAST or (score == 0 and before[i].plain == after[j].plain != ""):
            scored.append((i, j, score or 1.0))
    return _heaviest_chain(scored, len(after))


def _score(first: Features, second: Features) -> float:
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _candidates(old: Sequence[Features], new: Sequence[Features]) -> Iterator[tuple[int, int]]:
    if len(old) * len(new) <= MOST_PAIRS:
        yield from product(range(len(old)), range(len(new)))
        return
    places = _rare(new)
    shared = _rare(old).keys() & places.keys()
    for i, said in enumerate(old):
        votes = Counter(j for word in said & shared for j in places[word])
        best = sorted(votes, key=lambda j: (-votes[j], abs(i - j), j))
        yield from ((i, j) for j in best[:CANDIDATES])


def _rare(texts: Sequence[Features]) -> dict[str, list[int]]:
    """Return where each word stands that few blocks have."""
    counts = Counter(chain.from_iterable(texts))
    rare = {word for word, count in counts.items() if count <= RARE}
    places: dict[str, list[int]] = defaultdict(list)
    for index, said in enumerate(texts):
        for word in said & rare:
            places[word].append(index)
    return places


def _heaviest_chain(scored: list[tuple[int, int, float]], width: int) -> list[tuple[int, int]]:
    """Return the pairs, rising on both sides, with the highest sum of scores; a Fenwick tree, k log n."""
    best: list[tuple[float, int]] = [(0.0, -1)] * (width + 1)
    previous: list[int] = []
    scored = sorted(scored, key=lambda pair: (pair[0], -pair[1]))
    for index, (_i, j, score) in enumerate(scored):
        total, last = _best_below(best, j)
        previous.append(last)
        place = j + 1
        while place <= width:
            best[place] = max(best[place], (total + score, index), key=lambda entry: entry[0])
            place += place & -place
    kept = []
    index = _best_below(best, width)[1]
    while index >= 0:
        kept.append(scored[index][:2])
        index = previous[index]
    return kept[::-1]


def _best_below(best: list[tuple[float, int]], place: int) -> tuple[float, int]:
    found = (0.0, -1)
    while place:
        found = max(found, best[place], key=lambda entry: entry[0])
        place -= place & -place
    return found
