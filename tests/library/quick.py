"""A darkroom that takes no time: what is tested beside it is what becomes of pictures, not how they look."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import pytest
from django.core.files.storage import default_storage

from articles.darkroom import prints
from articles.darkroom.developing import Developed, Made, Offered
from articles.library import making
from articles.library.inventory import ROWS, entries, listed
from articles.models import PhotoVersion

WIDE, HIGH = 1000, 600  # of factories.picture
BASE = {"240.jpg", "400.jpg", "520.jpg", "700.jpg", "800.jpg", "1000.jpg", "full.jpg"}
AVIF = {"240.avif", "400.avif", "520.avif", "700.avif", "800.avif", "1000.avif"}


@dataclass
class Darkroom:
    """Takes the place of the darkroom where missing pictures are made; each says in its bytes what it is."""

    wanted: list[set[str]] = field(default_factory=list)
    problem: Exception | None = None
    busy: Callable[[], Any] = lambda: None  # called while one is under way
    size: tuple[int, int] = (WIDE, HIGH)

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Put it in the place of the real one."""
        monkeypatch.setattr(making, "develop", self.develop)

    def develop(
        self, file: BinaryIO, wanted: Collection[str] = ("base",), focus: tuple[int, int] = (50, 50)
    ) -> Developed:
        """Return what the real one would, by its names."""
        self.wanted.append({*wanted})
        self.busy()
        if self.problem is not None:
            raise self.problem
        assert file.read(2) == b"\xff\xd8"
        names = [f"social-{focus[0]}-{focus[1]}.jpg"] if {"social", "base"} & {*wanted} else []
        for ending, want in (("jpg", "base"), ("avif", "avif")):
            names += [f"{width}.{ending}" for width in prints.widths(self.size[0]) if want in wanted]
        names += ["full.jpg"] if "base" in wanted else []
        made = tuple(Made(name, 400, 240, b"\xff\xd8" + name.encode()) for name in names)
        return Developed(*self.size, "JPEG", "#808080", False, Offered(), made)


def names_of(version: PhotoVersion) -> set[str]:
    """Return the names of the files in a version's folder."""
    return {*listed(f"photos/{version.token}")[1]}


def read(name: str) -> bytes:
    """Return the bytes of a file."""
    with default_storage.open(name) as file:
        return bytes(file.read())


def all_files() -> set[str]:
    """Return the names of all files that are ours."""
    found = set()
    for folder in ROWS:
        for name in entries(folder):
            inside = listed(f"{folder}/{name}".rstrip("/"))[1] if name.endswith("/") else [""]
            found |= {f"{folder}/{name}{one}" for one in inside}
    return found


def empty() -> None:
    """Remove all files of other tests."""
    for name in all_files():
        default_storage.delete(name)
