"""Words: what a difference between two texts is made of, in every script of the newsroom."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from articles.comparing.blocks import Block, Link

# Written without spaces, a word here is a character: radicals, kana, ideographs and their extensions.
CJK = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
CJK += "\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff"
FLAG = "\U0001f1e6-\U0001f1ff"
JOINING = "\u200c\u200d"
SKIN = "\U0001f3fb-\U0001f3ff"
TAGS = "\U000e0020-\U000e007f"
DECIMAL = ".,\u066b\u066c"
ELIDING = {"fr"}
"""Languages in which an apostrophe ends a word (l'eau); elsewhere it stands inside one (the port's)."""
IDEOGRAPH = re.compile(f"[{CJK}]")


class Word(NamedTuple):
    """A word, number, ideograph or sign with the white space after it. Never less than a grapheme.

    ``target``: where a link on it leads; empty for none.
    """

    core: str
    space: str
    target: str = ""


@cache
def marks() -> str:
    """Return the characters that belong to the letter before them, as ranges of a class of a regular expression."""
    planes = (range(0x300, 0x1F000), range(0xE0100, 0xE01F0))
    codes = [code for plane in planes for code in plane if unicodedata.category(chr(code)).startswith("M")]
    starts = [code for before, code in pairwise([0, *codes]) if code != before + 1]
    ends = [code for code, following in pairwise([*codes, 0]) if following != code + 1]
    ranges = [f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True)]
    return "".join(ranges) + JOINING + SKIN + TAGS


@cache
def pattern(eliding: bool) -> re.Pattern[str]:
    """Return what matches one word (group 1) and the white space after it (group 2)."""
    mark = f"[{marks()}]"
    letter = rf"[^\W{CJK}]"
    letters = rf"{letter}+(?:{mark}+{letter}*)*"
    digits = rf"\d+(?:{mark}+\d*)*"
    forms = [
        letters if eliding else rf"{letters}(?:['\u2019]{letters})*",
        rf"[{CJK}]{mark}*",
        rf"\s{mark}+",
        rf"[{FLAG}]{{2}}",
        rf"\S{mark}*(?:(?<=\u200d)[^\w\s]{mark}*)*",
    ]
    number = rf"{digits}(?:[{DECIMAL}]{digits})*"
    return re.compile(rf"((?=\d){number}|{'|'.join(forms)})?((?:\s(?!{mark}))*)")


def words(text: str, language: str, links: Sequence[Link] = ()) -> list[Word]:
    """Return the words of ``text``; joined, they are the text. White space before the first is a word without core."""
    matcher = pattern(language in ELIDING)
    if not links:
        return [Word(core, space) for core, space in matcher.findall(text) if core or space]
    found: list[Word] = []
    links_left = list(reversed(links))
    for match in matcher.finditer(text):
        if not match[0]:
            continue
        while links_left and links_left[-1].end <= match.start():
            links_left.pop()
        linked = bool(links_left) and links_left[-1].start < match.end(1)
        found.append(Word(match[1] or "", match[2], links_left[-1].target if linked else ""))
    return found


def cores(text: str, language: str) -> list[str]:
    """Return the words of ``text`` without the white space between them."""
    return [core for core, _space in pattern(language in ELIDING).findall(text) if core]


def reading(language: str) -> Callable[[Block], list[Word]]:
    """Return what gives the words of a block, and looks for them only once."""
    return cache(lambda block: words(block.plain, language, block.links))


def joined(run: Sequence[Word]) -> str:
    """Return the text of ``run``."""
    return "".join([word.core + word.space for word in run])


def says_something(core: str) -> bool:
    """Whether ``core`` has a letter or digit: it is more than punctuation."""
    return core.isalnum() or any(map(str.isalnum, core))
