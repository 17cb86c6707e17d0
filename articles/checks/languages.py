"""What the CLDR (through Babel) knows of each language's numbers and months."""

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError

# Each language's own names and those of regions that use others: Levantine and Maghrebi Arabic months, British "Sept".
LOCALES = {
    "en": ("en", "en_GB"),
    "fr": ("fr", "fr_CA"),
    "es": ("es", "es_MX", "es_PE"),
    "ar": ("ar", "ar_SY", "ar_DZ", "ar_MA"),
    "ru": ("ru",),
    "zh-hans": ("zh_Hans",),
}
# What the CLDR lacks: the spelling of the United Nations, and words beside its compact patterns.
MORE_MONTHS = {"ar": {"يونيه": 6, "يوليه": 7, "تموز": 7, "آب": 8, "كانون الأول": 12, "كانون الثاني": 1}}
MORE_SCALES = {
    "en": {"thousands": 10**3, "millions": 10**6, "billions": 10**9, "trillions": 10**12, "bn": 10**9, "tn": 10**12},
    "fr": {"milliers": 10**3, "Mds": 10**9},
    "ar": {
        "آلاف": 10**3, "ألفا": 10**3, "مليونا": 10**6, "ملايين": 10**6, "مليارات": 10**9, "مليارا": 10**9,
        "بليون": 10**9, "بلايين": 10**9, "بليونا": 10**9, "تريليون": 10**12, "تريليونا": 10**12, "مليونين": 2 * 10**6,
    },
}  # fmt: skip
RUSSIAN_ENDING = r"[а-я]{0,3}"


@lru_cache(maxsize=32)
def locales(language: str) -> tuple[Locale, ...]:
    """Return the locales of a language of the newsroom, its own first; a language without any is read as English."""
    try:
        return tuple(map(Locale.parse, LOCALES.get(language, (language.replace("-", "_"),))))
    except (UnknownLocaleError, ValueError):
        return (Locale.parse("en"),)


@lru_cache(maxsize=32)
def separators(language: str) -> tuple[str, str]:
    """Return the decimal and the group separator of a language's Latin digits."""
    symbols = locales(language)[0].number_symbols["latn"]
    return symbols["decimal"], symbols["group"]


@lru_cache(maxsize=32)
def scales(language: str) -> dict[str, int]:
    """Return word -> power of ten, as "million" -> 1,000,000, of the CLDR's patterns for short and long numbers."""
    found: dict[str, int] = {}
    formats = locales(language)[0].compact_decimal_formats
    for width in ("short", "long"):
        for patterns in formats.get(width, {}).values():
            for size, pattern in patterns.items():
                text = str(pattern.pattern)
                word = text.replace("0", "").replace("'", "").strip(" \xa0\u202f.\u200f")
                if "0" in text and word:
                    found.setdefault(word, int(size) // 10 ** (text.count("0") - 1))
    return found | MORE_SCALES.get(language, {})


@lru_cache(maxsize=32)
def months(language: str) -> dict[str, int]:
    """Return month name -> 1 to 12, in lower case, every width but the narrow and every grammatical form."""
    found: dict[str, int] = {}
    for locale in locales(language):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    found.setdefault(name.lower().strip(". "), number)
    return found | MORE_MONTHS.get(language, {})


@lru_cache(maxsize=32)
def month_pattern(language: str) -> str:
    """Return the pattern of a month's name; Russian ones in any case, Arabic ones doubled as in «شباط/فبراير»."""
    names = sorted(map(re.escape, months(language)), key=len, reverse=True)
    if language == "ru":
        stems = sorted({name[:-1] for name in months("ru") if name[-1] in "яа"}, key=len, reverse=True)
        names = [f"{stem}(?:ем|ём|ом|[ьйяаеюу])" for stem in stems] + ["март", "август", *names]
    one = f"(?:{'|'.join(names)})"
    if language == "ar":
        return rf"[ولب]?{one}(?:\s*[/(]\s*{one}\)?)?(?!\w)"
    return rf"(?<!\w){one}(?!\w)"


@lru_cache(maxsize=512)
def month_number(name: str, language: str) -> int | None:
    """Return 1 to 12 for what ``month_pattern`` has matched; None for two names that disagree."""
    known = months(language)
    if language == "ru":
        stem = re.sub(r"(?:ем|ём|ом|[ьйяаеюу])$", "", name.lower())
        return next(
            (n for full, n in known.items() if full[-1:] in "яа" and full[:-1] == stem), known.get(name.lower())
        )
    spellings = [part.strip(") ") for part in re.split(r"[/(]", name.lower())]
    numbers = {known.get(part) or known.get(re.sub(r"^[ولب]", "", part)) for part in spellings}
    return numbers.pop() if len(numbers) == 1 else None
