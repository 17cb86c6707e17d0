"""RSS 2.0 with full text (``content:encoded``), and in Atom's words what RSS cannot say: changes, withdrawals."""

from typing import Any

from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed, rfc3339_date
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from articles.feeds.content import Channel, Entry, Picture
from articles.feeds.xml import TOMBSTONES, Written, written
from articles.site import absolute

CONTENT_TYPE = "application/rss+xml; charset=utf-8"
NAMESPACES = {
    "xmlns:at": TOMBSTONES,
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


class NewsRss(Written, Rss201rev2Feed):
    """A channel as RSS 2.0."""

    max_enclosures = 1  # RSS Advisory Board, profile: readers take one, and not always the same

    def rss_attributes(self) -> dict[str, Any]:
        return {**super().rss_attributes(), **NAMESPACES}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if hub := self.feed["channel"].hub:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": hub})
        self.add_tombstones(handler)

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        channel: Channel = self.feed["channel"]
        site = channel.site
        if entry.lead:  # HTML by custom, so plain text is escaped once for that
            handler.addQuickElement("description", escape(entry.lead))
        handler.addQuickElement("content:encoded", entry.content)
        handler.addQuickElement("dc:creator", site.name)
        handler.addQuickElement("atom:updated", rfc3339_date(entry.updated))
        for topic in entry.page.topics:
            domain = absolute(reverse("articles:topic", args=[site.language, topic.slug]))
            handler.addQuickElement("category", topic.name, {"domain": domain})
        for picture in entry.pictures:
            _add_media(handler, picture)


def _add_media(handler: SimplerXMLGenerator, picture: Picture) -> None:
    """Write a picture with its measures, its credit and what is to be seen on it (Media RSS 1.5)."""
    handler.startElement(
        "media:content",
        {  # type: ignore[arg-type]  # typeshed wants AttributesImpl; a dictionary has all that is asked of one
            "url": picture.address,
            "type": picture.mime_type,
            "medium": "image",
            "fileSize": str(picture.size),
            "width": str(picture.width),
            "height": str(picture.height),
        },
    )
    if picture.alt:
        handler.addQuickElement("media:description", picture.alt, {"type": "plain"})
    if picture.credit:
        handler.addQuickElement("media:credit", picture.credit)
    handler.endElement("media:content")


def write(channel: Channel) -> bytes:
    """Return ``channel`` as RSS."""
    return written(NewsRss, channel)
