"""Which release, language and revision an address means, for whoever may see it."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from articles import permissions
from articles.enums import direction, own_name, tag
from articles.models import Edition, Release, Revision

LARGEST = 9  # digits of a revision's number
LONGEST_KEY = 18  # digits


def release_for(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> Release:
    """Return the release without its texts; 403 for who may not see releases, 404 if there is none."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    return get_object_or_404(Release.objects.only("pk", "reference", "original"), pk=pk)


def edition_for(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int, language: str) -> Edition:
    """Return one language of a release; 403 for who may not read it, 404 if nothing is written in it."""
    release = release_for(model_admin, request, pk)
    if not permissions.may_read(request.user, language, release.original):
        raise PermissionDenied
    written = Edition.objects.select_related("current__photo", "current__author").filter(current__isnull=False)
    edition = get_object_or_404(written, release=pk, language=language)
    edition.release = release
    return edition


def revision_of(edition: Edition, number: int) -> Revision:
    """Return a revision of ``edition`` by its number, with its picture and author; 404 if there is none."""
    revision = get_object_or_404(edition.revisions.select_related("author", "photo", "source"), number=number)
    revision.edition = edition
    return revision


def number_in(typed: str) -> int:
    """Return the number that was typed in the address; 404 if it is none."""
    if not (typed.isascii() and typed.isdigit() and len(typed) <= LARGEST):
        raise Http404
    return int(typed)


def key(object_id: str) -> int:
    """Return the primary key that Django's own addresses hold, as text of any kind; 404 if it is none."""
    if not (object_id.isascii() and object_id.isdigit() and len(object_id) <= LONGEST_KEY):
        raise Http404
    return int(object_id)


def frame(model_admin: admin.ModelAdmin, request: HttpRequest, release: Release, language: str = "") -> dict[str, Any]:
    """Return what the templates of all these screens need."""
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": Release._meta,
        "release": release,
        "zone": settings.TIME_ZONE.replace("_", " "),
        "media": model_admin.media,
    }
    if language:
        context |= {"language": language, "name": own_name(language), "tag": tag(language)}
        context["direction"] = direction(language)
    return context
