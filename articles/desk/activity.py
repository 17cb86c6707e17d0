"""What happened lately, as far as a person may read it."""

from dataclasses import dataclass

from articles.desk.viewing import Viewer
from articles.enums import own_name
from articles.models import AuditEntry

MOST = 20
LOOKED_AT = 500  # newest entries among which those are sought that the person may read


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry of the audit log, without its note."""

    entry: AuditEntry

    @property
    def language(self) -> str:
        """The name of the language in itself; empty where the entry is about none."""
        return own_name(self.entry.language) if self.entry.language else ""


def activity(viewer: Viewer) -> list[Happening]:
    """Return the newest 20 entries of the audit log about languages that the person may read, or about none.

    Among the newest 500. One query, by the index of the log's time.
    """
    if not viewer.person.has_perm("articles.view_auditentry"):
        return []
    rows = AuditEntry.objects.select_related("actor", "release").only(
        "at", "action", "language", "reference",
        "actor__username", "actor__first_name", "actor__last_name", "release__original",
    )  # fmt: skip
    newest = rows.order_by("-at", "-pk")[:LOOKED_AT]
    found = []
    for entry in newest:
        if not entry.language or entry.language in viewer.readable(entry.release.original if entry.release else ""):
            found.append(Happening(entry))
        if len(found) == MOST:
            break
    return found
