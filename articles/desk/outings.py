"""What goes out soon and what is held, release by release, with what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from articles.desk.headlines import Headline
from articles.desk.viewer import Viewer
from articles.enums import Action, own_name, shown_codes
from articles.models import AuditEntry, Edition, Release

SOON = timedelta(hours=48)
MOST_EDITIONS = 300
MOST_RELEASES = 40


@dataclass(frozen=True, slots=True)
class Slot:
    """Languages of a release that go out, or were to go out, at one moment."""

    moment: datetime
    languages: list[str]

    @property
    def names(self) -> list[str]:
        """The languages' names in themselves."""
        return [own_name(language) for language in self.languages]


@dataclass(slots=True)
class Plan:
    """When the languages of a release go out; ``pk`` is the release's."""

    pk: int
    slots: list[Slot] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outing:
    """A release that goes out, or is held: its moments, what it lacks, and for a held one who took back what, and why.

    ``reason`` is empty where the person may not read the language that it is about.
    """

    release: Release
    headline: Headline
    slots: list[Slot]
    lacks: list[str]
    revoked: AuditEntry | None = None
    reason: str = ""

    @property
    def revoked_language(self) -> str:
        """The name of the language whose approval was revoked."""
        return own_name(self.revoked.language) if self.revoked else ""


def plans(rows: Iterable[tuple[int, str, datetime | None]]) -> list[Plan]:
    """Return a plan per release from (release, language, moment) in the order of the moments."""
    shown = shown_codes()
    found: dict[int, Plan] = {}
    for pk, language, moment in rows:
        if language not in shown or moment is None:
            continue
        plan = found.setdefault(pk, Plan(pk))
        if not plan.slots or plan.slots[-1].moment != moment:
            plan.slots.append(Slot(moment, []))
        plan.slots[-1].languages.append(language)
    for plan in found.values():
        for slot in plan.slots:
            slot.languages.sort(key=shown.index)
    return list(found.values())


def coming(at: datetime) -> list[Plan]:
    """Return what goes out within 48 hours, soonest first: 300 editions at most. One query, by an index."""
    rows = Edition.objects.coming(at, at + SOON).values_list("release_id", "language", "publish_at")
    return plans(rows[:MOST_EDITIONS])


def held() -> list[Plan]:
    """Return what is held, by the moment for which it was scheduled: 300 editions at most. One query, by an index."""
    rows = Edition.objects.held().values_list("release_id", "language", "held_for")
    return plans(rows[:MOST_EDITIONS])


def outings(viewer: Viewer, found: Iterable[Plan], releases: Mapping[int, Release]) -> list[Outing]:
    """Return ``found`` with what each lacks; ``releases`` come from ``with_headlines``."""
    return [
        Outing(release, viewer.headline(release), plan.slots, lacks(release, plan, viewer.at))
        for plan in found
        if (release := releases.get(plan.pk))
    ]


def holds(viewer: Viewer, found: list[Plan], releases: Mapping[int, Release]) -> list[Outing]:
    """Return the held releases of ``found``, each with the revoked approval that held it. One query."""
    entries = AuditEntry.objects.filter(release__in=[plan.pk for plan in found], action=Action.REVOKE)
    last = {entry.release_id: entry for entry in entries.select_related("actor").order_by("at", "pk")}
    held = []
    for outing in outings(viewer, found, releases):
        release, revoked = outing.release, last.get(outing.release.pk)
        told = revoked is not None and revoked.language in viewer.readable(release.original)
        reason = revoked.note if revoked and told else ""
        held.append(Outing(release, outing.headline, outing.slots, outing.lacks, revoked, reason))
    return held


def lacks(release: Release, plan: Plan, at: datetime) -> list[str]:
    """Return what a release that goes out at ``plan`` lacks, a phrase for each language and thing.

    A required language that is not approved; a language that goes out while it is stale, or while newer text waits; a
    language that is held. Only states are told, which everybody at the desk may know.
    """
    editions: dict[str, Any] = {edition.language: edition for edition in release.editions.all()}
    leaving = {language for slot in plan.slots for language in slot.languages}
    found = []
    for language in shown_codes():
        edition = editions.get(language)
        name = {"language": own_name(language)}
        if language in release.required and (edition is None or edition.approved_id is None):
            state = edition.state(at).label if edition and edition.current_id else _("nothing written")
            found.append(_("%(language)s: required and not approved (%(state)s)") % (name | {"state": state}))
        if edition is None:
            continue
        if edition.held_for and language not in leaving:
            found.append(_("%(language)s: held") % name)
        if language in leaving and edition.stale:
            found.append(_("%(language)s: stale") % name)
        if language in leaving and edition.newer_text_waiting:
            found.append(_("%(language)s: newer text waiting") % name)
    return found
