"""What translators and writers have to do: missing, stale, sent back and unfinished texts, most urgent first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, TextChoices
from django.utils.translation import pgettext_lazy

from articles.desk.hands import PUBLIC_WITHIN, Hands
from articles.desk.turns import returned
from articles.desk.viewing import Viewer
from articles.enums import Stage, State, shown_codes
from articles.models import AuditEntry, Edition, Release


class Kind(TextChoices):
    """What is to be done with a text, and the filters of the worklist: ``DUE`` is any of them before an embargo."""

    DUE = "due", pgettext_lazy("work", "Before an embargo")
    SENT_BACK = "sent_back", pgettext_lazy("work", "Sent back")
    STALE = "stale", pgettext_lazy("work", "Stale")
    MISSING = "missing", pgettext_lazy("work", "Missing")
    UNFINISHED = "unfinished", pgettext_lazy("work", "Unfinished")


@dataclass(frozen=True, slots=True)
class Job:
    """One text that somebody has to write or mend. ``due``: when the release, or this language, goes out."""

    release: int
    language: str
    kind: Kind
    due: datetime | None
    public: bool = False
    entry: AuditEntry | None = None

    @property
    def urgency(self) -> tuple[float, int, int]:
        """The order of the worklist: by the moment due; then sent back, stale public, other stale, missing."""
        ranks = {Kind.SENT_BACK: 0, Kind.STALE: 1 if self.public else 2, Kind.MISSING: 3}
        return (self.due.timestamp() if self.due else float("inf"), ranks.get(self.kind, 4), -self.release)


@dataclass(frozen=True, slots=True)
class _State:
    """What the worklist knows of an edition."""

    edition: Any
    empty: bool
    stale: bool


def jobs(viewer: Viewer, hands: Hands, back: Iterable[tuple[Any, AuditEntry]] = ()) -> list[Job]:
    """Return what there is to do in the person's languages among the releases in hand, most urgent first.

    ``back`` are drafts of the person's own that were sent back (``turns.sent_back``), in hand or not. One job for each
    text: the first that applies of

    - missing: a language that the release requires and that has no text or an empty one; or, where the release requires
      none, any shown language without a text while the original is in review, approved, scheduled, or public for at
      most 14 days. Nothing is missing once the original is withdrawn;
    - sent back: a draft whose last verb was a sending back or a revoked approval;
    - stale: a translation of an older text than the approved one of its original (``EditionQuerySet.stale``);
    - unfinished: a draft of a release for which a moment is set.

    Six queries, by keys of the releases in hand.
    """
    if not viewer.writable or not (hands.releases or back):
        return []
    mine = Edition.objects.filter(release__in=hands.releases, language__in=viewer.writable)
    returns = {edition.pk: (edition, entry) for edition, entry in [*returned(mine), *back]}
    states = _states(mine)
    releases = Release.objects.filter(pk__in=hands.releases).values_list("pk", "original", "required")
    originals = _originals(hands)
    found = []
    for pk, original, required in releases:
        lead = originals.get(pk)
        for language in viewer.writable:
            state = states.get((pk, language))
            due = _due(state.edition if state else None, hands.due.get(pk), viewer.at)
            if state is None or state.empty:
                if _wanted(language, original, required, lead, viewer.at):
                    found.append(Job(pk, language, Kind.MISSING, due))
            elif state.edition.pk not in returns and (kind := _kind(state, due)):
                public = state.edition.state(viewer.at) == State.PUBLIC
                found.append(Job(pk, language, kind, due, public))
    for edition, entry in returns.values():
        due = _due(edition, hands.due.get(edition.release_id), viewer.at)
        found.append(Job(edition.release_id, edition.language, Kind.SENT_BACK, due, entry=entry))
    return sorted(found, key=lambda job: (*job.urgency, shown_codes().index(job.language)))


def _states(editions: Any) -> dict[tuple[int, str], _State]:
    """Return what is known of ``editions`` by release and language; three queries."""
    no_text = Q(current__isnull=True) | Q(current__title="", current__dateline="", current__lead="", current__body="")
    empty = set(editions.filter(no_text).values_list("pk", flat=True))
    stale = set(editions.stale().values_list("pk", flat=True))
    light = editions.only(
        "release_id", "language", "stage", "publish_at", "withdrawn_at", "live_id", "approved_id", "current_id"
    )
    return {
        (edition.release_id, edition.language): _State(edition, edition.pk in empty, edition.pk in stale)
        for edition in light
    }


def _originals(hands: Hands) -> Mapping[int, Any]:
    """Return the edition of the original language of each release in hand."""
    rows = Edition.objects.filter(release__in=hands.releases, language=F("release__original")).only(
        "release_id", "stage", "publish_at", "withdrawn_at", "live_id", "approved_id"
    )
    return {edition.release_id: edition for edition in rows}


def _due(edition: Any, release_due: datetime | None, at: datetime) -> datetime | None:
    """Return when this language goes out, else when the first of its release does; None if nothing is to come."""
    if edition is not None and edition.live_id and not edition.withdrawn_at:
        return edition.publish_at if edition.publish_at > at else None
    return release_due


def _wanted(language: str, original: str, required: list[str], lead: Any, at: datetime) -> bool:
    """Tell whether a text that is not there is missing."""
    if lead is not None and lead.withdrawn_at:
        return False
    if required:
        return language in required
    if lead is None or language == original:
        return False
    if lead.state(at) == State.PUBLIC:
        return bool(lead.publish_at > at - PUBLIC_WITHIN)
    return lead.state(at) != State.DRAFT


def _kind(state: _State, due: datetime | None) -> Kind | None:
    """Return what has to be done with a text that is there; None for nothing."""
    edition = state.edition
    if edition.withdrawn_at:
        return None
    if state.stale:
        return Kind.STALE
    return Kind.UNFINISHED if due and edition.stage == Stage.DRAFT else None
