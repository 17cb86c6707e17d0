"""JSON Feed 1.1. Its extensions: ``_withdrawn`` of the feed, ``_changes`` of an entry (docs/features/machines.md)."""

import json
from typing import Any

from django.utils.feedgenerator import rfc3339_date

from articles.feeds.content import Channel, Entry, Picture, Withdrawn, file_address
from articles.material import File
from articles.models import Publication
from articles.site import Site, absolute

CONTENT_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def write(channel: Channel) -> bytes:
    """Return ``channel`` as JSON Feed, without what is empty."""
    site = channel.site
    feed = {
        "version": VERSION,
        "title": channel.title,
        "home_page_url": channel.link,
        "feed_url": channel.address,
        "description": channel.description,
        "language": site.tag,
        "authors": [{"name": site.name, "url": absolute(site.list_path)}],
        "hubs": [{"type": "WebSub", "url": channel.hub}] if channel.hub else [],
        "_withdrawn": {"items": [_withdrawn(gone) for gone in channel.withdrawn]} if channel.withdrawn else {},
    }
    told: dict[str, Any] = {name: value for name, value in feed.items() if value}
    told["items"] = [_item(entry, channel) for entry in channel.entries]
    return json.dumps(told, ensure_ascii=False).encode()


def _item(entry: Entry, channel: Channel) -> dict[str, Any]:
    item = {
        "id": entry.identity,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.content,
        "summary": entry.lead,
        "image": entry.pictures[0].address if entry.pictures else "",
        "date_published": rfc3339_date(entry.published),
        "date_modified": rfc3339_date(entry.updated),
        "tags": [topic.name for topic in entry.page.topics],
        "attachments": [
            *map(_attachment, entry.pictures),
            *(_document(file, channel.site) for file in entry.page.files),
        ],
        "_changes": {"items": [_change(row) for row in entry.page.changes]} if entry.page.changes else {},
    }
    return {name: value for name, value in item.items() if value}


def _attachment(picture: Picture) -> dict[str, Any]:
    attachment = {"url": picture.address, "mime_type": picture.mime_type, "size_in_bytes": picture.size}
    return attachment | ({"title": picture.alt} if picture.alt else {})


def _document(file: File, site: Site) -> dict[str, Any]:
    return {"url": file_address(file, site), "mime_type": file.mime, "title": file.title, "size_in_bytes": file.size}


def _change(row: Publication) -> dict[str, str]:
    return {"kind": row.change, "date": rfc3339_date(row.public_from), "note": row.note}


def _withdrawn(gone: Withdrawn) -> dict[str, str]:
    said = {"id": gone.identity, "date_withdrawn": rfc3339_date(gone.at), "reason": gone.reason}
    return {name: value for name, value in said.items() if value}
