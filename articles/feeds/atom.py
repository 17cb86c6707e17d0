"""Atom (RFC 4287) with full text, labelled categories, pictures as enclosures, and tombstones (RFC 6721)."""

from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from articles.feeds.content import Channel, Entry
from articles.feeds.xml import TOMBSTONES, Written, written

CONTENT_TYPE = "application/atom+xml; charset=utf-8"


class NewsAtom(Written, Atom1Feed):
    """A channel as Atom."""

    def root_attributes(self) -> dict[str, Any]:
        return {**super().root_attributes(), "xmlns:at": TOMBSTONES}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if hub := self.feed["channel"].hub:
            handler.addQuickElement("link", "", {"rel": "hub", "href": hub})
        self.add_tombstones(handler)

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        if entry.lead:
            handler.addQuickElement("summary", entry.lead, {"type": "text"})
        handler.addQuickElement("content", entry.content, {"type": "html"})
        for topic in entry.page.topics:
            handler.addQuickElement("category", "", {"term": topic.slug, "label": topic.name})


def write(channel: Channel) -> bytes:
    """Return ``channel`` as Atom."""
    return written(NewsAtom, channel)
