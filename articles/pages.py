"""A release as readers get it, whatever the format: page, paper, feed, structured data."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles import html
from articles.enums import Withdrawal, suffix
from articles.models import Edition, Photo, Publication, Revision, Topic
from articles.moments import year_of


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """What the templates of a release show, from a public edition or, in a preview, from a revision of the desk.

    ``published_at`` is None in a preview of what has no date yet; ``changes`` are the corrections and updates that
    readers are told of, newest first.
    """

    edition: Edition
    revision: Revision
    topics: list[Topic]
    published_at: datetime | None
    changes: list[Publication] = field(default_factory=list)

    @property
    def body(self) -> SafeString:
        """The body as safe HTML, the dateline run into its first paragraph."""
        dateline = self.revision.dateline
        if not dateline:
            return html.render_body(self.revision.body)
        dash = pgettext("between dateline and first paragraph", " – ")
        return html.render_body(self.revision.body, f"{dateline}{dash}")

    @property
    def notes(self) -> SafeString:
        """The notes to editors as safe HTML; empty if there are none."""
        return html.render_body(self.revision.notes)

    @property
    def description(self) -> str:
        """At most 160 characters for search engines: the lead or the beginning of the body."""
        text = self.revision.lead or html.plain(self.revision.body)
        return text if len(text) <= 160 else text[:159].rstrip() + "…"

    @property
    def photo(self) -> Photo | None:
        """The picture."""
        return self.revision.photo


def named(topics: Iterable[Topic], language: str) -> list[Topic]:
    """Return those of ``topics`` that have a name in ``language``, by name."""
    return sorted((topic for topic in topics if getattr(topic, f"name_{suffix(language)}")), key=lambda t: t.name)


def named_topics(edition: Edition, language: str, at: datetime) -> list[Topic]:
    """Return the topics of an edition that have a name in ``language``; all of them have something public: it."""
    return named(edition.release.topics.only("slug", f"name_{suffix(language)}"), language)


def changes(editions: Iterable[Edition], at: datetime) -> dict[int, list[Publication]]:
    """Return the corrections and updates of each edition, newest first, by its key; no query where there is none."""
    changed = [edition.pk for edition in editions if edition.changed_at is not None]
    found: dict[int, list[Publication]] = {pk: [] for pk in changed}
    if changed:
        rows = Publication.objects.told(at).filter(edition__in=changed)
        for row in rows.only("edition", "public_from", "change", "note"):
            found[row.edition_id].append(row)
    return found


def public_page(edition: Edition, topics: list[Topic], told: dict[int, list[Publication]]) -> ReleasePage:
    """Return the page of a public edition, loaded with ``for_page``; ``told`` comes from ``changes``."""
    assert edition.live is not None
    return ReleasePage(edition, edition.live, topics, edition.publish_at, told.get(edition.pk, []))


def withdrawal_reason(edition: Edition, *, replaced: bool) -> str:
    """Return why an edition was withdrawn, as a sentence; what replaces it and is nowhere public is not spoken of."""
    sentences = {
        Withdrawal.ERROR: _("It was published in error."),
        Withdrawal.REPLACED: _("It has been replaced by another release.") if replaced else "",
        Withdrawal.LEGAL: _("It was withdrawn for legal reasons."),
    }
    return sentences[Withdrawal(edition.withdrawal)] if edition.withdrawal else ""


def identity(edition: Edition) -> str:
    """Return what an edition is called for ever, in any feed: a tag URI (RFC 4151), whatever becomes of its slug."""
    return _tag(edition, edition.language, edition.year)


def sibling_identity(edition: Edition, language: str) -> str:
    """Return the identity of the same release in another language in which it is public; needs ``with_alternates``."""
    return _tag(edition, language, year_of(getattr(edition, f"publish_at_{suffix(language)}")))


def _tag(edition: Edition, language: str, year: int) -> str:
    return f"tag:{settings.SITE_HOST},{year}:release/{edition.release.reference}/{language}"
