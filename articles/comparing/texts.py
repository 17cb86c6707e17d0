"""The difference between two texts of one language: headline, dateline, lead, body and notes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from articles import html
from articles.comparing.aligning import Change, Pair, aligned
from articles.comparing.wording import one_line_end, word_diff
from articles.models import RICH_FIELDS, TEXT_FIELDS, Text

LINES = tuple(name for name in TEXT_FIELDS if name != "body")


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """The difference of one field but the body, by its name in ``Text``; ``diff`` as in ``Pair``."""

    name: str
    change: Change
    diff: SafeString


def compared(
    before: Text, after: Text, language: str, pictures: Mapping[str, str] | None = None
) -> tuple[list[FieldDiff], list[Pair]]:
    """Return the differences of headline, dateline, lead and notes, changed or not, and the rows of the two bodies.

    ``pictures`` as for ``blocks``.
    """
    names = pictures or {}
    fields = [_field(name, getattr(before, name), getattr(after, name), language, names) for name in LINES]
    return fields, aligned(before.body, after.body, language, pictures)


def _field(name: str, before: str, after: str, language: str, pictures: Mapping[str, str]) -> FieldDiff:
    if one_line_end(before) == one_line_end(after):
        change = Change.SAME
    elif before and after:
        change = Change.CHANGED
    else:
        change = Change.ADDED if after else Change.REMOVED
    if name in RICH_FIELDS:
        before, after = (html.plain(_with_names(text, pictures)) for text in (before, after))
    return FieldDiff(name, change, word_diff(before, after, language))


def _with_names(markup: str, pictures: Mapping[str, str]) -> str:
    return html.FIGURE.sub(lambda found: f"<p>{escape(pictures.get(found[1]) or found[1])}</p>", markup)
