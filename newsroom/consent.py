"""Cookie consent: the three groups that ship, and the choice a reader makes.

django-cookie-consent's models and cookie format; its views, templates and script are replaced (docs/decisions/0005).
Names and descriptions of the groups that ship are English in the database and translated by gettext.
"""

from typing import Any

from cookie_consent.models import CookieGroup
from cookie_consent.util import set_cookie_dict_to_response
from django.conf import settings
from django.db.models import Max, Model
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_noop

from articles import freshness

# What migration newsroom.0001 stores; here so that the texts are found for translation.
SHIPPED = [
    {
        "varname": "technical",
        "name": gettext_noop("Technical"),
        "description": gettext_noop(
            "Needed for the site to work: they remember your cookie choice and keep staff signed in."
        ),
        "is_required": True,
        "ordering": 1,
        "cookies": [
            ("cookie_consent", gettext_noop("Remembers your choice on this page, for six months.")),
            ("sessionid", gettext_noop("Keeps members of staff signed in, for one working day.")),
            ("csrftoken", gettext_noop("Protects the forms of members of staff, for one year.")),
        ],
    },
    {
        "varname": "statistics",
        "name": gettext_noop("Statistics"),
        "description": gettext_noop(
            "Tell us, without your name, which releases are read. None is set before you accept."
        ),
        "is_required": False,
        "ordering": 2,
        "cookies": [],
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
        "cookies": [],
    },
]


def create_shipped(group_model: type[Model]) -> None:
    """Store the groups that ship with their cookies, if the site has no group yet."""
    groups = group_model._default_manager
    if groups.exists():
        return
    for shipped in SHIPPED:
        fields = {name: value for name, value in shipped.items() if name != "cookies"}
        group: Any = groups.create(is_deletable=not shipped["is_required"], **fields)
        for name, description in shipped["cookies"]:  # type: ignore[attr-defined]
            group.cookie_set.create(name=name, description=description, path="/", domain="")


def remember(response: HttpResponseBase, accepted: set[str]) -> None:
    """Set the consent cookie: the newest version of each accepted optional group, ``-1`` for the refused ones."""
    groups = CookieGroup.objects.filter(is_required=False).annotate(newest=Max("cookie__created"))
    choice = {
        group.varname: (group.newest.isoformat() if group.newest else "1")
        if group.varname in accepted
        else settings.COOKIE_CONSENT_DECLINE  # type: ignore[misc]  # the package's own default
        for group in groups.order_by("ordering", "varname")
    }
    set_cookie_dict_to_response(response, choice)


def is_own_form(request: HttpRequest) -> bool:
    """Tell whether a POST comes from a page of this site.

    Cached pages carry no CSRF token; browsers name the origin of every POST instead (Fetch standard, ``Origin``).
    """
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None and fetched != "same-origin":
        return False
    own = {f"{request.scheme}://{request.get_host()}", settings.SITE_URL}
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin in own
    referer = request.headers.get("Referer", "")
    return any(referer.startswith(f"{origin}/") for origin in own)


def _changed(**_kwargs: object) -> None:
    freshness.bump()


def connect() -> None:
    """Bump the content clock when a group or cookie changes: pages carry the groups' versions."""
    for model in (CookieGroup, CookieGroup._meta.get_field("cookie").related_model):
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model, dispatch_uid=f"consent-{model.__name__}")
