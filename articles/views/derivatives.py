"""Papers and share images: closed until their edition is public, and only as long as they show what it shows."""

from collections.abc import Collection
from typing import ClassVar
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from articles.derivatives.offered import standing
from articles.enums import DerivativeKind
from articles.models import Derivative, Edition
from articles.pages import ReleasePage, changes, public_page
from articles.views.photos import SANDBOX, lasting
from articles.views.releases import ReleaseDetail

# No sandbox and no default: browsers' own viewers are pages with a style and a plugin, and show nothing under either
# (docs/decisions/0025).
PDF_POLICY = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class ReleasePaper(ReleaseDetail):
    """The PDF of a public release; where there is no page there is no paper, and the answer is the page's own."""

    kind = "pdf"
    paper: ClassVar[DerivativeKind] = DerivativeKind.A4

    def answer(self) -> HttpResponse:
        """Answer with the file; 404 if there is none that shows exactly what the page shows."""
        edition = self.edition
        if edition is None or edition.withdrawn_at is not None:
            return super().answer()
        page = public_page(edition, [], changes([edition], self.at))
        row = standing(page, [self.paper]).get(self.paper)
        if row is None:
            raise Http404
        return pdf(bytes_of(row), page, self.paper)


class ReleasePaperLetter(ReleasePaper):
    """The same on the paper of North America."""

    kind = "pdf_letter"
    paper = DerivativeKind.LETTER


def bytes_of(row: Derivative) -> bytes:
    """Return the file of ``row``; 404 if it is lost."""
    try:
        return row.read()
    except OSError as error:
        raise Http404 from error


def pdf(data: bytes, page: ReleasePage, kind: str) -> HttpResponse:
    """Return the answer that holds a PDF, with a name for who stores it: reference, language, and paper."""
    end = "-letter" if kind == DerivativeKind.LETTER else ""
    name = f"{page.edition.release.reference}-{page.edition.language}{end}.pdf"
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Language"] = translation.get_language() or ""
    response.headers["Content-Security-Policy"] = PDF_POLICY
    response.headers["X-Robots-Tag"] = "noindex"
    return response


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
    return lasting(request, f'"{token}"', at, lambda: _image(row))


def _share_images(edition: Edition) -> Collection[Derivative]:
    return standing(public_page(edition, [], {}), [DerivativeKind.SHARE]).values()


def _image(row: Derivative) -> HttpResponse:
    headers = {"Content-Security-Policy": SANDBOX}
    return HttpResponse(bytes_of(row), content_type="image/jpeg", headers=headers)
