"""Sitemaps: an index, and per language one of lists and topics and one for each year of releases."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import freshness
from articles.enums import shown_codes, suffix
from articles.freshness import public_page
from articles.models import Edition, Organisation, Topic
from articles.moments import period
from articles.querysets import answers
from articles.site import year_questions

LIMIT = 50_000  # addresses in one sitemap (sitemaps.org, 0.9)


def _years(language: str, at: datetime) -> list[int]:
    asked = year_questions(language, freshness.read(at).first_event_at, at)
    found = answers(Organisation.objects.filter(pk=1), asked)
    return [int(name.removeprefix("year_")) for name in asked if found.get(name)]


def _answer(request: HttpRequest, template: str, paths: Iterable[tuple[str, object]]) -> HttpResponse:
    entries = [(settings.SITE_URL + path, changed) for path, changed in paths]
    return render(request, template, {"entries": entries}, content_type="application/xml")


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """The sitemaps that hold something."""
    at = timezone.now()
    paths: list[tuple[str, object]] = []
    for language in shown_codes():
        paths.append((reverse("articles:sitemap_pages", args=[language]), None))
        paths += [(reverse("articles:sitemap_year", args=[language, year]), None) for year in _years(language, at)]
    return _answer(request, "articles/sitemap_index.xml", paths)


@require_safe
@public_page
def pages(request: HttpRequest, language: str) -> HttpResponse:
    """The list, the years and the topics of a language, its cookie page and accessibility statement."""
    at = timezone.now()
    public = Edition.objects.public(language, at)
    topics = Topic.objects.with_public(public).filter(**{f"name_{suffix(language)}__gt": ""})
    paths = [
        reverse("articles:list", args=[language]),
        *(reverse("articles:year", args=[language, year]) for year in _years(language, at)),
        *(reverse("articles:topic", args=[language, topic.slug]) for topic in topics.only("slug")),
        reverse("cookies", args=[language]),
        reverse("accessibility", args=[language]),
    ]
    return _answer(request, "articles/sitemap.xml", ((path, None) for path in paths))


@require_safe
@public_page
def year(request: HttpRequest, language: str, year: int) -> HttpResponse:
    """The releases of one year in a language, with the time of their text."""
    at = timezone.now()
    public = Edition.objects.public(language, at, period(year)).newest_first()
    rows = public.only("language", "slug", "publish_at", "changed_at")
    found = list(rows[:LIMIT])
    if not found:
        raise Http404
    paths = ((edition.address(), edition.modified_at) for edition in found)
    return _answer(request, "articles/sitemap.xml", paths)
