"""Storing what was made, so that it is there whole or not at all, and nothing lies about that will not be needed."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from articles import freshness
from articles.models import Derivative, Edition, PreviewLink, Release

# A page that is public so soon may be made before the transaction is through.
SOON = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Label:
    """What a file is: of which edition or preview link, of which kind, and what it shows (``keys``)."""

    edition: int
    kind: str
    key: str
    frame: str
    link: int | None = None

    def on(self, row: Derivative | None) -> bool:
        """Tell whether ``row`` is exactly this, and its file is there."""
        same = row is not None and (row.key, row.frame) == (self.key, self.frame)
        return same and row is not None and default_storage.exists(row.file_name)


def put(label: Label, data: bytes, is_true: Callable[[], bool], *, anew: bool = False) -> bool:
    """Store a file in the place of the one before it, and return whether it was.

    The file is written first and the row last, in one transaction in which the rows of release and edition are locked,
    in the order of the verbs, and ``is_true`` is asked once more: what a verb has changed meanwhile is made by the task
    of that verb. A process that dies between the two leaves a file that nothing knows (``prune_media``).
    ``anew``: also in the place of the same.
    ``OSError`` if there is no room for the file.
    """
    made = Derivative(
        edition_id=label.edition, link_id=label.link, kind=label.kind, key=label.key, frame=label.frame
    )  # fmt: skip
    try:
        default_storage.save(made.file_name, ContentFile(data))
        stands = _replace(made, label, is_true, anew=anew)
    except BaseException:
        _forget(made.file_name)
        raise
    if not stands:
        _forget(made.file_name)
    return stands


@transaction.atomic
def _replace(made: Derivative, label: Label, is_true: Callable[[], bool], *, anew: bool) -> bool:
    """Put the row in the place of the one before; False if that is the same already, or if it is true no more.

    The release is locked first: a verb for several languages holds the clock, which is bumped here, when it comes to
    lock the next edition.
    """
    Release.objects.select_for_update().only("pk").filter(editions=label.edition).first()
    edition = Edition.objects.select_for_update().filter(pk=label.edition).first()
    if edition is None or not is_true():
        return False
    before = Derivative.objects.filter(edition=edition, link=label.link, kind=label.kind).first()
    if label.on(before) and not anew:
        return False
    if before is not None:
        _drop([before])
    made.save()
    if label.link is None and edition.publish_at is not None and edition.publish_at <= timezone.now() + SOON:
        freshness.bump()  # its page has something to link now
    return True


@transaction.atomic
def discard(rows: Iterable[Derivative]) -> None:
    """Remove rows, and their files when the transaction is through."""
    _drop(list(rows))


def _drop(rows: list[Derivative]) -> None:
    Derivative.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        transaction.on_commit(partial(_forget, row.file_name), robust=True)


def _forget(name: str) -> None:
    with suppress(OSError):
        default_storage.delete(name)


def of_edition(edition: Edition) -> dict[str, Derivative]:
    """Return what there is of an edition, by kind."""
    return {row.kind: row for row in Derivative.objects.filter(edition=edition, link__isnull=True)}


def of_link(link: PreviewLink) -> dict[str, Derivative]:
    """Return what there is of a preview link, by kind."""
    return {row.kind: row for row in Derivative.objects.filter(link=link)}
