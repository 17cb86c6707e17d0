"""The numbers that are spelled out in a text."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from articles.checks.number_words import (
    ARABIC,
    CHINESE_DIGITS,
    CHINESE_SCALES,
    ENGLISH,
    FRENCH,
    JOINERS,
    RUSSIAN_BEGINNINGS,
    SPANISH,
    UNSAID,
    Words,
)

TABLES: dict[str, Words] = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH}
# Vowel signs are no letters to Python.
WORD = re.compile("(?:[^\\W\\d_]|[\u064b-\u0652])+")
CLOSE = re.compile(r"[\s\u00ad-]*")
ROMAN = re.compile(r"(?<!\w)(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})(?=(?:er?|e|ème)?(?!\w))")
ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
NUMERALS = re.compile("[〇零○一二两三四五六七八九十百千万亿]+")
FRACTION = re.compile("([一二三四五六七八九十]+)分之([一二三四五六七八九十]+)")
ARABIC_PREFIX = re.compile("^[وف]?(?:لل|[بلك]?(?:ال)?)(?=.{2})")
AND_A = re.compile(r"(?<!\w)(?:and a|et|y|с)\s+$", re.IGNORECASE)
BEGINNINGS = tuple(sorted(RUSSIAN_BEGINNINGS, key=len, reverse=True))
SIGNS = re.compile("[\u064b-\u0652\u0640]")
HALF = Decimal("0.5")
HALVES_WITHIN = 3
"""Words between a number and its half, as in "deux ans et demi"."""


def canonical(value: Decimal | int) -> str:
    """Return a number as digits without group separators and closing zeros, the form in which numbers are compared."""
    return format(Decimal(value).normalize(), "f")


def spelled(text: str, language: str) -> set[str]:
    """Return the canonical values of the numbers that ``text`` spells out, and those that its words might mean."""
    if language.startswith("zh"):
        found = set(_chinese(text))
    else:
        found = set(_western(text, language))
        found |= {Decimal(number) for number in UNSAID.get(language, "").split()}
    found |= {Decimal(_roman(match[0])) for match in ROMAN.finditer(text) if match[0]}
    # A quarter is one in four, and a half one of two.
    found |= {1 / value for value in (Decimal("0.25"), Decimal("0.5")) if value in found}
    return {canonical(value) for value in found}


def _western(text: str, language: str) -> Iterator[Decimal]:
    """Yield the value of each number word and of each run of them, wherever it begins and after each word."""
    joiners = JOINERS.get(language, set())
    numbers: list[Number] = []
    end, since = 0, HALVES_WITHIN + 1
    last = scale = Decimal(0)
    for match in WORD.finditer(text):
        word = match[0].lower()
        value = value_of(word, language)
        if value is None:
            since += word not in joiners
            continue
        if value == HALF and since < HALVES_WITHIN:
            yield last + value
            yield last + value * scale  # a million and a half
        elif value == HALF and AND_A.search(text, 0, match.start()):  # a dollar and a half
            yield 1 + value
        between = text[end : match.start()]
        if not CLOSE.fullmatch(between) and between.strip(" \xa0\u202f-").lower() not in joiners:
            numbers = []
        numbers.append(Number())
        for number in numbers:
            number.add(value, french=language == "fr")
            yield number.value
        last, scale = numbers[0].value, value
        end, since = match.end(), 0


class Number:
    """A number that is being read, word for word."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.part = Decimal(0)

    @property
    def value(self) -> Decimal:
        """What the words read so far say."""
        return self.total + self.part

    def add(self, value: Decimal, *, french: bool) -> None:
        """Take the next word: a scale multiplies what stands before it, the others are added."""
        if value >= 1000:
            if self.part == 0 and self.total and value > self.total:  # mil millones
                self.part, self.total = self.total, Decimal(0)
            self.total += (self.part or 1) * value
            self.part = Decimal(0)
        elif value == 100 and 0 < self.part < 100:
            self.part *= 100
        elif french and value == 20 and self.part % 100 == 4:  # quatre-vingts
            self.part += 76
        else:
            self.part += value


@lru_cache(maxsize=8192)
def value_of(word: str, language: str) -> Decimal | None:
    """Return what a word in lower case means as a number, None for any other word."""
    if language == "ru":
        return next((RUSSIAN_BEGINNINGS[start] for start in BEGINNINGS if word.startswith(start)), None)
    if language == "ar":
        plain = SIGNS.sub("", word).translate(str.maketrans("أإآىة", "اااي" + "ه"))
        short = ARABIC_PREFIX.sub("", plain)
        for form in (plain, plain.removeprefix("و"), short):
            for ending in ("", "ا"):
                if (value := ARABIC.get(form.removesuffix(ending) if ending else form)) is not None:
                    return value
        return None
    return TABLES.get(language, {}).get(word)


def _roman(text: str) -> int:
    digits = [ROMAN_DIGITS[char] for char in text]
    return sum(-value if value < max(digits[place:]) else value for place, value in enumerate(digits))


def _chinese(text: str) -> Iterator[Decimal]:
    for match in NUMERALS.finditer(text):
        yield chinese_value(match[0])
        yield from (CHINESE_DIGITS[char] for char in match[0] if char in CHINESE_DIGITS)
    for match in FRACTION.finditer(text):
        below, above = chinese_value(match[1]), chinese_value(match[2])
        if below:
            yield round(above / below, 4)
    yield from (Decimal(number) for word, number in (("半", "0.5"), ("双", "2"), ("倍", "2")) if word in text)
    for match in re.finditer(rf"({NUMERALS.pattern}).{{0,2}}半", text):
        yield chinese_value(match[1]) + Decimal("0.5")


def chinese_value(text: str) -> Decimal:
    """Return the value of numerals: 二十九 is 29, 十亿 is 1,000,000,000, 二〇一八 is 2018."""
    if not any(char in CHINESE_SCALES for char in text):
        return Decimal("".join(str(CHINESE_DIGITS[char]) for char in text))
    total, section, digit = Decimal(0), Decimal(0), Decimal(0)
    for char in text:
        scale = CHINESE_SCALES.get(char)
        if scale is None:
            digit = CHINESE_DIGITS[char]
        elif scale < CHINESE_SCALES["万"]:
            section += (digit or 1) * scale
            digit = Decimal(0)
        else:
            total = (total + section + digit or Decimal(1)) * scale
            section, digit = Decimal(0), Decimal(0)
    return total + section + digit
