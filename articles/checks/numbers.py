"""Numbers written with digits: separators, signs, scale words, percent."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from articles.checks.languages import RUSSIAN_ENDING, scales, separators
from articles.checks.number_words import CHINESE_SCALES
from articles.checks.spelled import canonical

SPACES = " \u00a0\u2009\u202f"
# In these an ordinary space parts thousands; in English and Chinese it only stands between two numbers.
SPACED = {"fr", "es", "ru", "ar"}
# The United Nations write 61,4 in Arabic, most of the Arab press 61.4: both are read, and 6,400 as either.
EITHER = {"ar"}
DECIMAL_SIGN, GROUP_SIGN = "٫", "٬"

ORDINAL = r"(?:(?:st|nd|rd|th|er|ère|re|e|es|è|ème|eme|o|a|s)(?!\w)|\.?[ºª]|-[а-яё]{1,3}(?!\w))"
# Words by hand: Babel has the sign of each language alone.
PERCENT = (
    r"(?:[%٪％]|per\s?cent(?:age\s+points?)?|pour\s?cent|points?\s+de\s+pourcentage|por\s?ciento|puntos?\s+porcentual"
    r"|процент|-?процентн|في\s+ال?م[ائ]+ة|ب?ال?م[ائ]+ة|نق[اط]+ة?\s+مئوية|个?百分点)"
)
PERCENT_BEFORE = r"(?:百分之\s*|[%٪](?=\d))"
SIGN = (
    r"(?:(?<![0-9A-Za-z\u0400-\u04ff.,)\]])[-−](?=\d)|(?:(?<=\s)|(?<=\())–(?=\d)"
    r"|(?<!\w)(?:minus|минус|ناقص|سالب)\s+(?=\d)|(?:零下|负)(?=\d))"
)
BELOW_ZERO = re.compile(
    r".{0,20}?(?:below\s+(?:zero|freezing)|(?:au-dessous|en\s+dessous)\s+de\s+zéro|bajo\s+cero|ниже\s+нуля|تحت\s+الصفر)"
)
# Powers of ten before a unit are part of it: 千米 is a kilometre.
CHINESE_UNIT = r"(?![米克瓦赫卡帕伏安焦牛升])"


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it stands: what it may mean, the likeliest first; its scale; whether it is a percentage."""

    values: tuple[Decimal, ...]
    scale: Decimal | None
    percent: bool

    def readings(self, scale: Decimal | None = None) -> frozenset[str]:
        """Return the canonical values; with ``scale``, what the number is if it shares the next one's."""
        return frozenset(canonical(value * (scale or 1)) for value in self.values)


@lru_cache(maxsize=32)
def number_pattern(language: str) -> re.Pattern[str]:
    """Return the pattern of a number with its sign, scale and percent."""
    spaces = SPACES if language in SPACED else SPACES[1:]
    digits = rf"(?:\d{{1,3}}(?:[{spaces}'’]\d{{3}})+(?!\d)|\d+)(?:[.,٫٬]\d+)*"
    if language.startswith("zh"):
        power = rf"[十百千万亿]+{CHINESE_UNIT}"
        scale = rf"(?P<scale>[多余几]?个?{power}(?:\d+{power})*)?"
    else:
        words = "|".join(_word_pattern(word) for word, _value in _scale_words(language))
        scale = rf"(?:[\s-]{{0,2}}(?P<scale>{words})(?!\w))?"
    return re.compile(
        rf"(?P<before>{PERCENT_BEFORE})?(?P<sign>{SIGN})?(?P<number>{digits}){ORDINAL}?{scale}"
        rf"(?P<percent>[\s-]{{0,2}}{PERCENT})?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=32)
def _scale_words(language: str) -> tuple[tuple[str, int], ...]:
    """Return (word in lower case, value), the longest first; Russian words without their endings."""
    found = {}
    for word, value in scales(language).items():
        stem = word.rstrip("аиоьяв") + "~" if language == "ru" and len(word) > 4 else word
        found[stem.lower()] = value
    return tuple(sorted(found.items(), key=lambda item: len(item[0]), reverse=True))


def _word_pattern(word: str) -> str:
    if word == "mille":  # "1,2 mille marin" is nautical
        return r"mille(?!\s+(?:marin|nautique))"
    return re.escape(word.removesuffix("~")) + (RUSSIAN_ENDING if word.endswith("~") else "")


def read(match: re.Match[str], language: str) -> Written:
    """Return the number that ``number_pattern`` has found."""
    sign = -1 if match["sign"] or BELOW_ZERO.match(match.string, match.end()) else 1
    values = tuple(sign * value for value in values_of(match["number"], language))
    percent = bool(match["percent"] or match["before"])
    word = match["scale"]
    if not word:
        return Written(values, None, percent)
    if language.startswith("zh"):
        scale, rest = _chinese_scale(word)
        return Written(tuple(value * scale + sign * rest for value in values), scale, percent)
    known = _value_of_scale(word, language)
    scaled = tuple(value * known for value in values)
    # A single letter may be a unit: 20 m.
    return Written(scaled + values if len(word) == 1 else scaled, Decimal(known), percent)


@lru_cache(maxsize=32)
def _heading_pattern(language: str) -> re.Pattern[str]:
    if language.startswith("zh"):
        return re.compile(rf"(?:[（(][^)）]*?|^|[/，：])([十百千万亿]+){CHINESE_UNIT}")
    words = "|".join(_word_pattern(word) for word, _value in _scale_words(language) if len(word) > 2)
    prefix = "(?:و?(?:بال|ال|ب))?" if language == "ar" else ""
    return re.compile(rf"(?<!\w){prefix}({words})(?!\w)", re.IGNORECASE)


def unit_of(heading: str, language: str) -> tuple[int | None, bool]:
    """Return the scale that a cell without digits names for its row or column, and whether it names a percentage."""
    percent = re.search(PERCENT, heading, re.IGNORECASE) is not None
    found = _heading_pattern(language).search(heading)
    if found is None:
        return None, percent
    if language.startswith("zh"):
        return int(_chinese_scale(found[1])[0]), percent
    return _value_of_scale(found[1], language), percent


def _value_of_scale(text: str, language: str) -> int:
    words = _scale_words(language)
    return next(value for start, value in words if re.fullmatch(_word_pattern(start), text, re.IGNORECASE))


def _chinese_scale(text: str) -> tuple[Decimal, Decimal]:
    """Return the scale that opens ``text`` and what its further parts add, as the 2000万 of 1亿2000万."""
    scale, rest = Decimal(1), Decimal(0)
    for digits, powers in re.findall(r"(\d*)[多余几]?个?([十百千万亿]+)", text):
        power = Decimal(1)
        for char in powers:
            power *= CHINESE_SCALES[char]
        if digits:
            rest += int(digits) * power
        else:
            scale = power
    return scale, rest


@lru_cache(maxsize=4096)
def values_of(text: str, language: str) -> tuple[Decimal, ...]:
    """Return what digits with separators may mean in ``language``, the likeliest first."""
    text = re.sub(rf"[{SPACES}'’{GROUP_SIGN}]", "", text).replace(DECIMAL_SIGN, "~")
    signs = re.findall("[.,~]", text)
    if not signs:
        return (Decimal(text),)
    parts = re.split("[.,~]", text)
    grouped = len(parts[0]) <= 3 and parts[0] != "0" and all(len(part) == 3 for part in parts[1:])
    whole, fraction = Decimal("".join(parts)), Decimal("".join(parts[:-1]) + "." + parts[-1])
    if len(set(signs)) == 2 and signs[-1] not in signs[:-1]:
        return (fraction,)
    if len(signs) > 1:
        return (whole,) if grouped else tuple(map(Decimal, parts))
    if not grouped or signs[0] == "~":
        return (fraction,)
    if language in EITHER:
        return (whole, fraction)
    return (fraction,) if signs[0] == separators(language)[0] else (whole,)
