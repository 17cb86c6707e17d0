"""What is said to be stored is on the disk."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles.models import Photo
from newsroom.disk import DiskStorage
from tests import factories
from tests.library.quick import all_files, empty


def test_a_file_and_every_folder_on_the_way_to_it_are_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[str] = []
    monkeypatch.setattr(
        os, "fsync", lambda descriptor: waited.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
    )
    DiskStorage(location=tmp_path).save("photos/a/400.jpg", ContentFile(b"x"))
    assert waited == [str(tmp_path / part) for part in ("photos/a/400.jpg", "photos/a", "photos")] + [str(tmp_path)]


@pytest.mark.django_db
def test_a_disk_that_says_only_at_the_end_that_it_is_full_leaves_no_photo(monkeypatch: pytest.MonkeyPatch) -> None:
    empty()

    def full(_descriptor: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        factories.photo()
    assert (all_files(), Photo.objects.count(), default_storage.exists("photos")) == (set(), 0, True)
