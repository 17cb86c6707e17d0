"""Which release, language and revision an address means, for whoever may see it."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from articles import permissions
from articles.admin.screens import frame, release_for
from articles.enums import direction, own_name, tag
from articles.models import Edition, Release, Revision

LARGEST = 9  # digits of a revision's number


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


def language_frame(
    model_admin: admin.ModelAdmin, request: HttpRequest, title: str, release: Release, language: str
) -> dict[str, Any]:
    """Return what the templates of these screens need, about one language of a release; an empty one is none."""
    context = frame(model_admin, request, title, release)
    if language:
        context |= {"language": language, "name": own_name(language), "tag": tag(language)}
        context["direction"] = direction(language)
    return context
