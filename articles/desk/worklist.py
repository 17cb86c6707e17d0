"""What translators and writers have to do: missing, stale, sent back and unfinished texts, most urgent first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, TextChoices
from django.utils.translation import pgettext_lazy

from articles.desk.hands import PUBLIC_WITHIN, Hands
from articles.desk.headlines import STATE
from articles.desk.turns import returned
from articles.desk.viewer import Viewer
from articles.enums import Stage, State, shown_codes
from articles.models import AuditEntry, Edition, Release

MOST_STALE = 500


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


def jobs(viewer: Viewer, hands: Hands, back: Iterable[tuple[Any, AuditEntry]] = ()) -> list[Job]:
    """Return what there is to do in the person's languages among the releases in hand, most urgent first.

    ``back`` are drafts of the person's own that were sent back (``turns.sent_back``), in hand or not. One job for each
    text: the first that applies of

    - missing: a language that the release requires and that has no text or an empty one; or, where the release requires
      none, any shown language without a text while the original is in review, approved, scheduled, or public for at
      most 14 days. Nothing is missing once the original is withdrawn;
    - sent back: a draft whose last verb was a sending back or a revoked approval;
    - stale: a translation of an older text than the approved one of its original (``EditionQuerySet.stale``), in hand
      or among the 500 newest texts that are stale;
    - unfinished: a draft of a release for which a moment is set.

    Nine queries, by keys of the releases in hand and the index of what is stale.
    """
    if not viewer.writable:
        return []
    mine = Edition.objects.filter(release__in=hands.releases, language__in=viewer.writable)
    returns = {edition.pk: (edition, entry) for edition, entry in [*returned(mine), *back]}
    found = _missing(viewer, hands, mine)
    lacking = {(job.release, job.language) for job in found}
    for edition, entry in returns.values():
        due = _due(edition, hands.due.get(edition.release_id), viewer.at)
        found.append(Job(edition.release_id, edition.language, Kind.SENT_BACK, due, entry=entry))
    stale = [*mine.stale().only(*STATE), *_stale(viewer)]
    drafts = mine.filter(release__in=hands.due, stage=Stage.DRAFT, withdrawn_at__isnull=True).only(*STATE)
    texts = {edition.pk: (edition, Kind.UNFINISHED) for edition in drafts}
    texts |= {edition.pk: (edition, Kind.STALE) for edition in stale if not edition.withdrawn_at}
    for edition, kind in texts.values():
        if edition.pk in returns or (edition.release_id, edition.language) in lacking:
            continue
        due = _due(edition, hands.due.get(edition.release_id), viewer.at)
        if kind == Kind.STALE or due:
            public = edition.state(viewer.at) == State.PUBLIC
            found.append(Job(edition.release_id, edition.language, kind, due, public))
    return sorted(found, key=lambda job: (*job.urgency, shown_codes().index(job.language)))


def _stale(viewer: Viewer) -> list[Any]:
    """Return the newest stale texts in the person's languages, whether in hand or not; one query, by an index."""
    rows = Edition.objects.stale().filter(language__in=viewer.writable).only(*STATE)
    return list(rows.order_by("-current_id")[:MOST_STALE])


def _missing(viewer: Viewer, hands: Hands, mine: Any) -> list[Job]:
    """Return the jobs of texts that are missing; ``mine`` are the editions in hand in the person's languages."""
    no_text = Q(current__isnull=True) | Q(current__title="", current__dateline="", current__lead="", current__body="")
    empty = set(mine.filter(no_text).values_list("pk", flat=True))
    rows = mine.values_list("pk", "release_id", "language")
    written = {(release, language) for pk, release, language in rows if pk not in empty}
    releases = Release.objects.filter(pk__in=hands.releases).order_by().values_list("pk", "original", "required")
    absent = [
        (pk, language, bool(required))
        for pk, original, required in releases
        for language in viewer.writable
        if (pk, language) not in written and (language in required if required else language != original)
    ]
    originals = Edition.objects.filter(
        release__in={pk for pk, _language, _required in absent}, language=F("release__original")
    )
    leads = {edition.release_id: edition for edition in originals.only(*STATE)}
    return [
        Job(pk, language, Kind.MISSING, hands.due.get(pk))
        for pk, language, required in absent
        if _wanted(leads.get(pk), required=required, at=viewer.at)
    ]


def _due(edition: Any, release_due: datetime | None, at: datetime) -> datetime | None:
    """Return when this language goes out, else when the first of its release does; None if nothing is to come."""
    if edition is not None and edition.live_id and not edition.withdrawn_at:
        return edition.publish_at if edition.publish_at > at else None
    return release_due


def _wanted(lead: Any, *, required: bool, at: datetime) -> bool:
    """Tell whether a text that is not there is missing, by the edition of the original, ``lead``."""
    if lead is None or required:
        return required and not (lead and lead.withdrawn_at)
    state = lead.state(at)
    if state == State.PUBLIC:
        return bool(lead.publish_at > at - PUBLIC_WITHIN)
    return state in {State.IN_REVIEW, State.APPROVED, State.SCHEDULED}
