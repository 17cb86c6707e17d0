"""Words: what a difference between two texts is made of, in every script of the newsroom."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from articles.comparing.blocks import Link

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
    """Return the characters that belong to the letter before them, for a class of a regular expression."""
    planes = (range(0x300, 0x1F000), range(0xE0100, 0xE01F0))
    found = [chr(code) for plane in planes for code in plane if unicodedata.category(chr(code)).startswith("M")]
    return "".join(found) + JOINING + SKIN + TAGS


@cache
def pattern(eliding: bool) -> re.Pattern[str]:
    """Return what matches one word (group 1) and the white space after it (group 2)."""
    mark = f"[{marks()}]"
    letters = rf"(?:[^\W{CJK}]{mark}*)+"
    digits = rf"(?:\d{mark}*)+"
    forms = [
        rf"\s{mark}+",
        rf"[{CJK}]{mark}*",
        rf"{digits}(?:[{DECIMAL}]{digits})*",
        letters if eliding else rf"{letters}(?:['\u2019]{letters})*",
        rf"[{FLAG}]{{2}}",
        rf"\S{mark}*(?:(?<=\u200d)[^\w\s]{mark}*)*",
    ]
    return re.compile(rf"({'|'.join(forms)})?((?:\s(?!{mark}))*)")


def words(text: str, language: str, links: Sequence[Link] = ()) -> list[Word]:
    """Return the words of ``text``; joined, they are the text. White space before the first is a word without core."""
    found: list[Word] = []
    links_left = list(reversed(links))
    for match in pattern(language in ELIDING).finditer(text):
        if not match[0]:
            continue
        while links_left and links_left[-1].end <= match.start():
            links_left.pop()
        linked = bool(links_left) and links_left[-1].start < match.end(1)
        found.append(Word(match[1] or "", match[2], links_left[-1].target if linked else ""))
    return found


def joined(run: Sequence[Word]) -> str:
    """Return the text of ``run``."""
    return "".join([word.core + word.space for word in run])


def says_something(core: str) -> bool:
    """Whether ``core`` has a letter or digit: it is more than punctuation."""
    return any(map(str.isalnum, core))
