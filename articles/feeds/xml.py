"""What Atom and RSS have in common: Django's writers, the tombstones of RFC 6721, WebSub."""

from datetime import datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Enclosure, SyndicationFeed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from articles.feeds.content import Channel, Entry, file_address
from articles.site import Site

TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"  # RFC 6721


class Written(SyndicationFeed):
    """A feed of Django's that is filled from a channel and never holds the time of asking.

    ``max_enclosures``: how many an entry may have; None if any number.
    """

    max_enclosures: int | None = None

    def latest_post_date(self) -> datetime:
        channel: Channel = self.feed["channel"]
        return channel.updated

    def add_tombstones(self, handler: SimplerXMLGenerator) -> None:
        """Write what was withdrawn: RFC 6721 for Atom; RSS has no word of its own and takes the same ones."""
        channel: Channel = self.feed["channel"]
        for gone in channel.withdrawn:
            mark = AttributesImpl({"ref": gone.identity, "when": rfc3339_date(gone.at)})
            handler.startElement("at:deleted-entry", mark)
            if gone.reason:
                handler.addQuickElement("at:comment", gone.reason)
            handler.endElement("at:deleted-entry")


def written(kind: type[Written], channel: Channel) -> bytes:
    """Return ``channel`` as ``kind`` writes it, in UTF-8."""
    site = channel.site
    feed = kind(
        title=channel.title,
        link=channel.link,
        description=channel.description or channel.title,
        subtitle=channel.description or None,
        language=site.tag,
        author_name=site.name,
        feed_url=channel.address,
        feed_guid=channel.address,
        channel=channel,
    )
    for entry in channel.entries:
        enclosures = _enclosures(entry, site)[: kind.max_enclosures]
        feed.add_item(**_item(entry), enclosures=enclosures)
    return feed.writeString("utf-8").encode()


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "link": entry.address,
        "description": None,  # so that Django writes none of its own
        "unique_id": entry.identity,
        "unique_id_is_permalink": False,
        "pubdate": entry.published,
        "updateddate": entry.updated,
        "entry": entry,
    }


def _enclosures(entry: Entry, site: Site) -> list[Enclosure]:
    """Return the pictures of ``entry``, the lead first, and its documents."""
    return [
        *(Enclosure(one.address, str(one.size), one.mime_type) for one in entry.pictures),
        *(Enclosure(file_address(file, site), str(file.size), file.mime) for file in entry.page.files),
    ]
