"""What happened lately, as far as a person may read it."""

from dataclasses import dataclass

from articles.desk.viewer import Viewer
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

    Among the newest 500. Two queries, by the index of the log's time.
    """
    if not viewer.person.has_perm("articles.view_auditentry"):
        return []
    newest = AuditEntry.objects.order_by("-at", "-pk").values_list("pk", "language", "release__original")
    allowed = [
        pk
        for pk, language, original in newest[:LOOKED_AT]
        if not language or language in viewer.readable(original or "")
    ]
    entries = AuditEntry.objects.select_related("actor").in_bulk(allowed[:MOST])
    return [Happening(entries[pk]) for pk in allowed[:MOST] if pk in entries]
