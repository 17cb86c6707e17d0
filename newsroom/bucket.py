"""An object store that fails as any storage does: with ``OSError``, whatever the library underneath raises.

Everybody who stores or reads a file handles a full or unreachable disk already; so an object store that is down is no
case of its own (docs/decisions/0033).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from s3transfer.exceptions import RetriesExceededError
from storages.backends.s3 import S3File, S3Storage  # type: ignore[import-untyped]
from storages.utils import clean_name  # type: ignore[import-untyped]


@contextmanager
def failures_of_a_storage(name: str) -> Iterator[None]:
    """Raise ``FileNotFoundError`` where the store has no ``name``, ``OSError`` for everything else that it refuses."""
    try:
        yield
    except ClientError as error:
        if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404:
            raise FileNotFoundError(f"The object store has no {name}.") from error
        raise OSError(f"The object store refuses {name}: {error}") from error
    except (BotoCoreError, Boto3Error, RetriesExceededError) as error:
        raise OSError(f"The object store cannot be reached for {name}: {error}") from error


class BucketFile(S3File):  # type: ignore[misc]
    """A file of the store; its bytes are fetched when they are first asked for."""

    def _get_file(self) -> Any:
        with failures_of_a_storage(self.name):
            return super()._get_file()

    file = property(_get_file, S3File._set_file)


class BucketStorage(S3Storage):  # type: ignore[misc]
    """django-storages' object store."""

    def _open(self, name: str, mode: str = "rb") -> BucketFile:
        with failures_of_a_storage(name):
            return BucketFile(self._normalize_name(clean_name(name)), mode, self)

    def _save(self, name: str, content: Any) -> str:
        with failures_of_a_storage(name):
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        """Remove a file; one that is not there is no error."""
        with failures_of_a_storage(name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        """Tell whether there is a file of exactly this name."""
        with failures_of_a_storage(name):
            return bool(super().exists(name))

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """Return the folders and the files in ``path``; none if there is nothing."""
        with failures_of_a_storage(path):
            folders, files = super().listdir(path)
            return list(folders), list(files)

    def size(self, name: str) -> int:
        """Return the size in bytes."""
        with failures_of_a_storage(name):
            return int(super().size(name))

    def get_modified_time(self, name: str) -> datetime:
        """Return when a file was stored."""
        with failures_of_a_storage(name):
            moment: datetime = super().get_modified_time(name)
            return moment
