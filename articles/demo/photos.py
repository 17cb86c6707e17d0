"""The demo's photos: drawn, given their words, and taken into the media library as a person's would be."""

import tomllib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image, ImageEnhance

from articles.demo import pictures
from articles.demo.setting import fill
from articles.library import photos as library
from articles.models import Photo, Tag

WORDS = Path(__file__).parent / "photos.toml"
PALER = 0.35  # how much of its colour a proof has


def bring_photos() -> Iterator[tuple[str, Photo]]:
    """Yield each picture's key and photo; one that is not there is drawn, which takes about a second."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    for key in pictures.KEYS:
        photo = Photo.objects.filter(versions__original_name=_file_name(key)).order_by("pk").first()
        yield key, photo or _take_in(key, words["every"] | words[key])


def tags(names: list[str]) -> list[Tag]:
    """Return the desk's tags of these names, made where there are none."""
    return [Tag.objects.get_or_create(name=name)[0] for name in names]


def _file_name(key: str) -> str:
    return f"{key}-demo.{'png' if key == pictures.EMBLEM else 'jpg'}"


def _take_in(key: str, about: Mapping[str, Any]) -> Photo:
    picture = pictures.draw(key)
    photo = Photo(
        taken_on=about.get("taken_on"),
        photographer=about.get("photographer", ""),
        always_public=about.get("always_public", False),
    )
    photo.focus_x, photo.focus_y = about.get("focus", photo.focus)
    for field, texts in about.items():
        if isinstance(texts, dict):
            fill(photo, field, texts)
    if about.get("proof"):
        library.add_photo(photo, _jpeg(ImageEnhance.Color(picture).enhance(PALER)), by=None, name=f"{key}-proof.jpg")
        library.replace_file(photo, _jpeg(picture), by=None, name=_file_name(key))
    else:
        file = _png(picture) if picture.mode == "RGBA" else _jpeg(picture)
        library.add_photo(photo, file, by=None, name=_file_name(key))
    photo.tags.set(tags(about["tags"]))
    return photo


def _jpeg(picture: Image.Image) -> BinaryIO:
    return _file(picture, "JPEG", quality=95)


def _png(picture: Image.Image) -> BinaryIO:
    return _file(picture, "PNG")


def _file(picture: Image.Image, form: str, **options: Any) -> BinaryIO:
    file = BytesIO()
    picture.save(file, form, **options)
    file.seek(0)
    return file
