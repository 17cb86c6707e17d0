"""What the desk notes about one language of a release: what waits, what is held, what was refused, what readers saw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import permissions, workflow
from articles.desk.turns import TURNS
from articles.enums import Action, Change, Stage, State, Withdrawal, own_name
from articles.models import AuditEntry, Edition, Publication, Release, Revision
from articles.moments import isolated, spoken

NEWER = {
    Stage.DRAFT: gettext_lazy("Newer text is waiting: revision %(number)d is a draft."),
    Stage.IN_REVIEW: gettext_lazy("Newer text is waiting: revision %(number)d is in review."),
    Stage.APPROVED: gettext_lazy("Newer text is waiting: revision %(number)d is approved and not out."),
}
OUTGOING = {
    State.APPROVED: gettext_lazy("What would go out is revision %(number)d."),
    State.SCHEDULED: gettext_lazy("What goes out is revision %(number)d."),
    State.PUBLIC: gettext_lazy("What readers see is revision %(number)d."),
    State.WITHDRAWN: gettext_lazy("What was withdrawn is revision %(number)d."),
}


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence, what it quotes of what somebody wrote, and whether it is one to act upon."""

    text: str
    quote: str = ""
    loud: bool = True


@dataclass(slots=True)
class Facts:
    """What the notes of a release's languages are made from, asked for once for all of them."""

    release: Release
    person: Any
    at: datetime
    editions: Mapping[str, Edition]
    numbers: dict[int, int] = field(default_factory=dict)
    last: dict[str, AuditEntry] = field(default_factory=dict)
    revoked: dict[datetime, AuditEntry] = field(default_factory=dict)
    held: dict[str, datetime] = field(default_factory=dict)
    told: dict[int, Publication] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    own: set[str] = field(default_factory=set)  # languages that wait for approval by somebody else than the person


def gather(release: Release, person: Any, at: datetime, editions: Mapping[str, Edition]) -> Facts:
    """Return the facts about ``release``; a handful of queries, whatever the number of languages."""
    facts = Facts(release, person, at, editions)
    rows = list(editions.values())
    pointed = {pk for row in rows for pk in (row.current_id, row.approved_id, row.live_id) if pk}
    facts.numbers = dict(Revision.objects.filter(pk__in=pointed).values_list("pk", "number"))
    if any(row.stage != Stage.APPROVED for row in rows):
        facts.last = _newest(release, TURNS)
    if any(row.held_for for row in rows):
        facts.held = {entry.language: entry.at for entry in _newest(release, (Action.HOLD,)).values()}
        revoked = AuditEntry.objects.filter(release=release, action=Action.REVOKE, at__in=facts.held.values())
        facts.revoked = {entry.at: entry for entry in revoked}
    if changed := [row for row in rows if row.changed_at]:
        newest = Publication.objects.told(at).filter(edition__in=changed)
        for publication in newest:
            facts.told.setdefault(publication.edition_id, publication)
    approved = {row.language for row in rows if row.approved_id}
    facts.missing = [code for code in release.required if code not in approved]
    waiting = [
        row
        for row in rows
        if workflow.possible(row, Action.APPROVE, at) and workflow.permitted(person, row, Action.APPROVE)
    ]
    written = workflow.last_written_by(person, [row.pk for row in waiting])
    facts.own = {row.language for row in waiting if row.pk in written}
    return facts


def _newest(release: Release, actions: Iterable[Action]) -> dict[str, AuditEntry]:
    """Return the newest entry with one of ``actions`` for each language of ``release``."""
    entries = AuditEntry.objects.filter(release=release, action__in=list(actions))
    newest = entries.order_by().values("language").annotate(newest=Max("pk")).values("newest")
    return {entry.language: entry for entry in AuditEntry.objects.filter(pk__in=newest)}


def newer_text(stage: Stage, number: int) -> str:
    """Return the sentence about a working copy at ``stage`` that is newer than what goes out."""
    return NEWER[stage] % {"number": number}


def outgoing_is_stale(edition: Edition, original: Edition | None) -> bool:
    """Tell whether what would go out of a translation follows an older text than the original's newest approved one."""
    if edition.approved is None or original is None or edition.pk == original.pk or not original.approved_id:
        return False
    if edition.approved_id == edition.current_id:
        return edition.stale
    return (edition.approved.source_id or 0) < original.approved_id


def notes(edition: Edition, facts: Facts) -> list[Note]:
    """Return the notes on one language, most pressing first; none on a language that the person may not read."""
    if not permissions.may_read(facts.person, edition.language, facts.release.original):
        return []
    return [
        *_held(edition, facts),
        *_refused(edition, facts),
        *_waiting(edition, facts),
        *_blocked(edition, facts),
        *_four_eyes(edition, facts),
        *_seen_by_readers(edition, facts),
    ]


def _held(edition: Edition, facts: Facts) -> Iterable[Note]:
    if not edition.held_for:
        return
    entry = facts.revoked.get(facts.held.get(edition.language, facts.at))
    values = {"moment": spoken(edition.held_for), "language": own_name(entry.language) if entry else ""}
    if not edition.approved_id:
        yield Note(_("Held: it was to go out at %(moment)s. Approve it, then schedule it again.") % values)
    elif entry is None or entry.language == edition.language:
        yield Note(_("Held: it was to go out at %(moment)s. Schedule it again.") % values)
    else:
        yield Note(
            _("Held: the approval of %(language)s was revoked. It was to go out at %(moment)s. Schedule it again.")
            % values
        )


def _refused(edition: Edition, facts: Facts) -> Iterable[Note]:
    entry = facts.last.get(edition.language)
    if entry is None or not entry.note:
        return
    if entry.action == Action.SEND_BACK and edition.stage == Stage.DRAFT:
        yield Note(_("Sent back:"), entry.note)
    elif entry.action == Action.REVOKE and edition.stage != Stage.APPROVED:
        yield Note(_("Approval revoked:"), entry.note)


def _waiting(edition: Edition, facts: Facts) -> Iterable[Note]:
    outgoing = edition.live_id or edition.approved_id
    if not outgoing or not edition.current_id:
        return
    sentences = []
    if edition.approved_id not in {outgoing, edition.current_id} and edition.approved_id:
        sentences.append(newer_text(Stage.APPROVED, facts.numbers[edition.approved_id]))
    if edition.newer_text_waiting:
        sentences.append(newer_text(Stage(edition.stage), facts.numbers[edition.current_id]))
    if sentences:
        sentences.append(OUTGOING[edition.state(facts.at)] % {"number": facts.numbers[outgoing]})
        yield Note(" ".join(sentences))


def _blocked(edition: Edition, facts: Facts) -> Iterable[Note]:
    if facts.missing and edition.state(facts.at) == State.APPROVED:
        names = ", ".join(map(own_name, facts.missing))
        yield Note(
            _("It cannot go out before these required languages are approved: %(languages)s.") % {"languages": names}
        )


def _four_eyes(edition: Edition, facts: Facts) -> Iterable[Note]:
    if edition.language in facts.own:
        yield Note(_("You edited this text last: somebody else approves it."), loud=False)


def _seen_by_readers(edition: Edition, facts: Facts) -> Iterable[Note]:
    if told := facts.told.get(edition.pk):
        values = {"change": Change(told.change).label, "moment": spoken(told.public_from)}
        yield Note(_("%(change)s, %(moment)s:") % values, told.note, loud=False)
    if edition.withdrawn_at:
        reason = Withdrawal(edition.withdrawal).label if edition.withdrawal else State.WITHDRAWN.label
        said = [_("%(reason)s, %(moment)s.") % {"reason": reason, "moment": spoken(edition.withdrawn_at)}]
        if edition.replaced_by:
            said.append(_("In its place: %(reference)s.") % {"reference": isolated(edition.replaced_by.reference)})
        yield Note(" ".join(said), edition.withdrawal_note, loud=False)
