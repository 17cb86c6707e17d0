"""The paper of a preview link: the revision that it opens, with its embargo on every page."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone, translation

from articles.derivatives import shelf
from articles.derivatives.keys import frame, paper_key
from articles.derivatives.papers import paper
from articles.derivatives.printing import PAPERS, Document
from articles.derivatives.shelf import Label
from articles.enums import State, suffix
from articles.models import Derivative, Edition, PreviewLink, Topic
from articles.pages import ReleasePage, held_by_revision, named
from articles.site import Site


@dataclass(frozen=True, slots=True)
class Lent:
    """How a page is lent: with which token, and until when it is not for publication (None: nobody knows)."""

    token: str
    embargo: datetime | None


def lent_page(link: PreviewLink, at: datetime) -> ReleasePage:
    """Return what a link opens at ``at``, dated with its embargo; of the release's topics those that readers know."""
    revision, edition = link.revision, link.revision.edition
    language = edition.language
    shown = Topic.objects.with_public(Edition.objects.public(language, at)).filter(release=edition.release_id)
    topics = named(shown.only("slug", f"name_{suffix(language)}"), language)
    embargo = edition.publish_at if edition.state(at) == State.SCHEDULED else None
    return ReleasePage(edition, revision, topics, embargo, held=held_by_revision(revision))


def standing(link: PreviewLink, page: ReleasePage) -> dict[str, Derivative]:
    """Return by kind the papers of a link that show exactly what its page shows."""
    key = paper_key(page)
    return {kind: row for kind, row in shelf.of_link(link).items() if row.key == key}


@dataclass(frozen=True, slots=True)
class LentSubject:
    """What a link opens, to be printed."""

    link: PreviewLink
    page: ReleasePage
    site: Site

    def label(self, kind: str) -> Label:
        """Return what the paper ``kind`` would be."""
        with translation.override(self.site.language):
            key, around = paper_key(self.page), frame(self.page, self.site)
        return Label(self.page.edition.pk, kind, key, around, self.link.pk)

    def due(self, *, anew: bool = False) -> list[str]:
        """Return the papers that are missing or show something else; ``anew``: both."""
        present = shelf.of_link(self.link)
        return [kind for kind in PAPERS if anew or not self.label(kind).on(present.get(kind))]

    def is_still(self, kind: str) -> bool:
        """Ask the database whether the link still opens the same."""
        return any(now.label(kind) == self.label(kind) for now in subjects(self.page.edition.release_id, self.link.pk))

    def document(self, papers: tuple[str, ...]) -> Document:
        """Return what is printed. Its token would open nothing that the paper does not show, and is not in it."""
        return paper(
            self.page, self.site, papers=papers, preview=True, lent=Lent("", self.page.published_at), confidential=True
        )  # fmt: skip


def subjects(release: int, link: int | None = None) -> list[LentSubject]:
    """Return what the links to a release that still open show now, or one of them."""
    at = timezone.now()
    rows = PreviewLink.objects.alive(at).filter(revision__edition__release=release).order_by("pk")
    if link is not None:
        rows = rows.filter(pk=link)
    found = rows.select_related("revision__edition__release", "revision__photo")
    return [_as_lent(row, at) for row in found]


def _as_lent(link: PreviewLink, at: datetime) -> LentSubject:
    language = link.revision.edition.language
    with translation.override(language):
        return LentSubject(link, lent_page(link, at), Site(language))
