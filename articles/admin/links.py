"""Public releases by words of their headline or by reference number, for links from one release to another."""

from datetime import datetime

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format

from articles.enums import direction, shown_codes, tag
from articles.models import Edition
from articles.querysets import EditionQuerySet, holding, words

FOUND = 10


def matching(query: str, language: str, at: datetime) -> EditionQuerySet:
    """Return the newest public editions in ``language`` with every word of ``query`` in headline or reference.

    Without words, simply the newest. The index of public editions is walked from its new end until enough are found.
    """
    found = Edition.objects.public(language, at)
    for word in words(query):
        found = found.filter(holding(word, "live__title", "release__reference"))
    light = ("language", "slug", "publish_at", "live__title", "release__reference")
    rows: EditionQuerySet = found.select_related("live", "release").only(*light).newest_first()[:FOUND]
    return rows


def search(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Answer ``?q=&language=`` with what a link needs, as JSON: title, date, reference, path. Public text alone."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    language = request.GET.get("language", "")
    if language not in shown_codes():
        raise Http404
    found = [
        {
            "title": edition.live.title if edition.live else "",
            "date": date_format(timezone.localtime(edition.publish_at), "DATE_FORMAT"),
            "reference": edition.release.reference,
            "path": edition.get_absolute_url(),
        }
        for edition in matching(request.GET.get("q", ""), language, timezone.now())
    ]
    return JsonResponse({"tag": tag(language), "direction": direction(language), "releases": found})
