"""What the demo's releases need around them: the organisation, topics and photos. Only what is empty is filled."""

import tomllib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from django.db.models import Model

from articles.demo import pictures
from articles.enums import suffix
from articles.library import photos as library
from articles.models import Organisation, Photo, Term, Topic

FOLDER = Path(__file__).parent


def _read(name: str) -> dict[str, Any]:
    """Return the tables of the TOML file ``name`` in this folder."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _fill(row: Model, field: str, words: Mapping[str, str]) -> bool:
    """Put ``words`` per language into the empty columns of ``field``, and tell whether there were any."""
    empty = [code for code in words if not getattr(row, f"{field}_{suffix(code)}")]
    for code in empty:
        setattr(row, f"{field}_{suffix(code)}", words[code].strip())
    return bool(empty)


def bring_organisation() -> bool:
    """Fill the organisation's empty name, tagline, boilerplate and contact, and tell whether any was empty."""
    row, _created = Organisation.objects.get_or_create(pk=1)
    filled = [_fill(row, field, words) for field, words in _read("organisation.toml").items()]
    if any(filled):
        row.save()
    return any(filled)


def bring_glossary() -> None:
    """Make the names of the glossary, where it has none."""
    if Term.objects.exists():
        return
    for name in _read("glossary.toml")["name"]:
        forms = {f"form_{suffix(code)}": form for code, form in name.items() if code != "note"}
        Term.objects.create(note=name["note"], **forms)


def bring_topics() -> bool:
    """Make the topics that do not exist, name them where they have no name, and tell whether that changed anything."""
    changed = False
    for slug, names in _read("topics.toml").items():
        topic, _created = Topic.objects.get_or_create(slug=slug)
        if _fill(topic, "name", names):
            topic.save()
            changed = True
    return changed


def bring_photos() -> Iterator[tuple[str, Photo]]:
    """Yield each picture's key and photo; one that is not there is drawn, which takes about a second."""
    words = _read("photos.toml")
    for key in pictures.KEYS:
        photo = Photo.objects.filter(versions__original_name=_file_name(key)).order_by("pk").first()
        yield key, photo or _draw(key, words[key])


def _file_name(key: str) -> str:
    return f"{key}-demo.jpg"


def _draw(key: str, words: Mapping[str, Mapping[str, str]]) -> Photo:
    file = BytesIO()
    pictures.draw(key).save(file, "JPEG", quality=95)
    photo = Photo()
    for field, texts in words.items():
        _fill(photo, field, texts)
    file.seek(0)
    library.add_photo(photo, file, by=None, name=_file_name(key))
    return photo
