"""Photos and documents as tests of a release's page arrange them."""

from io import BytesIO
from typing import Any

from articles.library import documents as library
from articles.models import Document, Photo
from tests import factories


def document(name: str = "figures.csv", content: bytes = b"port,ships\nLisbon,12\n", **fields: Any) -> Document:
    """Return a document with a table as its file."""
    made = Document(**({"title_en": f"Document {name}"} | fields))
    library.add_document(made, BytesIO(content), by=None, name=name)
    return made


def photos(*titles: str) -> list[Photo]:
    """Return photos with these English titles and alternative texts."""
    return [factories.photo(title_en=title, alt_en=f"{title} to be seen") for title in titles]


def figure(photo: Photo | str) -> str:
    """Return the reference to a photo, or a token, as a body holds it."""
    return f'<figure data-photo="{photo if isinstance(photo, str) else photo.token}"></figure>'
