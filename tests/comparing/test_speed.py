"""The bounds: how long a comparison may take, and that very long texts are compared more coarsely, not more slowly."""

import random
import time
from collections.abc import Callable

import pytest

from articles.comparing import aligned, side_by_side, word_diff
from articles.comparing.runs import MOST_WORK, common_runs, work
from tests.comparing.reading import side

CHANCE = random.Random(7)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOCABULARY = ["".join(CHANCE.choices(LETTERS, k=CHANCE.randint(2, 10))) for _i in range(4000)]
IDEOGRAPHS = [chr(0x4E00 + index) for index in range(2500)]


def common_first(items: list[str], count: int) -> list[str]:
    """Return ``count`` items, the first ones as often as in a language (Zipf's law)."""
    return CHANCE.choices(items, [1 / (place + 3) for place in range(len(items))], k=count)


def english(size: int, paragraphs: int) -> str:
    return "".join(f"<p>{' '.join(common_first(VOCABULARY, size))}</p>" for _i in range(paragraphs))


def chinese(size: int, paragraphs: int) -> str:
    return "".join(f"<p>{''.join(common_first(IDEOGRAPHS, size))}</p>" for _i in range(paragraphs))


def edited(body: str, share: float) -> str:
    """Return ``body`` with about this share of its words replaced."""
    return " ".join("other" if CHANCE.random() < share and "<" not in word else word for word in body.split(" "))


def shuffled(body: str) -> str:
    paragraphs = [paragraph.split(" ") for paragraph in body[3:-4].split("</p><p>")]
    return "".join(f"<p>{' '.join(CHANCE.sample(words, len(words)))}</p>" for words in paragraphs)


def takes_less(seconds: float, compare: Callable[[], object]) -> bool:
    """Tell whether one of three tries takes less, in seconds of the processor, so that a busy machine does not count."""
    for _try in range(3):
        start = time.process_time()
        compare()
        if time.process_time() - start < seconds:
            return True
    return False


RELEASE = english(50, 30)
LONG = english(60, 460)
ONE = english(28_000, 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (RELEASE, edited(RELEASE, 0.1)),
        (RELEASE, edited(RELEASE, 0.5)),
        (RELEASE, shuffled(RELEASE)),
        (RELEASE, english(50, 30)),
        (english(1500, 1), english(1500, 1)),
        (chinese(90, 30), chinese(90, 30)),
    ],
    ids=["a little edited", "much edited", "shuffled", "unlike", "one paragraph", "Chinese"],
)
def test_two_releases_are_compared_within_50_ms(before: str, after: str) -> None:
    assert takes_less(0.05, lambda: aligned(before, after, "en"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LONG, english(60, 460)),
        (LONG, edited(LONG, 0.3)),
        (LONG, shuffled(LONG)),
        (ONE, english(28_000, 1)),
        (ONE, shuffled(ONE)),
        ("<p>a" * 25_000, "<p>b" * 25_000),
        (f"<p>{'a ' * 100_000}</p>", f"<p>{'a b ' * 50_000}</p>"),
        (chinese(400, 500), chinese(400, 500)),
    ],
    ids=["unlike", "edited", "shuffled", "one paragraph", "one shuffled", "tiny", "one letter", "Chinese"],
)
def test_the_longest_bodies_are_compared_within_two_seconds(before: str, after: str) -> None:
    assert takes_less(2, lambda: aligned(before, after, "en"))


def test_the_longest_translation_is_set_beside_its_original_within_two_seconds() -> None:
    assert takes_less(2, lambda: side_by_side("<p>a" * 25_000, "<p>b" * 24_000 + "<h2>c</h2>"))


def test_above_the_bound_words_that_occur_once_hold_the_rest_in_place() -> None:
    before = [*("the a " * 2000).split(), "unique", *("of the " * 2000).split()]
    after = [*("a the of " * 1500).split(), "unique", *("a the " * 1500).split()]
    assert work(before, after) > MOST_WORK
    assert (4000, 4500, 1) in common_runs(before, after)


def test_a_coarser_difference_still_reads_as_before_and_as_after() -> None:
    before, after = ("".join(CHANCE.choices("ab ,", k=20_000)) for _i in range(2))
    diff = word_diff(before, after, "en")
    assert (side(diff, "ins"), side(diff, "del")) == (before, after)
