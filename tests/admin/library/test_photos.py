"""Pictures at the desk."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Edition, Photo
from tests import factories
from tests.admin.desk import errors, filled, signed_in

pytestmark = pytest.mark.django_db

PHOTOS = "/admin/articles/photo/"


def page(photo: Photo) -> str:
    return f"{PHOTOS}{photo.pk}/change/"


def upload(client: Client, name: str, data: bytes, **fields: str) -> Any:
    file = SimpleUploadedFile("x.jpg", data, "image/jpeg")
    file.name = name
    return client.post(f"{PHOTOS}add/", {"file": file, "title": "A lighthouse", **fields})


@pytest.mark.parametrize(
    "name",
    ["a.jpg", "a.php", "../../a.jpg", "a" * 200 + ".jpg", '"><img src=x onerror=alert(1)>.jpg', "a\u202egpj.exe"],
    ids=ascii,
)
def test_the_name_of_a_file_never_reaches_an_address(name: str) -> None:
    response = upload(signed_in(factories.writer()), name, factories.picture().read())
    photo = Photo.objects.get()
    assert (response.status_code, photo.file.file_name(400)) == (302, f"photos/{photo.file.token}/400.jpg")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The submitted file is empty."),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "This file is not a JPEG, PNG or WebP picture, or it is damaged.",
        ),
        (factories.picture(399, 300).read(), "This picture is less than 400 pixels wide."),
    ],
    ids=["empty", "svg", "small"],
)
def test_a_file_that_is_no_picture_is_refused_at_its_field_and_what_was_typed_stays(data: bytes, message: str) -> None:
    response = upload(signed_in(factories.writer()), "a.jpg", data, alt_fr="Un phare")
    assert (errors(response)["file"], Photo.objects.count(), "Un phare" in response.content.decode()) == (
        [message],
        0,
        True,
    )


def test_a_new_photo_needs_a_file() -> None:
    response = signed_in(factories.writer()).post(f"{PHOTOS}add/", {"title": "x"})
    assert (list(errors(response)), Photo.objects.count()) == (["file"], 0)


def test_a_translator_adds_no_photos() -> None:
    response = upload(signed_in(factories.translator("fr")), "a.jpg", factories.picture().read())
    assert (response.status_code, Photo.objects.count()) == (403, 0)


def test_a_translator_translates_the_texts_of_the_own_language_alone() -> None:
    photo = factories.photo(alt_en="A lighthouse")
    client = signed_in(factories.translator("fr"))
    client.post(page(photo), filled(client, page(photo)) | {"alt_fr": "Un phare", "alt_en": "Canary"})
    assert list(Photo.objects.values_list("alt_fr", "alt_en")) == [("Un phare", "A lighthouse")]


def test_the_file_of_a_photo_stays() -> None:
    photo = factories.photo()
    client = signed_in(factories.editor())
    data = filled(client, page(photo)) | {"file": io.BytesIO(factories.picture(500, 500).read())}
    client.post(page(photo), data)
    after = Photo.objects.get()
    assert (after.file.token, after.file.width) == (photo.file.token, 1000)


def test_a_changed_text_waits_for_approval_wherever_the_photo_is_shown() -> None:
    photo = factories.photo(alt_en="Before")
    edition = factories.public("en", of=factories.release(photo=photo))
    client = signed_in(factories.editor())
    client.post(page(photo), filled(client, page(photo)) | {"alt_en": "After"})
    after = Edition.objects.select_related("live", "current").get(pk=edition.pk)
    assert after.live is not None and after.current is not None
    assert (after.live.photo_alt, after.current.photo_alt, after.stage) == ("Before", "After", "draft")


@pytest.mark.parametrize(
    ("build", "status"),
    [(factories.writer, 200), (lambda: factories.translator("ar"), 200), (factories.person, 403)],
)
def test_a_picture_that_is_not_public_is_shown_to_staff(build: object, status: int) -> None:
    photo = factories.photo()
    response = signed_in(build()).get(f"{PHOTOS}{photo.file.token}/400.jpg")  # type: ignore[operator]
    response.getvalue()
    assert response.status_code == status


def test_a_stranger_sees_no_picture_at_the_desk(client: Client) -> None:
    path = f"{PHOTOS}{factories.photo().file.token}/400.jpg"
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (302, f"/admin/login/?next={path}")


def test_a_picture_at_the_desk_is_stored_nowhere() -> None:
    response = signed_in(factories.writer()).get(f"{PHOTOS}{factories.photo().file.token}/400.jpg")
    response.getvalue()
    assert (response.headers["Cache-Control"], response.headers["Content-Security-Policy"]) == (
        "max-age=0, no-cache, no-store, must-revalidate, private",
        "default-src 'none'; sandbox",
    )


@pytest.mark.parametrize("width", [0, 399, 1600, 10**30])
def test_a_width_that_there_is_not_is_a_404_at_the_desk_too(width: int) -> None:
    path = f"{PHOTOS}{factories.photo().file.token}/{width}.jpg"
    assert signed_in(factories.writer()).get(path, follow=True).status_code == 404


def test_the_picker_of_a_release_finds_photos_for_staff_alone(client: Client) -> None:
    photo = factories.photo()
    path = "/admin/autocomplete/?app_label=articles&model_name=release&field_name=photo&term=Photo"
    found = signed_in(factories.writer()).get(path).json()["results"]
    statuses = [client.get(path).status_code, signed_in(factories.person()).get(path).status_code]
    assert ([item["id"] for item in found], statuses) == ([str(photo.pk)], [302, 403])
