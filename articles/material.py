"""The photos and documents of a revision as readers get them: what it froze, never the rows of the media library."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from articles.enums import SERVED, DocumentKind, IllustrationRole
from articles.filetypes import MIME
from articles.models import Attachment, Illustration, PhotoVersion, Revision
from articles.querysets import of_photo

NAME_LENGTH = 40  # characters of a photographer or title in the name of a file
TEXTS = ("title", "alt", "caption", "credit", "terms")


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as a revision shows it: one of its files, and its texts in that language.

    ``role``: ``lead``, ``body`` or ``gallery``. ``key``: by which the text refers to it.
    """

    photo: PhotoVersion
    role: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    terms: str = ""
    title: str = ""
    key: str = ""

    @property
    def name(self) -> str:
        """What it is called in a line; may be empty."""
        return self.alt or self.caption or self.title

    @property
    def extension(self) -> str:
        """How the names of what every browser shows of it end."""
        return self.photo.full.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class File:
    """A document as a revision offers it. ``token``: of its permanent address; ``size`` in bytes."""

    token: str
    version: str
    title: str
    terms: str
    kind: DocumentKind
    size: int
    file_name: str

    @property
    def mime(self) -> str:
        """Its type."""
        return MIME[self.kind]


@dataclass(frozen=True, slots=True)
class Material:
    """What a revision has besides its texts and its lead photo.

    ``within``: the photos of its text by the key with which that refers to them, in order.
    """

    gallery: list[Picture] = field(default_factory=list)
    within: dict[str, Picture] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)


NOTHING = Material()
LEAD = "lead"


def lead_picture(revision: Revision) -> Picture | None:
    """Return the lead photo of ``revision``; None if it has none."""
    if revision.photo is None:
        return None
    texts = {name: getattr(revision, f"photo_{name}") for name in ("alt", "caption", "credit", "terms")}
    return Picture(revision.photo, LEAD, **texts)


def material(revisions: Iterable[int]) -> dict[int, Material]:
    """Return what each of ``revisions`` (keys) has, by its key; in two queries. Revisions with nothing are left out.

    A document that the virus scanner has not let pass is served to nobody, so it is not offered either.
    """
    wanted = list(revisions)
    if not wanted:
        return {}
    found: dict[int, Material] = {}
    pictures = Illustration.objects.filter(revision__in=wanted).select_related("photo")
    for one in pictures.only("revision", "role", "key", *TEXTS, *of_photo("photo__")):
        held = found.setdefault(one.revision_id, Material())
        picture = Picture(one.photo, one.role, key=one.key, **{name: getattr(one, name) for name in TEXTS})
        if one.role == IllustrationRole.GALLERY:
            held.gallery.append(picture)
        else:
            held.within[one.key] = picture
    safe = Attachment.objects.filter(revision__in=wanted, document__scan__in=SERVED)
    for row in safe.select_related("document__document").only("revision", "title", "terms", *_of_document()):
        found.setdefault(row.revision_id, Material()).files.append(_file(row))
    return found


def _of_document() -> Iterator[str]:
    yield from (f"document__{name}" for name in ("token", "kind", "size", "document__token"))


def _file(row: Attachment) -> File:
    version = row.document
    return File(
        token=version.document.token,
        version=version.token,
        title=row.title,
        terms=row.terms,
        kind=DocumentKind(version.kind),
        size=version.size,
        file_name=version.file_name,
    )


def all_pictures(lead: Picture | None, held: Material) -> list[Picture]:
    """Return each photo once, in the order in which a reader meets them: lead, text, gallery."""
    met: dict[str, Picture] = {}
    for picture in [*([lead] if lead else []), *held.within.values(), *held.gallery]:
        met.setdefault(picture.photo.token, picture)
    return list(met.values())


def file_name(reference: str, number: int, picture: Picture) -> str:
    """Return a readable name for the ``number``th picture of a release, safe on any disk: ``2026-K7QF_01_rescue.jpg``.

    Letters of every script stay; everything else but digits becomes a hyphen.
    """
    words = re.sub(r"[\W_]+", "-", picture.credit or picture.title)[:NAME_LENGTH].strip("-")
    return "_".join(filter(None, (reference, f"{number:02d}", words))) + f".{picture.extension}"
