"""Verbs of the media library for photos."""

from typing import Any, BinaryIO

from django.contrib.auth.models import User
from django.db import transaction

from articles import workflow
from articles.darkroom.developing import Developed, develop
from articles.library.opening import require_newest, require_right_to_replace
from articles.library.storing import digest_of, put, put_all, shown_name, whole_or_nothing
from articles.library.tasks import finish_soon
from articles.models import Photo, PhotoVersion


def add_photo(photo: Photo, file: BinaryIO, *, by: User | None, name: str = "") -> PhotoVersion:
    """Store a new photo with its first file. ``photo`` is not saved yet.

    Raises ``ImageProblem`` before anything is stored, ``OSError`` where there is no room.
    """
    return keep(photo, file, develop(file, focus=photo.focus), by=by, name=name)


def replace_file(
    photo: Photo, file: BinaryIO, *, by: User | None, name: str = "", seen: int | None = None
) -> PhotoVersion:
    """Put a newer file in the place of a photo's; releases that use it get a revision with it, to be approved.

    Readers get the file before it until then. ``seen``: the number of the file that the person saw in its place, 0 for
    none. Raises ``EditConflict`` if there is a newer one, ``NotPermitted``, and as ``add_photo``.
    """
    require_right_to_replace(photo, by)
    require_newest(photo, seen)
    return keep(photo, file, develop(file, focus=photo.focus), by=by, name=name, seen=seen)


def keep(
    photo: Photo, file: BinaryIO, developed: Developed, *, by: User | None, name: str = "", seen: int | None = None
) -> PhotoVersion:
    """Store a file that was developed as the newest of ``photo``, new or not: files first, rows last."""
    sha256, size = digest_of(file)
    version = PhotoVersion(
        author=by, original_name=shown_name(name), format=developed.format, sha256=sha256, size=size,
        width=developed.width, height=developed.height, colour=developed.colour,
        made={one.name: [one.width, one.height, len(one.data)] for one in developed.made},
    )  # fmt: skip
    with whole_or_nothing() as names:
        put(version.original, file, names)
        version.digests = put_all(f"photos/{version.token}", developed.made, names)
        version.digests["original"] = sha256
        _enter(photo, version, by, seen)
    return version


@transaction.atomic
def _enter(photo: Photo, version: PhotoVersion, by: User | None, seen: int | None) -> None:
    if photo._state.adding:
        photo.save()
    else:
        Photo.objects.select_for_update(no_key=True).get(pk=photo.pk)  # two who replace it at once do so in turn
        version.number = require_newest(photo, seen) + 1
    version.photo = photo
    version.save()
    photo.current = version
    photo.save(update_fields=["current"])
    refresh(photo, by=by)
    finish_soon(version)


def refresh(photo: Photo, *, by: User | None) -> None:
    """Give the releases that use ``photo`` a revision with its file and texts as they are now, where that differs."""
    for release in workflow.using(photo).order_by("pk"):
        workflow.refresh_media(release, by=by)


def describe(photo: Photo, changed: list[str], *, by: Any) -> None:
    """Save the columns ``changed`` of a photo and give the releases that use it a revision with the new texts."""
    with transaction.atomic():
        photo.save(update_fields=changed)
        refresh(photo, by=by)
