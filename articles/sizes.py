"""The size of a file, and the most that it may be, as people say them in the active language."""

from babel.units import format_unit
from django.utils.formats import number_format
from django.utils.translation import get_language

from articles.enums import tag

KILOBYTE = 1000
# Unit of CLDR, bytes in one, decimals: nobody cares for the bytes of a kilobyte.
UNITS = (("gigabyte", KILOBYTE**3, 1), ("megabyte", KILOBYTE**2, 1), ("kilobyte", KILOBYTE, 0), ("byte", 1, 0))


def file_size(size: int) -> str:
    """Return ``size`` in bytes by the units of CLDR: ``1,2 Mo`` in French."""
    unit, one, decimals = next(((u, o, d) for u, o, d in UNITS if size >= o), UNITS[-1])
    locale = tag(get_language() or "en").replace("-", "_")
    number, name = round(size / one, decimals), f"digital-{unit}"
    short = format_unit(number, name, length="short", locale=locale)
    if one > 1:
        return short
    # The short form of "byte" is the same for one and for many; the long one is missing in some languages.
    long = format_unit(number, name, length="long", locale=locale)
    return short if name in long else long


def megabytes(size: int) -> str:
    """Return ``size`` in bytes as the number of megabytes that a setting means: 1,048,576 bytes each."""
    return number_format(rounded(size / 1024**2))


def rounded(number: float) -> float:
    """Return ``number`` with one decimal, or none where that says nothing."""
    return int(number) if number == int(number) else round(number, 1)
