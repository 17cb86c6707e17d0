"""Papers and share images: closed until their edition is public, and only as long as they show what it shows."""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from articles.delivery import stored
from articles.derivatives.offered import standing
from articles.enums import DerivativeKind
from articles.models import Derivative, Edition
from articles.pages import ReleasePage, changes, public_page
from articles.views.releases import ReleaseDetail


class ReleasePaper(ReleaseDetail):
    """The PDF of a public release; where there is no page there is no paper, and the answer is the page's own."""

    kind = "pdf"
    paper: ClassVar[DerivativeKind] = DerivativeKind.A4

    def answer(self) -> HttpResponseBase:
        """Answer with the file; 404 if there is none that shows exactly what the page shows."""
        edition = self.edition
        if edition is None or edition.withdrawn_at is not None:
            return super().answer()
        page = public_page(edition, [], changes([edition], self.at))
        row = standing(page, [self.paper]).get(self.paper)
        if row is None:
            raise Http404
        return pdf(self.request, row, page, self.at)


class ReleasePaperLetter(ReleasePaper):
    """The same on the paper of North America."""

    kind = "pdf_letter"
    paper = DerivativeKind.LETTER


def pdf(
    request: HttpRequest, row: Derivative, page: ReleasePage, at: datetime, *, staff: bool = False
) -> HttpResponseBase:
    """Answer with a paper that was made ahead."""
    name = paper_name(page, row.kind)
    response = stored(
        request, row.file_name, content_type="application/pdf", etag=row.token, at=at, inline=name, lasting=False,
        staff=staff,
    )  # fmt: skip
    mark(response)
    return response


def paper_name(page: ReleasePage, kind: str) -> str:
    """Return under which name a browser stores a paper: reference, language, and what paper it is."""
    end = "-letter" if kind == DerivativeKind.LETTER else ""
    return f"{page.edition.release.reference}-{page.edition.language}{end}.pdf"


def mark(response: HttpResponseBase) -> None:
    """Mark the answer with a paper: its language is the active one, and search engines have the page."""
    response.headers["Content-Language"] = translation.get_language() or ""
    response.headers["X-Robots-Tag"] = "noindex"


@require_safe
def share_image(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answer with the share image of a public edition; anything else is a 404 like any other."""
    at = timezone.now()
    row = Derivative.objects.filter(token=token, kind=DerivativeKind.SHARE, link__isnull=True).first()
    edition = None
    if row is not None:
        edition = Edition.objects.public(None, at).for_page().filter(pk=row.edition_id).first()
    if row is None or edition is None or row not in _share_images(edition):
        raise Http404
    return stored(request, row.file_name, content_type="image/jpeg", etag=token, at=at)


def _share_images(edition: Edition) -> Collection[Derivative]:
    return standing(public_page(edition, [], {}), [DerivativeKind.SHARE]).values()
