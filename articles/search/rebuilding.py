"""Bringing the index up to date as a whole: after an upgrade with another analyser, or rows put in by other ways.

What is there already in the version of today is passed over, so that who was interrupted goes on where it ended.
"""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Edition, Indexed, Word
from articles.search import tables
from articles.search.analysis import VERSION
from articles.search.index import hold, refresh

BATCH = 200  # editions in one transaction, for half a second of which verbs wait


def _standing(language: str) -> QuerySet[Edition]:
    """Return what belongs in the index of ``language``."""
    return Edition.objects.standing().filter(language=language)


def missing(language: str) -> QuerySet[Edition]:
    """Return the editions that belong in the index and are not in it, or only as another version saw them."""
    current = Indexed.objects.filter(edition=OuterRef("pk"), language=language, analyser=VERSION)
    return _standing(language).filter(~Exists(current))


def strays(language: str) -> QuerySet[Indexed]:
    """Return the rows of editions that do not belong in the index."""
    standing = _standing(language).filter(pk=OuterRef("edition"))
    return Indexed.objects.filter(language=language).filter(~Exists(standing))


def behind(language: str) -> bool:
    """Tell whether the index of ``language`` is not what it should be."""
    return missing(language).exists() or strays(language).exists()


def catch_up(language: str) -> Iterator[int]:
    """Write what is missing and remove what is too much; yield after each batch how many editions it had."""
    for rows in (missing(language).order_by("pk"), strays(language).order_by("pk")):
        last = 0
        while batch := list(rows.filter(Q(pk__gt=last)).values_list("pk", flat=True)[:BATCH]):
            refresh(batch)
            last = batch[-1]
            yield len(batch)


@transaction.atomic
def forget(language: str) -> None:
    """Empty the index of ``language``: nothing is found in it until it is made again."""
    hold()
    tables.empty(language)
    Indexed.objects.filter(language=language).delete()
    Word.objects.filter(language=language).delete()
