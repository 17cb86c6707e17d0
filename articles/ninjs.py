"""A release as ninjs 3.1, the IPTC's format for news in JSON, with which agencies take items in.

What is in it and what is not: docs/decisions/0026. Empty properties are left out.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import rfc3339_date
from django.utils.translation import gettext as _

from articles import html
from articles.enums import tag
from articles.material import LEAD, File, Picture
from articles.models import Edition, PhotoVersion
from articles.models.photo import mime_of
from articles.pages import ReleasePage, identity, sibling_identity
from articles.plain import plain_text
from articles.site import Site, absolute

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
TEXT, HTML, PDF = "text/plain", "text/html", "application/pdf"
Item = dict[str, Any]


def news_item(page: ReleasePage, site: Site, papers: Mapping[str, str]) -> Item:
    """Return a public release as a usable news item; the edition is loaded ``with_version`` and ``with_alternates``.

    ``papers``: path of the PDF by what its paper is called, as far as there is one.
    """
    edition, revision = page.edition, page.revision
    assert edition.publish_at is not None
    return _filled(
        _head(edition, site)
        | {
            "pubStatus": "usable",
            "representationType": "full",
            "version": str(edition.public_version),
            "firstCreated": rfc3339_date(edition.publish_at),
            "versionCreated": rfc3339_date(edition.text_since),
            "title": revision.title,
            "headlines": [{"role": "main", "contentType": TEXT, "value": revision.title}],
            "descriptions": _valued({"role": "summary", "contentType": TEXT, "value": revision.lead}),
            "bodies": _bodies(page, site),
            "located": revision.dateline,
            "edNote": _ed_note(page),
            "subjects": [_subject(topic.slug, topic.name, site) for topic in page.topics],
            "renditions": [
                _rendition("web", edition.address(), HTML),
                *(_rendition(f"pdf-{paper}", path, PDF) for paper, path in papers.items() if path),
            ],
            "associations": [
                *(_picture(picture, page, site) for picture in page.pictures),
                *(_document(file, page, site) for file in page.files),
                *_translations(edition, site),
            ],
        }
    )


def canceled_item(edition: Edition, statement: str, replacements: dict[str, str], site: Site) -> Item:
    """Return what stands in the place of a withdrawn release: its identity, that it is canceled, when, and why.

    ``statement``: as readers are told. ``replacements``: path per language of the release that stands in its place.
    """
    assert edition.publish_at is not None and edition.withdrawn_at is not None
    return _filled(
        _head(edition, site)
        | {
            "pubStatus": "canceled",
            "representationType": "partial",
            "version": str(edition.public_version),
            "firstCreated": rfc3339_date(edition.publish_at),
            "versionCreated": rfc3339_date(edition.withdrawn_at),
            "edNote": statement,
            "associations": [
                {
                    "name": link.name,
                    "rel": "replacement",
                    "uri": absolute(link.path),
                    "type": "text",
                    "language": link.tag,
                    "renditions": [_rendition("web", link.path, HTML)],
                }
                for link in site.links(replacements)
            ],
        }
    )


def _head(edition: Edition, site: Site) -> Item:
    """Return what is true of a release whether it stands or not."""
    publisher = {"name": site.name, "uri": absolute(site.list_path)}
    terms = settings.TERMS_URL
    return {
        "uri": identity(edition),
        "standard": STANDARD,
        "type": "text",
        "language": tag(edition.language),
        "copyrightHolder": site.name,
        "usageTerms": _("The terms of use are at %(address)s.") % {"address": terms} if terms else "",
        "rightsInfo": {"linkedRights": terms} if terms else {},
        "by": site.name,
        "infoSources": [publisher | {"role": "publisher"}],
        "genres": [{"name": "Press Release", "uri": "http://cv.iptc.org/newscodes/genre/Press_Release"}],
        "altIds": [{"role": "reference", "value": edition.release.reference}],
    }


def _bodies(page: ReleasePage, site: Site) -> list[Item]:
    """Return the text with and without its elements, and the notes to editors apart, which are not for print."""
    home, own = site.url, absolute(page.edition.address())
    body, notes = (str(html.with_absolute_links(markup, home, own)) for markup in (page.body, page.notes))
    plain = plain_text(page.body)
    return [
        {"role": "main", "contentType": HTML, "value": body},
        {"role": "main", "contentType": TEXT, "charCount": len(plain), "value": plain},
        *_valued({"role": "notes", "contentType": HTML, "value": notes}),
    ]


def _ed_note(page: ReleasePage) -> str:
    """Return the corrections and updates that readers were told of, newest first, each with its moment."""
    told = (f"{row.get_change_display()}, {rfc3339_date(row.public_from)}: {row.note}" for row in page.changes)
    return "\n".join(told)


def _subject(slug: str, name: str, site: Site) -> Item:
    return {"name": name, "literal": slug, "uri": absolute(reverse("articles:topic", args=[site.language, slug]))}


def _picture(picture: Picture, page: ReleasePage, site: Site) -> Item:
    """Return a picture as an item of its own, with each file that there is of it; ``full``: the high resolution."""
    photo = picture.photo
    names = [*((f"{width}w", photo.name_at(width)) for width in photo.widths)]
    names += [(f"{width}w-avif", photo.name_at(width, avif=True)) for width in photo.avif_widths]
    if photo.full not in dict(names).values():
        names.append(("full", photo.full))
    item = {
        "name": "photo" if picture.role == LEAD else picture.role,
        "rel": "picture",
        "uri": f"{identity(page.edition)}/{photo.token}",
        "type": "picture",
        "language": site.tag,
        "by": picture.credit,
        "usageTerms": picture.terms,
        "descriptions": [
            *_valued({"role": "caption", "contentType": TEXT, "value": picture.caption}),
            *_valued({"role": "alt", "contentType": TEXT, "value": picture.alt}),
        ],
        "renditions": [_file(name, photo, file) for name, file in names],
    }
    return _filled(item)


def _file(label: str, photo: PhotoVersion, name: str) -> Item:
    width, height, *_size = photo.made[name]
    size = photo.size_of(name)
    rendition = _rendition(label, photo.address(name), mime_of(name)) | {"width": width, "height": height}
    return rendition | ({"sizeInBytes": size} if size is not None else {})


def _document(file: File, page: ReleasePage, site: Site) -> Item:
    """Return a document as an item of its own."""
    path = reverse("articles:document", args=[site.language, file.token])
    item = {
        "name": file.title,
        "rel": "document",
        "uri": f"{identity(page.edition)}/{file.version}",
        "language": site.tag,
        "title": file.title,
        "usageTerms": file.terms,
        "renditions": [_rendition("file", path, file.mime) | {"sizeInBytes": file.size}],
    }
    return _filled(item)


def _translations(edition: Edition, site: Site) -> list[Item]:
    """Return the same release in the other languages in which it is public."""
    original = edition.release.original
    return [
        {
            "name": link.name,
            "rel": "original" if link.code == original else "translation",
            "uri": sibling_identity(edition, link.code),
            "type": "text",
            "language": link.tag,
            "representationType": "partial",
            "renditions": [_rendition("web", link.path, HTML)],
        }
        for link in site.also
    ]


def _rendition(name: str, path: str, content_type: str) -> Item:
    return {"name": name, "href": absolute(path), "contentType": content_type}


def _valued(part: Item) -> list[Item]:
    """Return ``part`` in a list, or none if it says nothing."""
    return [part] if part["value"] else []


def _filled(item: Item) -> Item:
    return {name: value for name, value in item.items() if value not in ("", [], {})}
