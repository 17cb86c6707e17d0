"""How stored files leave, when the application sends them or hands them to nginx."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponseBase
from django.test import RequestFactory, override_settings

from articles.delivery import LARGE, PDF_POLICY, SANDBOX, stored
from tests import factories

pytestmark = pytest.mark.django_db

SMALL = bytes(range(250))
BIG = bytes(range(256)) * (LARGE // 256 + 1)
FORMS = {"small": SMALL, "large": BIG}


@pytest.fixture(params=FORMS)
def data(request: pytest.FixtureRequest) -> Iterator[bytes]:
    """A file under the name ``documents/x``, small enough to be sent at once, or not."""
    found = FORMS[request.param]
    default_storage.save("documents/x", ContentFile(found))
    yield found
    default_storage.delete("documents/x")


@pytest.fixture
def at() -> Iterator[datetime]:
    with time_machine.travel(factories.in_days(0), tick=False):
        yield factories.in_days(0)


def answer(
    method: str = "GET", name: str = "documents/x", headers: dict[str, str] | None = None, **options: Any
) -> Any:
    """Return the answer with the file; its bytes in ``read``."""
    request = RequestFactory().generic(method, "/x", headers=headers or {})
    given: dict[str, Any] = {"content_type": "text/csv", "etag": "abc", "at": factories.in_days(0)} | options
    response: Any = stored(request, name, **given)
    response.read = body(response)
    return response


def body(response: HttpResponseBase) -> bytes:
    found = b"".join(response)  # type: ignore[call-overload]
    response.close()
    return found


def test_a_file_leaves_whole_as_what_it_is_and_can_do_nothing(data: bytes, at: datetime) -> None:
    response = answer(download="Годовой отчёт.csv")
    names = (
        "Content-Type",
        "Content-Length",
        "X-Content-Type-Options",
        "Content-Security-Policy",
        "ETag",
        "Accept-Ranges",
    )
    assert (response.status_code, response.read == data) == (200, True)
    assert [response.headers[name] for name in names] == [
        "text/csv",
        str(len(data)),
        "nosniff",
        SANDBOX,
        '"abc"',
        "bytes",
    ]
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%93")


def test_head_says_the_same_without_the_file(data: bytes, at: datetime) -> None:
    whole, head = answer(), answer("HEAD")
    assert (head.status_code, head.read, dict(head.headers)) == (200, b"", dict(whole.headers))


@pytest.mark.parametrize(
    ("content_type", "download", "policy"),
    [
        ("application/pdf", "", PDF_POLICY),
        ("application/pdf", "a.pdf", SANDBOX),
        ("image/jpeg", "", SANDBOX),
    ],
)
def test_only_a_pdf_that_is_shown_may_have_a_style(data: bytes, content_type: str, download: str, policy: str) -> None:
    response = answer(content_type=content_type, download=download)
    assert response.headers["Content-Security-Policy"] == policy


@pytest.mark.parametrize(
    ("options", "life"),
    [
        ({}, "private, max-age=31536000, immutable"),
        ({"lasting": False}, "public, max-age=0, must-revalidate"),
    ],
)
def test_browsers_and_caches_of_ours_are_told_how_long(
    options: dict[str, Any], life: str, data: bytes, at: datetime
) -> None:
    response = answer(**options)
    kept = f"@{int(at.timestamp()) + 30}" if data == SMALL else "0"
    names = ("Cache-Control", "X-Accel-Expires", "CDN-Cache-Control")
    assert [response.headers[name] for name in names] == [life, kept, "public, max-age=30"]


def test_what_staff_see_is_kept_by_nobody(data: bytes) -> None:
    headers = answer(staff=True).headers
    assert "no-store" in headers["Cache-Control"]
    assert (headers["X-Accel-Expires"], headers["CDN-Cache-Control"]) == ("0", "no-store")


@pytest.mark.parametrize("known", ['"abc"', 'W/"abc"', '"x", "abc"', "*"])
def test_who_has_the_file_gets_none(known: str, data: bytes) -> None:
    response = answer(headers={"If-None-Match": known})
    assert (response.status_code, response.read, response.headers["ETag"]) == (304, b"", '"abc"')


def test_a_lost_file_is_a_404(at: datetime) -> None:
    for method in ("GET", "HEAD"):
        with pytest.raises(Http404):
            answer(method, "documents/lost")


@pytest.mark.parametrize("mode", ["app", "nginx"])
def test_a_storage_that_is_down_is_a_503_that_nobody_keeps(
    mode: str, data: bytes, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_arguments: Any) -> Any:
        raise OSError("The object store cannot be reached.")

    monkeypatch.setattr(default_storage._wrapped, "_open", down)
    monkeypatch.setattr(default_storage._wrapped, "size", down)
    with override_settings(MEDIA_DELIVERY=mode):
        response = answer()
    headers = [response.headers.get(name) for name in ("Retry-After", "X-Accel-Expires", "CDN-Cache-Control", "ETag")]
    assert (response.status_code, response.read, headers) == (503, b"", ["10", "0", "no-store", None])
    assert "no-store" in response.headers["Cache-Control"]


# --- Parts ---


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("Bytes=100-", 100, -1),
        ("bytes=-5", -5, -1),
        ("bytes=200-999999999999999999", 200, -1),
        ("bytes=-999999999999999999", 0, -1),
    ],
)
def test_a_part_is_sent_alone(asked: str, first: int, last: int, data: bytes) -> None:
    size = len(data)
    first, last = first % size, last % size
    response = answer(headers={"Range": asked})
    assert (response.status_code, response.headers["Content-Range"]) == (206, f"bytes {first}-{last}/{size}")
    assert (response.read == data[first : last + 1], response.headers["Content-Length"]) == (
        True,
        str(last - first + 1),
    )


def test_no_cache_of_ours_takes_a_part_for_the_whole(data: bytes) -> None:
    headers = answer(headers={"Range": "bytes=0-9"}).headers
    assert (headers["X-Accel-Expires"], headers["CDN-Cache-Control"]) == ("0", "no-store")


@pytest.mark.parametrize(
    "asked",
    ["", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "lines=0-1", "bytes=0-1,5-6", f"bytes=0-{'9' * 5000}", "bytes=٣-٤"],
)  # fmt: skip
def test_what_is_no_single_part_gets_the_whole(asked: str, data: bytes) -> None:
    response = answer(headers={"Range": asked})
    assert (response.status_code, response.read == data) == (200, True)


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=99999999-999999999", "bytes=-0"])
def test_a_part_that_there_is_not_is_said(asked: str, data: bytes) -> None:
    response = answer(headers={"Range": asked})
    assert (response.status_code, response.read) == (416, b"")
    assert response.headers["Content-Range"] == f"bytes */{len(data)}"
    assert response.headers["X-Accel-Expires"] == "0"


@pytest.mark.parametrize(
    ("known", "status"), [('"abc"', 206), ('"old"', 200), ('W/"abc"', 200), ("Thu, 26 Nov 2026 09:00:00 GMT", 200)]
)
def test_a_part_of_what_has_changed_is_the_whole(known: str, status: int, data: bytes) -> None:
    assert answer(headers={"Range": "bytes=5-", "If-Range": known}).status_code == status


def test_a_part_of_nothing_is_the_whole_in_a_head(data: bytes) -> None:
    response = answer("HEAD", headers={"Range": "bytes=0-1"})
    assert (response.status_code, response.headers["Content-Length"]) == (200, str(len(data)))


# --- Handed to nginx ---


@override_settings(MEDIA_DELIVERY="nginx")
def test_nginx_is_told_where_a_large_file_lies_and_sends_a_small_one_as_a_page(data: bytes) -> None:
    response = answer(headers={"Range": "bytes=0-1"} if data == BIG else {})
    handed = response.headers.get("X-Accel-Redirect")
    assert (handed, response.read) == (("/-/stored/documents/x", b"") if data == BIG else (None, SMALL))
    assert (response.status_code, response.headers["Content-Security-Policy"]) == (200, SANDBOX)


@override_settings(MEDIA_DELIVERY="nginx")
def test_a_name_reaches_nginx_as_an_address() -> None:
    name = default_storage.save("documents/a b%2e é?#.pdf", ContentFile(BIG))
    try:
        handed = answer(name=name).headers["X-Accel-Redirect"]
    finally:
        default_storage.delete(name)
    assert handed.isascii() and not set(handed) & set(" ?#")


@override_settings(MEDIA_DELIVERY="nginx")
def test_staff_get_their_files_from_us(data: bytes) -> None:
    response = answer(staff=True)
    assert (response.headers.get("X-Accel-Redirect"), response.read == data) == (None, True)


@override_settings(MEDIA_DELIVERY="nginx")
def test_a_file_that_nginx_would_not_find_is_a_404(at: datetime) -> None:
    with pytest.raises(Http404):
        answer(name="documents/lost")
