"""Which verb leads on from where, for whom, and what every verb does before and after its own change."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import counts, freshness, hubs, mails, permissions, search
from articles.derivatives.tasks import make_soon
from articles.enums import Action, Stage, State
from articles.models import AuditEntry, Edition, Release, Revision
from articles.moments import YEARS, year_of


class WorkflowError(Exception):
    """A verb that was refused; nothing was changed. ``str()`` is a sentence for the person."""


class NotPermitted(WorkflowError, PermissionDenied):
    """The person does not have the right."""


class IllegalMove(WorkflowError):
    """The edition is not in a state from which this verb leads on."""


class Incomplete(WorkflowError):
    """Something that the verb needs is missing."""


class MomentPassed(Incomplete):
    """The moment asked for has passed, and nobody has said that it then means now."""


class FourEyes(WorkflowError):
    """Who wrote a text last cannot approve it."""


class Unsettled(WorkflowError):
    """The checks found something that is neither corrected nor overridden."""


class EditConflict(WorkflowError):
    """Somebody else changed the edition since the person saw it."""


@dataclass(frozen=True, slots=True)
class Move:
    """From which states a verb leads on, and whether it needs the right to approve (or to write)."""

    states: frozenset[State]
    needs_approver: bool = True


NO_RIGHT = gettext_lazy("You do not have the right to do this in this language.")
STANDING = frozenset({State.SCHEDULED, State.PUBLIC})
EVERYWHERE = frozenset(State)  # the working copy goes its way whatever is public
MOVES: dict[Action, Move] = {
    Action.SUBMIT: Move(EVERYWHERE, needs_approver=False),
    Action.SEND_BACK: Move(EVERYWHERE),
    Action.APPROVE: Move(EVERYWHERE),
    Action.REVOKE: Move(frozenset({State.APPROVED, State.SCHEDULED})),
    Action.SCHEDULE: Move(frozenset({State.APPROVED, State.SCHEDULED})),
    Action.UNSCHEDULE: Move(frozenset(State) - {State.PUBLIC, State.WITHDRAWN}),
    Action.PUBLISH: Move(frozenset({State.APPROVED}) | STANDING),
    Action.READDRESS: Move(STANDING | {State.WITHDRAWN}),
    Action.WITHDRAW: Move(frozenset({State.PUBLIC})),
    Action.RESTORE: Move(frozenset({State.WITHDRAWN})),
}
# Where the move depends on how far the working copy has come, not on what is public.
STAGES: dict[Action, frozenset[Stage]] = {
    Action.SUBMIT: frozenset({Stage.DRAFT}),
    Action.SEND_BACK: frozenset({Stage.IN_REVIEW, Stage.APPROVED}),
    Action.APPROVE: frozenset({Stage.IN_REVIEW}),
}


def possible(edition: Edition, action: Action, at: datetime) -> bool:
    """Tell whether ``action`` leads on from where ``edition`` is at ``at``, whoever the person."""
    move = MOVES[action]
    if edition.state(at) not in move.states:
        return False
    if action in STAGES and Stage(edition.stage) not in STAGES[action]:
        return False
    if action == Action.SEND_BACK and edition.stage == Stage.APPROVED:
        # What is live has gone out: there is nothing to send back until newer text is submitted.
        return edition.approved_id != edition.live_id
    if action == Action.PUBLISH and edition.state(at) == State.PUBLIC:
        return edition.approved_id != edition.live_id
    if action == Action.UNSCHEDULE:
        return edition.live_id is not None or edition.held_for is not None
    return True


def permitted(person: User, edition: Edition, action: Action) -> bool:
    """Tell whether ``person`` has the right that ``action`` needs in the edition's language."""
    check = permissions.may_approve if MOVES[action].needs_approver else permissions.may_write
    return check(person, edition.language)


def moves(person: User, edition: Edition, at: datetime) -> list[Action]:
    """Return what ``person`` may do next with ``edition``, in the order of a release's life."""
    return [a for a in MOVES if possible(edition, a, at) and permitted(person, edition, a)]


def require_writer(by: User | None, language: str) -> None:
    """Raise ``NotPermitted`` unless ``by`` may write in ``language``."""
    if by is not None and not permissions.may_write(by, language):
        raise NotPermitted(_("You may not write in this language."))


def require_approver(by: User | None, language: str) -> None:
    """Raise ``NotPermitted`` unless ``by`` may approve in ``language``."""
    if by is not None and not permissions.may_approve(by, language):
        raise NotPermitted(NO_RIGHT)


def require_year(moment: datetime) -> None:
    """Refuse a moment whose year, in the newsroom's zone, no address can carry (``articles.urls.YearConverter``)."""
    if year_of(moment) not in YEARS:
        raise Incomplete(_("Choose a date between the years 1900 and 2999."))


def lock_release(pk: int) -> Release:
    """Return the release with its row locked until the transaction ends; every verb locks it before its editions."""
    light = ("pk", "reference", "original", "required")
    return Release.objects.select_for_update().only(*light).get(pk=pk)


def lock_edition(edition: Edition) -> Edition:
    """Return the fresh row of ``edition``, locked, with its release."""
    release = lock_release(edition.release_id)
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    locked.release = release
    return locked


def require_seen(locked: Edition, seen: int | None) -> None:
    """Raise ``EditConflict`` unless ``locked`` is at the version that the person saw; None stands for any."""
    if seen is not None and locked.version != seen:
        raise EditConflict(_("Somebody else has changed this language since you opened it. Nothing was done."))


def begin(edition: Edition, action: Action, by: User | None, at: datetime, seen: int | None) -> Edition:
    """Return the locked, fresh row of ``edition``, or raise why ``action`` is refused.

    ``seen`` is the edition's version that the person saw, None for whatever it is now.
    """
    locked = lock_edition(edition)
    if by is not None and not permitted(by, locked, action):
        raise NotPermitted(NO_RIGHT)
    require_seen(locked, seen)
    if not possible(locked, action, at):
        raise IllegalMove(
            _("This step is not possible: this language is now “%(state)s”.") % {"state": locked.state(at).label}
        )
    return locked


def finish(
    edition: Edition,
    action: Action,
    by: User | None,
    at: datetime,
    *,
    revision: Revision | None = None,
    note: str = "",
    visible: bool = False,
) -> Edition:
    """Store ``edition`` with its next version, the audit entry, and a bump where the public may see a change.

    Mails to the people concerned go out with the transaction, and word to hubs and search engines; what is made ahead
    for readers is made after it.
    """
    edition.version += 1
    edition.save()
    edition.stale = edition.pk in mark_stale(edition.release)
    mails.announce(record(edition.release, action, by, at, edition.language, revision, note))
    if visible:
        freshness.bump()
        counts.settle(edition.release_id)
        search.follow(edition)
        hubs.announce(edition, action, at)
        make_soon(edition.release_id, by)
    return edition


def mark_stale(release: Release) -> set[int]:
    """Bring ``stale`` of the editions of a locked ``release`` up to date; return the keys of the stale ones.

    Few verbs change it: it is compared here, and written where it differs.
    """
    editions = Edition.objects.filter(release=release)
    rows = editions.values_list("pk", "language", "approved_id", "source_id", "stale")
    newest = {language: approved for _pk, language, approved, *_rest in rows}.get(release.original) or 0
    # No source: the translation was written before its original had a text.
    now = {pk: newest > (source or 0) for pk, language, _, source, _ in rows if language != release.original}
    for stale in (True, False):
        if wrong := [pk for pk, *_rest, before in rows if now.get(pk) is stale is not before]:
            editions.filter(pk__in=wrong).update(stale=stale)
    return {pk for pk, stale in now.items() if stale}


def record(
    release: Release,
    action: Action,
    by: User | None,
    at: datetime,
    language: str = "",
    revision: Revision | None = None,
    note: str = "",
) -> AuditEntry:
    """Write the audit entry of ``action`` and return it."""
    return AuditEntry.objects.create(
        at=at, actor=by, action=action, release=release, reference=release.reference,
        language=language, revision=revision, note=note,
    )  # fmt: skip
