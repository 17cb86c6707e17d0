"""Feeds: what the newest releases are, with their full text, and what was taken back, for machines that come again.

``entries`` and ``withdrawals`` are what a feed says; ``NewsAtom`` is one way to say it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from articles import html
from articles.enums import suffix
from articles.freshness import public_page
from articles.models import Edition, Topic
from articles.pages import ReleasePage, changes, identity, named, withdrawal_reason
from articles.pages import public_page as page_of
from articles.querysets import PAGE_SIZE
from articles.site import Site

TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"  # RFC 6721
TOLD_FOR = timedelta(days=30)  # how long a feed says that something was withdrawn
MAX_WITHDRAWALS = 100
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # what an empty feed gives as the time of its last change


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What a feed says of an edition that was taken down: its identity, when, and why, in its language."""

    identity: str
    at: datetime
    reason: str


def entries(language: str, at: datetime) -> list[ReleasePage]:
    """Return the newest public releases in ``language``, newest first, in at most three queries."""
    name = f"name_{suffix(language)}"
    topics = Prefetch("release__topics", Topic.objects.only("slug", name))
    rows = Edition.objects.public(language, at).for_page().with_return().newest_first()
    editions = list(rows.prefetch_related(topics)[:PAGE_SIZE])
    told = changes(editions, at)
    return [page_of(edition, named(edition.release.topics.all(), language), told) for edition in editions]


def withdrawals(language: str, at: datetime) -> list[Withdrawn]:
    """Return what was withdrawn in ``language`` in the last 30 days, newest first."""
    rows = Edition.objects.withdrawn_since(at - TOLD_FOR, language, at).select_related("release")
    columns = ("language", "slug", "publish_at", "withdrawn_at", "withdrawal", "withdrawal_note", "release__reference")
    found = rows.only(*columns)[:MAX_WITHDRAWALS]
    return [Withdrawn(identity(row), row.withdrawn_at, _said(row)) for row in found if row.withdrawn_at]


def _said(edition: Edition) -> str:
    """Return the reason and the explanation of a withdrawal."""
    reason = withdrawal_reason(edition, replaced=edition.replacement)
    return " ".join(filter(None, (reason, edition.withdrawal_note)))


def content(page: ReleasePage, site: Site) -> str:
    """Return the full text as HTML for a stranger's page: notices of corrections first, links absolute."""
    markup = render_to_string("articles/feed_entry.html", {"page": page, "site": site})
    return html.with_absolute_links(markup.strip(), site.url, site.url + page.edition.address())


class NewsAtom(Atom1Feed):
    """Atom (RFC 4287) with full text, labelled categories, and tombstones (RFC 6721)."""

    def root_attributes(self) -> dict[str, Any]:
        return {**super().root_attributes(), "xmlns:at": TOMBSTONES}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for gone in self.feed["withdrawn"]:
            mark = AttributesImpl({"ref": gone.identity, "when": rfc3339_date(gone.at)})
            handler.startElement("at:deleted-entry", mark)
            if gone.reason:
                handler.addQuickElement("at:comment", gone.reason)
            handler.endElement("at:deleted-entry")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["summary"]:
            handler.addQuickElement("summary", item["summary"], {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "html"})
        for topic in item["topics"]:
            handler.addQuickElement("category", "", {"term": topic.slug, "label": topic.name})

    def latest_post_date(self) -> datetime:
        """Return when the feed last changed: never the time of asking, so that the same feed is the same bytes."""
        moments = [item["updateddate"] for item in self.items] + [gone.at for gone in self.feed["withdrawn"]]
        return max(moments, default=NEVER)


@require_safe
@public_page
def atom(request: HttpRequest, language: str) -> HttpResponse:
    """The newest releases of a language as Atom, under one address."""
    if request.META.get("QUERY_STRING"):
        return HttpResponseRedirect(request.path)
    at = timezone.now()
    site = Site(language)
    feed = NewsAtom(
        title=site.name,
        link=site.url + site.list_path,
        description="",
        subtitle=site.organisation.tagline or None,
        language=site.tag,
        author_name=site.name,
        feed_url=site.url + site.feed_path,
        feed_guid=site.url + site.feed_path,
        withdrawn=withdrawals(language, at),
    )
    for page in entries(language, at):
        edition = page.edition
        feed.add_item(
            title=page.revision.title,
            link=site.url + edition.address(),
            description=None,  # type: ignore[arg-type]  # so that Django writes no summary of its own
            summary=page.revision.lead,
            content=content(page, site),
            unique_id=identity(edition),
            pubdate=edition.publish_at,
            # A restored entry must be newer than the tombstone that it had (RFC 6721, 3).
            updateddate=max(edition.modified_at, edition.returned_at or edition.modified_at),
            topics=page.topics,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
