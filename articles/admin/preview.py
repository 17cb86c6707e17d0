"""The working copy exactly as the public would see it, for staff."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers

from articles import permissions
from articles.models import Edition, Release, Revision
from articles.pages import ReleasePage, held_by_revision, named_topics
from articles.site import Site


def previewed(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    pk: int,
    language: str,
    *,
    number: int | None = None,
    live: bool = False,
) -> ReleasePage:
    """Return the page that a revision would make: ``number``, the ``live`` one, or else the newest.

    403 for who may not read it, 404 if there is none.
    """
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    release = get_object_or_404(Release, pk=pk)
    if not permissions.may_read(request.user, language, release.original):
        raise PermissionDenied
    rows = Edition.objects.select_related("release", "current__photo", "live__photo").filter(current__isnull=False)
    edition = get_object_or_404(rows, release=release, language=language)
    revision: Revision | None = edition.live if live else edition.current
    if number is not None:
        revision = get_object_or_404(edition.revisions.select_related("photo"), number=number)
    assert revision is not None
    at = edition.publish_at or timezone.now()
    with translation.override(language):
        return ReleasePage(edition, revision, named_topics(edition), at, held=held_by_revision(revision))


def show(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    pk: int,
    language: str,
    *,
    paper: bool = False,
    number: int | None = None,
    note: str = "",
) -> HttpResponse:
    """Answer with the page, or the print page, that a revision would make; never stored anywhere.

    ``number``: which revision, None for the newest. ``note``: safe HTML that takes the place of the preview's note.
    """
    page = previewed(model_admin, request, pk, language, number=number)
    place: list[int | str] = [pk, language, *([] if number is None else [number])]
    base = "articles_release_preview" if number is None else "articles_release_revision"
    addresses = [reverse(f"admin:{name}", args=place) for name in (base, f"{base}_print")]
    with translation.override(language):
        context = {
            "site": Site(language),
            "page": page,
            "preview": True,
            "preview_note": note,
            "canonical": "",
            "detail_path": addresses[0],
            "print_path": addresses[1],
        }
        template = "articles/print.html" if paper else "articles/detail.html"
        response = HttpResponse(render_to_string(template, context))
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Content-Language"] = language
    return response
