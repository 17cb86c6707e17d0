"""What the desk shows of one language of a release: its state, its time, and what this person may do next."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import permissions, workflow
from articles.admin.notes import Facts, Note, gather, notes
from articles.derivatives import checks
from articles.enums import Action, InLanguage, State, shown_codes
from articles.models import Edition, Release
from articles.moments import named_zone, utc

# Verbs that ask first, on a page of their own: for a time, a reason, or because readers will see the change.
ASKING = frozenset(Action) - {Action.SUBMIT, Action.APPROVE}
VERBS = {
    Action.SUBMIT: _("Submit for review"),
    Action.SEND_BACK: _("Send back"),
    Action.APPROVE: _("Approve"),
    Action.REVOKE: _("Revoke approval"),
    Action.SCHEDULE: _("Schedule"),
    Action.UNSCHEDULE: _("Unschedule"),
    Action.PUBLISH: _("Publish now"),
    Action.READDRESS: _("Change the address"),
    Action.WITHDRAW: _("Withdraw"),
    Action.RESTORE: _("Restore"),
}


@dataclass(frozen=True, slots=True)
class Panel(InLanguage):
    """One language of a release at a moment."""

    language: str
    edition: Edition | None
    at: datetime
    stale: bool = False
    readable: bool = True
    number: int | None = None
    required: bool = False
    own: bool = False
    notes: list[Note] = field(default_factory=list)
    moves: list[Action] = field(default_factory=list)
    lends: bool = False

    @property
    def state(self) -> State | None:
        """What the edition is now; None where nothing is written yet."""
        return self.edition.state(self.at) if self.edition else None

    @property
    def standing(self) -> str:
        """How it stands, in words: its state, and whether it is held, stale, or has newer text waiting."""
        words = [str(self.state.label) if self.state else gettext("nothing written")]
        words += [gettext("held")] if self.held else []
        words += [gettext("stale")] if self.stale else []
        words += [gettext("newer text waiting")] if self.waiting else []
        return ", ".join(words)

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """(value, label) of the buttons for what this person may do next; an ellipsis where a question follows."""
        asking = ASKING | {Action.APPROVE} if self.own else ASKING
        return [
            (f"{self.language}:{action.value}", f"{VERBS[action]}…" if action in asking else str(VERBS[action]))
            for action in self.moves
        ]

    @property
    def public(self) -> bool:
        """Whether readers see it."""
        return self.state == State.PUBLIC

    @property
    def withdrawn(self) -> bool:
        """Whether it was taken down."""
        return self.state == State.WITHDRAWN

    @property
    def prints(self) -> bool:
        """Whether a PDF in this language can be made here."""
        return checks.prints(self.language)

    @property
    def waiting(self) -> bool:
        """Whether newer text is waiting behind what goes out."""
        return bool(self.edition and self.edition.newer_text_waiting)

    @property
    def held(self) -> bool:
        """Whether it was scheduled and is held."""
        return bool(self.edition and self.edition.held_for)

    @property
    def moment(self) -> datetime | None:
        """When it goes or went out."""
        return self.edition.publish_at if self.edition else None

    @property
    def zone(self) -> str:
        """The newsroom's time zone at that moment."""
        return named_zone(self.moment or self.at)

    @property
    def moment_in_utc(self) -> str:
        """That moment in UTC."""
        return utc(self.moment) if self.moment else ""

    @property
    def together(self) -> bool:
        """Whether this person may send it out together with other languages."""
        return Action.SCHEDULE in self.moves


def panels(release: Release, person: Any = None) -> list[Panel]:
    """Return a panel per shown language; with ``person`` also what that person may read and do next.

    Uses ``release.editions.all()`` with ``current``, prefetched where many releases are shown.
    """
    at = timezone.now()
    editions = {edition.language: edition for edition in release.editions.all()} if release.pk else {}
    allowed = permissions.readable(person, release.original) if person else []
    facts = gather(release, person, at, editions) if person and editions else None
    return [
        Panel(
            language=language,
            edition=edition,
            at=at,
            stale=bool(edition and edition.stale),
            readable=language in allowed,
            number=facts.numbers.get(edition.current_id or 0) if facts and edition and language in allowed else None,
            required=bool(person) and language in release.required,
            own=bool(facts and language in facts.own),
            notes=notes(edition, facts) if facts and edition else [],
            moves=_offered(person, edition, facts) if facts and edition else [],
            lends=bool(person and permissions.may_approve(person, language)),
        )
        for language in shown_codes()
        for edition in [editions.get(language)]
    ]


def _offered(person: Any, edition: Edition, facts: Facts) -> list[Action]:
    """Return what ``person`` may do next; approving a text of one's own is offered to nobody who cannot do it."""
    offered = workflow.moves(person, edition, facts.at)
    if edition.language in facts.own and not person.is_superuser:
        offered = [action for action in offered if action != Action.APPROVE]
    return offered


def render_panel(release: Release, panel: Panel) -> str:
    """Return the head of a language's section on the change page."""
    context = {"release": release, "panel": panel}
    return render_to_string("admin/articles/release/_panel.html", context)
