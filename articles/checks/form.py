"""The form of a release: headline, lead, dateline; headings, lists, tables and block quotations."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.checks.content import Body, Content, shown
from articles.checks.material import Finding, Kind
from articles.checks.places import Piece, Place, key

LONGEST_HEADLINE = 110
"""Characters; longer ones are cut off by search engines, in mails and on cards of social media."""
LONGEST_CHINESE_HEADLINE = 40
"""Characters, each of which says about as much as a syllable and is twice as wide as a letter."""


def check_fields(content: Content) -> Iterator[Finding]:
    """Yield what is missing or too long in the fields of one text."""
    longest = LONGEST_CHINESE_HEADLINE if content.language.startswith("zh") else LONGEST_HEADLINE
    title = content.text.title.strip()
    if len(title) > longest:
        place = Place(Piece("title", None, title), longest, len(title))
        message = _("The headline has %(length)d characters; more than %(longest)d are cut off in many places.")
        values = {"length": len(title), "longest": longest}
        yield Finding(
            Kind.HEADLINE, message % values, "title", None, place.excerpt, place.mark, key("headline", "long")
        )
    if not content.text.lead.strip():
        yield _missing(Kind.LEAD, _("The lead is missing."), "lead")
    if not content.text.dateline.strip():
        yield _missing(Kind.DATELINE, _("The dateline is missing."), "dateline")


def _missing(kind: Kind, message: str, field: str) -> Finding:
    return Finding(kind, message, field, None, "", "", key(kind.value, "missing"))


def check_structure(here: Content, original: Content) -> Iterator[Finding]:
    """Yield the elements of which the two bodies have different numbers."""
    shown_there = _("The place shown is the original’s.")
    messages = {
        "h2": _("The number of headings differs: %(there)d in the original, %(here)d in this text."),
        "h3": _("The number of subheadings differs: %(there)d in the original, %(here)d in this text."),
        "h4": _(
            "The number of headings of the lowest level differs: %(there)d in the original, %(here)d in this text."
        ),
        "li": _("The number of list items differs: %(there)d in the original, %(here)d in this text."),
        "tr": _("The number of table rows differs: %(there)d in the original, %(here)d in this text."),
        "aside": _("The number of fact boxes differs: %(there)d in the original, %(here)d in this text."),
        "blockquote": _("The number of block quotations differs: %(there)d in the original, %(here)d in this text."),
    }
    all_there, all_ours = original.body.elements, here.body.elements
    for element, message in messages.items():
        there, ours = all_there[element], all_ours[element]
        if there != ours:
            place = _first_difference(element, original.body, here.body, in_original=there > ours)
            yield Finding(
                kind=Kind.STRUCTURE,
                message=message % {"there": there, "here": ours} + (" " + shown_there if there > ours else ""),
                field="body",
                paragraph=place.piece.paragraph if place else None,
                excerpt=place.excerpt if place else "",
                mark="",
                key=key("structure", element, there, ours),
            )


def _first_difference(element: str, original: Body, here: Body, *, in_original: bool) -> Place | None:
    """Return the beginning of the first outermost element that has more of ``element`` than its counterpart."""
    more, fewer = (original, here) if in_original else (here, original)
    for number, elements in enumerate(more.blocks):
        if elements[element] > (fewer.blocks[number][element] if number < len(fewer.blocks) else 0):
            run = next((run for run in more.runs if run.block == number + 1), None)
            return Place(Piece("body", run.block, shown(run.text)), 0, 0) if run else None
    return None
