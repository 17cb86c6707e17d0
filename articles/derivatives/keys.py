"""What a derivative shows, as one short text: equal keys, equal document.

``paper_key`` and ``share_key`` cover what is told of the release; ``frame`` covers what surrounds it (organisation,
topics, layout). A page offers a file only under its own key; another frame makes it due, not wrong: when an address of
the press office changes, ten thousand true papers need not vanish until they are printed again.
"""

import hashlib
import json

from django.conf import settings

from articles.enums import DerivativeKind
from articles.pages import ReleasePage
from articles.site import Site

# Raised when papers and images that exist should be made anew, because they are laid out otherwise now.
LAYOUT = 3


def _digest(*parts: object) -> str:
    """Return the SHA-256 of ``parts`` as JSON."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def key_of(kind: str, page: ReleasePage) -> str:
    """Return the key of ``kind`` for ``page``; every column named here is loaded by ``for_page``."""
    return share_key(page) if kind == DerivativeKind.SHARE else paper_key(page)


def paper_key(page: ReleasePage) -> str:
    """Return what a paper tells: which revision, where and when it is public, and the corrections told of it.

    A revision is immutable, and so is every file that it shows: its number in the database stands for all of it.
    """
    edition = page.edition
    changes = [(row.public_from.isoformat(), row.change, row.note) for row in page.changes]
    published = page.published_at.isoformat() if page.published_at else None
    address = edition.get_absolute_url()
    return _digest("paper", *_shown(page), edition.release.reference, settings.SITE_URL, address, published, changes)


def share_key(page: ReleasePage) -> str:
    """Return what a share image shows: the headline and the picture of a revision."""
    return _digest("share", *_shown(page))


def _shown(page: ReleasePage) -> tuple[int, str]:
    return page.revision.pk, page.photo.token if page.photo else ""  # the token: as keys were before versions


def frame(page: ReleasePage, site: Site) -> str:
    """Return what surrounds a release in a paper and in a share image."""
    told = site.organisation
    topics = [topic.name for topic in page.topics]
    return _digest(
        LAYOUT,
        settings.TIME_ZONE,
        told.name,
        told.boilerplate,
        told.press_contact,
        told.accent,
        told.accent_dark,
        topics,
    )
