"""Which release a file is: the same one again, however the file is called and whatever was corrected in it.

Nothing is kept about files. A file that names no release is recognised by its language, its day, and the headline, body
or slug that the language has, or had in any revision; so one of them may be corrected between two imports.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import slugs
from articles.importing.parsed import ImportProblem, ParsedRelease
from articles.models import Edition, Release, Revision, Text
from articles.models.release import REFERENCE_ALPHABET
from articles.moments import day_start

NOON = time(12)


def moment_of(said: date | datetime, at: datetime) -> datetime:
    """Return the moment that a file's date means; a naive one is in the newsroom's zone.

    A date without a time is noon of that day, which is the same day in most of the world; today before noon it is
    ``at``, because a release that is dated today is not meant to wait.
    """
    zone = timezone.get_default_timezone()
    if isinstance(said, datetime):
        return said if timezone.is_aware(said) else said.replace(tzinfo=zone)
    if said == timezone.localdate(at, zone):
        return min(at, datetime.combine(said, NOON, zone))
    return datetime.combine(said, NOON, zone)


def day_of(said: date | datetime) -> date:
    """Return the day in the newsroom's zone that a file's date falls on."""
    if isinstance(said, datetime):
        return timezone.localdate(said, timezone.get_default_timezone()) if timezone.is_aware(said) else said.date()
    return said


def find(parsed: ParsedRelease, text: Text) -> Release | None:
    """Return the release that ``parsed`` brings a language of, or None where it is new.

    Raises ImportProblem where the file names a release that does not exist, or two.
    """
    named = parsed.translation_of or parsed.reference
    if not named:
        return _same_day(parsed, text) or _same_address(parsed, text)
    if parsed.reference not in {"", named}:
        raise ImportProblem(_("“reference” and “translation_of” name two releases; they must be the same"))
    release = Release.objects.filter(reference=named).first()
    if release is None and parsed.translation_of:
        message = _("no release has the reference number “%(reference)s”; import its original first")
        raise ImportProblem(message % {"reference": named})
    if release is not None and parsed.translation_of and release.original == parsed.language:
        message = _("“%(reference)s” was written in this language, so this is no translation of it")
        raise ImportProblem(message % {"reference": named})
    return release


def new_reference(parsed: ParsedRelease, text: Text) -> str:
    """Return the reference number of a new release: the file's own, or one that follows from day and headline.

    Derived, so that the same archive gets the same numbers on every installation, and that a draft, which has no date
    of its own, is found again by its day.
    """
    if parsed.reference:
        return parsed.reference
    begin = _day_part(parsed)
    for code in _codes(text.title):
        reference = f"{begin}-{code}"
        if not Release.objects.filter(reference=reference).exists():
            return reference
    raise AssertionError("codes never end")


def _codes(words: str) -> Iterator[str]:
    """Yield codes such as ``K7QF`` that follow from ``words``, none of digits alone."""
    base = len(REFERENCE_ALPHABET)
    for attempt in count():
        number = int.from_bytes(hashlib.sha256(f"{attempt} {words}".encode()).digest())
        code = "".join(REFERENCE_ALPHABET[number // base**place % base] for place in range(4))
        if not code.isdigit():
            yield code


def _day_part(parsed: ParsedRelease) -> str:
    day = day_of(parsed.date)
    return f"{day.year}-{next(_codes(f'{parsed.language} {day.isoformat()}'))}"


def _same_day(parsed: ParsedRelease, text: Text) -> Release | None:
    """Return the release of the same language and day that has or had the same headline, body or slug."""
    start = day_start(day_of(parsed.date))
    begin = _day_part(parsed)
    of_language = Edition.objects.filter(language=parsed.language)
    # A list, because SQLite would read every edition of the language to join a query here: seconds in a large archive.
    of_day = Release.objects.filter(reference__range=(f"{begin}-2222", f"{begin}-ZZZZ")).values_list("pk", flat=True)
    # Two queries, so that each finds its index: a draft has no date but an imported reference, others have a date.
    for editions in (
        of_language.filter(release__in=list(of_day)),
        of_language.standing().between(start, start + timedelta(days=1)),
    ):
        same = Q(title=text.title) | Q(body=text.body)
        if parsed.slug:
            same |= Q(edition__slug=parsed.slug.lower())
        if found := _first(editions, same):
            return found
    return None


def _same_address(parsed: ParsedRelease, text: Text) -> Release | None:
    """Return the release with the slug that the file has or would get and the same body: its date was corrected."""
    slug = parsed.slug.lower() or slugs.propose(text.title, "")
    return _first(Edition.objects.filter(language=parsed.language, slug=slug), Q(body=text.body)) if slug else None


def _first(editions: QuerySet[Edition], same: Q) -> Release | None:
    revisions = Revision.objects.filter(same, edition__in=editions).select_related("edition__release")
    found = revisions.order_by("edition__release_id", "pk").first()
    return found.edition.release if found else None
