"""A release as a document for paper: the template of the print page, and what only a PDF has around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles import colours, moments
from articles.derivatives.printing import PAPERS, Document
from articles.enums import IllustrationRole
from articles.models import PhotoVersion
from articles.pages import ReleasePage
from articles.site import Site, absolute

# Pixels of the widest rendition that is printed: as large as the column; half as wide, two in a row.
WIDTH, GALLERY_WIDTH = 1200, 800
COUNTED = {"%(page)s": "counter(page)", "%(pages)s": "counter(pages)"}
MARK = re.compile(r"(%\(pages?\)s)")
ISOLATES = {
    "<bdi>": "\N{FIRST STRONG ISOLATE}",
    '<bdi dir="ltr">': "\N{LEFT-TO-RIGHT ISOLATE}",
    '<bdi dir="rtl">': "\N{RIGHT-TO-LEFT ISOLATE}",
}
# Size and families in the margins; margins take no variables from the style sheet.
FONT = '8pt "Noto Sans"'
FONTS = {"ar": '9.5pt "Noto Naskh Arabic", "Noto Sans"', "zh-hans": '8pt "Noto Sans CJK SC"'}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the template knows of the PDF that it makes: under which addresses the press has its pictures."""

    def address(self, photo: PhotoVersion) -> str:
        """Return the address of a picture."""
        return f"picture:{photo.token}"


def paper(
    page: ReleasePage, site: Site, *, papers: tuple[str, ...] = tuple(PAPERS), confidential: bool = False, **shown: Any
) -> Document:
    """Return the document of a release in the language of ``site``, in the newsroom's zone.

    ``shown`` is what else the print page's template takes: ``canonical`` (the address to print, with its code),
    ``preview``, ``lent``, ``preview_note``. If it is ``confidential``, every page says that it is not for publication.
    """
    with translation.override(site.language), timezone.override(timezone.get_default_timezone()):
        sheet = Sheet()
        context = {"site": site, "page": page, "pdf": sheet, "canonical": "", **shown}
        markup = isolated(render_to_string("articles/print.html", context))
        warning = _("Not for publication") if confidential else ""
        styles = (_stylesheet(), accent(site), margins(page, site, warning))
    pictures = {sheet.address(photo): read(photo, width) for photo, width in _printed(page)}
    address = absolute(shown.get("canonical") or site.list_path)
    return Document(markup, address, styles, papers, pictures)


def isolated(markup: str) -> str:
    """Return ``markup`` with characters of isolation in each ``bdi``, which WeasyPrint does not isolate by itself."""
    for tag, mark in ISOLATES.items():
        markup = markup.replace(tag, f"{tag}{mark}")
    return markup.replace("</bdi>", "\N{POP DIRECTIONAL ISOLATE}</bdi>")


def _printed(page: ReleasePage) -> Iterator[tuple[PhotoVersion, int]]:
    """Yield each photo of ``page`` once, with the width in pixels in which it is printed."""
    for picture in page.pictures:
        widest = GALLERY_WIDTH if picture.role == IllustrationRole.GALLERY else WIDTH
        own = picture.photo
        yield own, own.widths[-1] if own == page.photo else own.fitting(widest)


def read(photo: PhotoVersion, width: int) -> bytes:
    """Return the rendition of a photo that is ``width`` pixels wide; empty, so that its place stays empty, if lost."""
    try:
        with default_storage.open(photo.file_name(width)) as file:
            return bytes(file.read())
    except OSError:
        return b""


def accent(site: Site) -> str:
    """Return the rule that gives a paper the organisation's colour."""
    return f":root {{ --accent: {accent_of(site)} }}"


def accent_of(site: Site) -> str:
    """Return the organisation's colour on white, as ``#rrggbb``."""
    on_light, _on_dark = colours.accents(site.organisation.accent, site.organisation.accent_dark)
    return on_light


@cache
def _stylesheet() -> str:
    found = finders.find("newsroom/paper.css")
    assert isinstance(found, str)
    return Path(found).read_text(encoding="utf-8")


def margins(page: ReleasePage, site: Site, warning: str = "") -> str:
    """Return the rules for the margins of the pages, in the active language: running head, warning, page numbers."""
    start, end = ("right", "left") if site.direction == "rtl" else ("left", "right")
    font = f"font: {FONTS.get(site.language, FONT)}, sans-serif; color: #444"
    boxes = {
        f"top-{start}": quoted(site.name),
        f"top-{end}": quoted(moments.isolated(page.edition.release.reference)),
        "bottom-center": _counted(pgettext("paper", "Page %(page)s of %(pages)s")),
    }
    rules = "".join(f"@{place} {{ content: {content}; {font} }}" for place, content in boxes.items())
    if warning:
        rules += f"@top-center {{ content: {quoted(warning)}; {font}; font-weight: 700 }}"
    # The letterhead says it on the first page.
    first = f"@top-{start} {{ content: none }} @top-{end} {{ content: none }}"
    return f"@page {{ {rules} }} @page :first {{ {first} }}"


def _counted(text: str) -> str:
    """Return a text with the marks of ``COUNTED`` as a value of the property ``content``."""
    return " ".join(COUNTED.get(part) or quoted(part) for part in MARK.split(text) if part)


def quoted(text: str) -> str:
    """Return ``text`` as a string of CSS; nothing in it can end the string."""
    return '"' + "".join(c if (c.isascii() and c.isalnum()) or c == " " else f"\\{ord(c):x} " for c in text) + '"'
