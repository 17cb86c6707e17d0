"""What differs between the photos and documents of two revisions: which they are, their files and their texts."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import comparing
from articles.admin.history.parts import Part
from articles.comparing import Change
from articles.enums import IllustrationRole, suffix
from articles.models import Attachment, Illustration, PhotoVersion, Revision

TEXTS = {
    "title": gettext_lazy("Title"),
    "alt": gettext_lazy("Alternative text"),
    "caption": gettext_lazy("Caption"),
    "credit": gettext_lazy("Credit"),
    "terms": gettext_lazy("Terms of use"),
}
Row = Illustration | Attachment


def lead(before: Revision, after: Revision) -> tuple[str, str] | None:
    """Return what the lead photo was called and is called; None if its file is the same."""
    if before.photo_id == after.photo_id:
        return None
    old, new = (_called(revision) for revision in (before, after))
    if before.photo and after.photo and before.photo.photo_id == after.photo.photo_id:
        return f"{old} · {_file(before.photo)}", f"{new} · {_file(after.photo)}"
    return old, new


def media(before: Revision, after: Revision, language: str) -> list[Part]:
    """Return what became of gallery, documents, and the files and texts of the pictures in the body; changes alone.

    Which pictures the body has is told by the comparison of the bodies.
    """
    old, new = before.frozen(), after.frozen()
    parts: list[Part] = []
    for role, label in (
        (IllustrationRole.BODY, _("Picture in the text")),
        (IllustrationRole.GALLERY, _("Picture in the gallery")),
    ):
        first, second = ({row.key: row for row in side[0] if row.role == role} for side in (old, new))
        parts += _changes(label, first, second, language, listed=role == IllustrationRole.GALLERY)
    earlier, later = ({row.document.document_id: row for row in side[1]} for side in (old, new))
    return [*parts, *_changes(_("Document"), earlier, later, language, listed=True)]


def _changes(
    label: str, before: Mapping[Any, Row], after: Mapping[Any, Row], language: str, *, listed: bool
) -> Iterator[Part]:
    """Yield what came, what went, and what became of the rest; ``listed``: the order means something."""
    for key, row in before.items():
        if key not in after and listed:
            yield Part(label, Change.REMOVED, _marked(_name(row), "", language))
    for key, row in after.items():
        if key in before:
            yield from _changed(label, before[key], row, language)
        elif listed:
            yield Part(label, Change.ADDED, _marked("", _name(row), language))
    kept = [[key for key in side if key in before and key in after] for side in (before, after)]
    if listed and kept[0] != kept[1]:
        old, new = (
            " · ".join(_name(side[key]) for key in order) for side, order in zip((before, after), kept, strict=True)
        )
        yield Part(f"{label} – " + _("order"), Change.CHANGED, _marked(old, new, language))


def _changed(label: str, before: Row, after: Row, language: str) -> Iterator[Part]:
    where = f"{label}: {_name(after)}"
    files = [row.photo if isinstance(row, Illustration) else row.document for row in (before, after)]
    if files[0].pk != files[1].pk:
        old, new = (_("file %(number)d") % {"number": file.number} for file in files)
        yield Part(f"{where} – " + _("file"), Change.CHANGED, _marked(old, new, language))
    for name, text in TEXTS.items():
        old, new = getattr(before, name, ""), getattr(after, name, "")
        if old != new:
            change = Change.CHANGED if old and new else Change.ADDED if new else Change.REMOVED
            yield Part(f"{where} – {text}", change, comparing.word_diff(old, new, language))


def _name(row: Row) -> str:
    if isinstance(row, Attachment):
        return row.title
    return row.title or row.alt or row.photo.original_name or row.key


def _called(revision: Revision) -> str:
    """Return the title of the lead photo in the language of the revision, or the name of its file."""
    version = revision.photo
    if version is None:
        return _("none")
    title = getattr(version.photo, f"title_{suffix(revision.edition.language)}")
    return title or version.original_name or version.photo.token


def _file(version: PhotoVersion) -> str:
    return _("file %(number)d") % {"number": version.number}


def _marked(before: str, after: str, language: str) -> SafeString:
    return comparing.word_diff(before, after, language)
