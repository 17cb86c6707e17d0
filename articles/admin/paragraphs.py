"""A body in numbered paragraphs for the desk, and beside them what became of them since an earlier revision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from articles import comparing, html
from articles.admin.figures import Picture, labelled, shown
from articles.comparing import Change, FieldDiff, Pair
from articles.models import Text

VOID = frozenset({"br", "hr"})
TEXT_TAG = "p"  # what stands in no element is shown as a paragraph


@dataclass(slots=True)
class Paragraph:
    """One outermost element of a body: a paragraph, a heading, a whole list or table; numbered from 1 as in ``checks``.

    ``rows``: its blocks beside those of the earlier revision; ``removed``: what stood before it and is gone.
    """

    number: int
    shown: SafeString
    rows: list[Pair] = field(default_factory=list)
    removed: list[Pair] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether something in it was changed, added or removed."""
        return any(row.change is not Change.SAME for row in self.rows)

    @property
    def added(self) -> bool:
        """Whether all of it is new."""
        return bool(self.rows) and all(row.change is Change.ADDED for row in self.rows)


@dataclass(slots=True)
class Sheet:
    """A text in paragraphs.

    ``fields``: what became of headline, dateline and lead; ``removed``: what is gone from the end of the body.
    """

    text: Text
    paragraphs: list[Paragraph]
    fields: dict[str, FieldDiff] = field(default_factory=dict)
    removed: list[Pair] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """How many paragraphs were changed, added or removed."""
        gone = sum(len(paragraph.removed) for paragraph in self.paragraphs) + len(self.removed)
        return gone + sum(paragraph.changed for paragraph in self.paragraphs)


def outermost(body: str) -> list[str]:
    """Return the markup of the outermost elements of ``body``, cleaned; text beside them is an element of its own."""
    found: list[str] = []
    current: list[str] = []
    depth = 0

    def close() -> None:
        markup = "".join(current)
        current.clear()
        if html.clean(f"<{TEXT_TAG}>{markup}</{TEXT_TAG}>"):
            found.append(markup)

    for part in html.TAG.split(html.clean(body)):
        name = part.strip("</>").partition(" ")[0] if part.startswith("<") else ""
        if not name or name in html.INLINE or (name == "br" and depth):
            current.append(part)
            continue
        if not depth:
            close()
        if name in VOID:
            if name == "hr":
                (current if depth else found).append(part)
            continue
        current.append(part)
        depth += -1 if part.startswith("</") else 1
        if not depth:
            found.append("".join(current))
            current.clear()
    close()
    return found


def sheet(
    text: Text, language: str, before: Text | None = None, pictures: Mapping[str, Picture] | None = None
) -> Sheet:
    """Return ``text`` in paragraphs, compared with ``before``, an earlier text in the same language.

    ``pictures``: the photos to which the two refer, by token.
    """
    elements, seen = outermost(text.body), pictures or {}
    made = Sheet(text, [Paragraph(number, shown(markup, seen)) for number, markup in enumerate(elements, start=1)])
    if before is not None and before != text:
        fields, rows = comparing.compared(before, text, language, labelled(seen))
        made.fields = {diff.name: diff for diff in fields if diff.change is not Change.SAME}
        _place(made, rows, [len(comparing.blocks(markup)) for markup in elements])
    return made


def _place(made: Sheet, rows: Sequence[Pair], sizes: Sequence[int]) -> None:
    """Put each row where it belongs: in the paragraph that holds its block, or before it if it was removed there."""
    owners = [paragraph for paragraph, size in zip(made.paragraphs, sizes, strict=True) for _block in range(size)]
    index = 0
    for row in rows:
        owner = owners[index] if index < len(owners) else None
        if row.after is not None:
            if owner is not None:
                owner.rows.append(row)
            index += 1
        elif owner is None:
            made.removed.append(row)
        elif owner.rows:
            owner.rows.append(row)
        else:
            owner.removed.append(row)
