"""Which files readers may have: those that something public shows, which ``EditionQuerySet.public`` decides."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from articles.enums import SERVED

if TYPE_CHECKING:
    from articles.models import DocumentVersion, PhotoVersion, Revision
else:
    DocumentVersion = PhotoVersion = Revision = Any


class PhotoVersionQuerySet(QuerySet[PhotoVersion]):
    """The files of photos by whether readers may have them."""

    def open(self, at: datetime) -> Self:
        """Keep what a public edition shows at ``at``, and the newest file of what is always public."""
        from articles.models import Edition

        public = Edition.objects.public(None, at)
        lead = public.filter(live__photo=OuterRef("pk"))
        within = public.filter(live__illustrations__photo=OuterRef("pk"))
        always = Q(photo__always_public=True, photo__current=F("pk"))
        return self.filter(always | Q(Exists(lead)) | Q(Exists(within)))

    def shown_by(self, revision: Revision) -> Self:
        """Keep what one revision shows, public or not: as its lead photo, in its text or its gallery."""
        from articles.models import Illustration

        within = Illustration.objects.filter(revision=revision).values("photo")
        return self.filter(Q(pk=revision.photo_id) | Q(pk__in=within))


class DocumentVersionQuerySet(QuerySet[DocumentVersion]):
    """The files of documents by whether readers may have them."""

    def open(self, language: str, at: datetime) -> Self:
        """Keep what a public edition in ``language`` offers at ``at``, and the newest file of what is always public.

        Newest first. Only what the scanner lets pass.
        """
        from articles.models import Edition

        # No index knows the language as an expression: else SQLite may walk through all editions in it from there.
        public = Edition.objects.public(None, at).alias(spoken=Concat("language", Value(""))).filter(spoken=language)
        offering = public.filter(live__attachments__document=OuterRef("pk"))
        always = Q(document__always_public=True, document__current=F("pk"))
        safe = self.filter(scan__in=SERVED)
        return safe.filter(always | Q(Exists(offering))).order_by("-number")
