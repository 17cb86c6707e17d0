"""A release as readers get it, whatever the format: page, paper, feed, structured data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import html
from articles.embeds import Embed
from articles.enums import Withdrawal, suffix
from articles.material import NOTHING, File, Material, Picture, all_pictures, lead_picture, material
from articles.models import Edition, PhotoVersion, Publication, Revision, Topic
from articles.moments import year_of
from articles.rendering import Medium, embeds, shown, with_figures
from articles.site import absolute

OTHERS = 4  # releases that a page offers to go on with
DESCRIPTION = 160  # characters
TOLD_FOR = timedelta(days=30)  # how long machines are told that something was withdrawn


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """What the templates of a release show, from a public edition or, in a preview, from a revision of the desk.

    ``published_at`` is None in a preview of what has no date yet; ``changes`` are the corrections and updates that
    readers are told of, newest first; ``held`` are its photos, but for the lead, and its documents.
    """

    edition: Edition
    revision: Revision
    topics: list[Topic]
    published_at: datetime | None
    changes: list[Publication] = field(default_factory=list)
    held: Material = NOTHING

    @property
    def body(self) -> SafeString:
        """The body as safe HTML that needs no script, style or page of ours: for feeds and the like."""
        return self.text("body", Medium.ELSEWHERE, elsewhere)

    @property
    def notes(self) -> SafeString:
        """The notes to editors, as ``body``; empty if there are none."""
        return self.text("notes", Medium.ELSEWHERE, elsewhere)

    def text(self, name: str, medium: Medium, figure: Callable[[Picture], str]) -> SafeString:
        """Return ``body`` or ``notes`` as safe HTML for ``medium``; ``figure`` returns that of one of its pictures."""
        dateline = self.revision.dateline if name == "body" else ""
        pictured = partial(self._pictured, figure=figure)
        return shown(getattr(self.revision, name), self.edition.language, medium, dateline, pictured)

    def bare(self, name: str) -> SafeString:
        """Return ``body`` or ``notes`` as clean HTML with its pictures, for programs with forms of their own."""
        markup = html.render_body(getattr(self.revision, name))
        return with_figures(markup, partial(self._pictured, figure=elsewhere))

    def _pictured(self, key: str, figure: Callable[[Picture], str]) -> str:
        """Return the figure of the picture to which a text refers; nothing if it has none of this key."""
        picture = self.held.within.get(key)
        return figure(picture) if picture else ""

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
        """The lead photo."""
        return self.revision.photo

    @property
    def lead_picture(self) -> Picture | None:
        """The lead photo with its texts."""
        return lead_picture(self.revision)

    @property
    def gallery(self) -> list[Picture]:
        """The photos of the gallery, in order."""
        return self.held.gallery

    @property
    def gallery_terms(self) -> str:
        """The terms that all photos of the gallery have, said once below it; empty if each has its own."""
        terms = {picture.terms for picture in self.gallery}
        return terms.pop() if len(self.gallery) > len(terms) == 1 else ""

    @property
    def pictures(self) -> list[Picture]:
        """Every photo once: lead, text, gallery."""
        return all_pictures(self.lead_picture, self.held)

    @property
    def files(self) -> list[File]:
        """The documents that may be had with it, in order."""
        return self.held.files

    @property
    def has_kit(self) -> bool:
        """Whether there is something to put into a press kit besides the text."""
        return bool(self.photo or self.gallery or self.held.within or self.files)


def elsewhere(picture: Picture) -> str:
    """Return a picture for a stranger's page: one file that every browser shows, under its absolute address."""
    width = picture.photo.fitting(1200)
    address = absolute(picture.photo.address(width))
    context = {"picture": picture, "address": address, "width": width, "height": picture.photo.height_at(width)}
    return render_to_string("articles/_figure_elsewhere.html", context)


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


def held_by(editions: Iterable[Edition]) -> dict[int, Material]:
    """Return the photos and documents of the live revisions of ``editions``, by the key of the revision."""
    return material(edition.live_id for edition in editions if edition.live_id)


def held_by_revision(revision: Revision) -> Material:
    """Return the photos and documents of one revision, public or not."""
    return material([revision.pk]).get(revision.pk, NOTHING)


def public_page(
    edition: Edition, topics: list[Topic], told: dict[int, list[Publication]], held: dict[int, Material] | None = None
) -> ReleasePage:
    """Return the page of a public edition, loaded with ``for_page``.

    ``told`` comes from ``changes``, ``held`` from ``held_by``.
    """
    live = edition.live
    assert live is not None
    holds = (held or {}).get(live.pk, NOTHING)
    return ReleasePage(edition, live, topics, edition.publish_at, told.get(edition.pk, []), holds)


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
