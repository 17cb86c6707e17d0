"""Compares the figures and dates of a translation with those of its original, both ways."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from articles.checks.calendar import first_of_each, satisfied
from articles.checks.content import Content
from articles.checks.figures import Figure, Figures
from articles.checks.material import Finding, Kind
from articles.checks.places import Place, key

DECADE = re.compile("19[1-9]0")


def compare(here: Content, original: Content) -> Iterator[Finding]:
    """Yield what the original says and the translation does not, then the reverse."""
    ours, theirs = Figures.of(here), Figures.of(original)
    yield from _figures(theirs, ours, missing=True)
    yield from _figures(ours, theirs, missing=False)
    yield from _dates(theirs, ours, missing=True)
    yield from _dates(ours, theirs, missing=False)


def _figures(wanted: Figures, other: Figures, *, missing: bool) -> Iterator[Finding]:
    """Yield the figures of ``wanted`` that ``other`` has not, once for each value."""
    available = other.available()
    seen: set[tuple[str, bool]] = set()
    for figure in wanted.figures:
        if (figure.value, figure.percent) in seen:
            continue
        seen.add((figure.value, figure.percent))
        if not _has(figure, available, other.loose):
            seen |= {(figure.value, True), (figure.value, False)}
            yield _finding(
                Kind.FIGURE, "missing" if missing else "extra", figure.value, figure.place, _message(missing)
            )
        elif figure.percent and _lost_percent(figure, other):
            change = "not-percent" if missing else "percent"
            yield _finding(Kind.FIGURE, change, figure.value, figure.place, _percent_message(missing))


def _has(figure: Figure, available: set[str], loose: set[str]) -> bool:
    if figure.readings & available:
        return True
    if figure.parts and all((part.lstrip("0") or "0") in available or part in available for part in figure.parts):
        return True
    if any(DECADE.fullmatch(reading) and reading[2:] in loose for reading in figure.readings):  # the seventies
        return True
    # Half for 50 %, a quarter for 25 %.
    return figure.percent and format((Decimal(figure.value) / 100).normalize(), "f") in available


def _lost_percent(figure: Figure, other: Figures) -> bool:
    """Tell whether the other text has the number, in digits and never as a percentage."""
    same = [one for one in other.figures if one.readings & figure.readings]
    return bool(same) and not any(one.percent or one.headed for one in same) and not figure.readings & other.loose


def _dates(wanted: Figures, other: Figures, *, missing: bool) -> Iterator[Finding]:
    years = other.years()
    for date in first_of_each(wanted.dates.dates):
        if not satisfied(date, other.dates, years):
            yield _finding(Kind.DATE, "missing" if missing else "extra", date.value, date.place, _date_message(missing))


def _finding(kind: Kind, change: str, value: str, place: Place, message: str) -> Finding:
    return Finding(
        kind=kind,
        message=message % {"value": place.mark.strip()},
        field=place.piece.field,
        paragraph=place.piece.paragraph,
        excerpt=place.excerpt,
        mark=place.mark,
        key=key(kind.value, change, value),
    )


def _message(missing: bool) -> str:
    if missing:
        return _("The original has the figure “%(value)s”, which is missing here. The place shown is the original’s.")
    return _("The figure “%(value)s” is not in the original.")


def _percent_message(missing: bool) -> str:
    if missing:
        return _("“%(value)s” is a percentage in the original, but not here. The place shown is the original’s.")
    return _("“%(value)s” is a percentage here, but not in the original.")


def _date_message(missing: bool) -> str:
    if missing:
        return _("The original has the date “%(value)s”, which is missing here. The place shown is the original’s.")
    return _("The date “%(value)s” is not in the original.")
