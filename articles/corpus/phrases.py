"""Sentences of one language, put together from phrases that occur as often as words do in real text.

The phrases are in ``words/<language>.toml``: patterns with slots, and a list for each slot. The r-th of a list is drawn
with a probability in proportion to 1/r (Zipf's law).
"""

import tomllib
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import TypeVar

from articles.models import Text

T = TypeVar("T")

FOLDER = Path(__file__).parent / "words"
BLOCK = 4096  # draws at once, which is several times faster than one by one
SLOTS = {
    "subject": "subjects",
    "subject2": "subjects",
    "verb": "verbs",
    "verb2": "verbs",
    "object": "objects",
    "object2": "objects",
    "where": "where",
    "when": "when",
    "opinion": "opinions",
    "speaker": "speakers",
}
NUMBERS = range(12, 980)
PERCENTAGES = range(3, 61)
PARAGRAPHS = range(4, 7)
SENTENCES = range(2, 4)  # in a paragraph


def languages() -> list[str]:
    """Return the languages that there are phrases of."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


class Phrases:
    """A source of texts in ``language``; the same ``seed`` gives the same texts in the same order."""

    def __init__(self, language: str, seed: int) -> None:
        source = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
        lists = {name: block.strip().splitlines() for name, block in source.items()}
        self._random = Random(f"{seed} {language}")
        self._draws = {slot: self._zipf(lists[name]) for slot, name in SLOTS.items()}
        self._draws |= {"n": self._even([str(n) for n in NUMBERS]), "p": self._even([str(p) for p in PERCENTAGES])}
        self._figures = self._zipf(lists["figures"])
        self._places = self._zipf(lists["places"])
        self._sentences = self._zipf(lists["sentences"])
        self._headlines = self._zipf(lists["headlines"])
        self._lengths = self._even(PARAGRAPHS), self._even(SENTENCES)
        self._space = "" if language.startswith("zh") else " "

    def __getitem__(self, slot: str) -> str:
        """Return the next phrase for a slot of a pattern."""
        if slot == "figure":
            return next(self._figures).format_map(self)
        return next(self._draws[slot])

    def text(self) -> Text:
        """Return the next text, as clean as the database would make it."""
        paragraphs, sentences = self._lengths
        body = "\n".join(f"<p>{self._sentence_run(next(sentences))}</p>" for _i in range(next(paragraphs)))
        # HTML is stored with the no-break space by its name, as nh3 writes it.
        body = body.replace("\xa0", "&nbsp;")
        return Text(self._filled(self._headlines), next(self._places), self._sentence_run(1), body)

    def _sentence_run(self, count: int) -> str:
        return self._space.join(self._filled(self._sentences) for _i in range(count))

    def _filled(self, patterns: Iterator[str]) -> str:
        text = next(patterns).format_map(self)
        return text[0].upper() + text[1:]

    def _zipf(self, items: Sequence[str]) -> Iterator[str]:
        weights = list(accumulate(1 / rank for rank in range(1, len(items) + 1)))
        while True:
            yield from self._random.choices(items, cum_weights=weights, k=BLOCK)

    def _even(self, items: Sequence[T]) -> Iterator[T]:
        while True:
            yield from self._random.choices(items, k=BLOCK)
