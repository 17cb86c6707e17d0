"""Structured data: what a release's page says to machines, in the words of schema.org."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.enums import Change, tag
from articles.material import Picture
from articles.models import Publication
from articles.moments import iso
from articles.pages import ReleasePage, identity, sibling_identity
from articles.site import Site, absolute

CONTEXT = "https://schema.org"


def structured_data(page: ReleasePage, site: Site, share: str = "") -> list[dict[str, Any]]:
    """Return all that a public page says of itself: the article, and where in the newsroom it stands.

    ``share``: path of its share image, which stands for a picture where there is none.
    """
    return [news_article(page, site, share), breadcrumbs(page, site)]


def news_article(page: ReleasePage, site: Site, share: str = "") -> dict[str, Any]:
    """Return the NewsArticle that a public page is, with absolute addresses.

    Corrections stand in ``correction``, updates, which correct nothing, in ``comment``; both with text and time.
    """
    edition, revision = page.edition, page.revision
    address = absolute(edition.address())
    assert edition.publish_at is not None
    article = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "@id": identity(edition),
        "identifier": edition.release.reference,
        "url": address,
        "mainEntityOfPage": {"@type": "WebPage", "@id": address},
        "headline": revision.title,
        "description": page.description,
        "inLanguage": tag(edition.language),
        "dateline": revision.dateline,
        "datePublished": iso(edition.publish_at),
        "dateModified": iso(edition.modified_at),
        "image": _images(page, share),
        "keywords": [topic.name for topic in page.topics],
        "author": _organisation(site),
        "publisher": _organisation(site),
        "isAccessibleForFree": True,
        "usageInfo": settings.TERMS_URL,
        "correction": _comments(page, Change.CORRECTION, "CorrectionComment"),
        "comment": _comments(page, Change.UPDATE, "Comment"),
        **_translations(page, site),
    }
    return {name: value for name, value in article.items() if value not in ("", [])}


def _organisation(site: Site) -> dict[str, str]:
    return {"@type": "Organization", "name": site.name, "url": absolute(site.list_path)}


def _images(page: ReleasePage, share: str) -> list[Any]:
    """Return the lead photo, or else the address of the share image; then the other pictures."""
    lead, others = page.lead_picture, [one for one in page.pictures if one.photo != page.photo]
    first: list[Any] = [absolute(share)] if share else []
    if lead is not None:
        first = [_image(lead)]
    return [*first, *map(_image, others)]


def _image(picture: Picture) -> dict[str, object]:
    """Return a picture in its widest rendition."""
    photo, width = picture.photo, picture.photo.widths[-1]
    image = {
        "@type": "ImageObject",
        "url": absolute(photo.address(width)),
        "width": width,
        "height": photo.height_at(width),
        "caption": picture.caption,
        "creditText": picture.credit,
    }
    return {name: value for name, value in image.items() if value}


def _comments(page: ReleasePage, change: Change, kind: str) -> list[dict[str, str]]:
    """Return what readers are told of ``change``, newest first."""
    return [_comment(row, kind) for row in page.changes if row.change == change]


def _comment(row: Publication, kind: str) -> dict[str, str]:
    label = str(Change(row.change).label)
    return {"@type": kind, "name": label, "text": row.note, "datePublished": iso(row.public_from)}


def _translations(page: ReleasePage, site: Site) -> dict[str, Any]:
    """Return which text this one is a translation of, or which translations it has; of what is public alone."""
    edition = page.edition
    original = edition.release.original
    others = {code: path for code, path in site.alternates.items() if code != edition.language}
    works = {
        code: {
            "@type": "NewsArticle",
            "@id": sibling_identity(edition, code),
            "url": absolute(path),
            "inLanguage": tag(code),
        }
        for code, path in others.items()
    }
    if edition.language == original:
        return {"workTranslation": list(works.values())}
    return {"translationOfWork": works[original]} if original in works else {}


def breadcrumbs(page: ReleasePage, site: Site) -> dict[str, Any]:
    """Return the way from the list of all news by the year to this release (BreadcrumbList)."""
    edition = page.edition
    steps = [
        (_("News"), site.list_path),
        (str(edition.year), reverse("articles:year", args=[edition.language, edition.year])),
        (page.revision.title, edition.address()),
    ]
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
            for position, (name, path) in enumerate(steps, 1)
        ],
    }
