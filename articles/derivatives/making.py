"""Making what is due of a release: the papers and share images of what is public or will be by time alone.

What will be public is made ahead, as it will stand at its moment, so that nothing has to run at that moment. Doing it
twice, or in two processes at once, changes nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils import timezone, translation

from articles.derivatives import cards, checks, shelf
from articles.derivatives.keys import frame, key_of
from articles.derivatives.lent import LentSubject, subjects
from articles.derivatives.papers import paper
from articles.derivatives.printing import PAPERS, Document, printed
from articles.derivatives.shelf import Label
from articles.enums import DerivativeKind
from articles.models import Derivative, Edition
from articles.pages import ReleasePage, changes, held_by, named_topics, public_page
from articles.site import Site


@dataclass(frozen=True, slots=True)
class Subject:
    """An edition as readers get it, or will at its moment."""

    page: ReleasePage
    site: Site

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self.page.edition

    def label(self, kind: str) -> Label:
        """Return what a file of ``kind`` would be."""
        with translation.override(self.site.language):
            return Label(self.edition.pk, kind, key_of(kind, self.page), frame(self.page, self.site))

    def due(self, *, anew: bool = False) -> list[str]:
        """Return the kinds that can be made here and are missing or show something else; ``anew``: all that can be."""
        language, present = self.edition.language, shelf.of_edition(self.edition)
        possible = [*(PAPERS if checks.prints(language) else ()), *((SHARE,) if checks.draws(language) else ())]
        return [kind for kind in possible if anew or not self.label(kind).on(present.get(kind))]

    def is_still(self, kind: str) -> bool:
        """Ask the database whether a file of ``kind`` would still be the same."""
        now = subject(self.edition.pk)
        return now is not None and now.label(kind) == self.label(kind)

    def document(self, papers: tuple[str, ...]) -> Document:
        """Return what is printed."""
        return paper(self.page, self.site, papers=papers, canonical=self.edition.address())


Printable = Subject | LentSubject
SHARE = str(DerivativeKind.SHARE.value)


def subject(pk: int) -> Subject | None:
    """Return the edition ``pk`` as it is or will be public; None if it will not be."""
    found = Edition.objects.going_out().for_page().filter(pk=pk).first()
    return _as_public(found) if found is not None else None


def _as_public(edition: Edition) -> Subject:
    assert edition.publish_at is not None
    at: datetime = max(timezone.now(), edition.publish_at)
    with translation.override(edition.language):
        topics = named_topics(edition)
    page = public_page(edition, topics, changes([edition], at), held_by([edition]))
    return Subject(page, Site(edition.language))


def make(release: int, *, anew: bool = False) -> bool:
    """Make what is due of a release, and remove what is of no use any more; return whether all that is due is there.

    ``anew``: also what is there already. ``OSError`` if there is no room.
    """
    going_out = Edition.objects.going_out().filter(release=release)
    lent = subjects(release)
    rows = Derivative.objects.filter(edition__release=release)
    shelf.discard(rows.filter(link__isnull=True).exclude(edition__in=going_out))
    shelf.discard(rows.filter(link__isnull=False).exclude(link__in=[one.link.pk for one in lent]))
    wanted = [(one, one.due(anew=anew)) for one in map(_as_public, going_out.for_page().order_by("pk"))]
    for one, kinds in wanted:
        if SHARE in kinds:
            _draw(one, anew=anew)
    to_lend = [(one, one.due(anew=anew)) for one in lent if checks.prints(one.site.language)]
    due: list[tuple[Printable, list[str]]] = [*wanted, *to_lend]
    to_print = [(one, tuple(kind for kind in kinds if kind in PAPERS)) for one, kinds in due]
    return all(list(_print([(one, kinds) for one, kinds in to_print if kinds], anew=anew)))


def _draw(one: Subject, *, anew: bool) -> None:
    """Draw a share image and store it; a headline that cannot be drawn has none, and that is all right."""
    image = cards.card(one.page, one.site)
    if image is not None:
        shelf.put(one.label(SHARE), image, lambda: one.is_still(SHARE), anew=anew)


def _print(wanted: list[tuple[Printable, tuple[str, ...]]], *, anew: bool) -> Iterator[bool]:
    """Print papers, all in one process, and yield for each document whether all of it could be made."""
    documents = [one.document(kinds) for one, kinds in wanted]
    for (one, kinds), made in zip(wanted, printed(documents), strict=True):
        _store(one, made.items(), anew=anew)
        yield len(made) == len(kinds)


def _store(one: Printable, made: Iterable[tuple[str, bytes]], *, anew: bool) -> None:
    for kind, data in made:
        shelf.put(one.label(kind), data, partial(one.is_still, kind), anew=anew)
