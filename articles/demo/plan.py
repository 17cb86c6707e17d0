"""Which state each demo text is shown in. What is named nowhere here goes out at its own date."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from articles.enums import State
from articles.importing import ParsedRelease
from articles.importing.identity import moment_of

# Working copies that have never gone out: all languages of a release, or one language beside public ones.
UNPUBLISHED = {
    ("2026-K9VB", ""): State.DRAFT,
    ("2026-GN7L", ""): State.IN_REVIEW,
    ("2026-3PEQ", ""): State.APPROVED,
    ("2026-V3KD", "ar"): State.IN_REVIEW,
}
# Newer texts in `updates/`. The first is approved and published, which leaves its translation stale; the second waits.
APPROVED_UPDATES = {("2026-6JYA", "en")}
# What readers are told of a withdrawal, in the language of each text.
WITHDRAWN = {
    "2018-R2VD": {
        "en": "The limits for oxygen and dust given here are no longer valid. A new edition of the guidance is in preparation.",
        "fr": "Les seuils d’oxygène et de poussière indiqués ici ne sont plus valables. Une nouvelle édition des recommandations est en préparation.",
        "es": "Los límites de oxígeno y de polvo que aquí se indican ya no son válidos. Se prepara una nueva edición de las directrices.",
        "ru": "Приведённые здесь предельные значения содержания кислорода и пыли больше не действуют. Готовится новая редакция рекомендаций.",
    },
}
# Under embargo, and how many days from now if their own date has passed.
COMING = {"2026-SD8H": 2, "2026-M5UX": 9, "2026-ZR3C": 16}
COMING_TIME = time(10)


def state_of(reference: str, language: str) -> State:
    """Return the state in which a text is first shown; PUBLIC stands for whatever its date makes it."""
    return UNPUBLISHED.get((reference, language)) or UNPUBLISHED.get((reference, "")) or State.PUBLIC


def date_of(parsed: ParsedRelease, at: datetime) -> datetime:
    """Return when a text goes out: its own date, or one to come where it must still be under embargo."""
    own = moment_of(parsed.date, at)
    days = COMING.get(parsed.reference)
    if days is None or own > at:
        return own
    zone = timezone.get_default_timezone()
    return datetime.combine(timezone.localdate(at, zone) + timedelta(days=days), COMING_TIME, zone)
