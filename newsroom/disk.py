"""A folder whose files are on the disk when they are said to be stored."""

import os
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class DiskStorage(FileSystemStorage):
    """Django's storage, which waits for the disk: a row that is committed must not outlive its file in a power cut.

    A file system of the network may say only then that it is full.
    """

    def _save(self, name: str, content: Any) -> str:
        stored: str = super()._save(name, content)  # type: ignore[misc]
        path = Path(self.path(stored))
        for one in [path, *path.parents[: len(Path(stored).parts)]]:
            _wait_for(one)
        return stored


def _wait_for(path: Path) -> None:
    """Wait until a file, or what a folder says of its files, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
