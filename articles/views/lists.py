"""The list of releases, whole, by year, by month and by topic; twenty a page, by cursor.

A cursor is the slug of the release next to the page: ``?before=slug`` shows what is older, ``?after=slug`` what is
newer. Pages stay what they are when something is published, and nothing is counted or skipped over.
"""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.functional import cached_property

from articles import freshness
from articles.enums import shown_codes, suffix
from articles.models import Edition, FormerAddress, Topic
from articles.moments import day_start, period
from articles.querysets import PAGE_SIZE, EditionQuerySet
from articles.site import Site, year_questions
from articles.views.page import PublicPage


class ReleaseList(PublicPage):
    """All releases of a language, newest first."""

    template_name = "articles/list.html"
    queries: ClassVar[frozenset[str]] = frozenset({"before"})

    def editions(self) -> EditionQuerySet:
        """Return what this list is about, public at this moment."""
        return self.narrow(self.public(self.language))

    def narrow(self, rows: EditionQuerySet) -> EditionQuerySet:
        """Return those of ``rows`` that this list is about."""
        return rows

    def public(self, language: str) -> EditionQuerySet:
        """Return the public editions in ``language``."""
        return Edition.objects.public(language, self.at)

    def alternates(self) -> dict[str, str]:
        """Return the path of the same list per language in which it has something to show."""
        return {code: reverse("articles:list", args=[code]) for code in shown_codes()}

    def questions(self) -> dict[str, EditionQuerySet]:
        """Return what has to be known for the page's navigation."""
        return year_questions(self.language, freshness.read(self.at).first_event_at, self.at)

    def get_site(self) -> Site:
        return Site(self.language, {}, self.questions())

    def answer(self) -> HttpResponse:
        slug = self.request.GET.get("before")
        cursor = self._cursor(slug) if slug is not None else None
        if slug is not None and cursor is None:
            return self._moved(slug)
        page = self._page(cursor)
        if page is None:
            return HttpResponseRedirect(escape_uri_path(self.request.path))
        return self.render_to_response(self.get_context_data(**page))

    def _cursor(self, slug: str) -> Edition | None:
        """Return the release of this list with ``slug``; None if it is none that readers have ever seen."""
        if "\x00" in slug:
            raise Http404
        gone = self.narrow(Edition.objects.withdrawn(self.language, self.at))
        for rows in (self.editions(), gone):
            columns = rows.only("language", "slug", "publish_at", "withdrawn_at")
            if found := columns.with_page_before(self.editions()).filter(slug=slug).first():
                return found
        return None

    def _moved(self, slug: str) -> HttpResponse:
        """Lead from a former slug to the same page of the list under the current one; 404 if it is none."""
        former = FormerAddress.objects.leading(self.language, slug, self.at)
        current = former.values_list("edition__slug", flat=True).first()
        if current is None or self._cursor(current) is None:
            raise Http404
        query = urlencode({"before": current})
        return HttpResponsePermanentRedirect(f"{escape_uri_path(self.request.path)}?{query}")

    def _page(self, cursor: Edition | None) -> dict[str, Any] | None:
        """Return the page's editions and its neighbours; None if this is the first page under another address."""
        path = escape_uri_path(self.request.path)
        rows = self.editions().for_list()
        if cursor is not None:
            rows = rows.older_than(cursor)
            if cursor.withdrawn_at and not self.editions().newer_than(cursor).exists():
                return None
        found = list(rows.newest_first()[: PAGE_SIZE + 1])
        if cursor is not None and not found:
            raise Http404
        editions = found[:PAGE_SIZE]
        newer = f"{path}?{urlencode({'before': cursor.back})}" if cursor is not None and cursor.back else path
        return {
            "editions": editions,
            "first_page": cursor is None,
            "newer": newer if cursor is not None else "",
            "older": f"{path}?{urlencode({'before': editions[-1].slug})}" if len(found) > PAGE_SIZE else "",
            "canonical": f"{path}?{urlencode({'before': cursor.slug})}" if cursor is not None else path,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        site: Site = context["site"]
        if context["first_page"]:
            site.alternates = self.alternates()
            context["topics"] = self.topics()
        context["years"] = site.answered("year_")
        return context

    def topics(self) -> list[Topic]:
        """Return the topics that have a name and something public in this language."""
        name = f"name_{suffix(self.language)}"
        named = Topic.objects.with_public(self.public(self.language)).filter(**{f"{name}__gt": ""})
        return sorted(named.only("slug", name), key=lambda topic: topic.name)


class YearArchive(ReleaseList):
    """The releases of one year."""

    template_name = "articles/archive.html"

    @cached_property
    def bounds(self) -> tuple[Any, Any]:
        """The first moment of the period and the first after it."""
        return period(self.kwargs["year"], self.kwargs.get("month"))

    def editions(self) -> EditionQuerySet:
        return Edition.objects.public(self.language, self.at, self.bounds)

    def narrow(self, rows: EditionQuerySet) -> EditionQuerySet:
        return rows.between(*self.bounds)

    def alternates(self) -> dict[str, str]:
        name = self.request.resolver_match.url_name  # type: ignore[union-attr]
        rest = {key: value for key, value in self.kwargs.items() if key != "language"}
        return {
            code: reverse(f"articles:{name}", kwargs={"language": code, **rest})
            for code in shown_codes()
            if code == self.language or self.site.answer(f"in_{suffix(code)}")
        }

    def questions(self) -> dict[str, EditionQuerySet]:
        public, year = Edition.objects.public, self.kwargs["year"]
        months = {f"month_{m}": public(self.language, self.at, period(year, m)) for m in range(1, 13)}
        others = {f"in_{suffix(code)}": public(code, self.at, self.bounds) for code in shown_codes()}
        return super().questions() | months | others

    @cached_property
    def site(self) -> Site:
        """The frame of the page, asked once."""
        return super().get_site()

    def get_site(self) -> Site:
        return self.site

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not kwargs["editions"]:
            raise Http404
        context = super().get_context_data(**kwargs)
        year = self.kwargs["year"]
        months = self.site.answered("month_")
        context["months"] = [day_start(self.bounds[0].date().replace(month=m)) for m in months]
        return context | {"year": year, "month": self.kwargs.get("month"), "start": self.bounds[0]}

    def topics(self) -> list[Topic]:
        return []


class MonthArchive(YearArchive):
    """The releases of one month."""


class TopicList(ReleaseList):
    """The releases about one topic."""

    template_name = "articles/topic.html"

    @cached_property
    def topic(self) -> Topic:
        """The topic; 404 unless something public is filed under it in this language."""
        names = [f"name_{suffix(code)}" for code in shown_codes()]
        rows = Topic.objects.with_languages(self.at).only("slug", *names)
        topic = get_object_or_404(rows, slug=self.kwargs["slug"])
        if not (topic.name and getattr(topic, f"in_{suffix(self.language)}")):
            raise Http404
        return topic

    def narrow(self, rows: EditionQuerySet) -> EditionQuerySet:
        return rows.about(self.topic)

    def questions(self) -> dict[str, EditionQuerySet]:
        return {}

    def alternates(self) -> dict[str, str]:
        return {
            code: reverse("articles:topic", args=[code, self.topic.slug])
            for code in shown_codes()
            if getattr(self.topic, f"in_{suffix(code)}") and getattr(self.topic, f"name_{suffix(code)}")
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"topic": self.topic}

    def topics(self) -> list[Topic]:
        return []
