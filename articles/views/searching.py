"""The search, and what tells browsers of it.

An address has one form: ``q``, ``sort``, ``topic``, ``year``, ``before``, in this order, none of them empty. Forms send
empty ones; whoever asks otherwise is led to that form.
"""

from textwrap import shorten
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from articles import search
from articles.enums import shown_codes, suffix
from articles.facets import Facets, Selection, facets
from articles.freshness import page_without_query
from articles.models import Edition, Topic
from articles.moments import period
from articles.site import Site
from articles.views.page import PublicPage

BEST = "best"
NEWEST = 5  # releases that are shown where nothing is found
MAX_SHORT_NAME = 16  # characters (OpenSearch 1.1, ShortName)


class SearchPage(PublicPage):
    """The form and, if something was asked, what was found."""

    template_name = "articles/search.html"

    @cached_property
    def query(self) -> search.Query:
        """What is asked."""
        return search.understood(search.cleaned(self.request.GET.get("q", "")), self.language)

    @cached_property
    def facets(self) -> Facets:
        """The topics and years in which something is public in this language."""
        return facets(Selection(self.language), self.at)

    @cached_property
    def topics(self) -> list[Topic]:
        """The topics that have a name and something public in this language."""
        name = f"name_{suffix(self.language)}"
        named = Topic.objects.filter(**{"pk__in": self.facets.topics, f"{name}__gt": ""})
        return sorted(named.only("slug", name), key=lambda topic: topic.name)

    @cached_property
    def topic(self) -> Topic | None:
        """The topic to which the search is limited; None too where nothing public has it."""
        slug = self.request.GET.get("topic")
        return next((topic for topic in self.topics if topic.slug == slug), None) if slug else None

    @cached_property
    def year(self) -> int | None:
        """The year to which the search is limited; None too where nothing was published in it."""
        typed = self.request.GET.get("year")
        return next((year for year in self.facets.years if str(year) == typed), None)

    @property
    def best(self) -> bool:
        """Whether the best match comes first, and not the newest."""
        return self.request.GET.get("sort") == BEST

    @cached_property
    def after(self) -> Edition | None:
        """The public release that the page before this one ended with."""
        slug = search.cleaned(self.request.GET.get("before", ""))
        rows = Edition.objects.public(self.language, self.at).select_related("indexed").only("slug", "indexed__key")
        return rows.filter(slug=slug, indexed__isnull=False).first() if slug else None

    def address(self, language: str, **changes: str | None) -> str:
        """Return the address of this search in ``language``, without a page, with ``changes`` of its parameters."""
        asked = {
            "q": self.query.text,
            "sort": BEST if self.best else None,
            "topic": self.topic.slug if self.topic else None,
            "year": str(self.year) if self.year else None,
            "before": None,
        }
        path = reverse("articles:search", args=[language])
        given = {name: value for name, value in (asked | changes).items() if value}
        return f"{path}?{urlencode(given)}" if given and self.query.text else path

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        before = self.after.slug if self.query and self.after else None
        canonical = self.address(self.language, before=before)
        if request.META.get("QUERY_STRING", "") != canonical.partition("?")[2]:
            return HttpResponseRedirect(canonical)
        found = self._found()
        if found is None:  # no such page any more
            return HttpResponseRedirect(self.address(self.language))
        return self.render_to_response(self.get_context_data(canonical=canonical, found=found))

    def _found(self) -> search.Found | None:
        """Return the page of what is found, empty if nothing is asked; None if there is no such page."""
        if not self.query:
            return search.Found()
        years = period(self.year) if self.year else None
        limits = search.Limits(self.language, self.at, self.topic, years)
        return search.find(self.query, limits, best=self.best, after=self.after)

    def get_site(self) -> Site:
        """Return the frame; the switcher leads to the same words in another language, but to no topic or year there."""
        words_alone: dict[str, str | None] = {"sort": None, "topic": None, "year": None}
        alternates = {code: self.address(code, **words_alone) for code in shown_codes()}
        return Site(self.language, alternates)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        found: search.Found = kwargs["found"]
        last = found.hits[-1].edition.slug if found.hits else None
        suggestion = found.help.suggestion if found.help else ""
        return context | {
            "query": self.query,
            "best": self.best,
            "topic": self.topic,
            "year": self.year,
            "topics": self.topics,
            "years": list(self.facets.years),
            "first": self.address(self.language) if self.after else "",
            "next": self.address(self.language, before=last) if found.more else "",
            "suggestion": suggestion,
            "suggested": self.address(self.language, q=suggestion),
            "everywhere": self.address(self.language, topic=None, year=None),
            "newest": self._newest() if self.query and not found.hits else [],
        }

    def _newest(self) -> list[Edition]:
        """Return the newest releases, for who found nothing."""
        return list(Edition.objects.public(self.language, self.at).for_list().newest_first()[:NEWEST])


def short_name(name: str) -> str:
    """Return the whole words of ``name`` that a browser has room for; what fits of one that is longer by itself."""
    return shorten(name, MAX_SHORT_NAME, placeholder="") or name[:MAX_SHORT_NAME].strip()


@require_safe
@page_without_query
def opensearch(request: HttpRequest, language: str) -> HttpResponse:
    """Tell browsers how to search this newsroom from where addresses are typed (OpenSearch 1.1)."""
    site = Site(language)
    context = {"site": site, "short_name": short_name(site.name)}
    return render(request, "articles/opensearch.xml", context, content_type="application/opensearchdescription+xml")
