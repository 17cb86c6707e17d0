"""What somebody outside sees with a preview link: one revision, while the link is alive, and nothing else.

Who has no link that opens gets the 404 of any missing page. Nobody keeps an answer.
"""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from articles.derivatives.lent import Lent, lent_page, standing
from articles.derivatives.offered import offered_with
from articles.enums import DerivativeKind
from articles.models import PhotoVersion, PreviewLink
from articles.models.publication import secret_of
from articles.site import Site
from articles.views.derivatives import pdf
from articles.views.documents import sent
from articles.views.photos import rendition


def _opened(language: str, token: str, at: datetime) -> PreviewLink:
    """Return the link that ``token`` signs, if it opens something in ``language`` at ``at``; else 404."""
    secret = secret_of(token)
    link = PreviewLink.objects.opening(language, secret, at).first() if secret else None
    if link is None:
        raise Http404
    return link


def _kept_by_nobody(response: HttpResponseBase) -> None:
    """Keep an answer out of every cache, index and referrer."""
    add_never_cache_headers(response)
    response.headers.pop("ETag", None)
    response.headers["X-Accel-Expires"] = "0"
    response.headers["CDN-Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"


def _context(link: PreviewLink, token: str, at: datetime) -> dict[str, Any]:
    """Return what the page's template shows."""
    language = link.revision.edition.language
    page = lent_page(link, at)
    return {
        "site": Site(language),
        "page": page,
        "preview": True,
        "lent": Lent(token, page.published_at),
        "offered": offered_with(link, token, page),
        "canonical": "",
        "detail_path": reverse("articles:shared_preview", args=[language, token]),
        "print_path": reverse("articles:shared_preview_print", args=[language, token]),
    }


@require_safe
def shared_preview(request: HttpRequest, language: str, token: str, template: str = "detail") -> HttpResponse:
    """Answer with the page, or the print page, of the revision that a preview link opens, and count the view."""
    at = timezone.now()
    link = _opened(language, token, at)
    response = HttpResponse(render_to_string(f"articles/{template}.html", _context(link, token, at)))
    if request.method == "GET":
        PreviewLink.objects.filter(pk=link.pk).update(views=F("views") + 1, viewed_at=at)
    _kept_by_nobody(response)
    return response


@require_safe
def shared_photo(request: HttpRequest, language: str, token: str, photo: str, name: str) -> HttpResponseBase:
    """Answer with a picture of the revision that a preview link opens: its lead or any other."""
    at = timezone.now()
    link = _opened(language, token, at)
    shown = PhotoVersion.objects.shown_by(link.revision).filter(token=photo).first()
    if shown is None:
        raise Http404
    response = rendition(request, shown, name, at, staff=True)
    _kept_by_nobody(response)
    return response


@require_safe
def shared_document(request: HttpRequest, language: str, token: str, document: str) -> HttpResponseBase:
    """Answer with a document of the revision that a preview link opens, the very file that it holds."""
    at = timezone.now()
    link = _opened(language, token, at)
    rows = link.revision.attachments.filter(document__document__token=document).select_related("document")
    held = next((row for row in rows if row.document.is_safe), None)
    if held is None:
        raise Http404
    response = sent(request, held.document, held.title, language, at, staff=True)
    _kept_by_nobody(response)
    return response


@require_safe
def shared_pdf(request: HttpRequest, language: str, token: str, kind: str = DerivativeKind.A4) -> HttpResponseBase:
    """Answer with the paper of the revision that a preview link opens, made when the link was; 404 as long as not."""
    at = timezone.now()
    link = _opened(language, token, at)
    page = lent_page(link, at)
    row = standing(link, page).get(kind)
    if row is None:
        raise Http404
    response = pdf(request, row, page, at, staff=True)
    _kept_by_nobody(response)
    return response
