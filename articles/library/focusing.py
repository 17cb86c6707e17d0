"""Moving the focus of a photo: what its cuts are made around."""

from django.contrib.auth.models import User
from django.db import transaction

from articles.library import making
from articles.library.tasks import finish_soon
from articles.models import Photo


def set_focus(photo: Photo, x: int, y: int, *, by: User | None) -> None:
    """Move the focus to ``x``, ``y`` percent of width and height, and cut the newest file anew around it.

    The cut has a new name, so whoever holds the one before holds it under an address that is gone. Nothing changes if
    it cannot be made: ``OSError`` where there is no room or the file is lost, ``ImageProblem`` if it is not taken.
    Files before it, which a public text may still show, are cut by a task.
    """
    if (x, y) == photo.focus:
        return
    version = photo.file
    made = making.cut(version, (x, y))
    with transaction.atomic():
        photo.focus_x, photo.focus_y = x, y
        photo.save(update_fields=["focus_x", "focus_y"])
        making.enter(version.pk, made)
        for other in photo.versions.exclude(pk=version.pk):
            finish_soon(other)
