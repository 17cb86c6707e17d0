"""What the media library is narrowed to: words, a tag, a kind of file, what is used, what lacks a text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce
from django.http import Http404, QueryDict

from articles.admin.screens import number_in
from articles.enums import DocumentKind, Scan, shown_codes, suffix
from articles.models import (
    Attachment,
    Document,
    GalleryPhoto,
    Illustration,
    Photo,
    Release,
    ReleaseDocument,
    Revision,
)
from articles.querysets import holding, words

PHOTO, DOCUMENT = "photo", "document"
MODELS: dict[str, Any] = {PHOTO: Photo, DOCUMENT: Document}
SEARCHED = {PHOTO: ("title", "alt", "caption", "credit", "place"), DOCUMENT: ("title",)}
FORMATS = {PHOTO: ("JPEG", "PNG", "WEBP", "AVIF", "HEIF"), DOCUMENT: tuple(DocumentKind.values)}
USED = ("used", "unused")
LACKS = {PHOTO: "alt", DOCUMENT: "title"}
LAST_PAGE = 1000


class Joined(Func):
    """Texts one behind the other, none of them null. Django's ``Concat`` nests them: too deep for SQLite's parser."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = TextField()


@dataclass(frozen=True, slots=True)
class Selection:
    """What somebody looks for. Empty parts choose nothing; ``lacks`` is a language, ``page`` counts from 1."""

    kind: str
    q: str = ""
    tag: str = ""
    format: str = ""
    used: str = ""
    lacks: str = ""
    open: str = ""
    scan: str = ""
    page: int = 1

    @classmethod
    def read(cls, kind: str, sent: QueryDict) -> Self:
        """Return what an address asks for; a value that there is not chooses nothing; 404 for no such page."""

        def one_of(name: str, offered: Iterable[str]) -> str:
            return value if (value := sent.get(name, "")) in offered else ""

        page = number_in(sent.get("page", "1") or "1", 4)
        if kind not in MODELS or not 1 <= page <= LAST_PAGE:
            raise Http404
        typed = sent.get("tag", "")
        return cls(
            kind=kind,
            q=" ".join(words(sent.get("q", ""))),
            tag=typed if typed.isascii() and typed.isdigit() and len(typed) <= 18 else "",
            format=one_of("format", FORMATS[kind]),
            used=one_of("used", USED),
            lacks=one_of("lacks", shown_codes()),
            open=one_of("open", ("yes",)),
            scan=one_of("scan", Scan.values) if kind == DOCUMENT else "",
            page=page,
        )

    @property
    def is_whole(self) -> bool:
        """Whether it leaves nothing out."""
        return not any((self.q, self.tag, self.format, self.used, self.lacks, self.open, self.scan))

    def address(self, **changes: object) -> str:
        """Return it as the query of an address, with ``changes``."""
        names = ("q", "tag", "format", "used", "lacks", "open", "scan", "page")
        values = {name: getattr(self, name) for name in names} | changes
        return "?" + urlencode(
            {name: value for name, value in values.items() if value and (name, value) != ("page", 1)}
        )

    def rows(self, languages: Iterable[str]) -> QuerySet[Any]:
        """Return what is chosen, newest first; words are looked for in texts in ``languages``, which are readable."""
        rows = MODELS[self.kind].objects.select_related("current").order_by("-created_at", "-pk")
        if self.q:
            rows = self._with_words(rows, languages)
        if self.tag:
            rows = rows.filter(tags=int(self.tag))
        if self.format:
            rows = rows.filter(**{"current__format" if self.kind == PHOTO else "current__kind": self.format})
        if self.lacks and self.lacks in languages:
            name = f"{LACKS[self.kind]}_{suffix(self.lacks)}"
            rows = rows.filter(Q(**{name: ""}) | Q(**{f"{name}__isnull": True}))
        if self.open:
            rows = rows.filter(always_public=True)
        if self.scan:
            rows = rows.filter(current__scan=self.scan)
        if self.used:
            used = used_photos() if self.kind == PHOTO else used_documents()
            rows = rows.filter(used if self.used == "used" else ~used)
        return rows

    def _with_words(self, rows: QuerySet[Any], languages: Iterable[str]) -> QuerySet[Any]:
        """Keep what holds every word somewhere: each row's texts are put together once, not asked one by one."""
        columns = [f"{name}_{suffix(code)}" for code in languages for name in SEARCHED[self.kind]]
        columns += ["photographer"] if self.kind == PHOTO else []
        said = [
            part for name in [*columns, "current__original_name"] for part in (Value(" "), Coalesce(F(name), Value("")))
        ]
        rows = rows.alias(said=Joined(*said))
        tagged = MODELS[self.kind].tags.through.objects.filter(**{f"{self.kind}_id": OuterRef("pk")})
        for word in self.q.split():
            rows = rows.filter(_holds(word, "said") | Q(Exists(tagged.filter(_holds(word, "tag__name")))))
        return rows


def _holds(word: str, column: str) -> Q:
    """Return the condition that ``column`` holds ``word``, in any case; of ASCII every database knows the cases."""
    return Q(**{f"{column}__icontains": word}) if word.isascii() else holding(word, column)


def used_photos() -> Q:
    """Return the condition that a working copy or a revision, of whatever time, has a photo."""
    own, versions = OuterRef("pk"), {"photo__photo": OuterRef("pk")}
    return (
        Q(Exists(Release.objects.filter(photo=own)))
        | Q(Exists(GalleryPhoto.objects.filter(photo=own)))
        | Q(Exists(Revision.objects.filter(**versions)))
        | Q(Exists(Illustration.objects.filter(**versions)))
    )


def used_documents() -> Q:
    """Return the condition that a working copy or a revision, of whatever time, has a document."""
    return Q(Exists(ReleaseDocument.objects.filter(document=OuterRef("pk")))) | Q(
        Exists(Attachment.objects.filter(document__document=OuterRef("pk")))
    )
