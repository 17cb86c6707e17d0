"""How a photo or document is shown in the library to one person: a picture, a name, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from articles import permissions
from articles.admin.library.reading import Thing, preferred, readable, text_in
from articles.admin.library.selection import DOCUMENT, LACKS, PHOTO
from articles.comparing.signs import END_ISOLATE, ISOLATE
from articles.enums import DocumentKind, InLanguage, Scan, direction, own_name, tag
from articles.models import Document, DocumentVersion, Photo, PhotoVersion
from articles.sizes import file_size

THUMBNAIL = 400  # pixels


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """The smallest rendition of a photo: its address at the desk, size in pixels, colour until it is there."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Lack(InLanguage):
    """A text that is missing in ``language``, which the person may read."""

    language: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing of the library. ``language`` is that of the title, empty where the name of the file serves."""

    kind: str
    pk: int
    token: str
    title: str
    language: str
    alt: str
    detail: str
    format: str
    thumbnail: Thumbnail | None
    lacks: list[Lack]
    lacks_all: bool
    always_public: bool
    scan: str
    of_language: str
    file_name: str
    credit: str
    added: datetime

    @property
    def tag(self) -> str:
        """The language of the title for ``lang`` attributes."""
        return tag(self.language) if self.language else ""

    @property
    def direction(self) -> str:
        """``rtl``, ``ltr``, or ``auto`` for the name of a file."""
        return direction(self.language) if self.language else "auto"

    @property
    def address(self) -> str:
        """Its page at the desk."""
        return reverse(f"admin:articles_{self.kind}_change", args=[self.pk])


def rendition_address(version: PhotoVersion, name: str) -> str:
    """Return where the desk finds a rendition, public or not."""
    return reverse("admin:articles_photo_rendition", args=[version.token, name])


def thumbnail_of(version: PhotoVersion | None) -> Thumbnail | None:
    """Return a small rendition of ``version``; None if nothing has been made of it."""
    if version is None or not version.widths:
        return None
    width = version.fitting(THUMBNAIL)
    return Thumbnail(rendition_address(version, version.name_at(width)), width, version.height_at(width))


def tiles(person: permissions.Person, things: Sequence[Thing], language: str = "") -> list[Tile]:
    """Return ``things``, of one kind, as ``person`` may see them; ``alt`` is the text in ``language``."""
    allowed = readable(person, things)
    return [_tile(thing, allowed[thing.pk], language) for thing in things]


def title_of(thing: Thing, languages: list[str]) -> tuple[str, str]:
    """Return (title, its language) in the first of ``languages`` that has one; else what is to be seen, or the file."""
    for name in ("title", "alt"):
        for code in preferred(languages):
            if title := text_in(thing, name, code):
                return title, code
    return (thing.current.original_name if thing.current else "") or thing.token, ""


def _tile(thing: Thing, languages: list[str], language: str) -> Tile:
    kind = PHOTO if isinstance(thing, Photo) else DOCUMENT
    title, of = title_of(thing, languages)
    version: Any = thing.current
    one = thing.language if isinstance(thing, Document) else ""
    expected = [code for code in languages if one in {"", code}]
    lacks = [Lack(code) for code in expected if not text_in(thing, LACKS[kind], code)]
    scan = version.scan if version and kind == DOCUMENT else ""
    return Tile(
        kind=kind,
        pk=thing.pk,
        token=thing.token,
        title=title,
        language=of,
        alt=text_in(thing, "alt", language) if language in languages else "",
        detail=detail(version),
        format=str(version.format if kind == PHOTO else version.kind).upper() if version else "",
        thumbnail=thumbnail_of(version) if kind == PHOTO else None,
        lacks=lacks,
        lacks_all=len(expected) > 1 and len(lacks) == len(expected),
        always_public=thing.always_public,
        scan=str(Scan(scan).label) if scan in {Scan.WAITING, Scan.INFECTED} else "",
        of_language=own_name(one) if one else "",
        file_name=version.original_name if version else "",
        credit=thing.photographer if isinstance(thing, Photo) else "",
        added=timezone.localtime(thing.created_at),
    )


def detail(version: PhotoVersion | DocumentVersion | None) -> str:
    """Return what kind of file it is and how large: pixels of a photo, bytes of a document."""
    if version is None:
        return ""
    if isinstance(version, PhotoVersion):
        pixels = _("%(width)s × %(height)s") % {"width": version.width, "height": version.height}
        return _beside(version.format, pixels.replace(" ", "\xa0"))  # one line holds both
    return _beside(str(DocumentKind(version.kind).label), file_size(version.size))


def _beside(*parts: str) -> str:
    """Return ``parts`` with dots between, isolated where writing runs from the right: numbers would change sides."""
    said = filter(None, parts)
    return " · ".join(f"{ISOLATE}{part}{END_ISOLATE}" for part in said) if get_language_bidi() else " · ".join(said)
