"""What is killed in the middle by ``dying``. The key is of a row that is there; what has none takes no notice of it."""

import io

from articles.darkroom.developing import Developed
from articles.library import documents, making, photos
from articles.models import Document, Photo
from tests.library.quick import Darkroom

JPEG = b"\xff\xd8" + bytes(200_000)


def developed() -> Developed:
    """Return what a darkroom makes of a picture."""
    return Darkroom().develop(io.BytesIO(JPEG), {"base", "avif"})


def add(_key: int) -> None:
    """Bring a photo in."""
    photos.keep(Photo(title_en="Harbour"), io.BytesIO(JPEG), developed(), by=None)


def replace(key: int) -> None:
    """Put another file in the place of a photo's."""
    photos.keep(Photo.objects.get(pk=key), io.BytesIO(JPEG), developed(), by=None)


def complete(key: int) -> None:
    """Make what is missing of a version."""
    making.develop = Darkroom().develop  # type: ignore[assignment]
    making.make(key)


def document(_key: int) -> None:
    """Bring a document in."""
    documents.add_document(
        Document(title_en="Report"), io.BytesIO(b"port,ships\nLisbon,12\n" * 9999), by=None, name="a.csv"
    )
