"""The consent groups and cookies that ship, as migrations store them.

English in the database, translated by gettext when they are shown, as long as nobody changes them at the desk.
"""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_noop

from newsroom.models import Entry, Unit

TECHNICAL = [
    Entry("cookie_consent", gettext_noop("Remembers your choice on this page."), 180, Unit.DAY),
    Entry("sessionid", gettext_noop("Keeps members of staff signed in."), 12, Unit.HOUR),
    Entry("csrftoken", gettext_noop("Protects the forms of members of staff."), 1, Unit.YEAR),
    Entry("django_language", gettext_noop("Remembers the language of a member of staff."), 1, Unit.YEAR),
    Entry("messages", gettext_noop("Carries a message to the next page of a member of staff."), 0),
]
# What their players and posts may set for their own addresses: support.google.com, help.vimeo.com, help.x.com.
SOCIAL = [
    Entry(
        "VISITOR_INFO1_LIVE",
        gettext_noop("Estimates your connection and counts views of videos."),
        180,
        provider="YouTube (Google)",
    ),
    Entry("YSC", gettext_noop("Counts views of videos in one visit."), 0, provider="YouTube (Google)"),
    Entry("vuid", gettext_noop("Recognises your browser to count views of videos."), 2, Unit.YEAR, "Vimeo"),
    Entry("player", gettext_noop("Remembers volume, quality and subtitles of videos."), 1, Unit.YEAR, "Vimeo"),
    Entry("guest_id", gettext_noop("Recognises your browser wherever posts of X are shown."), 2, Unit.YEAR, "X"),
]
SHIPPED: list[dict[str, Any]] = [
    {
        "varname": "technical",
        "name": gettext_noop("Technical"),
        "description": gettext_noop(
            "Needed for the site to work: they remember your cookie choice and keep staff signed in."
        ),
        "is_required": True,
        "ordering": 1,
        "cookies": TECHNICAL,
    },
    {
        "varname": "statistics",
        "name": gettext_noop("Statistics"),
        "description": gettext_noop(
            "Tell us, without your name, which releases are read. None is set before you accept."
        ),
        "is_required": False,
        "ordering": 2,
        "cookies": [],  # those of whoever counts: statistics.py
    },
    {
        "varname": "social",
        "name": gettext_noop("Social sharing"),
        "description": gettext_noop(
            "Let videos and posts of social networks be shown in our pages. The networks then"
            " learn that you are here. Plain share links need no cookie."
        ),
        "is_required": False,
        "ordering": 3,
        "cookies": SOCIAL,
    },
]


def create_shipped(group_model: type[Model], detail_model: type[Model] | None = None) -> None:
    """Store the groups that ship, if the site has none yet; with their cookies, if there is a table for the details."""
    groups = group_model._default_manager
    if groups.exists():
        return
    for shipped in SHIPPED:
        fields = {name: value for name, value in shipped.items() if name != "cookies"}
        groups.create(is_deletable=not shipped["is_required"], **fields)
    if detail_model is not None:
        complete_shipped(group_model, detail_model)


def complete_shipped(group_model: type[Model], detail_model: type[Model]) -> None:
    """Give the groups that ship, where the site still has them, the cookies that ship and their details."""
    for shipped in SHIPPED:
        group: Any = group_model._default_manager.filter(varname=shipped["varname"]).first()
        for entry in shipped["cookies"] if group else []:
            fields = {"description": entry.purpose, "path": "/"}
            cookie, _created = group.cookie_set.get_or_create(name=entry.name, domain="", defaults=fields)
            details = {"amount": entry.amount, "unit": entry.unit, "provider": entry.provider}
            detail_model._default_manager.get_or_create(cookie=cookie, defaults=details)
