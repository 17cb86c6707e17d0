"""What a page may link of what was made: only what shows exactly what the page shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from articles.derivatives import lent
from articles.derivatives.keys import key_of, paper_key
from articles.enums import DerivativeKind
from articles.models import Derivative, PreviewLink
from articles.pages import ReleasePage


@dataclass(frozen=True, slots=True)
class Offered:
    """The addresses of the papers, empty for what there is not, and the share image."""

    a4: str = ""
    letter: str = ""
    share: Derivative | None = None


def standing(page: ReleasePage, kinds: list[str] | None = None) -> dict[str, Derivative]:
    """Return by kind what shows exactly what ``page``, a public one, shows; one query."""
    wanted = {kind: key_of(kind, page) for kind in kinds or DerivativeKind.values}
    rows = Derivative.objects.filter(edition=page.edition, link__isnull=True, kind__in=list(wanted))
    return {row.kind: row for row in rows if row.key == wanted[row.kind]}


def papers(pages: Iterable[ReleasePage]) -> set[tuple[int, str]]:
    """Return (key of the edition, kind) of each paper that shows exactly what its public page shows; one query."""
    wanted = {page.edition.pk: paper_key(page) for page in pages}
    kinds = [DerivativeKind.A4, DerivativeKind.LETTER]
    rows = Derivative.objects.filter(edition__in=list(wanted), link__isnull=True, kind__in=kinds)
    found = rows.values_list("edition_id", "kind", "key")
    return {(edition, kind) for edition, kind, key in found if key == wanted[edition]}


def offered(page: ReleasePage) -> Offered:
    """Return what the page of a public release may link."""
    found = standing(page)
    return Offered(
        a4=page.edition.address("pdf") if DerivativeKind.A4 in found else "",
        letter=page.edition.address("pdf_letter") if DerivativeKind.LETTER in found else "",
        share=found.get(DerivativeKind.SHARE),
    )


def offered_with(link: PreviewLink, token: str, page: ReleasePage) -> Offered:
    """Return what the page of a preview link may link."""
    found, place = lent.standing(link, page), [page.edition.language, token]
    return Offered(
        a4=reverse("articles:shared_pdf", args=place) if DerivativeKind.A4 in found else "",
        letter=reverse("articles:shared_pdf_letter", args=place) if DerivativeKind.LETTER in found else "",
    )
