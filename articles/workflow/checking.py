"""The consistency checks as a step of the workflow: what they find in a working copy, and letting a finding stand."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import checks, permissions
from articles.enums import Action, all_codes, suffix
from articles.models import Edition, Override, Term
from articles.workflow.material import material
from articles.workflow.moves import NO_RIGHT, Incomplete, NotPermitted, Unsettled, lock_release, record
from articles.workflow.text import MAX_REASON, original_of


def glossary() -> list[checks.Name]:
    """Return the names of the glossary in every language."""
    return [
        checks.Name({code: getattr(term, f"form_{suffix(code)}") or "" for code in all_codes()})
        for term in Term.objects.all()
    ]


def findings(edition: Edition) -> list[checks.Finding]:
    """Return what the checks find in the newest revision of ``edition``, in the active language.

    A translation is compared with the revision of the original that it follows: what the original has become since is
    told by its being stale.
    """
    current = edition.current
    if current is None:
        return []
    source = edition.source
    if source is None and (original := original_of(edition)):
        source = original.current
    return checks.check(material(edition, source, glossary() if source else ()))


def open_findings(edition: Edition) -> list[checks.Finding]:
    """Return the findings that nobody has overridden, and those that nobody can."""
    settled = set(edition.overrides.values_list("key", flat=True))
    return [finding for finding in findings(edition) if finding.blocking or finding.key not in settled]


def require_settled(edition: Edition, by: User | None) -> None:
    """Raise ``Unsettled`` while the checks find something in what ``by`` would approve; the command line may."""
    if by is None:
        return
    if count := len(open_findings(edition)):
        raise Unsettled(
            ngettext(
                "The checks found %(count)d thing that is neither corrected nor overridden.",
                "The checks found %(count)d things that are neither corrected nor overridden.",
                count,
            )
            % {"count": count}
        )


@transaction.atomic
def override(
    edition: Edition, keys: Collection[str], *, reason: str, by: User, at: datetime | None = None
) -> Sequence[Override]:
    """Let findings of ``edition`` stand, with the reason, which goes into the audit log with what was found.

    Who writes or approves the language may. A finding that comes back in a later revision stays overridden.
    """
    at = at or timezone.now()
    if not (permissions.may_write(by, edition.language) or permissions.may_approve(by, edition.language)):
        raise NotPermitted(NO_RIGHT)
    lock_release(edition.release_id)
    reason = reason.strip()[:MAX_REASON]
    if not reason:
        raise Incomplete(_("Say why this is right as it is."))
    chosen = [finding for finding in open_findings(edition) if finding.key in set(keys) and not finding.blocking]
    found = {finding.key: finding for finding in chosen}
    if not found:
        raise Incomplete(_("Choose what is right as it is."))
    for finding in found.values():
        note = f"{reason} – {finding.message}"
        record(edition.release, Action.OVERRIDE, by, at, edition.language, edition.current, note)
    return Override.objects.bulk_create(
        Override(edition=edition, key=key, reason=reason, by=by, at=at) for key in found
    )
