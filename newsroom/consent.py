"""Cookie consent: the groups, what is said of them, and the choice a reader makes.

django-cookie-consent's models and cookie format; its views, templates and script are replaced (docs/decisions/0005).
What ships is in ``shipped``.
"""

import re
from dataclasses import dataclass

from cookie_consent.models import Cookie, CookieGroup
from cookie_consent.util import set_cookie_dict_to_response
from django.conf import settings
from django.db.models import Max, Prefetch
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponseBase

from articles import freshness
from newsroom import statistics
from newsroom.models import CookieDetail, Entry
from newsroom.shipped import create_shipped as create_shipped  # noqa: PLC0414 (migration newsroom.0001 looks here)

IN_SPITE = "!gpc"  # in the consent cookie: chosen although the browser sends Global Privacy Control
NAME = re.compile(r"[-_a-zA-Z0-9.]+")


@dataclass(frozen=True, slots=True)
class Explained:
    """A group as the cookie page explains it; ``note`` is translated already."""

    group: CookieGroup
    entries: list[Entry]
    note: str


def versions() -> dict[str, str]:
    """Return the version of each optional group by its short name, in order: when its newest cookie came, or ``1``.

    A new cookie in a group, or somebody else who counts readers, makes a new version, and readers are asked again.
    """
    groups = CookieGroup.objects.filter(is_required=False).annotate(newest=Max("cookie__created"))
    return {
        group.varname: (group.newest.isoformat() if group.newest else "1")
        + (statistics.version() if group.varname == statistics.GROUP else "")
        for group in groups.order_by("ordering", "varname")
    }


def explained() -> list[Explained]:
    """Return every group with its cookies, the required ones first as their order says, in two queries."""
    details = Cookie.objects.select_related("detail").order_by("name", "domain")
    groups = CookieGroup.objects.prefetch_related(Prefetch("cookie_set", details)).order_by("ordering", "varname")
    return [_explained(group) for group in groups]


def _explained(group: CookieGroup) -> Explained:
    entries = [_entry(cookie) for cookie in group.cookie_set.all()]
    if group.varname != statistics.GROUP:
        return Explained(group, entries, "")
    return Explained(group, [*entries, *statistics.cookies()], statistics.note())


def _entry(cookie: Cookie) -> Entry:
    detail: CookieDetail | None = getattr(cookie, "detail", None)
    return detail.entry if detail else Entry(cookie.name, cookie.description)


def remember(response: HttpResponseBase, accepted: set[str], *, in_spite: bool = False) -> None:
    """Set the consent cookie: the newest version of each accepted optional group, ``-1`` for the refused ones.

    ``in_spite``: the reader's browser sends Global Privacy Control, and the reader chose all the same.
    """
    choice = {
        name: version if name in accepted else settings.COOKIE_CONSENT_DECLINE  # type: ignore[misc]  # the package's
        for name, version in versions().items()
    }
    set_cookie_dict_to_response(response, choice | ({IN_SPITE: "1"} if in_spite else {}))


def clean(request: HttpRequest, response: HttpResponseBase, accepted: set[str]) -> None:
    """Delete the cookies that ``request`` brings along of optional groups that are not in ``accepted``.

    A cookie's name may go on after a dot (Matomo: ``_pk_id.1.1fff``). Those that a third party keeps for its own
    address never come here and cannot be deleted from here.
    """
    refused = CookieGroup.objects.filter(is_required=False, is_deletable=True).exclude(varname__in=accepted)
    kept = [(cookie.name, cookie.path, cookie.domain) for cookie in Cookie.objects.filter(cookiegroup__in=refused)]
    if statistics.GROUP not in accepted:
        kept += [(entry.name, "/", "") for entry in statistics.MATOMO]
    for name, path, domain in kept:
        for sent in request.COOKIES:
            if sent == name or (sent.startswith(f"{name}.") and NAME.fullmatch(sent)):
                response.delete_cookie(sent, path=path or "/", domain=domain or None, samesite="Lax")


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
    for model in (CookieGroup, Cookie, CookieDetail):
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model, dispatch_uid=f"consent-{model.__name__}")
