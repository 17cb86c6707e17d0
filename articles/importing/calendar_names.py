"""Names of months and weekdays as people write them, from the CLDR (through Babel)."""

from __future__ import annotations

import unicodedata
from functools import cache

from babel import Locale

# Each language's own names and those of regions that use others: Levantine Arabic (ar_SY),
# Maghrebi Arabic (ar_DZ, ar_TN, ar_MA), "setiembre" (es_PE), "Sept" (en_GB).
LOCALES = {
    "en": ("en", "en_GB"),
    "fr": ("fr", "fr_CA"),
    "es": ("es", "es_MX", "es_PE"),
    "ar": ("ar", "ar_SY", "ar_DZ", "ar_TN", "ar_MA"),
    "ru": ("ru",),
    "zh-hans": ("zh_Hans",),
}
TATWEEL = "\u0640"


def fold(text: str) -> str:
    """Return `text` without case, accents, hamzas, vowel signs and tatweel, for comparing."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace(TATWEEL, ""))
    return "".join(char for char in letters if unicodedata.category(char) != "Mn")


@cache
def months(language: str) -> dict[str, int]:
    """Return folded month name -> 1 to 12, in every width and grammatical form of a language."""
    return names(language, "months")


@cache
def weekdays(language: str) -> dict[str, int]:
    """Return folded weekday name -> 0 (Monday) to 6, as `date.weekday()` counts."""
    return names(language, "days")


def names(language: str, kind: str) -> dict[str, int]:
    """Return folded name -> number from the CLDR's `months` or `days`, narrow ones left out."""
    found: dict[str, int] = {}
    for locale in LOCALES.get(language, (language.replace("-", "_"),)):
        contexts = getattr(Locale.parse(locale), kind)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in contexts[context][width].items():
                    found.setdefault(fold(name).strip(". "), number)
    return found
