"""Counting readers with Matomo or Plausible, if the operator wants it: what pages may load, and what readers are told.

Nothing is counted before a reader allows it: ``static/newsroom/statistics.js`` (docs/decisions/0028).
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from newsroom.models import Entry, Unit

GROUP = "statistics"  # the consent group that allows it

# Matomo's cookies are set for this site by its script; statistics.js makes them last as long as the consent.
MATOMO = [
    Entry(
        "_pk_id",
        gettext_noop("Recognises your browser when it comes back, by a random number."),
        settings.COOKIE_CONSENT_MAX_AGE // (60 * 60 * 24),
        Unit.DAY,
    ),
    Entry("_pk_ses", gettext_noop("Tells which pages were read in one visit."), 30, Unit.MINUTE),
    Entry(
        "_pk_ref",
        gettext_noop("Remembers from which site you came first."),
        settings.COOKIE_CONSENT_MAX_AGE // (60 * 60 * 24),
        Unit.DAY,
    ),
]


def kind() -> str:
    """Return ``matomo``, ``plausible`` or ``none``."""
    return settings.STATISTICS["kind"]


def host() -> str:
    """Return the name of the machine that counts; empty if nobody does."""
    return urlsplit(settings.STATISTICS["url"]).hostname or ""


def cookies() -> list[Entry]:
    """Return the cookies that counting sets."""
    return MATOMO if kind() == "matomo" else []


def version() -> str:
    """Return what the group's version ends in, so that readers are asked again when somebody else counts."""
    return f"~{kind()}.{host()}" if host() else ""


def policy() -> dict[str, list[str]]:
    """Return what the content security policy of a public page allows beside our own: three exact addresses at most."""
    url = settings.STATISTICS["url"]
    if kind() == "plausible":
        return {"connect-src": [f"{url}/api/event"]}
    if kind() == "matomo":
        answers = [f"{url}/matomo.php"]
        return {"script-src": [f"{url}/matomo.js"], "connect-src": answers, "img-src": answers}
    return {}


def note() -> str:
    """Return what readers are told of who counts, in the active language."""
    texts = {
        "none": _("At present nothing is counted, whatever you choose."),
        "matomo": _(
            "If you allow it, Matomo at %(host)s learns which page you read, which site you came from, which links to"
            " other sites and files you follow, and what kind of browser and screen you have."
        ),
        "plausible": _(
            "If you allow it, Plausible at %(host)s learns which page you read, which site you came from and what kind"
            " of browser you have. It sets no cookie."
        ),
    }
    return texts[kind()] % {"host": host()}
