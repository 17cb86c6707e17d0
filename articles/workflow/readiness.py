"""What has to be approved before something of a release goes out."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from articles.enums import State, own_name
from articles.models import Edition, Release
from articles.workflow.moves import Incomplete


def missing_languages(release: Release) -> list[str]:
    """Return the required languages of ``release`` that are not approved."""
    if not release.required:
        return []
    approved = set(release.editions.filter(approved__isnull=False).values_list("language", flat=True))
    return [language for language in release.required if language not in approved]


def require_ready(release: Release) -> None:
    """Raise ``Incomplete`` with the list of required languages that are not approved."""
    if missing := missing_languages(release):
        names = ", ".join(map(own_name, missing))
        raise Incomplete(_("These required languages are not approved: %(languages)s.") % {"languages": names})


def missing(
    editions: Mapping[str, Edition], chosen: Collection[str], required: Collection[str], at: datetime
) -> list[str]:
    """Return what keeps ``chosen`` from going out together, a phrase for each language."""
    return [
        phrase
        for language in dict.fromkeys([*required, *chosen])
        if (phrase := _lack(language, editions.get(language), language in chosen, at))
    ]


def _lack(language: str, edition: Edition | None, chosen: bool, at: datetime) -> str:
    """Return what one language lacks; empty if nothing."""
    name = own_name(language)
    if edition is None:
        return _("%(language)s: nothing is written") % {"language": name}
    state = edition.state(at)
    if state in {State.DRAFT, State.IN_REVIEW} or (chosen and state in {State.PUBLIC, State.WITHDRAWN}):
        return f"{name}: {state.label}"
    if state == State.APPROVED and not chosen:
        return _("%(language)s: required and not chosen") % {"language": name}
    return ""
