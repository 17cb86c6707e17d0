"""The media library's page."""

import re
import time
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.base import ContentFile
from django.db.models import OuterRef
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from articles import workflow
from articles.admin.library.tiles import detail
from articles.library import documents
from articles.models import Document, DocumentVersion, Photo, PhotoVersion, Tag
from tests import factories
from tests.admin.desk import filled, signed_in

pytestmark = pytest.mark.django_db

PHOTOS, DOCUMENTS = "/admin/articles/photo/", "/admin/articles/document/"


def document(language: str = "", data: bytes = b"name;place\nAna;Brest\n", **texts: str) -> Document:
    """Return a document with a table as its file."""
    made = Document(language=language, **texts)
    documents.add_document(made, ContentFile(data), by=None, name="table.csv")  # type: ignore[arg-type]
    return made


def listed(client: Client, address: str = PHOTOS) -> list[str]:
    """Return the names on a page of the library, in order."""
    response = client.get(address)
    assert response.status_code == 200
    return re.findall(r'class="library-name"><bdi[^>]*>([^<]*)<', response.content.decode())


def test_photos_stand_newest_first_and_lead_to_their_pages() -> None:
    photos = [factories.photo(title_en="Older"), factories.photo(title_en="Newer")]
    client = signed_in(factories.writer())
    text = client.get(PHOTOS).content.decode()
    assert (listed(client), [f"{PHOTOS}{photo.pk}/change/" in text for photo in photos]) == (
        ["Newer", "Older"],
        [True, True],
    )


def test_documents_have_their_own_half() -> None:
    factories.photo(title_en="Photo")
    document(title_en="Table")
    client = signed_in(factories.writer())
    assert (listed(client), listed(client, DOCUMENTS)) == (["Photo"], ["Table"])


def test_a_title_stands_in_the_language_of_the_interface_if_there_is_one() -> None:
    factories.photo(title_en="Lighthouse", title_fr="Phare")
    client = signed_in(factories.writer())
    client.cookies["django_language"] = "fr"
    assert listed(client) == ["Phare"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?used=used", ["Lead"]),
        ("?used=unused", ["PNG", "Open", "Spare"]),
        ("?lacks=fr", ["PNG", "Open", "Lead"]),
        ("?open=yes", ["Open"]),
        ("?format=PNG", ["PNG"]),
        ("?tag={tag}", ["Spare"]),
        ("?q=spare&tag={tag}&used=unused", ["Spare"]),
        ("?used=sometimes", ["PNG", "Open", "Lead", "Spare"]),
    ],
)
def test_the_library_is_narrowed(query: str, found: list[str]) -> None:
    spare = factories.photo(title_en="Spare", alt_fr="Un phare")
    spare.tags.add(tag := Tag.objects.create(name="Coast"))
    factories.release(photo=factories.photo(title_en="Lead"))
    Photo.objects.filter(pk=factories.photo(title_en="Open").pk).update(always_public=True)
    PhotoVersion.objects.filter(photo=factories.photo(title_en="PNG")).update(format="PNG")
    assert listed(signed_in(factories.writer()), PHOTOS + query.format(tag=tag.pk)) == found


def test_who_saves_a_photo_is_back_at_what_the_library_was_narrowed_to() -> None:
    photo = factories.photo(title_en="Harbour")
    client = signed_in(factories.editor())
    text = client.get(PHOTOS + "?lacks=fr&view=list").content.decode()
    [address] = re.findall(rf'href="({PHOTOS}{photo.pk}/change/[^"]*)"', text)
    address = unescape(address)
    response = client.post(address, filled(client, address) | {"alt_en": "A harbour"})
    assert (response.status_code, response.headers["Location"]) == (302, PHOTOS + "?lacks=fr&view=list")


def test_a_photo_that_is_called_by_its_alternative_text_is_found_by_it() -> None:
    factories.photo(title_en="", alt_en="A lighthouse at night")
    assert listed(signed_in(factories.writer()), PHOTOS + "?q=lighthouse") == ["A lighthouse at night"]


def test_kind_and_size_of_a_file_keep_their_places_where_writing_runs_from_the_right() -> None:
    with translation.override("ar"):
        said = detail(document().file)
    assert re.fullmatch("\u2068[^\u2068\u2069]+\u2069 · \u2068[^\u2068\u2069]+\u2069", said)


def test_documents_that_wait_for_the_scanner_are_found() -> None:
    waiting = document(title_en="Waiting")
    document(title_en="Clean")
    DocumentVersion.objects.filter(document=waiting).update(scan="waiting")
    assert listed(signed_in(factories.writer()), f"{DOCUMENTS}?scan=waiting") == ["Waiting"]


def test_a_photo_of_an_earlier_revision_counts_as_used() -> None:
    photo = factories.photo(title_en="Earlier")
    edition = factories.draft(of=factories.release(photo=photo))
    workflow.share(edition.release, by=None, topics=[], photo=None)
    client = signed_in(factories.writer())
    assert (listed(client, f"{PHOTOS}?used=used"), listed(client, f"{PHOTOS}?used=unused")) == (["Earlier"], [])


def test_a_photo_without_alternative_text_says_in_which_of_the_person_s_languages() -> None:
    factories.photo(alt_en="A lighthouse")
    text = signed_in(factories.translator("fr")).get(PHOTOS).content.decode()
    assert re.findall(r'<abbr lang="([^"]*)"', text) == ["fr"]


def test_a_document_of_one_language_lacks_no_other_title() -> None:
    document(language="fr")
    text = signed_in(factories.writer()).get(DOCUMENTS).content.decode()
    assert re.findall(r'<abbr lang="([^"]*)"', text) == ["fr"]


@pytest.mark.parametrize("address", [PHOTOS, f"{PHOTOS}?q=canary", f"{PHOTOS}?view=list"])
def test_a_translator_sees_no_title_that_they_may_not_read(address: str) -> None:
    factories.photo(title_en="Canary", caption_es="Canary", title_fr="Phare")
    text = signed_in(factories.translator("fr")).get(address).content.decode()
    assert "Canary" not in text


def test_an_empty_library_says_so() -> None:
    assert "There are no photos yet." in signed_in(factories.writer()).get(PHOTOS).content.decode()


@pytest.mark.parametrize("query", ["?page=0", "?page=1001", "?page=%00", "?page=1e3"])
def test_a_page_that_cannot_be_is_a_404(query: str) -> None:
    assert signed_in(factories.writer()).get(PHOTOS + query).status_code == 404


@pytest.mark.parametrize(
    "query", ["?q=%00%00", "?q=" + "w " * 100, "?tag=-1", "?tag=" + "9" * 18, "?view=x", "?format[]=x"]
)
def test_odd_questions_are_answered(query: str) -> None:
    factories.photo()
    assert signed_in(factories.writer()).get(PHOTOS + query).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("writer", 200), ("translator", 200), ("nobody", 403)])
@pytest.mark.parametrize("address", [PHOTOS, DOCUMENTS])
def test_the_library_is_for_staff_with_a_right(address: str, who: str, status: int) -> None:
    people = {"writer": factories.writer, "translator": lambda: factories.translator("fr"), "nobody": factories.person}
    assert signed_in(people[who]()).get(address).status_code == status


def many(number: int) -> None:
    """Fill the library with photos without files."""
    made = {"400.jpg": [400, 240, 1], "1000.jpg": [1000, 600, 1]}
    at = timezone.now()
    photos = Photo.objects.bulk_create(
        Photo(title_en=f"Photo {n}", alt_fr=f"Texte {n}", created_at=at - timedelta(minutes=n)) for n in range(number)
    )
    PhotoVersion.objects.bulk_create(
        PhotoVersion(photo=photo, width=1000, height=600, made=made, original_name=f"dsc{photo.pk}.jpg")
        for photo in photos
    )
    Photo.objects.update(current=PhotoVersion.objects.filter(photo=OuterRef("pk")).values("pk"))


@pytest.mark.parametrize("number", [10, 300])
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("", 6),
        ("?q=photo+texte", 6),
        ("?used=unused&lacks=es", 6),
        ("?page=2", 6),
        ("?view=list", 6),
        ("?q=nowhere", 6),
    ],
)
def test_a_page_costs_the_same_queries_however_many_photos(
    query: str, queries: int, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(number)
    client = signed_in(factories.writer())
    with django_assert_num_queries(queries):
        client.get(PHOTOS + query)


@pytest.mark.parametrize("number", [1, 60])
def test_a_page_costs_a_translator_three_queries_more(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(number)
    client = signed_in(factories.translator("fr"))
    with django_assert_num_queries(9):
        client.get(PHOTOS)


@pytest.mark.once
def test_with_ten_thousand_photos_a_page_takes_less_than_three_tenths_of_a_second() -> None:
    many(10_000)
    client = signed_in(factories.writer())
    client.get(PHOTOS)  # what a process does once
    slow = {}
    for query in ("", "?page=200", "?q=nowhere+at+all", "?used=unused", "?lacks=es", "?view=list"):
        before = time.process_time()  # of the processor: other programs of this machine do not count
        assert client.get(PHOTOS + query).status_code == 200
        if (taken := time.process_time() - before) >= 0.3:
            slow[query] = taken
    assert slow == {}
