"""Where the desk finds the pictures of texts: in the library, or as revisions froze them; what the editor asks for."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from articles import html
from articles.admin.figures import Picture
from articles.admin.library.tiles import thumbnail_of, tiles
from articles.admin.screens import LONGEST_KEY
from articles.enums import shown_codes
from articles.models import Document, Photo, Revision

MOST = 100  # pictures that are asked for at once


def of_library(person: Any, tokens: Iterable[str], language: str = "") -> dict[str, Picture]:
    """Return photos by token as ``person`` may see them in the library, ``alt`` in ``language``; none without tokens.

    One query, and up to three for who does not read every language.
    """
    wanted = list(tokens)
    if not wanted:
        return {}
    rows = list(Photo.objects.filter(token__in=wanted).select_related("current"))
    return {
        tile.token: Picture(tile.title, tile.alt, tile.thumbnail, ", ".join(lack.name for lack in tile.lacks))
        for tile in tiles(person, rows, language)
    }


def of_revisions(*revisions: Revision | None) -> dict[str, Picture]:
    """Return the photos in the texts of ``revisions`` by token, as the first of them that has one froze it."""
    found: dict[str, Picture] = {}
    for revision in filter(None, revisions):
        for row in revision.frozen()[0]:
            title = row.title or row.alt or row.photo.original_name or row.key
            found.setdefault(row.key, Picture(title, row.alt, thumbnail_of(row.photo)))
    return found


def described_view(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Answer ``?token=&token=&language=``, or ``?key=``, with what the desk shows of these photos, as JSON by token."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    language = request.GET.get("language", "")
    tokens = [token for token in request.GET.getlist("token")[:MOST] if html.PHOTO.fullmatch(token)]
    key = request.GET.get("key", "")
    if key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY:
        tokens += Photo.objects.filter(pk=int(key)).values_list("token", flat=True)
    found = of_library(request.user, tokens, language if language in shown_codes() else "")
    answer = {
        token: {
            "title": one.title,
            "alt": one.alt,
            "thumb": one.thumbnail.address if one.thumbnail else "",
            "width": one.thumbnail.width if one.thumbnail else 0,
            "height": one.thumbnail.height if one.thumbnail else 0,
            "lacks": _("No alternative text: %(languages)s") % {"languages": one.lacks} if one.lacks else "",
        }
        for token, one in found.items()
    }
    response = JsonResponse(answer)
    add_never_cache_headers(response)
    return response


def asset_view(model_admin: admin.ModelAdmin, request: HttpRequest, token: str) -> HttpResponse:
    """Lead to the page of a photo or document by its token, as texts know it; 404 if there is none."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    for model, name in ((Photo, "photo"), (Document, "document")):
        if pk := model.objects.filter(token=token).values_list("pk", flat=True).first():
            return HttpResponseRedirect(reverse(f"admin:articles_{name}_change", args=[pk]))
    raise Http404
