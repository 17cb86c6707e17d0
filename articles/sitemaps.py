"""Sitemaps: an index; per language one of lists and topics and one for each month of releases; one of the newest news.

Months, because a year of a large archive with its alternates would pass the 50 MB that a sitemap may have.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import counts
from articles.enums import shown_codes, suffix
from articles.freshness import page_without_query
from articles.models import Edition, Illustration, PhotoVersion, Topic
from articles.moments import period
from articles.querysets import EditionQuerySet, of_photo
from articles.site import absolute, hreflang, organisation_names

LIMIT = 50_000  # addresses in one sitemap (sitemaps.org, 0.9)
IMAGES = 1_000  # of one address (Google, image sitemaps)
NEWS_LIMIT = 1_000  # in a news sitemap
NEWS_AGE = timedelta(hours=48)  # what is older does not belong into one


@dataclass(frozen=True, slots=True)
class Address:
    """An absolute address, when it last changed, the same thing in each language as (tag, address), its pictures."""

    location: str
    changed: datetime | None = None
    alternates: list[tuple[str, str]] = field(default_factory=list)
    images: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class News:
    """A release in the news sitemap: whose, in which language, when and under which headline."""

    location: str
    publication: str
    language: str
    published: datetime
    title: str


def _answer(request: HttpRequest, template: str, entries: Iterable[object]) -> HttpResponse:
    return render(request, template, {"entries": entries}, content_type="application/xml")


@require_safe
@page_without_query
def index(request: HttpRequest) -> HttpResponse:
    """The sitemaps that hold something."""
    at = timezone.now()
    paths = []
    for language, months in counts.months(shown_codes(), at).items():
        paths.append(reverse("articles:sitemap_pages", args=[language]))
        paths += [reverse("articles:sitemap_month", args=[language, *month]) for month in months]
    if Edition.objects.public(None, at, _newest(at)).exists():
        paths.append(reverse("articles:sitemap_news"))
    return _answer(request, "articles/sitemap_index.xml", map(absolute, paths))


@require_safe
@page_without_query
def pages(request: HttpRequest, language: str) -> HttpResponse:
    """The list, the years and the topics of a language, its cookie page and accessibility statement."""
    at = timezone.now()
    public = Edition.objects.public(language, at)
    years = dict(counts.months([language], at)[language])  # each once, newest first
    topics = Topic.objects.with_public(public).filter(**{f"name_{suffix(language)}__gt": ""})
    paths = [
        reverse("articles:list", args=[language]),
        *(reverse("articles:year", args=[language, year]) for year in years),
        *(reverse("articles:topic", args=[language, topic.slug]) for topic in topics.only("slug")),
        reverse("cookies", args=[language]),
        reverse("accessibility", args=[language]),
    ]
    return _answer(request, "articles/sitemap.xml", (Address(absolute(path)) for path in paths))


@require_safe
@page_without_query
def month(request: HttpRequest, language: str, year: int, month: int) -> HttpResponse:
    """The releases of one month in a language, with the time of their text, their translations and their pictures."""
    at = timezone.now()
    public = Edition.objects.public(language, at, period(year, month)).newest_first()
    columns = ("language", "slug", "publish_at", "changed_at", *of_photo("live__photo__"))
    rows = public.select_related("live__photo").only(*columns).with_alternates(at)
    others = _others(public)
    found = [_address(edition, others.get(edition.live_id or 0, [])) for edition in rows[:LIMIT]]
    if not found:
        raise Http404
    return _answer(request, "articles/sitemap.xml", found)


def _others(public: EditionQuerySet) -> dict[int, list[PhotoVersion]]:
    """Return the photos in texts and galleries of ``public`` editions by the key of the revision, in one query."""
    rows = Illustration.objects.filter(revision__in=public.order_by().values("live")).select_related("photo")
    found: dict[int, list[PhotoVersion]] = {}
    for row in rows.only("revision", *of_photo("photo__")):
        found.setdefault(row.revision_id, []).append(row.photo)
    return found


def _address(edition: Edition, others: list[PhotoVersion]) -> Address:
    lead = edition.live.photo if edition.live else None
    photos = [*([lead] if lead else []), *others]
    return Address(
        location=absolute(edition.address()),
        changed=edition.modified_at,
        alternates=hreflang(edition.alternates()),
        images=list(dict.fromkeys(absolute(photo.address(photo.widths[-1])) for photo in photos))[:IMAGES],
    )


@require_safe
@page_without_query
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
        location=absolute(edition.address()),
        publication=names[edition.language],
        language=_news_language(edition.language),
        published=edition.publish_at,
        title=edition.live.title,
    )


def _news_language(language: str) -> str:
    """Return ``language`` as news sitemaps have it: two letters, but ``zh-cn`` and ``zh-tw`` for Chinese (Google)."""
    return {"zh-hans": "zh-cn", "zh-hant": "zh-tw"}.get(language, language.partition("-")[0])
