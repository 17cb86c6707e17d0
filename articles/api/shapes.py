"""What an answer says of an edition, a withdrawal, a topic, a language, the organisation: all of it public, as JSON."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from articles import html
from articles.derivatives import offered
from articles.enums import DerivativeKind, direction, own_name, shown_codes, suffix, tag
from articles.material import File, Picture
from articles.models import Edition, Organisation, PhotoVersion, Topic
from articles.models.photo import mime_of
from articles.moments import iso
from articles.pages import ReleasePage, changes, held_by, identity, public_page, sibling_identity, withdrawal_reason
from articles.plain import plain_text
from articles.querysets import EditionQuerySet
from articles.site import absolute

Json = dict[str, Any]
PAGES = {"html": "detail", "print": "print", "ninjs": "ninjs"}
PAPERS = {DerivativeKind.A4: "pdf", DerivativeKind.LETTER: "pdf_letter"}


def address(name: str, *args: str) -> str:
    """Return the absolute address of a resource of the API."""
    return absolute(reverse(f"articles:api_{name}", args=args))


def loaded(rows: EditionQuerySet, at: datetime, *, body: bool) -> list[Edition]:
    """Return public editions with all that ``release`` says of them, in two queries."""
    names = [f"name_{suffix(code)}" for code in shown_codes()]
    rows = rows.for_page() if body else rows.for_page().defer("live__body", "live__notes")
    rows = rows.with_alternates(at).prefetch_related(Prefetch("release__topics", Topic.objects.only("slug", *names)))
    return list(rows.with_version(at))


def releases(editions: list[Edition], at: datetime, *, body: bool) -> list[Json]:
    """Return what is said of ``editions``, as ``loaded`` has them, with their full text if ``body``."""
    told, held = changes(editions, at), held_by(editions)
    pages = [public_page(edition, [], told, held) for edition in editions]
    papers = offered.papers(pages)
    return [_release(page.edition, page, papers) | (_body(page) if body else {}) for page in pages]


def _release(edition: Any, page: ReleasePage, papers: set[tuple[int, str]]) -> Json:
    revision, reference, language = page.revision, edition.release.reference, edition.language
    return {
        "id": identity(edition),
        "reference": reference,
        "language": language,
        "direction": direction(language),
        "title": revision.title,
        "dateline": revision.dateline,
        "lead": revision.lead,
        "published_at": iso(edition.publish_at),
        "modified_at": iso(edition.modified_at),
        "updated_at": iso(edition.text_since),
        "version": edition.public_version,
        "changes": [{"kind": row.change, "at": iso(row.public_from), "note": row.note} for row in page.changes],
        "topics": _topics(edition.release.topics.all(), language),
        "photo": _photo(page.lead_picture) if page.lead_picture else None,
        "photos": [_photo(picture) for picture in page.pictures],
        "documents": [_document(file, language) for file in page.files],
        "alternates": [
            {
                "id": sibling_identity(edition, code),
                "language": code,
                "self": address("edition", reference, code),
                "html": absolute(path),
            }
            for code, path in edition.alternates().items()
            if code != language
        ],
        "links": _links(edition, papers) | {"press_kit": absolute(edition.address("kit")) if page.has_kit else None},
    }


def _links(edition: Edition, papers: set[tuple[int, str]]) -> Json:
    """Return the addresses of an edition in every format, with None for a paper that was not made of this very text."""
    reference = edition.release.reference
    there = {page: (edition.pk, kind) in papers for kind, page in PAPERS.items()}
    return {
        "self": address("edition", reference, edition.language),
        "release": address("release", reference),
        **{name: absolute(edition.address(page)) for name, page in PAGES.items()},
        **{page: absolute(edition.address(page)) if made else None for page, made in there.items()},
    }


def _topics(topics: Iterable[Topic], language: str) -> list[Json]:
    """Return those of ``topics`` that have a name in ``language``, by slug."""
    named = [(topic.slug, getattr(topic, f"name_{suffix(language)}")) for topic in topics]
    return [{"slug": slug, "name": name} for slug, name in sorted(named) if name]


def _photo(picture: Picture) -> Json:
    photo = picture.photo
    names = [*map(photo.name_at, photo.widths), *(photo.name_at(width, avif=True) for width in photo.avif_widths)]
    return {
        "role": picture.role,
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
        "terms": picture.terms,
        "renditions": [_rendition(photo, name) for name in names],
        "full": _rendition(photo, photo.full),
    }


def _rendition(photo: PhotoVersion, name: str) -> Json:
    width, height, *_size = photo.made[name]
    return {"url": absolute(photo.address(name)), "type": mime_of(name), "width": width, "height": height}


def _document(file: File, language: str) -> Json:
    return {
        "title": file.title,
        "terms": file.terms,
        "url": absolute(reverse("articles:document", args=[language, file.token])),
        "type": file.mime,
        "size": file.size,
    }


def _body(page: ReleasePage) -> Json:
    address = absolute(page.edition.address())
    return markup("body", page.bare("body"), address) | markup("notes", page.bare("notes"), address)


def markup(name: str, safe: SafeString, page: str) -> Json:
    """Return safe HTML with absolute links, and as plain text; ``page`` is what a link to a # is on."""
    linked = html.with_absolute_links(safe, settings.SITE_URL, page)
    return {f"{name}_html": str(linked), f"{name}_text": plain_text(safe)}


def withdrawal(edition: Edition) -> Json:
    """Return what is said of an edition that was withdrawn, loaded with ``replacement``.

    What replaces it and is nowhere public is not spoken of.
    """
    assert edition.withdrawn_at is not None and edition.publish_at is not None
    replacement = edition.replaced_by if edition.replacement else None
    with translation.override(edition.language):
        statement = withdrawal_reason(edition, replaced=replacement is not None)
    return {
        "id": identity(edition),
        "reference": edition.release.reference,
        "language": edition.language,
        "published_at": iso(edition.publish_at),
        "withdrawn_at": iso(edition.withdrawn_at),
        "reason": edition.withdrawal if statement else None,
        "statement": statement,
        "note": edition.withdrawal_note,
        "replaced_by": _replacement(replacement.reference) if replacement else None,
    }


def _replacement(reference: str) -> Json:
    return {"reference": reference, "self": address("release", reference)}


def topic(row: Topic, language: str, count: int) -> Json:
    """Return what is said of a topic in ``language``, in which it has a name and ``count`` public releases."""
    return {
        "slug": row.slug,
        "language": language,
        "name": getattr(row, f"name_{suffix(language)}"),
        "count": count,
        "links": {
            "releases": f"{address('releases')}?{urlencode({'language': language, 'topic': row.slug})}",
            "html": absolute(reverse("articles:topic", args=[language, row.slug])),
        },
    }


def language(code: str) -> Json:
    """Return what is said of a language that is shown."""
    return {
        "language": code,
        "tag": tag(code),
        "name": own_name(code),
        "direction": direction(code),
        "links": {
            "releases": f"{address('releases')}?{urlencode({'language': code})}",
            "topics": f"{address('topics')}?{urlencode({'language': code})}",
            "html": absolute(reverse("articles:list", args=[code])),
            "atom": absolute(reverse("articles:feed", args=[code, "atom"])),
        },
    }


def organisation(row: Organisation, code: str) -> Json:
    """Return what the organisation says of itself in a language."""
    end, page = suffix(code), absolute(reverse("articles:list", args=[code]))
    said: Json = {"language": code, "name": getattr(row, f"name_{end}") or settings.SITE_HOST}
    said["tagline"] = getattr(row, f"tagline_{end}") or ""
    for name in ("boilerplate", "press_contact"):
        said |= markup(name, html.render_body(getattr(row, f"{name}_{end}") or ""), page)
    return said | {"terms": settings.TERMS_URL or None}
