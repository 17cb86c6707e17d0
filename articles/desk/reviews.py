"""What waits for a person's approval."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles import workflow
from articles.desk.headlines import Headline
from articles.desk.turns import turns, with_turn
from articles.desk.viewer import Viewer
from articles.enums import Action, InLanguage, Stage
from articles.models import AuditEntry, Edition, Release

MOST = 25  # shown of each kind
LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class Turn(InLanguage):
    """An edition with its last verb: what somebody has to do with it, since when, and after whom."""

    release: Release
    headline: Headline
    language: str
    entry: AuditEntry | None
    stale: bool = False

    @property
    def since(self) -> datetime | None:
        """The moment of the last verb."""
        return self.entry.at if self.entry else None

    @property
    def revoked(self) -> bool:
        """Whether the last verb took an approval back."""
        return self.entry is not None and self.entry.action == Action.REVOKE

    @property
    def revocation(self) -> str:
        """Why the approval was taken back; empty if it was not."""
        return self.entry.note if self.entry and self.revoked else ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Editions in review in a person's languages, each with its last verb: those that the person may approve, and those
    that four eyes forbid. ``more``: whether there are others, left out.
    """

    free: list[tuple[Any, AuditEntry | None]]
    forbidden: list[tuple[Any, AuditEntry | None]]
    more: bool


def waiting(viewer: Viewer) -> Waiting:
    """Return the editions in review in the languages that the person approves, the oldest text first: 25 at
    most that the person may approve, and as many that four eyes forbid, among the 100 oldest.

    Four queries; the first by an index of what is in review.
    """
    if not viewer.approvable:
        return Waiting([], [], more=False)
    rows = Edition.objects.filter(stage=Stage.IN_REVIEW, language__in=viewer.approvable).only(
        "release_id", "language", "stale"
    )
    found = list(with_turn(rows.order_by("current_id"))[: LOOKED_AT + 1])
    entries = turns(found)
    written = workflow.last_written_by(viewer.person, [edition.pk for edition in found])
    pairs = [(edition, entries.get(edition.pk)) for edition in found]
    free = [pair for pair in pairs if pair[0].pk not in written]
    forbidden = [pair for pair in pairs if pair[0].pk in written]
    return Waiting(free[:MOST], forbidden[:MOST], more=len(found) > LOOKED_AT or len(free) > MOST)


def as_turns(viewer: Viewer, pairs: list[tuple[Any, AuditEntry | None]], releases: Mapping[int, Release]) -> list[Turn]:
    """Return (edition, entry) pairs with their headlines; ``releases`` come from ``with_headlines``."""
    found = []
    for edition, entry in pairs:
        release = releases.get(edition.release_id)
        if release is not None:
            found.append(Turn(release, viewer.headline(release), edition.language, entry, edition.stale))
    return found
