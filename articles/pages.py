"""A release as readers get it, whatever the format: page, paper, feed, structured data."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import html
from articles.embeds import Embed
from articles.enums import Withdrawal, suffix
from articles.models import Edition, PhotoVersion, Publication, Revision, Topic
from articles.moments import year_of
from articles.rendering import Medium, embeds, shown

OTHERS = 4  # releases that a page offers to go on with
DESCRIPTION = 160  # characters
TOLD_FOR = timedelta(days=30)  # how long machines are told that something was withdrawn


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
        """The body as safe HTML that needs no script or style of ours: for paper, feeds and the like."""
        return self._body_for(Medium.ELSEWHERE)

    @property
    def screen_body(self) -> SafeString:
        """The body as its page shows it."""
        return self._body_for(Medium.SCREEN)

    def _body_for(self, medium: Medium) -> SafeString:
        return shown(self.revision.body, self.edition.language, medium, self.revision.dateline)

    @property
    def notes(self) -> SafeString:
        """The notes to editors, as ``body``; empty if there are none."""
        return shown(self.revision.notes, self.edition.language, Medium.ELSEWHERE)

    @property
    def screen_notes(self) -> SafeString:
        """The notes to editors as the page of the release shows them."""
        return shown(self.revision.notes, self.edition.language, Medium.SCREEN)

    @property
    def embeds(self) -> list[Embed]:
        """The videos and posts for which its page has a card."""
        return [*embeds(self.revision.body), *embeds(self.revision.notes)]

    @property
    def description(self) -> str:
        """At most 160 characters for search engines: the lead or the beginning of the body, cut between words."""
        text = self.revision.lead or html.plain(self.revision.body)
        if len(text) <= DESCRIPTION:
            return text
        start = text[: DESCRIPTION - 1]
        whole = start if text[len(start)] == " " else start.rpartition(" ")[0]
        return (whole if len(whole) > DESCRIPTION // 2 else start).rstrip() + "…"  # Chinese has hardly any spaces

    @property
    def photo(self) -> PhotoVersion | None:
        """The picture."""
        return self.revision.photo


def named(topics: Iterable[Topic], language: str) -> list[Topic]:
    """Return those of ``topics`` that have a name in ``language``, by name."""
    return sorted((topic for topic in topics if getattr(topic, f"name_{suffix(language)}")), key=lambda t: t.name)


def named_topics(edition: Edition) -> list[Topic]:
    """Return the topics of a public edition that have a name in its language; all have something public: it."""
    name = f"name_{suffix(edition.language)}"
    return named(edition.release.topics.only("slug", name), edition.language)


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


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a reader goes on from a release: the next newer and older one, and others; ``akin``: they share a topic."""

    newer: Edition | None
    older: Edition | None
    others: list[Edition]
    akin: bool


def beside(edition: Edition, topics: list[Topic], at: datetime) -> Beside:
    """Return what is public beside a public ``edition`` with ``topics``, in two queries whatever the archive holds.

    Releases that share a topic, or the newest of the language where none of the newest does.
    """
    found = list(Edition.objects.around(edition, at, OTHERS).for_link())
    newer = [row for row in found if _is_newer(row, edition)]
    older = found[len(newer) :]
    public = Edition.objects.public(edition.language, at)
    akin = list(public.akin_to(edition, topics).for_link()[:OTHERS])
    return Beside(newer[-1] if newer else None, older[0] if older else None, akin or found[:OTHERS], akin=bool(akin))


def _is_newer(row: Edition, edition: Edition) -> bool:
    """Tell whether ``row`` comes before ``edition`` in ``newest_first`` order."""
    assert row.publish_at is not None and row.slug is not None
    assert edition.publish_at is not None and edition.slug is not None
    return row.publish_at > edition.publish_at or (row.publish_at == edition.publish_at and row.slug < edition.slug)


def withdrawal_reason(edition: Edition, *, replaced: bool) -> str:
    """Return why an edition was withdrawn, as a sentence; what replaces it and is nowhere public is not spoken of."""
    sentences = {
        Withdrawal.ERROR: _("It was published in error."),
        Withdrawal.REPLACED: _("It has been replaced by another release.") if replaced else "",
        Withdrawal.LEGAL: _("It was withdrawn for legal reasons."),
    }
    return sentences[Withdrawal(edition.withdrawal)] if edition.withdrawal else ""


def withdrawal_statement(edition: Edition, *, replaced: bool) -> str:
    """Return the reason and the explanation of a withdrawal in one, for formats that have one place for both."""
    return " ".join(filter(None, (withdrawal_reason(edition, replaced=replaced), edition.withdrawal_note)))


def identity(edition: Edition) -> str:
    """Return what an edition is called for ever, in any feed: a tag URI (RFC 4151), whatever becomes of its slug."""
    return _tag(edition, edition.language, edition.year)


def sibling_identity(edition: Edition, language: str) -> str:
    """Return the identity of the same release in another language in which it is public; needs ``with_alternates``."""
    return _tag(edition, language, year_of(getattr(edition, f"publish_at_{suffix(language)}")))


def _tag(edition: Edition, language: str, year: int) -> str:
    return f"tag:{settings.SITE_HOST},{year}:release/{edition.release.reference}/{language}"
