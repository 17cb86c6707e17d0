"""What the page of a photo or document says of it beside its form: the file, what it lacks, its versions, its uses."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles import permissions
from articles.admin.library.reading import Thing, may_have
from articles.admin.library.selection import LACKS
from articles.admin.library.tiles import Thumbnail, Tile, detail, rendition_address, thumbnail_of, tiles
from articles.admin.library.uses import Uses, uses
from articles.enums import Scan, shown_codes, suffix
from articles.filetypes.notes import said
from articles.models import Document, DocumentVersion, Photo, PhotoVersion
from articles.people import name_of

VERSIONS = 30
LARGE = 800  # pixels


@dataclass(frozen=True, slots=True)
class Version:
    """A file that came in: which, when, from whom, and whether readers may have it now."""

    number: int
    name: str
    detail: str
    size: int
    at: datetime
    person: str
    thumbnail: Thumbnail | None
    download: str
    current: bool
    open: bool
    scan: str


def about(thing: Thing, person: Any) -> dict[str, Any]:
    """Return the context of ``_about.html`` and ``_behind.html``: a bounded number of queries."""
    tile = tiles(person, [thing])[0]
    found: Uses = uses(person, thing)
    version, given = thing.current, may_have(person, thing)
    focuses = isinstance(thing, Photo) and person.has_perm("articles.add_photo")
    return {
        "tile": tile,
        "thing": thing,
        "drafts": f"{tile.kind}-{thing.pk}",
        "written": [suffix(code) for code in permissions.writable(person)],
        "zone": settings.TIME_ZONE,
        "large": large(version) if isinstance(version, PhotoVersion) else None,
        "name": version.original_name if version else "",
        "size": version.size if version else 0,
        "notes": [said(note) for note in version.notes] if isinstance(version, DocumentVersion) else [],
        "scan": scan_of(version),
        "uses": found,
        "versions": versions(thing, timezone.now(), given=given),
        "lacked": LACKS[tile.kind],
        "addresses": addresses(thing),
        "replace": reverse(f"admin:articles_{tile.kind}_replace", args=[thing.pk]),
        "focus": reverse("admin:articles_photo_focus", args=[thing.pk]) if focuses else "",
        "download": download(version) if given else "",
    }


def scan_of(version: PhotoVersion | DocumentVersion | None) -> str:
    """Return what the virus scanner says of a document, if one is set."""
    if not isinstance(version, DocumentVersion) or version.scan == Scan.OFF:
        return ""
    return str(Scan(version.scan).label)


def large(version: PhotoVersion) -> Thumbnail | None:
    """Return a rendition to look at, some 800 pixels wide; None if nothing has been made."""
    if not version.widths:
        return None
    width = next((width for width in version.widths if width >= LARGE), version.widths[-1])
    return Thumbnail(rendition_address(version, version.name_at(width)), width, version.height_at(width))


def download(version: PhotoVersion | DocumentVersion | None) -> str:
    """Return where the desk gets the file: of a photo the largest picture made of it; empty if there is none."""
    if isinstance(version, PhotoVersion):
        return rendition_address(version, version.full) if version.widths else ""
    return reverse("admin:articles_document_file", args=[version.token]) if version else ""


def addresses(thing: Thing) -> list[str]:
    """Return the permanent addresses of a document, one for each language that offers it."""
    if not isinstance(thing, Document):
        return []
    return [thing.address(code) for code in shown_codes() if thing.language in {"", code}]


def versions(thing: Thing, at: datetime, *, given: bool = True) -> list[Version]:
    """Return the newest files that came in, newest first; to be had if they are ``given``."""
    rows = thing.versions.select_related("author").order_by("-number")[:VERSIONS]
    return [_version(row, thing, open_now, given) for open_now in [_open(thing, at)] for row in rows]


def _open(thing: Thing, at: datetime) -> set[int]:
    """Return the keys of the versions that readers may have at ``at``."""
    if isinstance(thing, Photo):
        return {*PhotoVersion.objects.open(at).filter(photo=thing).values_list("pk", flat=True)}
    pks: set[int] = set()
    for code in shown_codes():
        pks |= {*DocumentVersion.objects.open(code, at).filter(document=thing).values_list("pk", flat=True)}
    return pks


def _version(row: PhotoVersion | DocumentVersion, thing: Thing, open_now: set[int], given: bool) -> Version:
    return Version(
        number=row.number,
        name=row.original_name,
        detail=detail(row),
        size=row.size,
        at=row.created_at,
        person=name_of(row.author),
        thumbnail=thumbnail_of(row) if isinstance(row, PhotoVersion) else None,
        download=download(row) if given else "",
        current=row.pk == thing.current_id,
        open=row.pk in open_now,
        scan=scan_of(row),
    )


def missing(tile: Tile) -> list[str]:
    """Return the languages in which ``tile`` lacks its most needed text."""
    return [lack.language for lack in tile.lacks]
