"""What counts as the same word: one analyser per language, for texts and for what is typed into the search.

A text becomes compounds (words that hyphens or apostrophes join), these become units with the forms under which they
are found. Stemmed first and folded after: the other way round, ``déclaré`` and ``déclaration`` part (measured). Chinese
has no words to stem: pairs of characters stand for them.

Whoever changes what comes out here raises ``VERSION``: the index then says that it is outdated.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from Stemmer import Stemmer  # type: ignore[import-not-found]  # without types of its own

from articles.checks.names import ALGORITHMS, ARABIC_PREFIX

VERSION = 2
LONGEST = 40  # characters of a word that count

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Accents of their own, Arabic vowel signs and tatweel, soft hyphens, joiners: inside words, and no part of them.
SIGNS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u2060\ufeff"
GROUPED = r"\d{1,3}(?:[,.'’\u00a0\u202f\u066c]\d{3})+(?!\d)"
DECIMAL = r"\d+[.,\u066b]\d+"
CHINESE = re.compile(f"[{HAN}]")
LETTER = rf"[^\W_{HAN}]"
TOKEN = re.compile(rf"(?P<han>[{HAN}]+)|(?P<grouped>{GROUPED})|(?P<decimal>{DECIMAL})|{LETTER}(?:{LETTER}|[{SIGNS}])*")
JOINERS = frozenset("-‐‑'’ʼ")
APOSTROPHES = frozenset("'’ʼ")
# Articles and particles that lose their vowel: l'OTAN is OTAN. What follows an apostrophe in English is no word.
ELISIONS = {"fr": frozenset("c d j l m n s t qu jusqu lorsqu puisqu quoiqu".split())}
ENDINGS = {"en": frozenset({"s"})}
ERASED = re.compile(f"[{SIGNS}]")
ALEF = str.maketrans("أإآٱ", "اااا")
ARABIC_ENDS = str.maketrans("ىة", "يه")
ARABIC = re.compile("[\u0620-\u064a]")
LIGATURES = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
POINT = "·"  # between the parts of a decimal number: no white space, no ASCII


class Unit(NamedTuple):
    """A word, a number or a pair of Chinese characters: where it stands, and the forms under which it is found.

    The first form is the one that phrases are made of. ``word`` is how it is written, in lower case and without signs.
    """

    start: int
    end: int
    word: str
    forms: tuple[str, ...]


class Compound(NamedTuple):
    """Units that belong together, and the form that they have in one: ``porte-parole`` is also ``porteparole``.

    ``whole`` is empty for a single word and for Chinese.
    """

    units: tuple[Unit, ...]
    whole: str = ""


def is_han(token: str) -> bool:
    """Tell whether ``token`` is made of Chinese characters."""
    return CHINESE.match(token) is not None


def compounds(text: str, language: str) -> Iterator[Compound]:
    """Yield what ``text`` is made of, in its order."""
    joined: list[re.Match[str]] = []
    for match in TOKEN.finditer(text):
        start, end = match.span()
        if joined and not (start == joined[-1].end() + 1 and match.lastgroup != "han"):
            yield _compound(text, joined, language)
            joined = []
        if match.lastgroup == "han":
            yield Compound(tuple(_pairs(match)))
        elif joined or text[end : end + 1] in JOINERS:
            joined.append(match)
            if text[end : end + 1] not in JOINERS:
                yield _compound(text, joined, language)
                joined = []
        elif (unit := _unit(match, language)).word:
            yield Compound((unit,))
    if joined:
        yield _compound(text, joined, language)


def _pairs(match: re.Match[str]) -> Iterator[Unit]:
    """Yield each pair of neighbours of a run of Chinese characters; the character itself if it is alone."""
    run, start = unicodedata.normalize("NFKC", match[0]), match.start()
    size = min(2, len(run))
    for offset in range(len(run) - size + 1):
        pair = run[offset : offset + size]
        yield Unit(start + offset, start + offset + size, pair, (pair,))


def _compound(text: str, matches: list[re.Match[str]], language: str) -> Compound:
    units = [_unit(match, language) for match in matches]
    kept = [unit for place, unit in enumerate(units) if unit.word and not _is_particle(text, units, place, language)]
    whole = forms("".join(unit.word for unit in kept)[:LONGEST], language)[0] if len(kept) > 1 else ""
    return Compound(tuple(kept), whole)


def _is_particle(text: str, units: list[Unit], place: int, language: str) -> bool:
    """Tell whether a unit of a compound is an elided article or a possessive ending."""
    unit = units[place]
    if place + 1 < len(units) and text[unit.end] in APOSTROPHES and unit.word in ELISIONS.get(language, ()):
        return True
    return place > 0 and text[unit.start - 1] in APOSTROPHES and unit.word in ENDINGS.get(language, ())


def _unit(match: re.Match[str], language: str) -> Unit:
    return Unit(match.start(), match.end(), *_read(match[0], match.lastgroup == "decimal", language))


@lru_cache(maxsize=65536)
def _read(token: str, is_decimal: bool, language: str) -> tuple[str, tuple[str, ...]]:
    """Return a token of a text as a ``normal`` word, and its forms."""
    word = POINT.join(map(normal, re.findall(r"\d+", token))) if is_decimal else normal(token)
    return word[:LONGEST], forms(word[:LONGEST], language)


@lru_cache(maxsize=65536)
def normal(word: str) -> str:
    """Return ``word`` in lower case, compatibility characters as plain ones, ASCII digits, without signs.

    The letters of alef are one, and so are ё and е.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    bare = ERASED.sub("", folded).translate(ALEF).replace("ё", "е")
    if not bare.isascii():
        bare = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in bare)
    return "".join(c for c in bare if c.isalnum() or unicodedata.category(c).startswith("M"))


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Stemmer | None:
    return Stemmer(ALGORITHMS[language], 0) if language in ALGORITHMS else None


@lru_cache(maxsize=65536)
def forms(word: str, language: str) -> tuple[str, ...]:
    """Return the forms of a ``normal`` word, the main one first.

    Others are those of the word typed without its accents, and in Arabic those with its و ف ب ل ك ال and without.
    """
    stemmer = _stemmer(language)
    if stemmer is None or any(c.isdigit() for c in word):
        return (fold(word),)
    if language == "ar" and ARABIC.search(word):
        bare = ARABIC_PREFIX.sub("", word)
        found = [stemmer.stemWord(form) for form in (bare, word, word.removeprefix("و"))]
    else:
        found = [stemmer.stemWord(word), stemmer.stemWord(fold(word))]
    return tuple(dict.fromkeys(fold(form) for form in found if form)) or (fold(word),)


def fold(word: str) -> str:
    """Return ``word`` without the accents of Latin letters, and with one form of the endings that Arabic confuses."""
    if word.isascii():
        return word
    return "".join(map(_base, word.translate(ARABIC_ENDS)))


def _base(character: str) -> str:
    if character.isascii() or character in LIGATURES:
        return LIGATURES.get(character, character)
    head = unicodedata.normalize("NFD", character)[0]
    return head if head.isascii() and head.isalpha() else character
