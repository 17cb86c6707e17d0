"""Which files are open is asked from the file's own end, whatever the archive holds (docs/decisions/0032)."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import DocumentVersion, PhotoVersion
from articles.models.photo import new_token
from tests import factories

pytestmark = pytest.mark.django_db


def plan(rows: QuerySet[PhotoVersion] | QuerySet[DocumentVersion]) -> str:
    """Return how the database answers a question; PostgreSQL as if its tables were large."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    return rows.explain()


def photos() -> QuerySet[PhotoVersion]:
    return PhotoVersion.objects.open(timezone.now()).filter(token=new_token())


def documents() -> QuerySet[DocumentVersion]:
    return DocumentVersion.objects.open("fr", timezone.now()).filter(document__token=new_token())


@pytest.mark.parametrize("asked", [photos, documents])
def test_no_table_is_read_from_its_beginning(asked: Callable[[], QuerySet[PhotoVersion]]) -> None:
    found = plan(asked())
    assert ("Seq Scan" in found, "SCAN " in found) == (False, False), found
    assert connection.vendor == "postgresql" or "edition_live" in found  # PostgreSQL chooses by what tables hold


def test_a_file_is_open_while_any_public_text_shows_it() -> None:
    photo = factories.photo()
    shown = [
        factories.public(of=factories.release(gallery=[photo])),
        factories.public(of=factories.release(photo=photo)),
    ]
    asked = PhotoVersion.objects.filter(pk=photo.file.pk)
    states = []
    for edition in [None, *shown]:
        if edition is not None:
            edition.release.editions.update(withdrawn_at=timezone.now())
        states.append(asked.open(timezone.now()).exists())
    assert states == [True, True, False]
