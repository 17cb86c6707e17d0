"""What the database refuses, whoever writes: every test goes past the workflow."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from articles.models import ContentClock, Edition, Organisation, Release, Revision
from tests import factories

pytestmark = pytest.mark.django_db


@contextmanager
def refused(constraint: str) -> Iterator[None]:
    """Expect the database to refuse a write and, where it says so, to name ``constraint``."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        yield
        connection.check_constraints()
    assert constraint in str(error.value)


def write(edition: Edition, **fields: object) -> None:
    """Change a row without any of our code."""
    Edition.objects.filter(pk=edition.pk).update(**fields)


def test_a_release_has_one_edition_per_language() -> None:
    edition = factories.draft("en")
    with refused("UNIQUE" if connection.vendor == "sqlite" else "one_edition_per_release_and_language"):
        Edition.objects.create(release=edition.release, language="en")


def test_a_slug_stands_once_in_a_language() -> None:
    factories.draft("en", slug="ports")
    other = factories.draft("en")
    with refused("UNIQUE" if connection.vendor == "sqlite" else "slug_unique_per_language"):
        write(other, slug="ports")


def test_two_languages_may_have_the_same_slug() -> None:
    english, french = factories.draft("en", slug="ports"), factories.draft("fr", slug="ports")
    assert (english.slug, french.slug) == ("ports", "ports")


def test_editions_without_a_slug_do_not_collide() -> None:
    first, second = factories.draft("en"), factories.draft("en")
    write(first, slug=None)
    write(second, slug=None)
    assert Edition.objects.filter(language="en", slug=None).count() == 2


def test_a_slug_is_missing_rather_than_empty() -> None:
    with refused("slug_is_null_or_not_empty"):
        write(factories.draft(), slug="")


@pytest.mark.parametrize("missing", ["publish_at", "slug", "approved"])
def test_what_is_live_has_a_date_a_slug_and_an_approval(missing: str) -> None:
    with refused("live_implies_publish_at_and_slug"):
        write(factories.public(), **{missing: None})


def test_a_draft_cannot_be_made_live_by_its_revision_alone() -> None:
    with refused("live_implies_publish_at_and_slug"):
        write(factories.draft(), live=F("current"))


def test_what_never_went_out_cannot_be_withdrawn() -> None:
    with refused("withdrawn_implies_live"):
        write(factories.approved(), withdrawn_at=factories.in_days(0))


def test_a_reference_number_stands_once() -> None:
    release = factories.release(reference="2026-TEST")
    with refused("UNIQUE" if connection.vendor == "sqlite" else "articles_release_reference"):
        Release.objects.create(reference=release.reference, original="en")


def test_the_number_of_a_revision_stands_once_in_its_edition() -> None:
    edition = factories.draft()
    with refused("revisions are immutable" if connection.vendor == "sqlite" else "revision_number_unique"):
        Revision.objects.create(edition=edition, number=1, digest="")


@pytest.mark.parametrize(
    ("model", "constraint"),
    [(ContentClock, "clock_is_one_row"), (Organisation, "organisation_is_one_row")],
)
def test_tables_of_one_row_take_no_second(model: type[ContentClock] | type[Organisation], constraint: str) -> None:
    with refused(constraint):
        model._default_manager.create(pk=2)


@pytest.mark.parametrize("model", [ContentClock, Organisation])
def test_tables_of_one_row_have_it_from_the_first_migrate_on(
    model: type[ContentClock] | type[Organisation],
) -> None:
    assert list(model._default_manager.values_list("pk", flat=True)) == [1]
