"""Who has a release open: browsers say so every few seconds, and are told who else does.

Nothing depends on it: conflicts are noticed when a text is saved (``conflicts``). It only keeps them from arising.
"""

from datetime import datetime, timedelta
from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles import permissions
from articles.enums import own_name, shown_codes, suffix, tag
from articles.models import Edition, Presence, Release
from articles.people import name_of

FRESH = timedelta(seconds=45)
KEPT = timedelta(days=1)
SHOWN = 20


def presence(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Note (POST) that a person has release ``pk`` open, in ``language``, and answer as JSON.

    ``others``: who else, with the language they are in; ``versions``: the version of each language that the person may
    read, so that the page can tell of a text that was saved meanwhile. ``leaving`` ends it; ``arriving`` prunes.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    release: Release = get_object_or_404(Release.objects.only("pk", "original"), pk=pk)
    if not model_admin.has_view_permission(request, release):
        raise PermissionDenied
    person, now = cast("User", request.user), timezone.now()
    if request.POST.get("leaving"):
        Presence.objects.filter(release=release, person=person).delete()
        return HttpResponse(status=204)
    if request.POST.get("arriving"):
        Presence.objects.filter(at__lt=now - KEPT).delete()
    asked = request.POST.get("language", "")
    language = asked if asked in shown_codes() else ""
    Presence.objects.bulk_create(
        [Presence(release=release, person=person, language=language, at=now)],
        update_conflicts=True,
        unique_fields=["release", "person"],
        update_fields=["language", "at"],
    )
    return JsonResponse({"others": _others(release, person, now), "versions": _versions(release, person)})


def _others(release: Release, person: User, now: datetime) -> list[dict[str, str]]:
    """Return who else had the release open a moment ago, newest first."""
    rows = Presence.objects.filter(release=release, at__gte=now - FRESH).exclude(person=person)
    return [
        {
            "name": name_of(row.person),
            "language": own_name(row.language) if row.language in shown_codes() else "",
            "tag": tag(row.language),
        }
        for row in rows.select_related("person").order_by("-at", "pk")[:SHOWN]
    ]


def _versions(release: Release, person: User) -> dict[str, dict[str, Any]]:
    """Return version and name of each language that ``person`` may read, by the ending of its fields."""
    editions = Edition.objects.filter(release=release, language__in=permissions.readable(person, release.original))
    return {
        suffix(language): {"version": version, "name": own_name(language), "tag": tag(language)}
        for language, version in editions.values_list("language", "version")
    }
