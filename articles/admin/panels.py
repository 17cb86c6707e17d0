"""What the desk shows of one language of a release: its state, its time, and what this person may do next."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import permissions, workflow
from articles.enums import UNTITLED, Action, Stage, State, direction, own_name, shown_codes, suffix, tag
from articles.models import AuditEntry, Edition, Release

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
class Panel:
    """One language of a release at a moment."""

    language: str
    edition: Edition | None
    at: datetime
    stale: bool = False
    readable: bool = True
    sent_back: str = ""
    moves: list[Action] = field(default_factory=list)
    lends: bool = False

    @property
    def tag(self) -> str:
        """The language for ``lang`` attributes."""
        return tag(self.language)

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.language)

    @property
    def name(self) -> str:
        """The language's name in itself."""
        return own_name(self.language)

    @property
    def state(self) -> State | None:
        """What the edition is now; None where nothing is written yet."""
        return self.edition.state(self.at) if self.edition else None

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """(value, label) of the buttons for what this person may do next; an ellipsis where a question follows."""
        return [
            (f"{self.language}:{action.value}", f"{VERBS[action]}…" if action in ASKING else str(VERBS[action]))
            for action in self.moves
        ]

    @property
    def public(self) -> bool:
        """Whether readers see it."""
        return self.state == State.PUBLIC

    @property
    def waiting(self) -> bool:
        """Whether newer text is waiting behind what goes out."""
        return bool(self.edition and self.edition.newer_text_waiting)

    @property
    def ready(self) -> bool:
        """Whether the text that waits is approved and only has to be scheduled or published."""
        return bool(self.waiting and self.edition and self.edition.approved_id == self.edition.current_id)

    @property
    def zone(self) -> str:
        """The newsroom's time zone, as people know it."""
        return settings.TIME_ZONE.replace("_", " ")


def panels(release: Release, person: Any = None) -> list[Panel]:
    """Return a panel per shown language; with ``person`` also what that person may read and do next.

    Uses ``release.editions.all()`` with ``current``, prefetched where many releases are shown.
    """
    at = timezone.now()
    editions = {edition.language: edition for edition in release.editions.all()} if release.pk else {}
    allowed = permissions.readable(person, release.original) if person else []
    notes = _reasons(edition for edition in editions.values() if edition.language in allowed)
    return [
        Panel(
            language=language,
            edition=edition,
            at=at,
            stale=bool(edition and edition.stale),
            readable=language in allowed,
            sent_back=notes.get(edition.current_id, "") if edition else "",
            moves=workflow.moves(person, edition, at) if person and edition else [],
            lends=bool(person and permissions.may_approve(person, language)),
        )
        for language in shown_codes()
        for edition in [editions.get(language)]
    ]


def _reasons(editions: Iterable[Edition]) -> dict[int | None, str]:
    """Return why the current text of each draft was sent back, by its revision."""
    current = [edition.current_id for edition in editions if edition.stage == Stage.DRAFT]
    entries = AuditEntry.objects.filter(action=Action.SEND_BACK, revision__in=current).order_by("at")
    return dict(entries.values_list("revision_id", "note"))


def render_panel(release: Release, panel: Panel) -> str:
    """Return the head of a language's section on the change page."""
    context = {"release": release, "panel": panel}
    return render_to_string("admin/articles/release/_panel.html", context)


def headline(release: Release, language: str, person: Any) -> str:
    """Return the headline in ``language``, else in the original, else in any, as far as ``person`` may read it."""
    allowed = permissions.readable(person, release.original)
    for code in (language, release.original, *allowed):
        title = getattr(release, f"title_{suffix(code)}", "") if code in allowed else ""
        if title:
            return str(title)
    return str(UNTITLED)
