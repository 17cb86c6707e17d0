"""Photos and documents of a working copy, and freezing them into a revision: what goes out is what was approved."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from articles import html
from articles.enums import IllustrationRole, suffix
from articles.models import (
    Attachment,
    Document,
    GalleryPhoto,
    Illustration,
    Photo,
    Release,
    ReleaseDocument,
    Revision,
    Text,
)
from articles.workflow.moves import Incomplete

Row = TypeVar("Row", GalleryPhoto, ReleaseDocument)

MAX_GALLERY = 60  # photos
MAX_DOCUMENTS = 30


def freeze(revision: Revision, release: Release, language: str, text: Text) -> None:
    """Copy into ``revision``, not saved yet, the lead photo and its texts, and give it its other photos and documents.

    What was published must not change with the rows of the media library.
    """
    photo = release.photo
    revision.photo = photo.file if photo else None
    if photo is not None:
        for name in ("alt", "caption", "credit", "terms"):
            setattr(revision, f"photo_{name}", _text_of(photo, name, language))
    within = _referred(text)
    gallery = gallery_of(release)
    illustrations = [
        *_illustrations(revision, IllustrationRole.BODY, within, language),
        *_illustrations(revision, IllustrationRole.GALLERY, gallery, language),
    ]
    revision.freeze(illustrations, _attachments(revision, release, language))


def store(revision: Revision) -> None:
    """Store what ``freeze`` gave a revision that is saved now."""
    illustrations, attachments = revision.frozen()
    for illustration in illustrations:
        illustration.revision = revision
    for attachment in attachments:
        attachment.revision = revision
    Illustration.objects.bulk_create(illustrations)
    Attachment.objects.bulk_create(attachments)


def _text_of(photo: Photo, name: str, language: str) -> str:
    return getattr(photo, f"{name}_{suffix(language)}") or ""


def _referred(text: Text) -> list[Photo]:
    """Return the photos to which the body and the notes refer, in order; one that is not there is left out."""
    tokens = list(dict.fromkeys([*html.photos_in(text.body), *html.photos_in(text.notes)]))
    if not tokens:
        return []
    found = {photo.token: photo for photo in Photo.objects.filter(token__in=tokens).select_related("current")}
    return [found[token] for token in tokens if token in found]


def _illustrations(
    revision: Revision, role: IllustrationRole, photos: Sequence[Photo], language: str
) -> list[Illustration]:
    return [
        Illustration(
            revision=revision,
            role=role,
            position=position,
            photo=photo.file,
            key=photo.token,
            **{name: _text_of(photo, name, language) for name in ("title", "alt", "caption", "credit", "terms")},
        )
        for position, photo in enumerate(photos, start=1)
    ]


def _attachments(revision: Revision, release: Release, language: str) -> list[Attachment]:
    rows = release.release_documents.filter(document__language__in=["", language])
    return [
        Attachment(
            revision=revision,
            position=position,
            document=row.document.file,
            title=row.document.title_for(language)[:200],
            terms=getattr(row.document, f"terms_{suffix(language)}") or "",
        )
        for position, row in enumerate(rows.select_related("document__current"), start=1)
    ]


def gallery_of(release: Release) -> list[Photo]:
    """Return the gallery of a working copy, in order."""
    return [row.photo for row in release.gallery_photos.select_related("photo__current")]


def documents_of(release: Release) -> list[Document]:
    """Return the documents of a working copy, in order."""
    return [row.document for row in release.release_documents.select_related("document__current")]


def using(photo: Photo) -> QuerySet[Release]:
    """Return the releases whose working copies show ``photo``: as lead, in the gallery, or in a text."""
    from_texts = Illustration.objects.filter(photo__photo=photo, revision__edition__current=F("revision"))
    return Release.objects.filter(
        Q(photo=photo)
        | Q(pk__in=GalleryPhoto.objects.filter(photo=photo).values("release"))
        | Q(pk__in=from_texts.values("revision__edition__release"))
    )


def offering(document: Document) -> QuerySet[Release]:
    """Return the releases whose working copies offer ``document``."""
    return Release.objects.filter(pk__in=ReleaseDocument.objects.filter(document=document).values("release"))


def set_gallery(release: Release, photos: Iterable[Photo]) -> bool:
    """Set the gallery of a working copy, in order; tell whether it changed. ``Incomplete`` if there are too many."""
    wanted = list(dict.fromkeys(photo.pk for photo in photos))
    if len(wanted) > MAX_GALLERY:
        raise Incomplete(_("A gallery holds 60 photos at most."))
    return _set(GalleryPhoto, "photo_id", release, wanted)


def set_documents(release: Release, documents: Iterable[Document]) -> bool:
    """Set the documents of a working copy, in order; tell whether that changed them. ``Incomplete`` if too many."""
    wanted = list(dict.fromkeys(document.pk for document in documents))
    if len(wanted) > MAX_DOCUMENTS:
        raise Incomplete(_("A release has 30 documents at most."))
    return _set(ReleaseDocument, "document_id", release, wanted)


def _set(model: type[Row], column: str, release: Release, wanted: list[int]) -> bool:
    """Put the rows of a release in the order of ``wanted``, keys of what they hold; tell whether that changed them."""
    rows = model._default_manager.filter(release=release)
    if wanted == list(rows.values_list(column, flat=True)):
        return False
    rows.delete()
    model._default_manager.bulk_create(
        model(release=release, position=place, **{column: pk}) for place, pk in enumerate(wanted, start=1)
    )
    return True
