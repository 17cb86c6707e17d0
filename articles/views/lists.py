"""The list of releases, whole or narrowed by topic, year, month and other languages; twenty a page, by cursor.

A cursor is the slug of the release next to the page: ``?before=slug`` shows what is older. Pages stay what they are
when something is published, and nothing is skipped over. A topic or a period alone has an address of its own;
combinations are queries of the list, in one order.
"""

from datetime import datetime
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.encoding import escape_uri_path
from django.utils.functional import cached_property

from articles.enums import shown_codes, suffix
from articles.facets import Facets, Selection, facets, load_topics
from articles.models import Edition, FormerAddress, Topic
from articles.moments import period
from articles.querysets import FEW, PAGE_SIZE, EditionQuerySet
from articles.views.filters import NAMES, Filters, address_of, selection_of
from articles.views.page import PublicPage


class ReleaseList(PublicPage):
    """The releases of a language, newest first, narrowed by what the query says."""

    template_name = "articles/list.html"
    queries: ClassVar[frozenset[str]] = frozenset({"before", *NAMES})

    @cached_property
    def selection(self) -> Selection:
        """What the list is narrowed to."""
        return selection_of(self.language, self.request.GET)

    @cached_property
    def facets(self) -> Facets:
        """The numbers around the selection."""
        return facets(self.selection, self.at)

    @cached_property
    def bounds(self) -> tuple[datetime, datetime] | None:
        """The first moment of the selected period and the first after it."""
        return period(self.selection.year, self.selection.month or None) if self.selection.year else None

    def editions(self) -> EditionQuerySet:
        """Return what this list is about, public at this moment."""
        rows = Edition.objects.public(self.language, self.at, self.bounds)
        also, topic = self.selection.also, self.facets.topic
        if (also or topic) and self.bounds is None and self.facets.total < FEW:
            return rows.few(self.language, self.at, topic=topic, also=also)
        rows = self._filed(rows)
        return rows.also_in(also, self.at) if also else rows

    def past(self) -> EditionQuerySet:
        """Return what this list was about before something was withdrawn."""
        rows = self._filed(Edition.objects.begun(self.at).filter(language=self.language))
        rows = rows.between(*self.bounds) if self.bounds else rows
        return rows.also_in(self.selection.also, self.at, begun=True) if self.selection.also else rows

    def _filed(self, rows: EditionQuerySet) -> EditionQuerySet:
        return rows.about(self.facets.topic) if self.selection.topic else rows

    def answer(self) -> HttpResponse:
        if not self.facets.possible:  # before any redirect: one would tell that a topic of hidden releases exists
            raise Http404
        slug = self.request.GET.get("before")
        cursor = self._cursor(slug) if slug is not None else None
        if slug is not None and cursor is None:
            return self._moved(slug)
        address = address_of(self.selection, slug or "")
        if cursor is not None and cursor.gone and not self.editions().newer_than(cursor).exists():
            address = address_of(self.selection)  # the first page under another address
        if address != self._asked():
            return HttpResponseRedirect(address)
        return self.render_to_response(self.get_context_data(**self._page(cursor)))

    def _asked(self) -> str:
        query = self.request.META["QUERY_STRING"]
        return escape_uri_path(self.request.path) + (f"?{query}" if query else "")

    def _query_is_canonical(self, request: HttpRequest) -> bool:
        """Tell whether the query holds known parameters, each once; which then lead to their one address."""
        parts = request.META["QUERY_STRING"].count("&") + 1
        return set(request.GET) <= self.queries and len(request.GET) == parts

    def _cursor(self, slug: str) -> Edition | None:
        """Return the release of this list with ``slug``; None if it is none that readers have ever seen here."""
        if "\x00" in slug:
            raise Http404
        for rows, gone in ((self.editions(), False), (self.past(), True)):
            columns = rows.only("language", "slug", "publish_at")
            if found := columns.with_page_before(self.editions()).filter(slug=slug).first():
                found.gone = gone
                return found
        return None

    def _moved(self, slug: str) -> HttpResponse:
        """Lead from a former slug to the same page of the list under the current one; 404 if it is none."""
        former = FormerAddress.objects.leading(self.language, slug, self.at)
        current = former.values_list("edition__slug", flat=True).first()
        if current is None or self._cursor(current) is None:
            raise Http404
        return HttpResponsePermanentRedirect(address_of(self.selection, current))

    def _page(self, cursor: Edition | None) -> dict[str, Any]:
        """Return the page's editions and its neighbours."""
        rows = self.editions().for_list()
        rows = rows.older_than(cursor) if cursor is not None else rows
        found = list(rows.newest_first()[: PAGE_SIZE + 1])
        if not found and (cursor is not None or not self._may_be_empty()):
            raise Http404
        editions = found[:PAGE_SIZE]
        return {
            "editions": editions,
            "first_page": cursor is None,
            "newer": address_of(self.selection, cursor.back or "") if cursor is not None else "",
            "older": address_of(self.selection, editions[-1].slug or "") if len(found) > PAGE_SIZE else "",
            "canonical": address_of(self.selection, (cursor.slug or "") if cursor is not None else ""),
        }

    def _may_be_empty(self) -> bool:
        """Tell whether there is a first page with nothing on it: filters that find something each, but not together."""
        return True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        topics = load_topics(kwargs["editions"], [*self.facets.topics, self.facets.topic])
        filters = Filters(self.selection, self.facets, topics)
        if self.selection.topic and not filters.topic:
            raise Http404
        if kwargs["first_page"]:
            context["site"].alternates = self.alternates(filters.topic)
        return context | {"filters": filters}

    def alternates(self, topic: Topic | None) -> dict[str, str]:
        """Return the address of the same list per language in which it has something to show."""
        languages = self.facets.languages if self.selection.single() else shown_codes()
        return {
            code: address_of(self.selection.but(language=code))
            for code in languages
            if code != self.selection.also and (topic is None or getattr(topic, f"name_{suffix(code)}"))
        }


class Archive(ReleaseList):
    """A list with an address of its own: of a topic, a year or a month."""

    queries: ClassVar[frozenset[str]] = frozenset({"before"})

    @cached_property
    def selection(self) -> Selection:
        """What the address says."""
        kwargs = self.kwargs
        return Selection(self.language, kwargs.get("slug", ""), kwargs.get("year", 0), kwargs.get("month", 0))

    def _may_be_empty(self) -> bool:
        return False


class YearArchive(Archive):
    """The releases of one year."""

    template_name = "articles/archive.html"


class MonthArchive(YearArchive):
    """The releases of one month."""


class TopicList(Archive):
    """The releases about one topic."""

    template_name = "articles/topic.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"topic": context["filters"].topic}
