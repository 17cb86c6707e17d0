"""What differs between two revisions of one language, word by word."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import comparing
from articles.admin.figures import Picture, named, shown
from articles.admin.history.access import LARGEST, edition_for, language_frame, revision_of
from articles.admin.history.media import lead, media
from articles.admin.history.parts import Part
from articles.admin.pictures import of_revisions
from articles.admin.screens import number_in
from articles.admin.texts import LABELS
from articles.comparing import Change, Pair
from articles.models import Revision, load_frozen

FIELDS = {
    **LABELS,
    "photo_alt": gettext_lazy("Alternative text of the picture"),
    "photo_caption": gettext_lazy("Caption of the picture"),
    "photo_credit": gettext_lazy("Credit of the picture"),
    "photo_terms": gettext_lazy("Terms of use of the picture"),
}
KINDS = {
    "p": gettext_lazy("Paragraph"),
    "h2": gettext_lazy("Heading"),
    "h3": gettext_lazy("Heading"),
    "h4": gettext_lazy("Heading"),
    "li": gettext_lazy("List item"),
    "blockquote": gettext_lazy("Quotation"),
    "aside": gettext_lazy("Fact box"),
    "tr": gettext_lazy("Table row"),
    "caption": gettext_lazy("Table caption"),
    "hr": gettext_lazy("Rule"),
    "figure": gettext_lazy("Picture"),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs one after another that changed, or that did not."""

    changed: bool
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two revisions."""

    fields: list[Part]
    same_fields: list[Part]
    pictures: tuple[str, str] | None
    media: list[Part]
    body: list[Stretch]

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.fields or self.pictures or self.media or any(stretch.changed for stretch in self.body))


def difference(before: Revision, after: Revision, language: str, *, pictures: bool = True) -> Difference:
    """Return what differs; ``pictures=False`` leaves out lead photo, gallery and documents, and all their texts."""
    load_frozen([before, after])
    shown_there = of_revisions(before, after)
    lines, pairs = comparing.compared(before.text(), after.text(), language, named(shown_there))
    fields = [Part(str(FIELDS[line.name]), line.change, line.diff) for line in lines]
    if pictures:
        fields += [_photo_text(before, after, name, language) for name in FIELDS if name.startswith("photo_")]
    body = [
        Stretch(changed, [_part(pair, shown_there) for pair in group])
        for changed, group in groupby(pairs, key=lambda pair: pair.change is not Change.SAME)
    ]
    return Difference(
        fields=[part for part in fields if part.change is not Change.SAME],
        same_fields=[part for part in fields if part.change is Change.SAME and part.diff],
        pictures=lead(before, after) if pictures else None,
        media=media(before, after, language) if pictures else [],
        body=body,
    )


def _photo_text(before: Revision, after: Revision, name: str, language: str) -> Part:
    old, new = getattr(before, name), getattr(after, name)
    change = Change.SAME
    if old != new:
        change = Change.CHANGED if old and new else Change.ADDED if new else Change.REMOVED
    return Part(str(FIELDS[name]), change, comparing.word_diff(old, new, language))


def _part(pair: Pair, pictures: Mapping[str, Picture]) -> Part:
    block = pair.after or pair.before
    assert block is not None
    name = str(KINDS.get(block.tag, KINDS["p"]))
    wordless = pair.change is Change.CHANGED and not any(mark in pair.diff for mark in ("<ins>", "<del>"))
    if not (wordless and pair.before and pair.after):
        return Part(name, pair.change, pair.diff)
    if pair.before.tag != pair.after.tag:
        name = f"{KINDS.get(pair.before.tag, KINDS['p'])} → {name}"
    sides = (shown(side.html, pictures) for side in (pair.before, pair.after))
    return Part(name, pair.change, pair.diff, *sides)


def diff(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Answer with the difference between the revisions ``from`` and ``to``; without them, of the newest step."""
    edition = edition_for(model_admin, request, pk, language)
    assert edition.current is not None
    newest = edition.current.number
    to = number_in(request.GET["to"], LARGEST) if "to" in request.GET else newest
    start = number_in(request.GET["from"], LARGEST) if "from" in request.GET else max(1, to - 1)
    before, after = revision_of(edition, start), revision_of(edition, to)
    earliest, latest = min(start, to), max(start, to)
    title = _("Revision %(before)s compared with %(after)s") % {"before": start, "after": to}
    context = language_frame(model_admin, request, title, edition.release, language) | {
        "edition": edition,
        "pair": (before, after),
        "difference": difference(before, after, language),
        "previous": (earliest - 1, earliest) if earliest > 1 else None,
        "next": (latest, latest + 1) if latest < newest else None,
        "newest": newest,
    }
    return TemplateResponse(request, "admin/articles/release/history_diff.html", context)
