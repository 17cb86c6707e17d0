"""Whose turn an edition is: what its last verb of review was, who took it, and why."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Subquery

from articles.desk.viewer import Viewer
from articles.enums import Action, Stage
from articles.models import AuditEntry, Edition, Revision
from articles.querysets import EditionQuerySet

# The verbs by which a working copy changes hands, text or stage: the newest of them says where it stands.
TURNS = (
    Action.SAVE, Action.REVERT, Action.SUBMIT, Action.SEND_BACK, Action.APPROVE, Action.REVOKE,
)  # fmt: skip
BACK = (Action.SEND_BACK, Action.REVOKE)
MOST_OWN = 500  # of a person's newest texts, and of the newest entries by a person


def with_turn(editions: EditionQuerySet) -> Any:
    """Add ``turn``: the key of the audit entry of the last verb by which each edition changed hands."""
    entries = AuditEntry.objects.filter(
        release=OuterRef("release"), language=OuterRef("language"), action__in=TURNS
    ).order_by("-at", "-pk")
    return editions.annotate(turn=Subquery(entries.values("pk")[:1]))


def turns(editions: Iterable[Any]) -> dict[int, AuditEntry]:
    """Return the entry of the last turn of each of ``editions`` (from ``with_turn``), by the edition's key."""
    editions = [edition for edition in editions if edition.turn]
    entries = AuditEntry.objects.select_related("actor").in_bulk([edition.turn for edition in editions])
    return {edition.pk: entries[edition.turn] for edition in editions if edition.turn in entries}


def sent_back(viewer: Viewer) -> list[tuple[Any, AuditEntry]]:
    """Return the drafts in the person's languages that were sent back or whose approval was revoked since the person
    wrote or submitted them, each with the entry that says why; the newest first.

    Among the person's 500 newest texts and 500 newest steps. Four queries.
    """
    if not viewer.writable:
        return []
    person = viewer.person
    written = Revision.objects.filter(author=person).order_by("-pk").values_list("pk", flat=True)[:MOST_OWN]
    steps = AuditEntry.objects.filter(actor=person).order_by("-pk").values_list("action", "revision_id")[:MOST_OWN]
    texts = {*written, *(revision for action, revision in steps if action == Action.SUBMIT and revision)}
    # The language is looked at afterwards: asked for it too, SQLite would walk everything in that language.
    pairs = returned(Edition.objects.filter(current__in=texts))
    return [(edition, entry) for edition, entry in pairs if edition.language in viewer.writable]


def returned(editions: EditionQuerySet) -> list[tuple[Any, AuditEntry]]:
    """Return those drafts among ``editions`` whose last verb sent them back, newest first. Two queries."""
    drafts = list(with_turn(editions.filter(stage=Stage.DRAFT, current__isnull=False)))
    last = turns(drafts)
    found = [(edition, last[edition.pk]) for edition in drafts if edition.pk in last]
    return sorted(
        ((edition, entry) for edition, entry in found if entry.action in BACK),
        key=lambda pair: pair[1].at,
        reverse=True,
    )
