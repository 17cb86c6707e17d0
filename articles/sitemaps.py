"""Sitemaps: an index; per language one of lists and topics and one for each year of releases; one of the newest news.

A year with many releases has one for each month: with translations it would pass the 50 MB that a sitemap may have.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
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
from articles.site import hreflang, organisation_names, year_questions

LIMIT = 50_000  # addresses in one sitemap (sitemaps.org, 0.9)
MANY = 5_000  # releases of a year in a language beyond which there is a sitemap for each month
NEWS_LIMIT = 1_000  # in a news sitemap
NEWS_AGE = timedelta(hours=48)  # what is older does not belong into one
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Address:
    """An absolute address, when it last changed, the same thing in each language as (tag, address), its picture."""

    location: str
    changed: datetime | None = None
    alternates: list[tuple[str, str]] = field(default_factory=list)
    image: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """A release in the news sitemap: whose, in which language, when and under which headline."""

    location: str
    publication: str
    language: str
    published: datetime
    title: str


def sitemap(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Decorate the view of a sitemap: a public page whose address has no query."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.META.get("QUERY_STRING"):
            return HttpResponseRedirect(request.path)
        return view(request, *args, **kwargs)

    return require_safe(public_page(answer))


def _years(language: str, at: datetime) -> list[int]:
    return list(_sizes(language, at))


def _sizes(language: str, at: datetime) -> dict[int, bool]:
    """Return the years in which something is public in ``language``, newest first, each with whether it is ``MANY``."""
    years = year_questions(language, freshness.read(at).first_event_at, at)
    many = {name.replace("year", "many"): rows[MANY : MANY + 1] for name, rows in years.items()}
    found = answers(Organisation.objects.filter(pk=1), years | many)
    numbers = [int(name.removeprefix("year_")) for name in years if found.get(name)]
    return {year: found[f"many_{year}"] for year in numbers}


def _periods(language: str, at: datetime) -> list[tuple[int, ...]]:
    """Return the (year,) and (year, month) that have a sitemap in ``language``, newest first; at most two queries."""
    sizes = _sizes(language, at)
    asked = {
        f"{year}-{month}": Edition.objects.public(language, at, period(year, month))
        for year, many in sizes.items()
        if many
        for month in range(12, 0, -1)
    }
    found = answers(Organisation.objects.filter(pk=1), {f"in_{name}": rows for name, rows in asked.items()})
    months = [tuple(map(int, name.split("-"))) for name in asked if found[f"in_{name}"]]
    return [
        one
        for year, many in sizes.items()
        for one in ([month for month in months if month[0] == year] if many else [(year,)])
    ]


def _answer(request: HttpRequest, template: str, entries: Iterable[object]) -> HttpResponse:
    return render(request, template, {"entries": entries}, content_type="application/xml")


@sitemap
def index(request: HttpRequest) -> HttpResponse:
    """The sitemaps that hold something."""
    at = timezone.now()
    paths = []
    for language in shown_codes():
        paths.append(reverse("articles:sitemap_pages", args=[language]))
        for one in _periods(language, at):
            name = "sitemap_year" if len(one) == 1 else "sitemap_month"
            paths.append(reverse(f"articles:{name}", args=[language, *one]))
    if Edition.objects.public(None, at, _newest(at)).exists():
        paths.append(reverse("articles:sitemap_news"))
    return _answer(request, "articles/sitemap_index.xml", (settings.SITE_URL + path for path in paths))


@sitemap
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
    return _answer(request, "articles/sitemap.xml", (Address(settings.SITE_URL + path) for path in paths))


@sitemap
def year(request: HttpRequest, language: str, year: int) -> HttpResponse:
    """The releases of a year in a language, with the time of their text, their translations and their picture.

    404 for a year that has sitemaps for its months.
    """
    found = _releases(language, (year, None), MANY + 1)
    if len(found) > MANY:
        raise Http404
    return _answer(request, "articles/sitemap.xml", found)


@sitemap
def month(request: HttpRequest, language: str, year: int, month: int) -> HttpResponse:
    """The releases of a month of a year that has ``MANY``; 404 for any other."""
    many = Edition.objects.public(language, timezone.now(), period(year))[MANY : MANY + 1]
    if not many.exists():
        raise Http404
    return _answer(request, "articles/sitemap.xml", _releases(language, (year, month), LIMIT))


def _releases(language: str, when: tuple[int, int | None], limit: int) -> list[Address]:
    """Return the newest ``limit`` releases of a year or month, in one query; 404 if there is none."""
    at = timezone.now()
    public = Edition.objects.public(language, at, period(*when)).newest_first()
    columns = ("language", "slug", "publish_at", "changed_at", "live__photo__token", "live__photo__width")
    rows = public.select_related("live__photo").only(*columns).with_alternates(at)
    found = [_address(edition) for edition in rows[:limit]]
    if not found:
        raise Http404
    return found


def _address(edition: Edition) -> Address:
    photo = edition.live.photo if edition.live else None
    return Address(
        location=settings.SITE_URL + edition.address(),
        changed=edition.modified_at,
        alternates=hreflang(edition.alternates()),
        image=settings.SITE_URL + photo.address(photo.widths[-1]) if photo else "",
    )


@sitemap
def news(request: HttpRequest) -> HttpResponse:
    """The releases of the last 48 hours in all languages, newest first; the one sitemap that may be empty."""
    at = timezone.now()
    rows = Edition.objects.public(None, at, _newest(at)).newest_first().select_related("live")
    found = rows.only("language", "slug", "publish_at", "live__title")[:NEWS_LIMIT]
    names = organisation_names(shown_codes())
    return _answer(request, "articles/sitemap_news.xml", [_news(edition, names) for edition in found])


def _newest(at: datetime) -> tuple[datetime, datetime]:
    """Return the bounds of what is news at ``at``."""
    return at - NEWS_AGE, at + timedelta(microseconds=1)


def _news(edition: Edition, names: dict[str, str]) -> News:
    assert edition.live is not None and edition.publish_at is not None
    return News(
        location=settings.SITE_URL + edition.address(),
        publication=names[edition.language],
        language=_news_language(edition.language),
        published=edition.publish_at,
        title=edition.live.title,
    )


def _news_language(language: str) -> str:
    """Return ``language`` as news sitemaps have it: two letters, but ``zh-cn`` and ``zh-tw`` for Chinese (Google)."""
    return {"zh-hans": "zh-cn", "zh-hant": "zh-tw"}.get(language, language.partition("-")[0])
