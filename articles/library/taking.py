"""Taking a file in, whatever it is: as a photo or as a document, by what is in it, never by its name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import html
from articles.darkroom import kinds
from articles.darkroom.developing import Offered, develop
from articles.enums import suffix
from articles.filetypes import examine
from articles.library import documents, photos
from articles.library.storing import digest_of
from articles.models import Document, DocumentVersion, Photo, PhotoVersion, Tag
from articles.models.photo import Asset
from articles.workflow import NotPermitted

MAX_TAGS = 20  # of one file
# What is no picture here but was meant as one: the darkroom says what to do about it.
MEANT_AS_PICTURES = {"two", "sequence", "svg", "eps", "psd", "tiff", "gif", "bmp", "ico", "jpeg2000", "jpegxl"}


@dataclass(frozen=True, slots=True)
class Taken:
    """A photo or document; ``known``: the library had this very file already, and nothing was stored."""

    thing: Photo | Document
    known: bool = False


def is_picture(file: BinaryIO) -> bool:
    """Tell whether ``file`` is a picture, or a drawing that somebody takes for one; it is left at its beginning."""
    file.seek(0)
    head = file.read(kinds.HEAD)
    file.seek(0)
    try:
        kinds.kind(head)
    except kinds.Refused as refused:
        return refused.why in MEANT_AS_PICTURES
    return True


def known_as(sha256: str) -> Photo | Document | None:
    """Return the photo or document that has, or once had, a file with this digest; the newest of several."""
    photo = PhotoVersion.objects.select_related("photo__current").filter(sha256=sha256).order_by("-pk").first()
    if photo is not None:
        return photo.photo
    document = DocumentVersion.objects.select_related("document__current").filter(sha256=sha256).order_by("-pk").first()
    return document.document if document is not None else None


def take_in(
    file: BinaryIO, name: str, *, by: User | None, language: str, tags: Iterable[str] = (), again: bool = False
) -> Taken:
    """Take ``file`` into the library, or say that it is there: ``again`` takes it a second time.

    What a picture says of itself becomes its texts in ``language``, and tags beside ``tags``. Raises ``ImageProblem``
    or ``DocumentProblem`` (both ``ValueError``), ``NotPermitted``, and ``OSError`` where there is no room.
    """
    picture = is_picture(file)
    require_right(by, "photo" if picture else "document")
    if not again and (thing := known_as(digest_of(file)[0])) is not None:
        return Taken(thing, known=True)
    return Taken(_photo(file, name, by, language, tags) if picture else _document(file, name, by, tags))


def require_right(by: User | None, kind: str) -> None:
    """Raise ``NotPermitted`` unless ``by`` may add photos, or documents."""
    if by is not None and not by.has_perm(f"articles.add_{kind}"):
        raise NotPermitted(_("You may not add photos.") if kind == "photo" else _("You may not add documents."))


def _photo(file: BinaryIO, name: str, by: User | None, language: str, tags: Iterable[str]) -> Photo:
    developed = develop(file)
    offered = developed.offered
    photo = described(offered, language)
    with transaction.atomic():
        photos.keep(photo, file, developed, by=by, name=name)
        tag(photo, [*tags, *offered.keywords], by)
    return photo


def _document(file: BinaryIO, name: str, by: User | None, tags: Iterable[str]) -> Document:
    document = Document()
    examined = examine(file, name)
    with transaction.atomic():
        documents.keep(document, file, examined, by=by, name=name)
        tag(document, tags, by)
    return document


def described(offered: Offered, language: str) -> Photo:
    """Return a photo, not saved, with what its file says of itself as its texts in ``language``."""
    texts = {name: getattr(offered, name) for name in ("title", "caption", "credit", "terms", "place")}
    own = {f"{name}_{suffix(language)}": text for name, text in texts.items() if text} if language else {}
    return Photo(photographer=offered.photographer, taken_on=_day(offered.taken_at), **own)


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def tag(thing: Asset, names: Iterable[str], by: User | None) -> None:
    """Give ``thing`` the tags ``names``; one that there is not is made, if ``by`` may do that."""
    wanted = dict.fromkeys(name[:50].strip() for name in map(html.clean_line, names))
    wanted.pop("", None)
    first = list(wanted)[:MAX_TAGS]
    found = {row.name: row for row in Tag.objects.filter(name__in=first)}
    may_add = by is None or by.has_perm("articles.add_tag")
    for name in first if may_add else ():
        if name not in found:
            found[name] = Tag.objects.get_or_create(name=name)[0]
    thing.tags.add(*found.values())
