"""Interim: replaced by the darkroom's own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from articles.images import ImageProblem, renditions

__all__ = ["Developed", "ImageProblem", "Made", "Offered", "develop"]


@dataclass(frozen=True, slots=True)
class Offered:
    """What the file itself says."""

    title: str = ""
    caption: str = ""
    credit: str = ""
    photographer: str = ""
    place: str = ""
    terms: str = ""
    taken_at: datetime | None = None
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A rendition."""

    name: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Developed:
    """A picture."""

    width: int
    height: int
    format: str
    colour: str
    flat: bool
    offered: Offered
    made: tuple[Made, ...]


def develop(
    file: BinaryIO, wanted: Collection[str] = ("base",), focus: tuple[int, int] = (50, 50), seconds: float = 60
) -> Developed:
    """Return what was made of a picture."""
    made = tuple(Made(f"{one.width}.jpg", one.width, one.height, one.data) for one in renditions(file))
    return Developed(made[-1].width, made[-1].height, "JPEG", "#808080", False, Offered(), made)
