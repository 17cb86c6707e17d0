"""Choosing photos and documents from a release's page: what ``photo_picker.js`` asks for."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from articles.admin.library.reading import languages_of
from articles.admin.library.selection import LAST_PAGE, MODELS, PHOTO, Selection
from articles.admin.library.tiles import tiles
from articles.enums import shown_codes

SHOWN = 24


def may_look(request: HttpRequest, kind: str) -> bool:
    """Tell whether the person may see photos, or documents."""
    return request.user.has_perm(f"articles.view_{kind}") or request.user.has_perm(f"articles.change_{kind}")


def pick_view(request: HttpRequest) -> HttpResponse:
    """Answer ``?kind=&q=&page=&lang=`` with one page of choices as a piece of HTML, newest first.

    ``kind``: ``photo`` (if left out) or ``document``. ``lang``: the language whose alternative text each one brings.
    A button per choice holds ``data-token``, ``data-pk``, ``data-title``, ``data-alt``, ``data-thumb``,
    ``data-detail`` and ``data-kind``; one with ``data-more`` holds the number of the next page.
    """
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    kind = request.GET.get("kind", PHOTO)
    if kind not in MODELS:
        raise Http404
    if not may_look(request, kind):
        raise PermissionDenied
    language = request.GET.get("lang", "")
    selection = Selection.read(kind, request.GET)
    first = (selection.page - 1) * SHOWN
    rows = list(selection.rows(languages_of(request.user))[first : first + SHOWN + 1])
    context = {
        "tiles": tiles(request.user, rows[:SHOWN], language if language in shown_codes() else ""),
        "more": selection.page + 1 if len(rows) > SHOWN and selection.page < LAST_PAGE else 0,
        "page": selection.page,
        "kind": kind,
    }
    response = TemplateResponse(request, "admin/articles/library/_choices.html", context)
    add_never_cache_headers(response)
    return response
