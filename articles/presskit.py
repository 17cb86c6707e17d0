"""Press kits: the pictures of a release in high resolution with their captions, its text, its paper and its documents.

A ZIP that is written while it is read, a piece at a time: no kit is ever whole in memory or on the disk.
"""

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles import html
from articles.filetypes import download_name
from articles.material import Picture, file_name
from articles.pages import ReleasePage
from articles.plain import plain_text
from articles.site import Site, absolute

log = logging.getLogger(__name__)

PIECE = 256 * 1024  # bytes
LARGE = 1 << 30  # bytes from which a file is written with the long sizes of ZIP64, which some old programs do not read
TITLE_LENGTH = 60  # characters of the title of a document in the name of its file


@dataclass(frozen=True, slots=True)
class Part:
    """A stored file in a kit: under which name, its name in the storage, its size in bytes as far as it is known."""

    name: str
    stored: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Kit:
    """All that goes into a kit, with its words: when it is written, the language of the release is active no more.

    ``captions`` of the pictures, in a file called ``captions_name``; ``lost`` is what is said in it before the names of
    the files that could not be read.
    """

    moment: datetime
    parts: list[Part]
    texts: dict[str, str]
    captions_name: str
    captions: str
    lost: str


def press_kit(page: ReleasePage, site: Site, paper: Part | None = None) -> Kit:
    """Return what the kit of a public release holds, in the active language; ``paper``: its PDF, if there is one."""
    reference, language = page.edition.release.reference, page.edition.language
    pictures = {file_name(reference, number, one): one for number, one in enumerate(page.pictures, start=1)}
    parts = [Part(name, one.photo.file_name(one.photo.full), one.photo.size_of(one.photo.full) or 0)
             for name, one in pictures.items()]  # fmt: skip
    parts += [paper] if paper else []
    taken = {part.name.casefold() for part in parts}
    for file in page.files:
        name = _free(download_name(file.title, language, file.kind, TITLE_LENGTH), taken)
        parts.append(Part(name, file.file_name, file.size))
    return Kit(
        moment=timezone.localtime(page.published_at, timezone.get_default_timezone()),
        parts=parts,
        texts={f"{reference}-{language}.txt": _text(page, site)},
        captions_name=_free(download_name(_("Captions"), language, "txt"), taken),
        captions=_captions(page, pictures),
        lost=_("These files could not be added:"),
    )


def _free(name: str, taken: set[str]) -> str:
    """Return ``name``, numbered if it is ``taken`` already, and take it; capitals are no difference on many disks."""
    stem, _dot, extension = name.rpartition(".")
    number, free = 2, name
    while free.casefold() in taken:
        number, free = number + 1, f"{stem} {number}.{extension}"
    taken.add(free.casefold())
    return free


def _text(page: ReleasePage, site: Site) -> str:
    """Return the release as plain text, with whom to ask and where it stands."""
    revision, told = page.revision, site.organisation
    sections = [
        *(_line(change.get_change_display(), change.note) for change in page.changes),
        revision.title,
        revision.lead,
        plain_text(page.body),
        _section(_("Notes to editors"), page.notes),
        _section(_("Press contact"), html.render_body(told.press_contact or "")),
        _section(_("About the organisation"), html.render_body(told.boilerplate or "")),
        _("Reference number") + f" {page.edition.release.reference}\n{absolute(page.edition.address())}",
    ]
    return "\n\n".join(filter(None, sections)) + "\n"


def _section(title: str, markup: str) -> str:
    text = plain_text(markup)
    return f"{title}\n\n{text}" if text else ""


def _captions(page: ReleasePage, pictures: dict[str, Picture]) -> str:
    """Return what goes with each picture, by the name of its file."""
    head = f"{page.revision.title}\n{absolute(page.edition.address())}"
    return "\n\n".join([head, *(f"{name}\n{_caption(one)}".rstrip() for name, one in pictures.items())]) + "\n"


def _caption(picture: Picture) -> str:
    said = {
        _("Alternative text"): picture.alt,
        _("Caption"): picture.caption,
        pgettext("picture", "Credit"): picture.credit,
        _("Terms of use"): picture.terms,
    }
    return "\n".join(_line(label, value) for label, value in said.items() if value)


def _line(label: str, value: str) -> str:
    """Return what is said under a label, with the colon of the active language."""
    return _("%(label)s: %(value)s") % {"label": label, "value": value}


class _Sink(io.RawIOBase):
    """What a ZIP is written to and cannot be sought in; holds the bytes that nobody has taken yet."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        view = memoryview(data)  # type: ignore[arg-type]  # any buffer, as of every writer of bytes
        self._held += view
        return view.nbytes

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        data = bytes(self._held)
        self._held.clear()
        return data


def written(kit: Kit) -> Iterator[bytes]:
    """Yield a kit as ZIP. A file that is lost is left out and named beside the captions; ``OSError`` if one breaks off.

    Every entry is deflated, at the level that packs nothing, since pictures are packed already: an entry whose size
    stands behind it, as in every stream, is read by all programs only if it is deflated (PKWARE APPNOTE, 4.4.4).
    """
    sink, lost = _Sink(), list[str]()
    with ZipFile(sink, "w") as archive:
        for part in kit.parts:
            pieces = _pieces(part)
            first = next(pieces, None)
            if first is None:
                lost.append(part.name)
                continue
            with archive.open(_entry(part.name, kit.moment, level=0), "w", force_zip64=part.size > LARGE) as entry:
                entry.write(first)
                for piece in pieces:
                    yield sink.taken()
                    entry.write(piece)
            yield sink.taken()
        missing = "\n".join(["", kit.lost, *lost, ""]) if lost else ""
        for name, text in (kit.texts | {kit.captions_name: kit.captions + missing}).items():
            archive.writestr(_entry(name, kit.moment, level=6), text.encode())
    yield sink.taken()


def _pieces(part: Part) -> Iterator[bytes]:
    """Yield a stored file piece by piece, at least one; nothing if it is lost."""
    try:
        file = default_storage.open(part.stored)
        first = file.read(PIECE)
    except OSError:
        log.warning("%s is lost, and missing in a press kit", part.stored)
        return
    with file:
        yield first
        while piece := file.read(PIECE):
            yield piece


def _entry(name: str, moment: datetime, *, level: int) -> ZipInfo:
    """Return the entry of a file that everybody may read, dated like the release; ZIP knows no year before 1980.

    ``level``: of packing, 0 to 9.
    """
    entry = ZipInfo(name, max(moment.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
    entry.compress_type = ZIP_DEFLATED
    entry._compresslevel = level  # type: ignore[attr-defined]  # ``compress_level`` from Python 3.13 on, and this too
    entry.external_attr = 0o644 << 16
    return entry
