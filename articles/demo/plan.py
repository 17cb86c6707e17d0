"""Which state each demo text is shown in. What is named nowhere here goes out at its own date."""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from articles.enums import Change, State
from articles.importing import ParsedRelease
from articles.importing.identity import moment_of

# Working copies that have never gone out: all languages of a release, or one language beside public ones.
UNPUBLISHED = {
    ("2026-K9VB", ""): State.DRAFT,
    ("2026-GN7L", ""): State.IN_REVIEW,
    ("2026-3PEQ", ""): State.APPROVED,
    ("2026-V3KD", "ar"): State.IN_REVIEW,
}
# Newer texts in `updates/`: when they took the place of what was public, as what, and what readers were told of it. A
# text that is not named here waits.
_UPDATED, _CORRECTED = (datetime(2026, month, day, 15, 20, tzinfo=UTC) for month, day in ((11, 20), (3, 6)))
CHANGES = {
    ("2026-6JYA", "en"): (
        Change.UPDATE, _UPDATED,
        "After the second storm of the season, the forecast has been raised by one storm. Warnings in 14 regional languages have been added.",
    ),
    ("2026-Q8MT", "en"): (
        Change.CORRECTION, _CORRECTED,
        "Survival suits in women’s sizes are missing in 46 per cent of the services surveyed, not in 48 per cent.",
    ),
    ("2026-Q8MT", "fr"): (
        Change.CORRECTION, _CORRECTED,
        "Les combinaisons de survie aux tailles féminines font défaut dans 46 % des services interrogés, et non dans 48 %.",
    ),
    ("2026-Q8MT", "es"): (
        Change.CORRECTION, _CORRECTED,
        "Los trajes de supervivencia en tallas de mujer faltan en el 46 % de los servicios encuestados, y no en el 48 %.",
    ),
    ("2026-Q8MT", "ar"): (
        Change.CORRECTION, _CORRECTED,
        "لا تتوافر بزات النجاة بمقاسات نسائية في 46 في المائة من الأجهزة التي شملتها الدراسة، وليس في 48 في المائة.",
    ),
    ("2026-Q8MT", "ru"): (
        Change.CORRECTION, _CORRECTED,
        "Спасательных гидрокостюмов женских размеров нет в 46 процентах опрошенных служб, а не в 48 процентах.",
    ),
    ("2026-Q8MT", "zh-hans"): (
        Change.CORRECTION, _CORRECTED,
        "没有女性尺码救生服的受访机构占46%，而不是48%。",
    ),
}  # fmt: skip
# What readers are told of a withdrawal, in the language of each text.
WITHDRAWN = {
    "2018-R2VD": {
        "en": "The limits for oxygen and dust given here are no longer valid. A new edition of the guidance is in preparation.",
        "fr": "Les seuils d’oxygène et de poussière indiqués ici ne sont plus valables. Une nouvelle édition des recommandations est en préparation.",
        "es": "Los límites de oxígeno y de polvo que aquí se indican ya no son válidos. Se prepara una nueva edición de las directrices.",
        "ru": "Приведённые здесь предельные значения содержания кислорода и пыли больше не действуют. Готовится новая редакция рекомендаций.",
    },
}
# Withdrawn, with the release that replaced it; and a slug that was changed when its text was public.
REPLACED = {"2026-R5HX": "2026-7BZG"}
MOVED = {("2026-9XNE", "en"): "harbour-universities-train-coastal-specialists"}
# What releases show beside their lead picture, and offer, by the keys of `photos.toml` and `documents`.
GALLERIES = {
    "2026-7BZG": ("control-room", "mangrove", "lighthouse-upright", "cliff-village", "chart-map"),
    "2026-FW2P": ("training-pool", "lighthouse", "rescue-boat", "chart-map"),
    "2026-SD8H": ("dawn-watch", "mangrove", "cliff-village", "storm-surge"),
}
DOCUMENTS = {
    "2026-4HRW": ("index-facts", "index-data"),
    "2026-7BZG": ("stations",),
    "2026-Q8MT": ("women-tables",),
    "2026-SD8H": ("summit-media",),
    "2026-K9VB": ("fog-questions",),
}
# Languages without which nothing of a release goes out, and a release of which one approval was taken back, with why.
REQUIRED = {
    "2026-SD8H": ["en", "fr", "es", "ar", "ru", "zh-hans"],
    "2026-M5UX": ["en", "fr", "es"],
    "2026-ZR3C": ["en", "fr", "ar"],
}
HELD = {("2026-M5UX", "fr"): "The number of countries is to be confirmed by the signatories before anything goes out."}
# Under embargo, and how many days from now if their own date has passed; the first one always, so that the desk has
# something that goes out soon.
COMING = {"2026-SD8H": 1, "2026-M5UX": 9, "2026-ZR3C": 16}
SOON = "2026-SD8H"
COMING_TIME = time(10)


def state_of(reference: str, language: str) -> State:
    """Return the state in which a text is first shown; PUBLIC stands for whatever its date makes it."""
    return UNPUBLISHED.get((reference, language)) or UNPUBLISHED.get((reference, "")) or State.PUBLIC


def date_of(parsed: ParsedRelease, at: datetime) -> datetime:
    """Return when a text goes out: its own date, or one to come where it must still be under embargo."""
    own = moment_of(parsed.date, at)
    days = COMING.get(parsed.reference)
    if days is None or (own > at and parsed.reference != SOON):
        return own
    zone = timezone.get_default_timezone()
    return datetime.combine(timezone.localdate(at, zone) + timedelta(days=days), COMING_TIME, zone)
