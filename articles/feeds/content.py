"""What a feed says, whatever the format. No time of asking anywhere, so that the same feed is the same bytes."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.urls import reverse

from articles import html, material
from articles.enums import suffix
from articles.models import Edition, Topic
from articles.moments import EPOCH
from articles.pages import (
    TOLD_FOR,
    ReleasePage,
    changes,
    elsewhere,
    held_by,
    identity,
    named,
    public_page,
    withdrawal_statement,
)
from articles.querysets import PAGE_SIZE
from articles.site import Site, absolute

MAX_WITHDRAWALS = 100


@dataclass(frozen=True, slots=True)
class Picture:
    """The widest file of one of a release's pictures: absolute address, measures in pixels, ``size`` in bytes."""

    address: str
    width: int
    height: int
    size: int
    alt: str
    caption: str
    credit: str
    mime_type: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A release in a feed. ``pictures``: each once, the lead first; without those whose files are lost."""

    page: ReleasePage
    identity: str
    address: str
    published: datetime
    updated: datetime
    content: str
    pictures: list[Picture]

    @property
    def title(self) -> str:
        """The headline."""
        return self.page.revision.title

    @property
    def lead(self) -> str:
        """The lead, plain text; may be empty."""
        return self.page.revision.lead


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What a feed says of an edition that was taken down: its identity, when, and why, in its language."""

    identity: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed: what it is called, the page that shows the same (``link``), its own address, and what is in it."""

    title: str
    description: str
    link: str
    address: str
    site: Site
    entries: list[Entry]
    withdrawn: list[Withdrawn]

    @property
    def hub(self) -> str:
        """The WebSub hub that subscribers are told of; empty if there is none."""
        return settings.WEBSUB_HUB

    @property
    def updated(self) -> datetime:
        """When the feed last changed; 1970 if it is empty: the time of asking stands nowhere in it."""
        moments = [entry.updated for entry in self.entries] + [gone.at for gone in self.withdrawn]
        return max(moments, default=EPOCH)


def entries(site: Site, at: datetime, topic: Topic | None = None) -> list[Entry]:
    """Return the newest public releases in the site's language, or of those about ``topic``, in five queries."""
    language = site.language
    prefetched = Prefetch("release__topics", Topic.objects.only("slug", f"name_{suffix(language)}"))
    rows = Edition.objects.public(language, at)
    if topic is not None:
        rows = rows.about(topic)
    editions = list(rows.for_page().with_return().newest_first().prefetch_related(prefetched)[:PAGE_SIZE])
    told, held = changes(editions, at), held_by(editions)
    pages = (public_page(edition, named(edition.release.topics.all(), language), told, held) for edition in editions)
    return [_entry(page, site) for page in pages]


def _entry(page: ReleasePage, site: Site) -> Entry:
    edition = page.edition
    assert edition.publish_at is not None
    return Entry(
        page=page,
        identity=identity(edition),
        address=absolute(edition.address()),
        published=edition.publish_at,
        # A restored entry must be newer than the tombstone that it had (RFC 6721, 3).
        updated=max(edition.modified_at, edition.returned_at or edition.modified_at),
        content=content(page, site),
        pictures=[found for one in page.pictures if (found := _picture(one))],
    )


def _picture(picture: material.Picture | None) -> Picture | None:
    """Return the widest file of a picture; None if there is no picture, or its file is lost."""
    photo = picture.photo if picture else None
    width = photo.widths[-1] if photo else 0
    size = photo.size_of(width) if photo else None
    if picture is None or photo is None or size is None:
        return None
    return Picture(
        address=absolute(photo.address(width)),
        width=width,
        height=photo.height_at(width),
        size=size,
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
        mime_type=photo.mime,
    )


def file_address(file: material.File, site: Site) -> str:
    """Return the absolute address of a document in the site's language."""
    return absolute(reverse("articles:document", args=[site.language, file.token]))


def withdrawals(language: str, at: datetime, topic: Topic | None = None) -> list[Withdrawn]:
    """Return what was withdrawn in ``language``, or about ``topic``, in the last 30 days, newest first."""
    rows = Edition.objects.withdrawn_since(at - TOLD_FOR, language, at).for_withdrawal()
    if topic is not None:
        rows = rows.about(topic)
    return [
        Withdrawn(identity(row), row.withdrawn_at, withdrawal_statement(row, replaced=row.replacement))
        for row in rows[:MAX_WITHDRAWALS]
        if row.withdrawn_at
    ]


def content(page: ReleasePage, site: Site) -> str:
    """Return the full text as HTML for a stranger's page: notices of corrections first, links absolute."""
    gallery = [elsewhere(picture) for picture in page.gallery]
    context = {"page": page, "site": site, "picture": _picture(page.lead_picture), "gallery": gallery}
    markup = render_to_string("articles/feed_entry.html", context)
    return html.with_absolute_links(markup.strip(), site.url, absolute(page.edition.address()))
