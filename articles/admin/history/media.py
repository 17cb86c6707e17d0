"""What differs between the photos and documents of two revisions of one language: which, their files and their texts."""

from collections.abc import Iterator, Mapping

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import comparing
from articles.admin.history.parts import Part
from articles.comparing import Change
from articles.enums import IllustrationRole
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
    old, new = (_called(revision.photo) for revision in (before, after))
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
        sides = [{row.key: row for row in illustrations if row.role == role} for illustrations, _rest in (old, new)]
        parts += _changes(label, *sides, language, listed=role == IllustrationRole.GALLERY)
    documents = [{_document(row): row for row in attachments} for _rest, attachments in (old, new)]
    return [*parts, *_changes(_("Document"), *documents, language, listed=True)]


def _document(row: Attachment) -> str:
    """Return by what a document is the same one in both revisions."""
    return str(row.document.document_id)


def _changes(
    label: str, before: Mapping[str, Row], after: Mapping[str, Row], language: str, *, listed: bool
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
        orders = [" · ".join(_name(row) for key, row in side.items() if key in kept[0]) for side in (before, after)]
        yield Part(f"{label} – {_('order')}", Change.CHANGED, _marked(*orders, language))


def _changed(label: str, before: Row, after: Row, language: str) -> Iterator[Part]:
    where = f"{label}: {_name(after)}"
    files = [row.photo if isinstance(row, Illustration) else row.document for row in (before, after)]
    if files[0].pk != files[1].pk:
        old, new = (_("file %(number)d") % {"number": file.number} for file in files)
        yield Part(f"{where} – {_('file')}", Change.CHANGED, _marked(old, new, language))
    for name, text in TEXTS.items():
        old, new = getattr(before, name, ""), getattr(after, name, "")
        if old != new:
            change = Change.CHANGED if old and new else Change.ADDED if new else Change.REMOVED
            yield Part(f"{where} – {text}", change, comparing.word_diff(old, new, language))


def _name(row: Row) -> str:
    if isinstance(row, Attachment):
        return row.title
    return row.title or row.alt or row.photo.original_name or row.key


def _called(version: PhotoVersion | None) -> str:
    return str(version.photo) if version else _("none")


def _file(version: PhotoVersion) -> str:
    return _("file %(number)d") % {"number": version.number}


def _marked(before: str, after: str, language: str) -> SafeString:
    return comparing.word_diff(before, after, language)
