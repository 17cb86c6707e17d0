"""Choosing from the media library."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Photo, Tag
from tests import factories
from tests.admin.desk import signed_in

pytestmark = pytest.mark.django_db

PICK = "/admin/articles/photo/pick/"


def offered(client: Client, query: str = "") -> list[str]:
    """Return the titles that the picker offers."""
    response = client.get(f"{PICK}{query}")
    assert response.status_code == 200
    return re.findall(r'data-title="([^"]*)"', response.content.decode())


def test_the_newest_photo_is_offered_first() -> None:
    factories.photo(title_en="Older")
    factories.photo(title_en="Newer")
    assert offered(signed_in(factories.writer())) == ["Newer", "Older"]


@pytest.mark.parametrize(
    "word", ["lighthouse", "LIGHT", "phare", "Lisboa", "reuters", "coast", "picture.jpeg", "phare lisboa"]
)
def test_a_photo_is_found_by_its_texts_its_tags_and_the_name_of_its_file(word: str) -> None:
    photo = factories.photo(title_en="Lighthouse", caption_fr="Un phare", place_es="Lisboa", credit_en="Reuters")
    photo.tags.add(Tag.objects.create(name="Coast"))
    Photo.objects.exclude(pk=photo.pk).delete()
    assert offered(signed_in(factories.writer()), f"?q={word}") == ["Lighthouse"]


def test_nothing_is_found_by_words_that_are_nowhere() -> None:
    factories.photo(title_en="Lighthouse")
    assert offered(signed_in(factories.writer()), "?q=lighthouse+harbour") == []


def test_a_translator_finds_and_sees_only_texts_that_they_may_read() -> None:
    factories.photo(title_en="Merger", title_fr="")
    client = signed_in(factories.translator("fr"))
    assert (offered(client, "?q=merger"), offered(client)) == ([], ["picture.jpeg"])


def test_a_translator_sees_the_title_in_the_original_of_a_release_that_uses_it() -> None:
    photo = factories.photo(title_en="Merger", title_es="Fusión")
    factories.release("en", photo=photo)
    assert offered(signed_in(factories.translator("fr"))) == ["Merger"]


def test_a_choice_brings_the_alternative_text_of_the_language_asked_for() -> None:
    factories.photo(alt_fr="Un phare", alt_en="A lighthouse")
    found = signed_in(factories.writer()).get(f"{PICK}?lang=fr").content.decode()
    assert ('data-alt="Un phare"' in found, "A lighthouse" in found) == (True, False)


def test_pages_are_bounded_and_lead_on() -> None:
    photo = factories.photo()
    Photo.objects.bulk_create(Photo(title_en=f"Number {n}", current=photo.current) for n in range(30))
    client = signed_in(factories.writer())
    first = client.get(PICK).content.decode()
    assert (first.count("data-token"), 'data-more="2"' in first, len(offered(client, "?page=2"))) == (24, True, 7)


@pytest.mark.parametrize("query", ["?page=0", "?page=-1", "?page=99999999999999999999", "?page=x", "?kind=person"])
def test_a_page_that_cannot_be_is_a_404(query: str) -> None:
    assert signed_in(factories.writer()).get(f"{PICK}{query}").status_code == 404


@pytest.mark.parametrize(
    "query", ["?q=%00", "?q=" + "a" * 5000, "?tag=9999999999999999999999", "?lang=%00", "?q=%EF%BF%BE"]
)
def test_odd_questions_find_something_or_nothing(query: str) -> None:
    assert signed_in(factories.writer()).get(f"{PICK}{query}").status_code == 200


def test_only_who_may_see_photos_may_choose_one(client: Client) -> None:
    statuses = [client.get(PICK).status_code, signed_in(factories.person()).get(PICK).status_code]
    assert statuses == [302, 403]


@pytest.mark.parametrize("photos", [1, 3])
@pytest.mark.parametrize(("person", "queries"), [("writer", 5), ("translator", 8)])
def test_choosing_costs_the_same_queries_however_many_photos(
    photos: int, person: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(factories.writer() if person == "writer" else factories.translator("fr"))
    for _ in range(photos):
        factories.release(photo=factories.photo())
    with django_assert_num_queries(queries):
        client.get(f"{PICK}?q=picture")
