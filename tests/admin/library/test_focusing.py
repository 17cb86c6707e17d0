"""Saying what cuts of a photo are made around."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.darkroom.developing import develop
from articles.library import making, photos
from articles.models import ContentClock, Photo
from tests import factories
from tests.admin.desk import signed_in

pytestmark = pytest.mark.django_db


def address(photo: Photo) -> str:
    return f"/admin/articles/photo/{photo.pk}/focus/"


def halves() -> Photo:
    """Return a tall photo, red above and blue below."""
    file = BytesIO()
    image = Image.new("RGB", (600, 1200), "blue")
    image.paste("red", (0, 0, 600, 600))
    image.save(file, "PNG")
    photo = Photo()
    photos.keep(photo, file, develop(file), by=None, name="halves.png")
    return photo


def colour(photo: Photo) -> str:
    """Return of what colour the middle of the cut for links is."""
    with default_storage.open(photo.file.file_name(photo.file.social)) as file, Image.open(file) as image:
        red, _green, blue = image.getpixel((600, 315))  # type: ignore[misc]
    return "red" if red > blue else "blue"


def test_the_picture_for_links_is_cut_anew_around_the_focus_under_a_new_name() -> None:
    photo = halves()
    client = signed_in(factories.writer())
    colours, names = [], []
    for y in (0, 100):
        client.post(address(photo), {"x": "50", "y": str(y)})
        photo = Photo.objects.get()
        colours.append(colour(photo))
        names.append(photo.file.social)
    assert (colours, names) == (["red", "blue"], ["social-50-0.jpg", "social-50-100.jpg"])


def test_the_cut_before_is_gone_from_row_and_storage(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    photo = factories.photo()
    before = photo.file.file_name(photo.file.social)
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(factories.writer()).post(address(photo), {"x": "10", "y": "20"})
    version = Photo.objects.get().file
    assert (default_storage.exists(before), [name for name in version.made if "social" in name]) == (
        False,
        ["social-10-20.jpg"],
    )
    assert [name for name in version.digests if "social" in name] == ["social-10-20.jpg"]


def test_pages_that_name_the_cut_are_made_anew() -> None:
    photo = factories.photo()
    factories.public(of=factories.release(photo=photo))
    before = ContentClock.objects.get().version
    signed_in(factories.writer()).post(address(photo), {"x": "10", "y": "20"})
    assert ContentClock.objects.get().version == before + 1


def test_the_focus_that_it_has_already_changes_nothing() -> None:
    photo, before = factories.photo(), ContentClock.objects.get().version
    signed_in(factories.writer()).post(address(photo), {"x": "50", "y": "50"})
    assert ContentClock.objects.get().version == before


@pytest.mark.parametrize(
    "sent",
    [{"x": "101", "y": "0"}, {"x": "-1", "y": "0"}, {"x": "a", "y": "\0"}, {"x": "9" * 5000, "y": ""}, {"y": "1"}],
)
def test_a_focus_outside_of_the_picture_is_refused_at_its_field(sent: dict[str, str]) -> None:
    photo = factories.photo()
    response = signed_in(factories.writer()).post(address(photo), sent)
    assert (response.status_code, "errorlist" in response.content.decode(), Photo.objects.get().focus) == (
        200,
        True,
        (50, 50),
    )


def test_without_room_the_focus_stays_and_the_page_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = factories.photo()

    def full(*_arguments: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "put_all", full)
    response = signed_in(factories.writer()).post(address(photo), {"x": "10", "y": "20"})
    after = Photo.objects.get()
    assert ("there may be no room" in response.content.decode(), after.focus, after.file.social) == (
        True,
        (50, 50),
        "social-50-50.jpg",
    )


def test_the_page_shows_the_cuts_without_a_script() -> None:
    text = signed_in(factories.writer()).get(address(factories.photo())).content.decode()
    # A picture of 1000 x 600 pixels, cut to the shapes of 1200 x 630 and of 3 x 2.
    assert ('viewBox="0.00 37.50 1000.00 525.00"' in text, 'viewBox="50.00 0.00 900.00 600.00"' in text) == (True, True)


def test_a_translator_moves_no_focus(client: Client) -> None:
    photo = factories.photo()
    statuses = [
        signed_in(factories.translator("fr")).post(address(photo), {"x": "1", "y": "1"}).status_code,
        client.get(address(photo)).status_code,
    ]
    assert statuses == [403, 302]
