"""An object store that is up, down, or says no: a real server that speaks S3, on this machine's loopback."""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import EndpointConnectionError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from moto.server import ThreadedMotoServer

from articles.library import making, pruning
from articles.library.inventory import files_of
from articles.library.storing import forget, put
from articles.models import Photo, PhotoVersion
from newsroom.bucket import BucketStorage
from tests import factories
from tests.library.quick import Darkroom, all_files

KEYS = {"access_key": "only-for-tests", "secret_key": "only-for-tests", "region_name": "us-east-1"}
ONCE = Config(retries={"total_max_attempts": 1}, connect_timeout=1, read_timeout=5, s3={"addressing_style": "path"})
NOWHERE = "http://127.0.0.1:9"  # the port of discard, where nobody listens
STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def options(endpoint: str) -> dict[str, Any]:
    """Return the settings of a store at ``endpoint``."""
    return {"bucket_name": "newsroom", "endpoint_url": endpoint, "file_overwrite": False, "client_config": ONCE, **KEYS}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Where a store of our own answers."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def store(endpoint: str) -> Iterator[Any]:
    """An empty bucket, in which the files of the newsroom lie meanwhile."""
    keys: dict[str, Any] = {
        "aws_access_key_id": "only-for-tests",
        "aws_secret_access_key": "only-for-tests",
        "region_name": "us-east-1",
    }
    bucket = boto3.resource("s3", endpoint_url=endpoint, config=ONCE, **keys).create_bucket(Bucket="newsroom")
    backend = {"BACKEND": "newsroom.bucket.BucketStorage", "OPTIONS": options(endpoint)}
    with override_settings(STORAGES={"default": backend, "staticfiles": STATIC}):
        yield bucket
    bucket.objects.all().delete()


@pytest.mark.parametrize(
    "ask",
    [
        lambda storage: storage.exists("photos/a"),
        lambda storage: storage.size("photos/a"),
        lambda storage: storage.open("photos/a"),
        lambda storage: storage.save("photos/a", ContentFile(b"x")),
        lambda storage: storage.delete("photos/a"),
        lambda storage: storage.listdir("photos"),
        lambda storage: storage.get_modified_time("photos/a"),
    ],
    ids=["exists", "size", "open", "save", "delete", "listdir", "get_modified_time"],
)
def test_a_store_that_is_down_fails_as_a_disk_does(ask: Callable[[BucketStorage], Any]) -> None:
    with pytest.raises(OSError, match="cannot be reached"):
        ask(BucketStorage(**options(NOWHERE)))


def test_a_store_that_says_no_fails_as_a_disk_does(store: Any) -> None:
    closed = BucketStorage(**options(default_storage.endpoint_url) | {"bucket_name": "another"})
    with pytest.raises(OSError, match=r"refuses|has no"):
        closed.save("photos/a", ContentFile(b"x"))


@pytest.mark.parametrize("ask", ["open", "size", "get_modified_time"])
def test_what_the_store_does_not_have_is_not_found(store: Any, ask: str) -> None:
    with pytest.raises(FileNotFoundError):
        getattr(default_storage, ask)("photos/a")
    assert default_storage.exists("photos/a") is False
    default_storage.delete("photos/a")


def test_a_file_that_vanishes_between_opening_and_reading_is_not_found(store: Any) -> None:
    default_storage.save("photos/a", ContentFile(b"x"))
    with default_storage.open("photos/a") as file:
        default_storage.delete("photos/a")
        with pytest.raises(FileNotFoundError):
            file.read()


def test_files_are_stored_listed_dated_and_taken_away(store: Any) -> None:
    names: list[str] = []
    put("photos/a/400.jpg", b"four", names)
    put("photos/a/400.jpg", b"anew", names)
    assert default_storage.listdir("photos") == (["a"], [])
    assert default_storage.listdir("photos/a") == ([], ["400.jpg"])
    assert default_storage.listdir("documents") == ([], [])
    assert abs(default_storage.get_modified_time("photos/a/400.jpg") - timezone.now()) < timedelta(minutes=1)
    with default_storage.open("photos/a/400.jpg") as file:
        assert (file.read(), default_storage.size("photos/a/400.jpg")) == (b"anew", 4)
    forget(names)
    assert all_files() == set()


@pytest.mark.django_db
def test_a_photo_lives_in_an_object_store_from_upload_to_pruning(store: Any, darkroom: Darkroom) -> None:
    version = factories.photo().file
    making.make(version.pk)
    version = PhotoVersion.objects.get()
    default_storage.save(f"photos/{version.token}/2000.avif", ContentFile(b"x"))
    said = io.StringIO()
    call_command("check_media", hashes=True, stdout=said)
    later = timezone.now() + timedelta(hours=2)
    assert list(pruning.prune("photos", [f"{version.token}/"], later)) == [f"photos/{version.token}/2000.avif"]
    assert all_files() == {*files_of(version)}


@pytest.mark.django_db
@pytest.mark.parametrize("files", range(6))
def test_a_store_that_goes_down_in_the_middle_of_an_upload_leaves_no_photo(store: Any, files: int) -> None:
    left = [files]

    def until_down(**_call: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise EndpointConnectionError(endpoint_url=NOWHERE)

    events = default_storage.connection.meta.client.meta.events
    events.register("before-call.s3.PutObject", until_down)
    with pytest.raises(OSError, match="cannot be reached"):
        factories.photo()
    events.unregister("before-call.s3.PutObject", until_down)
    assert (all_files(), Photo.objects.count()) == (set(), 0)


@pytest.fixture
def darkroom(monkeypatch: pytest.MonkeyPatch) -> Darkroom:
    made = Darkroom()
    made.install(monkeypatch)
    return made
