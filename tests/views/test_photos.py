"""Pictures: closed until a public edition shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client, override_settings

from articles import workflow
from articles.models import Edition, Photo, Release
from tests import factories

pytestmark = pytest.mark.django_db


def address(photo: Photo, width: int = 400) -> str:
    return f"/media/{photo.file.token}-{width}.jpg"


@pytest.fixture
def photo() -> Photo:
    return factories.photo()


def shown(photo: Photo, build: Callable[..., Edition] = factories.public) -> Edition:
    """Return an edition that shows ``photo``."""
    return build(of=factories.release(photo=photo))


@dataclass(frozen=True)
class Answer:
    """An answer that was read to its end."""

    status_code: int
    headers: dict[str, str]
    content: bytes


def get(client: Client, path: str, **headers: str) -> Answer:
    """Return the answer to a GET; its file is closed."""
    response = client.get(path, headers=headers)
    return Answer(response.status_code, dict(response.headers), response.getvalue())


def test_a_picture_that_nothing_shows_is_a_404_like_any_other(client: Client, photo: Photo) -> None:
    closed = get(client, address(photo))
    nothing = get(client, "/media/" + "x" * 22 + "-400.jpg")
    assert (closed.status_code, closed.content, closed.headers) == (404, nothing.content, nothing.headers)


@pytest.mark.parametrize(
    ("build", "status"),
    [
        (factories.draft, 404),
        (factories.in_review, 404),
        (factories.approved, 404),
        (lambda **options: factories.scheduled(factories.in_days(1), **options), 404),
        (factories.public, 200),
        (factories.withdrawn, 404),
    ],
)
def test_a_picture_is_as_public_as_the_edition_that_shows_it(
    client: Client, photo: Photo, build: Callable[..., Edition], status: int
) -> None:
    shown(photo, build)
    assert get(client, address(photo)).status_code == status


def test_a_picture_opens_at_the_second_of_its_release(client: Client, photo: Photo) -> None:
    at = factories.in_days(1)
    factories.scheduled(at, of=factories.release(photo=photo))
    statuses = []
    for moment in (at - timedelta(microseconds=1), at):
        with time_machine.travel(moment, tick=False):
            statuses.append(get(client, address(photo)).status_code)
    assert statuses == [404, 200]


def test_a_picture_in_preparation_for_a_public_release_is_closed(client: Client, photo: Photo) -> None:
    edition = factories.public()
    workflow.share(Release.objects.get(), by=None, photo=photo, topics=[])
    before = get(client, address(photo)).status_code
    workflow.publish(workflow.approve(workflow.submit(edition, by=None), by=None), by=None)
    assert (before, get(client, address(photo)).status_code) == (404, 200)


def test_a_picture_that_was_replaced_is_closed(client: Client, photo: Photo) -> None:
    edition = shown(photo)
    workflow.share(Release.objects.get(), by=None, photo=None, topics=[])
    before = get(client, address(photo)).status_code
    workflow.publish(workflow.approve(workflow.submit(edition, by=None), by=None), by=None)
    assert (before, get(client, address(photo)).status_code) == (200, 404)


def test_a_picture_stays_open_while_another_release_shows_it(client: Client, photo: Photo) -> None:
    first, _second = shown(photo), shown(photo)
    workflow.withdraw(first, reason="error", by=None)
    assert get(client, address(photo)).status_code == 200


@override_settings(LANGUAGES=[("en", "English"), ("ar", "Arabic")])
def test_a_picture_of_a_hidden_language_is_closed(client: Client, photo: Photo) -> None:
    factories.public("fr", of=factories.release("fr", photo=photo))
    assert get(client, address(photo)).status_code == 404


@pytest.mark.parametrize("width", [240, 400, 520, 700, 800, 1000])
def test_each_width_is_its_own_file(client: Client, photo: Photo, width: int) -> None:
    shown(photo)
    response = get(client, address(photo, width))
    with default_storage.open(photo.file.file_name(width)) as file:
        assert (response.headers["Content-Type"], response.content) == ("image/jpeg", file.read())


@pytest.mark.parametrize("width", [0, 1, 399, 401, 1600, 10**30])
def test_a_width_that_there_is_not_is_a_404(client: Client, photo: Photo, width: int) -> None:
    shown(photo)
    assert get(client, address(photo, width)).status_code == 404


@pytest.mark.parametrize("end", ["-0400.jpg", "-400.png", "-400", "-+400.jpg", "-%D9%A4%D9%A0%D9%A0.jpg", ".jpg"])
def test_a_picture_has_one_address_per_width(client: Client, photo: Photo, end: str) -> None:
    shown(photo)
    assert get(client, f"/media/{photo.file.token}{end}").status_code == 404


def test_browsers_keep_a_picture_for_a_year_and_shared_caches_as_long_as_pages(client: Client, photo: Photo) -> None:
    with time_machine.travel(factories.in_days(0), tick=False):
        now = int(factories.in_days(0).timestamp())
        shown(photo)
        headers = get(client, address(photo)).headers
    names = ("Cache-Control", "X-Accel-Expires", "CDN-Cache-Control", "ETag", "Content-Security-Policy")
    assert [headers[name] for name in names] == [
        "private, max-age=31536000, immutable",
        f"@{now + 30}",
        "public, max-age=30",
        f'"{photo.file.token}-400.jpg"',
        "default-src 'none'; sandbox",
    ]


def test_a_browser_that_has_the_picture_gets_a_304(client: Client, photo: Photo) -> None:
    shown(photo)
    response = get(client, address(photo), **{"if-none-match": f'"{photo.file.token}-400.jpg"'})
    assert (response.status_code, response.content) == (304, b"")


def test_a_browser_that_has_a_picture_learns_that_it_was_withdrawn(client: Client, photo: Photo) -> None:
    shown(photo, factories.withdrawn)
    response = get(client, address(photo), **{"if-none-match": f'"{photo.file.token}-400.jpg"'})
    assert response.status_code == 404


def test_a_lost_file_is_a_404(client: Client, photo: Photo) -> None:
    shown(photo)
    default_storage.delete(photo.file.file_name(400))
    assert get(client, address(photo)).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_picture_takes_nothing_from_readers(client: Client, photo: Photo, method: str) -> None:
    assert getattr(client, method)(address(photo)).status_code == 405
