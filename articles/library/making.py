"""Making what is missing of a photo's file: AVIF, the cut around the focus, and widths that came up later.

It can be done twice, by two at once, and be killed at any moment: files are written under the lock of the version's
row, the row names them last, and what it does not name is offered to nobody.
"""

import logging
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import BinaryIO, cast

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from articles import freshness
from articles.darkroom import prints
from articles.darkroom.developing import Made, develop
from articles.library.inventory import listed
from articles.library.storing import digest_of, forget, put_all, whole_or_nothing
from articles.models import Photo, PhotoVersion
from articles.models.photo import BASE

log = logging.getLogger(__name__)

ALL = frozenset({"base", "avif", "social"})
# A page that is public so soon may be made before the transaction is through.
SOON = timedelta(minutes=1)
NOTHING: Mapping[str, tuple[str, int]] = MappingProxyType({})


def missing(version: PhotoVersion) -> set[str]:
    """Return what of a version's pictures is not there, in the words of ``develop``; its ``photo`` is read too.

    ``base`` is also missing where files were made before their sizes and digests were kept.
    """
    if not version.widths:
        return set()
    own = _own(version)
    widths = prints.widths(own[0])
    tall = widths[-1] * prints.height_at(widths[-1], own) > prints.LARGE
    lacking = {
        "base": not {*widths} <= {*version.widths} or not {*version.made} <= {*version.digests},
        "avif": not tall and not {*widths} <= {*version.avif_widths},
        "social": version.social != social_name(version.photo),
    }
    return {name for name, lacks in lacking.items() if lacks}


def social_name(photo: Photo) -> str:
    """Return what the cut around the focus of ``photo`` is called."""
    return f"social-{photo.focus_x}-{photo.focus_y}.jpg"


def _own(version: PhotoVersion) -> tuple[int, int]:
    """Return width and height in pixels of the file that a version is made from."""
    if version.sha256:
        return version.width, version.height
    widest = version.widths[-1]
    return widest, version.height_at(widest)


def _opened(version: PhotoVersion) -> tuple[File, bool]:
    """Open the file to make others from, and tell whether it is the one that came in.

    Where that was not kept, or is lost, it is the largest picture there is. ``FileNotFoundError`` if there is none.
    """
    came_in = [version.original] if version.sha256 else []
    others = [version.full, *(version.name_at(width) for width in reversed(version.widths))]
    for name in [*came_in, *map(version.file_name, others)]:
        try:
            return default_storage.open(name), name == version.original
        except FileNotFoundError:
            log.warning("The file %s is lost", name)
    raise FileNotFoundError(f"Nothing is left of the files of {version}.")


def lost(version: PhotoVersion) -> set[str]:
    """Return the names of the pictures that the row of a version names and the storage does not have."""
    return {*version.made} - {*listed(f"photos/{version.token}")[1]}


def make(pk: int, only: Collection[str] = ALL, *, again: Collection[str] = ()) -> list[str]:
    """Make what is missing of the version ``pk``, of what is in ``only``; return the names of what was made.

    ``again``: names of pictures that are ``lost``, to be made once more. None if nothing was missing, or the version
    was removed meanwhile. Raises ``ImageProblem`` if the picture is not taken any more, ``OSError`` where there is no
    room or no time, or all its files are lost.
    """
    version = PhotoVersion.objects.select_related("photo").filter(pk=pk).first()
    wanted = (missing(version) | set(map(kind_of, again))) & set(only) if version is not None else set()
    if version is None or not wanted:
        return []
    measured = _measured(version) if "base" in wanted else {}
    return enter(pk, _developed(version, wanted, version.photo.focus), measured, {*again})


def cut(version: PhotoVersion, focus: tuple[int, int]) -> list[Made]:
    """Return the cut of a version around ``focus``, not stored. Raises as ``make``."""
    return [one for one in _developed(version, {"social"}, focus) if kind_of(one.name) == "social"]


def _developed(version: PhotoVersion, wanted: Collection[str], focus: tuple[int, int]) -> list[Made]:
    """Return what is ``wanted``, but no full size that is made of anything less."""
    file, came_in = _opened(version)
    with file:
        made = develop(cast(BinaryIO, file), wanted, focus).made
    return [one for one in made if came_in or not one.name.startswith("full.")]


def kind_of(name: str) -> str:
    """Return what makes the picture ``name``, in the words of ``develop``."""
    if name.startswith("social-"):
        return "social"
    return "avif" if name.endswith(".avif") else "base"


def _measured(version: PhotoVersion) -> dict[str, tuple[str, int]]:
    """Return digest and size of the files whose digests were never kept; one that is lost is for ``check_media``."""
    found = {}
    for name in {*version.made} - {*version.digests}:
        try:
            with default_storage.open(version.file_name(name)) as file:
                found[name] = digest_of(cast(BinaryIO, file))
        except FileNotFoundError:
            continue
    return found


@transaction.atomic
def enter(
    pk: int, made: list[Made], measured: Mapping[str, tuple[str, int]] = NOTHING, again: Collection[str] = ()
) -> list[str]:
    """Store what is new of ``made``, or was lost (``again``), and name it in the row; return the names.

    ``measured``: digests and sizes of files that the row names already.

    The row is locked: two who make the same do so in turn. The lock lets those pass who only point to the version, such
    as a verb that holds the content clock.
    """
    # Its photo is read once it is locked: joined, it would be as it was before PostgreSQL waited.
    version = PhotoVersion.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if version is None:
        return []
    gone = {*again} & lost(version) if again else set()  # another may have made them meanwhile
    new = [one for one in made if one.name in gone or _is_wanted(one, version)]
    with whole_or_nothing() as names:
        digests = put_all(f"photos/{version.token}", new, names)
        version.made |= {one.name: [one.width, one.height, len(one.data)] for one in new}
        version.digests |= digests
        for name in {*measured} & {*version.made}:
            sha256, size = measured[name]
            version.made[name] = [*version.made[name][:2], size]
            version.digests[name] = sha256
        _drop(version, _former_cuts(version))
        version.save(update_fields=["made", "digests"])
        if new and PhotoVersion.objects.open(timezone.now() + SOON).filter(pk=pk).exists():
            freshness.bump()
    return [one.name for one in new]


def _is_wanted(one: Made, version: PhotoVersion) -> bool:
    """Tell whether a picture belongs to what the version shows: names never get other bytes, browsers keep them.

    A cut around a focus that was moved meanwhile is of no use, and its widths are all in one format.
    """
    if one.name in version.made:
        return False
    if one.name.startswith("social-"):
        return one.name == social_name(version.photo)
    return not BASE.fullmatch(one.name) or one.mime == version.mime


def _former_cuts(version: PhotoVersion) -> list[str]:
    """Return the cuts around another focus, once there is one around this."""
    current = social_name(version.photo)
    if current not in version.made:
        return []
    return [name for name in version.made if name.startswith("social-") and name != current]


def _drop(version: PhotoVersion, names: Iterable[str]) -> None:
    """Take pictures out of the row, and their files away when that is certain."""
    gone = list(names)
    for name in gone:
        del version.made[name]
        version.digests.pop(name, None)
    if gone:
        files = [version.file_name(name) for name in gone]
        transaction.on_commit(partial(_take_away, version.pk, files), robust=True)


@transaction.atomic
def _take_away(pk: int, files: list[str]) -> None:
    """Take away files that the row names no more; it may name one again, for the focus may have moved back.

    It may also be gone, and its other files with it.
    """
    version = PhotoVersion.objects.select_for_update(no_key=True).filter(pk=pk).first()
    named = set(map(version.file_name, version.made)) if version is not None else set()
    forget(file for file in files if file not in named)
