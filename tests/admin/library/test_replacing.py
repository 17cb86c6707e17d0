"""Putting a newer file in the place of another, which keeps its address."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles import workflow
from articles.darkroom.developing import Developed
from articles.library.photos import replace_file
from articles.models import Document, Edition, Photo
from articles.workflow import NotPermitted
from tests import factories
from tests.admin.desk import read, signed_in
from tests.admin.library.test_shelf import document

pytestmark = pytest.mark.django_db


def address(thing: Photo | Document) -> str:
    return f"/admin/articles/{thing._meta.model_name}/{thing.pk}/replace/"


def replace(client: Client, thing: Photo | Document, data: bytes, seen: int = 1) -> Any:
    return client.post(address(thing), {"file": SimpleUploadedFile("newer.bin", data), "seen": seen})


def newer() -> bytes:
    return factories.picture(1200).read()


def test_readers_keep_the_file_they_have_until_the_new_one_is_approved(client: Client) -> None:
    photo = factories.photo()
    edition = factories.public(of=factories.release(photo=photo))
    before = photo.file
    assert replace(signed_in(factories.writer()), photo, newer()).status_code == 302
    after = Photo.objects.get().file
    statuses = [client.get(version.address(400)).status_code for version in (before, after)]
    edition = Edition.objects.get(pk=edition.pk)
    newest = workflow.approve(workflow.submit(edition, by=None), by=None)
    workflow.publish(newest, change="minor", by=None)
    statuses += [client.get(version.address(400)).status_code for version in (before, after)]
    assert (after.number, after.original_name, statuses) == (2, "newer.bin", [200, 404, 404, 200])


def test_a_replaced_photo_keeps_its_token_texts_and_focus() -> None:
    photo = factories.photo(alt_en="A lighthouse")
    Photo.objects.update(focus_x=30)
    replace(signed_in(factories.writer()), photo, newer())
    after = Photo.objects.get()
    assert (after.token, after.alt_en, after.focus_x, after.file.social) == (
        photo.token,
        "A lighthouse",
        30,
        "social-30-50.jpg",
    )


def test_the_page_says_what_replacing_will_do() -> None:
    photo = factories.photo()
    factories.public(of=factories.release(photo=photo))
    factories.public(of=factories.release(gallery=[photo]))
    factories.draft(of=factories.release(photo=photo))
    text = read(factories.writer(), address(photo))
    assert ("2 public releases show it" in text, "3 releases get a new revision" in text) == (True, True)


def test_the_versions_of_a_file_say_who_brought_them_in() -> None:
    photo, person = factories.photo(), factories.writer()
    person.first_name, person.last_name = "Ana", "Silva"
    person.save()
    replace(signed_in(person), photo, newer())
    text = read(factories.writer(), f"/admin/articles/photo/{photo.pk}/change/")
    assert ("Version 2" in text, "Version 1" in text, "Ana Silva" in text) == (True, True, True)


def test_the_file_that_is_there_already_is_refused() -> None:
    photo = factories.photo()
    response = replace(signed_in(factories.writer()), photo, factories.picture().read())
    assert ("This is the very file" in response.content.decode(), photo.versions.count()) == (True, 1)


def test_a_file_that_is_no_picture_does_not_replace_one() -> None:
    photo = factories.photo()
    response = replace(signed_in(factories.writer()), photo, b"%PDF-1.7\n%%EOF\n")
    assert (response.status_code, photo.versions.count()) == (200, 1)
    assert "errorlist" in response.content.decode()


def test_two_who_replace_one_file_do_not_undo_each_other() -> None:
    photo = factories.photo()
    client = signed_in(factories.writer())
    replace(client, photo, newer())
    response = replace(client, photo, factories.picture(900).read(), seen=1)
    assert ("Somebody else has replaced the file" in response.content.decode(), photo.versions.count()) == (True, 2)


def test_who_was_overtaken_while_the_picture_was_made_replaces_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = factories.photo()

    def slowly(*_given: object, **_named: object) -> Developed:
        monkeypatch.undo()
        replace_file(Photo.objects.get(), factories.picture(900), by=None, name="theirs.jpg", seen=1)
        return factories.developed()

    monkeypatch.setattr("articles.library.photos.develop", slowly)
    text = replace(signed_in(factories.writer()), photo, newer()).content.decode()
    assert ("Somebody else has replaced the file" in text, "Now: version 2" in text) == (True, True)
    assert Photo.objects.get().file.original_name == "theirs.jpg"


def test_a_document_is_replaced_and_keeps_its_address() -> None:
    made = document(title_en="Table")
    replace(signed_in(factories.writer()), made, b"name;place\nBo;Oslo\n")
    after = Document.objects.get()
    assert (after.address("en"), after.file.number, after.file.original_name) == (made.address("en"), 2, "newer.bin")


@pytest.mark.parametrize("sent", [{}, {"seen": "1"}, {"seen": "9" * 5000}, {"seen": "\0"}])
def test_a_form_without_a_file_is_shown_again(sent: dict[str, str]) -> None:
    photo = factories.photo()
    assert signed_in(factories.writer()).post(address(photo), sent).status_code == 200


def test_a_translator_replaces_nothing() -> None:
    photo = factories.photo()
    client = signed_in(factories.translator("fr"))
    assert [client.get(address(photo)).status_code, replace(client, photo, newer()).status_code] == [403, 403]


@pytest.mark.parametrize("pk", ["9" * 18, "9" * 30])
@pytest.mark.parametrize("page", ["replace", "focus", "change", "delete"])
def test_a_photo_that_there_is_not_is_no_error(pk: str, page: str) -> None:
    status = signed_in(factories.editor()).get(f"/admin/articles/photo/{pk}/{page}/").status_code
    assert status in {302, 404}


@pytest.mark.parametrize(("build", "status", "number"), [(factories.writer, 403, 1), (factories.editor, 302, 2)])
def test_what_is_open_to_everybody_is_replaced_by_who_may_open_it(build: Any, status: int, number: int) -> None:
    photo = factories.photo(always_public=True)
    response = replace(signed_in(build()), photo, newer())
    assert (response.status_code, Photo.objects.get().file.number) == (status, number)


def test_a_file_that_was_opened_while_somebody_replaced_it_stays() -> None:
    photo = factories.photo()
    Photo.objects.update(always_public=True)
    with pytest.raises(NotPermitted):
        replace_file(photo, factories.picture(900), by=factories.writer())
