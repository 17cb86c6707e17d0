"""Moving the focus of a photo: what its cuts are made around."""

from typing import BinaryIO, cast

from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.db import transaction

from articles import freshness
from articles.darkroom.developing import Made, develop
from articles.library.storing import forget, put_all, whole_or_nothing
from articles.models import Photo, PhotoVersion


def set_focus(photo: Photo, x: int, y: int, *, by: User | None) -> None:
    """Move the focus to ``x``, ``y`` percent of width and height, and cut the newest file anew around it.

    The cut has a new name, so whoever holds the one before holds it under an address that is gone. Nothing changes if
    it cannot be made: ``OSError`` where there is no room or the file is lost, ``ImageProblem`` if it is not taken.
    """
    if (x, y) == photo.focus:
        return
    version = photo.file
    made = _cut(version, (x, y))
    with whole_or_nothing() as names:
        digests = put_all(f"photos/{version.token}", made, names)
        before = _enter(photo, version, made, digests, (x, y))
    forget(version.file_name(name) for name in before)


def _cut(version: PhotoVersion, focus: tuple[int, int]) -> list[Made]:
    """Return the cut, made from the file that came in, or from the largest picture where that was not kept."""
    name = version.original if version.sha256 else version.file_name(version.full)
    with default_storage.open(name) as file:
        made = develop(cast("BinaryIO", file), ("social",), focus).made
    return [one for one in made if one.name.startswith("social-")]


@transaction.atomic
def _enter(
    photo: Photo, version: PhotoVersion, made: list[Made], digests: dict[str, str], focus: tuple[int, int]
) -> list[str]:
    """Store the focus and what was made, beside what a task may have added meanwhile; return what it replaces."""
    row = PhotoVersion.objects.select_for_update().get(pk=version.pk)
    new = {one.name: [one.width, one.height, len(one.data)] for one in made}
    gone = [name for name in row.made if name.startswith("social-") and name not in new]
    row.made = {name: entry for name, entry in row.made.items() if name not in gone} | new
    row.digests = {name: digest for name, digest in row.digests.items() if name not in gone} | digests
    row.save(update_fields=["made", "digests"])
    photo.focus_x, photo.focus_y = focus
    photo.save(update_fields=["focus_x", "focus_y"])
    freshness.bump()
    return gone
