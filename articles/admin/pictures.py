"""Pictures in texts at the desk: what they are called and what they look like, wherever a text is shown or typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.safestring import SafeString, mark_safe

from articles import html
from articles.admin.library.tiles import Thumbnail, thumbnail_of, tiles
from articles.enums import shown_codes
from articles.models import Document, Photo, Revision, Text

MOST = 100  # pictures that are asked for at once


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo of a text: its title (or the name of its file), its alternative text in one language, and a thumbnail."""

    title: str
    alt: str
    thumbnail: Thumbnail | None


def tokens_of(texts: Iterable[Text | None]) -> list[str]:
    """Return the tokens of the photos to which ``texts`` refer, each once, in order."""
    rich = (part for text in texts if text for part in (text.body, text.notes))
    return list(dict.fromkeys(token for part in rich for token in html.photos_in(part)))


def of_library(person: Any, tokens: Iterable[str], language: str = "") -> dict[str, Picture]:
    """Return photos by token as ``person`` may see them in the library, ``alt`` in ``language``; none without tokens.

    One query, and up to three for who does not read every language.
    """
    wanted = list(tokens)
    if not wanted:
        return {}
    rows = list(Photo.objects.filter(token__in=wanted).select_related("current"))
    return {tile.token: Picture(tile.title, tile.alt, tile.thumbnail) for tile in tiles(person, rows, language)}


def of_revisions(*revisions: Revision | None) -> dict[str, Picture]:
    """Return the photos in the texts of ``revisions`` by token, as the first of them that has one froze it."""
    found: dict[str, Picture] = {}
    for revision in filter(None, revisions):
        for row in revision.frozen()[0]:
            title = row.title or row.alt or row.photo.original_name or row.key
            found.setdefault(row.key, Picture(title, row.alt, thumbnail_of(row.photo)))
    return found


def named(pictures: Mapping[str, Picture]) -> dict[str, str]:
    """Return the titles of ``pictures``, for ``comparing``."""
    return {token: picture.title for token, picture in pictures.items()}


def shown(body: str, pictures: Mapping[str, Picture]) -> SafeString:
    """Return a body as safe HTML for the desk, with a thumbnail in the place of each picture."""
    rendered = html.render_body(body)
    if "<figure" not in rendered:
        return rendered
    template = "admin/articles/media/_figure.html"
    figures = {
        token: render_to_string(template, {"token": token, "picture": pictures.get(token)})
        for token in set(html.photos_in(rendered))
    }
    return mark_safe(html.FIGURE.sub(lambda found: figures[found[1]], rendered))  # noqa: S308 (cleaned; a template)


def described_view(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Answer ``?token=&token=&language=`` with what the editor shows of these photos, as JSON by token."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    language = request.GET.get("language", "")
    tokens = [token for token in request.GET.getlist("token")[:MOST] if html.PHOTO.fullmatch(token)]
    found = of_library(request.user, tokens, language if language in shown_codes() else "")
    answer = {
        token: {"title": one.title, "alt": one.alt, "thumb": one.thumbnail.address if one.thumbnail else ""}
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
        if pk := model.objects.filter(token=token).values_list("pk", flat=True).first():  # type: ignore[attr-defined]
            return HttpResponseRedirect(reverse(f"admin:articles_{name}_change", args=[pk]))
    raise Http404
