"""Files in an object store: a real server that speaks S3, on this machine's loopback."""

import http.client
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client, RequestFactory, override_settings
from moto.server import ThreadedMotoServer

from articles.delivery import stored
from newsroom import env
from newsroom.bucket import BucketFile
from tests import factories

pytestmark = pytest.mark.django_db

NAME = "documents/abc.pdf"
DATA = b"%PDF-1.7 " + bytes(range(256)) * 5000


@pytest.fixture(scope="module")
def bucket() -> Iterator[Any]:
    """A bucket of a store of its own, in which pictures and documents lie as settings would have it."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    endpoint, secret = f"http://{host}:{port}", "only-for-tests"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (
            ("ENDPOINT", endpoint),
            ("BUCKET", "newsroom"),
            ("ACCESS_KEY", secret),
            ("SECRET_KEY", secret),
        ):
            patch.setenv(f"S3_{name}", value)
        config = env.store("s3", secure=False)
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    keys: dict[str, Any] = {"aws_access_key_id": secret, "aws_secret_access_key": secret, "region_name": "us-east-1"}
    with override_settings(STORAGES={"default": config, "staticfiles": static}, MEDIA_DELIVERY="signed"):
        yield boto3.resource("s3", endpoint_url=endpoint, **keys).create_bucket(Bucket="newsroom")
    running.stop()


@pytest.fixture
def store(bucket: Any) -> Iterator[Any]:
    """The bucket, emptied after each test."""
    yield bucket
    bucket.objects.all().delete()


def fetch(address: str, method: str = "GET", headers: dict[str, str] | None = None) -> tuple[int, Any, bytes]:
    """Return status, headers and body of what lies at ``address``."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=10)
    try:
        connection.request(method, f"{parts.path}?{parts.query}", headers=headers or {})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def sent_to(method: str = "GET", **options: Any) -> Any:
    """Return the answer to who asks for the file."""
    request = RequestFactory().generic(method, "/x")
    given: dict[str, Any] = {"content_type": "application/pdf", "etag": "abc", "at": factories.in_days(0)} | options
    return stored(request, NAME, **given)


def test_the_storage_does_all_that_files_need(store: Any) -> None:
    assert default_storage.save(NAME, ContentFile(DATA)) == NAME
    assert (default_storage.exists(NAME), default_storage.size(NAME)) == (True, len(DATA))
    assert default_storage.listdir("documents") == ([], ["abc.pdf"])
    with default_storage.open(NAME) as file:
        file.seek(5)
        assert (file.read(4), file.size) == (DATA[5:9], len(DATA))
    assert default_storage.save(NAME, ContentFile(b"other")) != NAME
    default_storage.delete(NAME)
    assert not default_storage.exists(NAME)
    with pytest.raises(FileNotFoundError):
        default_storage.open(NAME)


def test_a_reader_is_sent_to_an_address_that_is_valid_for_seconds(store: Any) -> None:
    default_storage.save(NAME, ContentFile(DATA))
    response = sent_to(download="Bericht 年.pdf")
    query = parse_qs(urlsplit(response.headers["Location"]).query)
    assert (response.status_code, query["X-Amz-Expires"]) == (302, ["30"])
    status, headers, body = fetch(response.headers["Location"])
    assert (status, body) == (200, DATA)
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == "attachment; filename*=utf-8''Bericht%20%E5%B9%B4.pdf"
    assert headers["Cache-Control"] == "private, max-age=30"


@override_settings(S3_SIGNED_SECONDS=5)
def test_the_setting_says_for_how_many(store: Any) -> None:
    query = parse_qs(urlsplit(sent_to().headers["Location"]).query)
    assert query["X-Amz-Expires"] == ["5"]


def test_nobody_keeps_where_a_reader_was_sent(store: Any) -> None:
    headers = sent_to().headers
    assert "no-store" in headers["Cache-Control"]
    assert (headers["X-Accel-Expires"], headers["CDN-Cache-Control"]) == ("0", "no-store")
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_head_is_signed_as_a_head(store: Any) -> None:
    default_storage.save(NAME, ContentFile(DATA))
    get, head = sent_to().headers["Location"], sent_to("HEAD").headers["Location"]
    assert parse_qs(urlsplit(get).query)["X-Amz-Signature"] != parse_qs(urlsplit(head).query)["X-Amz-Signature"]
    assert fetch(head, "HEAD")[0] == 200


def test_a_part_of_a_file_comes_from_the_store(store: Any) -> None:
    default_storage.save(NAME, ContentFile(DATA))
    status, _headers, body = fetch(sent_to().headers["Location"], headers={"Range": "bytes=0-3"})
    assert (status, body) == (206, b"%PDF")


def test_the_store_is_not_asked_before_a_reader_is_sent_there(store: Any) -> None:
    def nobody(*_arguments: object, **_options: object) -> None:
        raise AssertionError("the store was asked")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("botocore.httpsession.URLLib3Session.send", nobody)
        assert sent_to().status_code == 302


def test_a_picture_leaves_by_a_signed_address_and_only_while_it_is_public(store: Any, client: Client) -> None:
    photo = factories.photo()
    path = photo.file.address(400)
    closed, nothing = client.get(path), client.get(f"/media/{'x' * 22}-400.jpg")
    factories.public(of=factories.release(photo=photo))
    response = client.get(path)
    assert (closed.status_code, closed.content, closed.headers) == (404, nothing.content, nothing.headers)
    assert response.status_code == 302
    status, headers, body = fetch(response.headers["Location"])
    with default_storage.open(photo.file.file_name(400)) as file:
        assert (status, headers["Content-Type"], body) == (200, "image/jpeg", file.read())


def test_what_is_stored_is_given_to_nobody_else(store: Any) -> None:
    default_storage.save(NAME, ContentFile(DATA))
    grants = store.Object(NAME).Acl().grants
    assert [grant["Permission"] for grant in grants] == ["FULL_CONTROL"]
    assert {grant["Grantee"]["Type"] for grant in grants} == {"CanonicalUser"}  # a person, and no group of all


@override_settings(MEDIA_DELIVERY="app")
def test_the_application_can_send_the_files_of_a_store_itself(store: Any) -> None:
    default_storage.save(NAME, ContentFile(DATA))
    response = sent_to()
    assert (response.status_code, b"".join(response)) == (200, DATA)
    response.close()


@override_settings(MEDIA_DELIVERY="app")
def test_who_asks_about_a_file_fetches_nothing_of_it_from_the_store(
    store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    default_storage.save(NAME, ContentFile(DATA))
    fetched: list[str] = []
    monkeypatch.setattr(BucketFile, "file", property(lambda file: fetched.append(file.name)))
    response = sent_to("HEAD")
    assert (response.status_code, response.headers["Content-Length"], fetched) == (200, str(len(DATA)), [])
