"""Groups and cookies of the notice at the desk: django-cookie-consent's pages, with durations and parties."""

from typing import Any

from cookie_consent.admin import CookieAdmin, CookieGroupAdmin
from cookie_consent.models import Cookie, CookieGroup
from django.contrib import admin
from django.http import HttpRequest

from newsroom.models import CookieDetail


class CookieDetailInline(admin.StackedInline):
    """How long a cookie lasts and whose it is, on the cookie's own page, for whoever may change the cookie."""

    model = CookieDetail
    min_num = 1
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("cookie_consent.view_cookie") or self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("cookie_consent.change_cookie")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("cookie_consent.add_cookie") or self.has_change_permission(request, obj)


class DetailedCookieAdmin(CookieAdmin):
    """A cookie with its detail."""

    list_display: Any = ("name", "cookiegroup", "lasts", "provider", "domain")
    list_select_related = ("cookiegroup", "detail")
    inlines = [CookieDetailInline]

    @admin.display(description=CookieDetail._meta.get_field("amount").verbose_name)
    def lasts(self, cookie: Cookie) -> str:
        """Return the duration in words."""
        detail = getattr(cookie, "detail", None)
        return detail.entry.lasting if detail else "–"

    @admin.display(description=CookieDetail._meta.get_field("provider").verbose_name)
    def provider(self, cookie: Cookie) -> str:
        """Return the third party; nothing for this site."""
        detail = getattr(cookie, "detail", None)
        return detail.provider if detail else ""


class DetailedCookieGroupAdmin(CookieGroupAdmin):
    """A group without the sign of alarm for one that has no cookie: groups may ship empty."""

    list_display: Any = ("varname", "name", "is_required", "cookies")

    @admin.display(description=Cookie._meta.verbose_name_plural)
    def cookies(self, group: Any) -> int:
        """Return how many cookies the group has."""
        return int(group.num_cookies)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep the required groups: without them the page would tell nothing of what is always set."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_required)


def register() -> None:
    """Put these pages in the place of the package's own; called when both applications are ready."""
    for model, pages in ((Cookie, DetailedCookieAdmin), (CookieGroup, DetailedCookieGroupAdmin)):
        admin.site.unregister(model)
        admin.site.register(model, pages)
