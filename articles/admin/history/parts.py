"""A part of a text or of its pictures, and what became of it between two revisions."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from articles.comparing import Change

CHANGES = {
    Change.ADDED: pgettext_lazy("part of a text", "Added"),
    Change.REMOVED: pgettext_lazy("part of a text", "Removed"),
    Change.CHANGED: pgettext_lazy("part of a text", "Changed"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A field or paragraph. ``before``, ``after``: how it looks, where only its form changed and no word."""

    name: str
    change: Change
    diff: SafeString
    before: SafeString | None = None
    after: SafeString | None = None

    @property
    def label(self) -> str:
        """What became of it, in words."""
        return str(CHANGES.get(self.change, ""))
