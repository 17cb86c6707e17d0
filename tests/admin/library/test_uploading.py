"""Adding files to the media library."""

import threading
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles import permissions
from articles.darkroom import developing
from articles.darkroom.developing import Offered
from articles.library import storing, taking
from articles.models import Document, DocumentVersion, Photo, PhotoVersion
from tests import factories
from tests.admin.desk import signed_in

pytestmark = pytest.mark.django_db

UPLOAD = "/admin/articles/photo/upload/"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def named(name: str, data: bytes) -> SimpleUploadedFile:
    file = SimpleUploadedFile("x", data)
    file.name = name
    return file


def upload(client: Client, *files: SimpleUploadedFile, **fields: object) -> Any:
    return client.post(UPLOAD, {"file": list(files), "language": "en", **fields})


def said(response: Any) -> str:
    assert response.status_code == 200
    return response.content.decode()


def picture(width: int = 1000) -> bytes:
    return factories.picture(width).read()


@pytest.mark.parametrize(
    "name",
    [
        "a.jpg",
        "a.php",
        "../../a.jpg",
        "a" * 300 + ".jpg",
        '"><img src=x onerror=alert(1)>.jpg',
        "a\u202egpj.exe",
        "a\0.jpg",
    ],
    ids=ascii,
)
def test_the_name_of_a_file_never_reaches_an_address(name: str) -> None:
    text = said(upload(signed_in(factories.writer()), named(name, picture())))
    version = Photo.objects.get().file
    assert version.file_name(400) == f"photos/{version.token}/400.jpg"
    assert ("<img src=x" in text, "\u202e" in text, "\0" in text) == (False, False, False)


def test_several_files_are_taken_at_once_photos_and_documents_by_their_content() -> None:
    said(upload(signed_in(factories.writer()), named("a.pdf", picture()), named("b.jpg", PDF)))
    assert [v.original_name for v in PhotoVersion.objects.all()] == ["a.pdf"]
    assert [v.original_name for v in DocumentVersion.objects.all()] == ["b.jpg"]


def test_a_file_that_is_refused_keeps_no_other_from_being_taken() -> None:
    files = [
        named("empty.jpg", b""),
        named("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        named("b.jpg", picture()),
    ]
    text = said(upload(signed_in(factories.writer()), *files))
    assert (Photo.objects.count(), text.count("is-refused"), "This is an SVG drawing" in text) == (1, 2, True)


def test_no_file_at_all_is_an_error_at_the_field() -> None:
    assert "Choose at least one file." in said(upload(signed_in(factories.writer())))


def test_what_a_picture_says_of_itself_becomes_texts_in_the_language_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    offered = Offered(
        title="Phare", caption="Un phare", credit="AFP", photographer="Ana", place="Brest", terms="Libre",
        taken_at=datetime(2026, 2, 5, 12, tzinfo=UTC), keywords=("côte", "mer"),
    )  # fmt: skip
    developed = replace(factories.developed(), offered=offered)
    monkeypatch.setattr(taking, "develop", lambda _file: developed)
    upload(signed_in(factories.writer()), named("a.jpg", picture()), language="fr", tags="ports, mer")
    photo = Photo.objects.get()
    assert (photo.title_fr, photo.caption_fr, photo.credit_fr, photo.place_fr, photo.terms_fr, photo.title_en or "") == (
        "Phare", "Un phare", "AFP", "Brest", "Libre", "",
    )  # fmt: skip
    assert (photo.photographer, f"{photo.taken_on}") == ("Ana", "2026-02-05")
    assert sorted(photo.tags.values_list("name", flat=True)) == ["côte", "mer", "ports"]


def test_the_language_of_the_interface_is_proposed_to_who_may_write_it() -> None:
    client = signed_in(factories.writer())
    client.cookies["django_language"] = "fr"
    assert '<option value="fr" selected>' in said(client.get(UPLOAD))


def test_a_language_that_the_person_may_not_write_is_refused() -> None:
    upload(signed_in(factories.person("Editors fr")), named("a.jpg", picture()), language="en")
    assert Photo.objects.count() == 0


# --- Files that the library has ---


def test_a_file_that_the_library_has_is_not_stored_twice_and_the_answer_leads_to_it() -> None:
    client = signed_in(factories.writer())
    upload(client, named("a.jpg", picture()))
    text = said(upload(client, named("b.jpg", picture())))
    photo = Photo.objects.get()
    assert (f"/admin/articles/photo/{photo.pk}/change/" in text, "is-known" in text) == (True, True)


def test_a_file_that_the_library_has_is_stored_twice_if_that_is_wanted() -> None:
    client = signed_in(factories.writer())
    upload(client, named("a.jpg", picture()))
    upload(client, named("a.jpg", picture()), again="on")
    assert Photo.objects.count() == 2


def test_a_known_photo_shows_no_title_that_the_person_may_not_read() -> None:
    upload(signed_in(factories.writer()), named("a.jpg", picture()))
    Photo.objects.update(title_en="Canary")
    text = said(upload(signed_in(factories.person("Editors fr")), named("b.jpg", picture()), language="fr"))
    assert ("is-known" in text, "Canary" in text) == (True, False)


def test_a_document_that_the_library_has_is_known_too() -> None:
    client = signed_in(factories.writer())
    upload(client, named("a.pdf", PDF))
    assert ("is-known" in said(upload(client, named("b.pdf", PDF))), Document.objects.count()) == (True, 1)


# --- Trouble ---


@pytest.mark.parametrize("data", [picture(), PDF], ids=["photo", "document"])
def test_without_room_nothing_is_half_stored_and_the_answer_says_so(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored: list[str] = []

    class Full:
        def exists(self, name: str) -> bool:
            return name in stored

        def save(self, name: str, _file: BytesIO) -> str:
            if name.endswith(("800.jpg", ".pdf")):
                raise OSError(28, "No space left on device")
            stored.append(name)
            return name

        def delete(self, name: str) -> None:
            if name in stored:
                stored.remove(name)

    monkeypatch.setattr(storing, "default_storage", Full())
    text = said(upload(signed_in(factories.writer()), named("a", data)))
    assert ("there may be no room" in text, stored, Photo.objects.count(), Document.objects.count()) == (True, [], 0, 0)


@pytest.mark.parametrize("part", [{"part": "1"}, {}], ids=["to the script", "to the person"])
def test_a_busy_server_says_so_and_to_the_script_when_to_come_again(
    part: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(developing, "PLACES", threading.BoundedSemaphore(1))
    with developing.PLACES:
        response = upload(signed_in(factories.writer()), named("a.jpg", picture()), **part)
    assert ("The server is busy" in response.content.decode(), Photo.objects.count()) == (True, 0)
    assert (response.status_code, response.headers.get("Retry-After")) == ((503, "3") if part else (200, None))


def test_a_translator_adds_nothing() -> None:
    client = signed_in(factories.translator("fr"))
    assert (upload(client, named("a.jpg", picture())).status_code, client.get(UPLOAD).status_code) == (403, 403)
    assert Photo.objects.count() == 0


def test_an_upload_needs_the_token_of_the_form() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.writer())
    assert (upload(client, named("a.jpg", picture())).status_code, Photo.objects.count()) == (403, 0)


def test_the_script_gets_the_results_alone() -> None:
    text = said(upload(signed_in(factories.writer()), named("a.jpg", picture()), part="1"))
    assert ("<html" in text, text.count("<li")) == (False, 1)


def test_a_window_opened_for_a_release_tells_it_what_was_added() -> None:
    response = upload(signed_in(factories.writer()), named("a.jpg", picture()), _popup="1")
    assert (
        response.template_name[-1],
        f'"value": "{Photo.objects.get().pk}"' in response.context_data["popup_response_data"],
    ) == (
        "admin/popup_response.html",
        True,
    )


@pytest.mark.parametrize("kind", ["photo", "document"])
def test_django_s_own_page_for_adding_leads_to_the_one_way_in(kind: str) -> None:
    response = signed_in(factories.writer()).get(f"/admin/articles/{kind}/add/")
    assert (response.status_code, response.headers["Location"]) == (302, UPLOAD)


@pytest.mark.parametrize("column", ["title_es", "nothing", "-1"])
def test_a_window_tells_nothing_but_the_key_and_a_name_that_the_person_may_read(column: str) -> None:
    factories.photo(title_en="", title_es="Secreto")
    client = signed_in(factories.person(permissions.editors("fr")))
    response = upload(client, named("a.jpg", picture()), language="fr", _popup="1", _to_field=column)
    assert "Secreto" not in response.context_data["popup_response_data"]


def test_the_form_says_how_large_files_may_be(settings: Any) -> None:
    settings.IMAGE_MAX_BYTES, settings.DOCUMENT_MAX_BYTES = 7 * 1024**2, 1536 * 1024
    text = said(signed_in(factories.writer()).get(UPLOAD))
    assert ("HEIC, up to 7 MB." in text, "up to 1.5 MB." in text) == (True, True)


@pytest.mark.parametrize("typed", ["海岸,灯塔", "海岸，灯塔", "海岸、灯塔", "海岸، 灯塔 ,, "])
def test_tags_stand_between_the_commas_of_any_language(typed: str) -> None:
    upload(signed_in(factories.writer()), named("a.jpg", picture()), tags=typed)
    assert {tag.name for tag in Photo.objects.get().tags.all()} == {"海岸", "灯塔"}
