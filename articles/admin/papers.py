"""The PDF of a language at the desk: made on request, for staff alone, and told apart from what readers get."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from articles.admin.preview import previewed
from articles.delivery import PDF_POLICY
from articles.derivatives.papers import paper
from articles.derivatives.printing import PAPERS, printed
from articles.enums import State
from articles.pages import ReleasePage
from articles.site import Site
from articles.views.derivatives import mark, paper_name

SECONDS = 20  # that a person waits at most
PAPER = next(iter(PAPERS))


def paper_view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Answer with the PDF of the newest text, or of the withdrawn one, marked on every page; stored nowhere.

    403 and 404 as for the preview. Back to the release, with a word why, if it could not be made in time.
    """
    page = previewed(model_admin, request, pk, language)
    if page.edition.state(timezone.now()) == State.WITHDRAWN:
        page = previewed(model_admin, request, pk, language, live=True)
    try:
        made = _printed(page)
    except OSError:
        made = None
    if made is None:
        messages.error(request, _("The PDF could not be made. If this happens again, tell your administrator."))
        return HttpResponseRedirect(reverse("admin:articles_release_change", args=[pk]))
    with translation.override(language):
        response = _answer(made, page)
        mark(response)
    add_never_cache_headers(response)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _answer(made: bytes, page: ReleasePage) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(False, paper_name(page, PAPER)) or ""
    response.headers["Content-Security-Policy"] = PDF_POLICY
    return response


def _printed(page: ReleasePage) -> bytes | None:
    """Return the PDF; None if it could not be made, or not in time."""
    site = Site(page.edition.language)
    with translation.override(site.language):
        note = ""
        if page.edition.state(timezone.now()) == State.WITHDRAWN:
            note = render_to_string("articles/_withdrawn_note.html", {"edition": page.edition, "site": site})
    document = paper(page, site, papers=(PAPER,), preview=True, preview_note=note, confidential=True)
    [found] = printed([document], SECONDS)
    return found.get(PAPER)
