"""Which photos and documents a release has: in its working copy, and as a revision froze them."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.enums import IllustrationRole
from articles.models.document import Document, DocumentVersion
from articles.models.fields import LineField, PlainTextField
from articles.models.photo import Photo, PhotoVersion
from articles.models.release import Release, Revision


class GalleryPhoto(models.Model):
    """A photo in the gallery of a working copy."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="gallery_photos")
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("photo in a gallery")
        verbose_name_plural = _("photos in galleries")
        ordering = ["position"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["release", "photo"], name="photo_once_in_a_gallery")]

    def __str__(self) -> str:
        return f"{self.release} {self.photo}"


class ReleaseDocument(models.Model):
    """A document that a working copy offers."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="release_documents")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("document of a release")
        verbose_name_plural = _("documents of releases")
        ordering = ["position"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["release", "document"], name="document_once_in_a_release")]

    def __str__(self) -> str:
        return f"{self.release} {self.document}"


class Illustration(models.Model):
    """A photo in the gallery or the body of a revision, with its texts in that language; immutable like the revision.

    ``key``: the token of the photo, by which the body refers to it.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="illustrations")
    role = models.CharField(max_length=10, choices=IllustrationRole.choices)
    position = models.PositiveSmallIntegerField()
    photo = models.ForeignKey(PhotoVersion, on_delete=models.PROTECT, related_name="illustrations")
    key = models.CharField(max_length=22)
    title = LineField(max_length=200, blank=True, default="")
    alt = LineField(max_length=300, blank=True, default="")
    caption = LineField(max_length=500, blank=True, default="")
    credit = LineField(max_length=200, blank=True, default="")
    terms = PlainTextField(blank=True, default="")

    class Meta:
        verbose_name = _("illustration")
        verbose_name_plural = _("illustrations")
        ordering = ["role", "position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["revision", "role", "position"], name="illustration_place_unique")
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.role} {self.position}"

    def content(self) -> dict[str, Any]:
        """Return what a revision's digest says of it."""
        texts = {name: getattr(self, name) for name in ("title", "alt", "caption", "credit", "terms")}
        return {"role": str(self.role), "photo": self.photo.token, "key": self.key, **texts}


class Attachment(models.Model):
    """A document of a revision, with its title in that language; immutable like the revision."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField()
    document = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="attachments")
    title = LineField(max_length=200)
    terms = PlainTextField(blank=True, default="")

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["position"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["revision", "position"], name="attachment_place_unique")]

    def __str__(self) -> str:
        return f"{self.revision} {self.position}"

    def content(self) -> dict[str, Any]:
        """Return what a revision's digest says of it."""
        return {"document": self.document.token, "title": self.title, "terms": self.terms}


def load_frozen(revisions: Iterable[Revision]) -> None:
    """Load the photos and documents of stored revisions at once, in two queries, for ``Revision.frozen``."""
    by_key = {revision.pk: revision for revision in revisions}
    if not by_key:
        return
    illustrations: dict[int, list[Illustration]] = {pk: [] for pk in by_key}
    attachments: dict[int, list[Attachment]] = {pk: [] for pk in by_key}
    for illustration in Illustration.objects.filter(revision__in=by_key).select_related("photo"):
        illustrations[illustration.revision_id].append(illustration)
    for attachment in Attachment.objects.filter(revision__in=by_key).select_related("document"):
        attachments[attachment.revision_id].append(attachment)
    for pk, revision in by_key.items():
        revision.freeze(illustrations[pk], attachments[pk])
