"""Where a photo or document is used, as its page says it."""

import re

import pytest
from pytest_django import DjangoAssertNumQueries

from articles import workflow
from articles.models import Photo
from tests import factories
from tests.admin.desk import read, signed_in
from tests.admin.library.test_shelf import document

pytestmark = pytest.mark.django_db


def uses(photo: Photo, person: object) -> list[tuple[str, str]]:
    """Return (headline, places) of the releases that a photo's page lists."""
    text = read(person, f"/admin/articles/photo/{photo.pk}/change/")  # type: ignore[arg-type]
    section = text.partition('id="uses"')[2].partition("</section>")[0]
    return re.findall(r"<bdi[^>]*>([^<]*)</bdi>\s*</a>.*?<p>([^<]*)</p>", section)


def test_a_page_names_the_releases_that_use_the_photo_and_as_what() -> None:
    photo = factories.photo()
    lead = factories.release(photo=photo, gallery=[photo])
    factories.draft(of=lead, title="Lead")
    factories.draft(title="In the body", body=f'<p>See:</p><figure data-photo="{photo.token}"></figure>')
    assert uses(photo, factories.writer()) == [("In the body", "In the text"), ("Lead", "Lead photo · Gallery")]


def test_what_is_only_in_the_approved_text_is_named_too() -> None:
    photo = factories.photo()
    edition = factories.public(of=factories.release(photo=photo), title="Public")
    workflow.share(edition.release, by=None, topics=[], photo=None)
    assert uses(photo, factories.writer()) == [("Public", "Only in what is approved")]


def test_a_headline_that_the_person_may_not_read_is_not_named() -> None:
    photo = factories.photo()
    release = factories.release("es", photo=photo)
    factories.draft("es", of=release, title="Original")
    factories.draft("ru", of=release, title="Canary")
    text = read(factories.translator("fr"), f"/admin/articles/photo/{photo.pk}/change/")
    assert ("Original" in text, "Canary" in text) == (True, False)


def test_a_photo_that_nothing_has_ever_used_says_so() -> None:
    assert "No release has ever used it." in read(
        factories.writer(), f"/admin/articles/photo/{factories.photo().pk}/change/"
    )


def test_a_document_names_the_releases_that_offer_it() -> None:
    made = document(title_en="Table")
    factories.draft(of=factories.release(documents=[made]), title="Offering")
    text = read(factories.writer(), f"/admin/articles/document/{made.pk}/change/")
    assert "Offering" in text


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_the_same_queries_however_many_releases_use_the_photo(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    photo = factories.photo()
    for _ in range(number):
        factories.draft(of=factories.release(photo=photo))
    client = signed_in(factories.writer())
    with django_assert_num_queries(15):
        client.get(f"/admin/articles/photo/{photo.pk}/change/")
