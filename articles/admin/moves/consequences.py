"""What a verb's page says before the button: what happens, what to beware of, and what keeps it from happening."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.moves.forms import Case
from articles.admin.notes import newer_text, outgoing_is_stale
from articles.enums import Action, Stage, State, direction, own_name, tag
from articles.models import Edition, Publication, Revision
from articles.moments import local, spoken

GOING_OUT = frozenset({Action.SCHEDULE, Action.PUBLISH, Action.RESTORE})


@dataclass(slots=True)
class Consequences:
    """Sentences for the page; while something blocks, there is no button."""

    facts: list[Any] = field(default_factory=list)
    warnings: list[Any] = field(default_factory=list)
    blocks: list[Any] = field(default_factory=list)


def consequences(case: Case) -> Consequences:
    """Return what the page of a verb says."""
    found = Consequences()
    if case.verb in GOING_OUT:
        _what_goes_out(case, found)
    if case.verb in BY_VERB:
        BY_VERB[case.verb](case, found)
    return found


def quoted(revision: Revision, language: str) -> Any:
    """Return the headline of ``revision``, marked as being in ``language``."""
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', tag(language), direction(language), revision.title)


def _what_goes_out(case: Case, found: Consequences) -> None:
    edition = case.edition
    if edition.approved is None:
        return
    found.facts.append(
        format_html(
            _("What goes out is revision {number}: {headline}"),
            number=edition.approved.number,
            headline=quoted(edition.approved, edition.language),
        )
    )
    if edition.current is not None and edition.current_id != edition.approved_id:
        found.warnings.append(newer_text(Stage(edition.stage), edition.current.number))
    if outgoing_is_stale(edition, workflow.original_of(edition)):
        found.warnings.append(
            _("What goes out is stale: the original has been approved with a newer text than the one this translates.")
        )
    if edition.state(case.at) in {State.APPROVED, State.SCHEDULED}:
        _missing(case, found)


def _missing(case: Case, found: Consequences) -> None:
    """Say which required languages keep the release from going out."""
    if missing := workflow.missing_languages(case.edition.release):
        names = ", ".join(map(own_name, missing))
        found.blocks.append(_("These required languages are not approved: %(languages)s.") % {"languages": names})


def _publish(case: Case, found: Consequences) -> None:
    edition = case.edition
    state = edition.state(case.at)
    if state == State.PUBLIC:
        found.facts.append(_("It takes the place of the text that is public now. The date stays."))
    elif state == State.SCHEDULED and edition.publish_at:
        found.facts.append(
            _("It is scheduled for %(moment)s, and would be public now instead.")
            % {"moment": spoken(edition.publish_at)}
        )


def _schedule(case: Case, found: Consequences) -> None:
    edition = case.edition
    if edition.held_for:
        found.facts.append(_("It is held, and was to go out at %(moment)s.") % {"moment": spoken(edition.held_for)})
    elif edition.publish_at:
        found.facts.append(_("It is scheduled for %(moment)s.") % {"moment": spoken(edition.publish_at)})


def _unschedule(case: Case, found: Consequences) -> None:
    edition = case.edition
    if edition.held_for:
        found.facts.append(
            _("It is held. The moment for which it is held is given up: %(moment)s.")
            % {"moment": spoken(edition.held_for)}
        )
    elif edition.publish_at:
        found.facts.append(
            _("It does not go out at %(moment)s. It stays approved.") % {"moment": spoken(edition.publish_at)}
        )


def _revoke(case: Case, found: Consequences) -> None:
    edition = case.edition
    found.facts.append(_("The text is in review again, and preview links to it no longer open."))
    if edition.state(case.at) != State.SCHEDULED:
        return
    others = others_scheduled(edition, case.at)
    if others:
        listed = "; ".join(f"{own_name(other.language)} ({local(other.publish_at)})" for other in others)
        found.warnings.append(
            _("The other scheduled languages of this release are held with it, and do not go out: %(languages)s.")
            % {"languages": listed}
        )


def others_scheduled(edition: Edition, at: datetime) -> list[Any]:
    """Return the other languages of the release of ``edition`` that are scheduled, soonest first."""
    rows = Edition.objects.scheduled(at).filter(release=edition.release_id).exclude(pk=edition.pk)
    return list(rows.only("language", "publish_at"))


def _approve(case: Case, found: Consequences) -> None:
    if not workflow.wrote_last(case.person, case.edition):
        return
    message = _("You edited this text last. Somebody else has to approve it.")
    (found.warnings if case.person.is_superuser else found.blocks).append(message)


def _withdraw(case: Case, found: Consequences) -> None:
    found.facts.append(
        _(
            "It leaves the list, feeds and sitemap at once. Its address then shows a notice with the reason, or leads"
            " to the release that replaces it. It can be restored."
        )
    )


def _restore(case: Case, found: Consequences) -> None:
    if case.edition.publish_at:
        found.facts.append(
            _("It is public again with its date: %(moment)s.") % {"moment": spoken(case.edition.publish_at)}
        )
    if case.edition.approved_id != case.edition.live_id:
        found.facts.append(_("This is another text than the one that was withdrawn."))


def was_public(edition: Edition, at: datetime) -> bool:
    """Tell whether readers have seen ``edition`` at its address."""
    return Publication.objects.begun(at).filter(edition=edition).exists()


def _readdress(case: Case, found: Consequences) -> None:
    edition = case.edition
    found.facts.append(
        format_html('{} <span class="desk-address">{}</span>', _("The address now:"), edition.get_absolute_url())
    )
    found.facts.append(
        format_html(
            '{} <span class="desk-address">{}<strong>…</strong>/</span>',
            _("The new address:"),
            edition.get_absolute_url().removesuffix("/").rpartition("/")[0] + "/",
        )
    )
    if was_public(edition, case.at):
        found.facts.append(_("Readers know the address: it will lead to the new one for ever."))
        former = list(edition.former_addresses.order_by("pk").values_list("slug", flat=True))
        if former:
            found.facts.append(
                format_html(
                    "{} {}",
                    _("Former addresses, which lead here too:"),
                    format_html_join(", ", '<bdi class="desk-address">{}</bdi>', ((slug,) for slug in former)),
                )
            )
    else:
        found.facts.append(_("It has not been public yet: the address leaves no trace."))


BY_VERB = {
    Action.APPROVE: _approve,
    Action.REVOKE: _revoke,
    Action.SCHEDULE: _schedule,
    Action.UNSCHEDULE: _unschedule,
    Action.PUBLISH: _publish,
    Action.READDRESS: _readdress,
    Action.WITHDRAW: _withdraw,
    Action.RESTORE: _restore,
}
