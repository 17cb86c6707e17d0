"""What a site has beside its content: cookie page, accessibility statement, robots.txt, health, error pages."""

import sys
from collections.abc import Mapping
from typing import Any

from cookie_consent.models import CookieGroup
from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.db import DatabaseError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import freshness
from articles.api import answers
from articles.enums import direction, shown_codes, tag
from articles.site import Site
from articles.views.page import PublicPage
from newsroom import consent


class CookiePage(PublicPage):
    """Which cookies there are and what is chosen; a plain form that needs no script."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "cookie_consent/cookies.html"

    def get_site(self) -> Site:
        return Site(self.language, {code: reverse("cookies", args=[code]) for code in shown_codes()})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"explained": consent.explained()}

    def post(self, request: HttpRequest, language: str) -> HttpResponse:
        """Store the choice in the consent cookie: ``choice`` is accept, refuse or selected (``groups``).

        The script adds ``gpc`` where the browser sends Global Privacy Control.
        """
        if not consent.is_own_form(request):
            return permission_denied(request)
        optional = set(CookieGroup.objects.filter(is_required=False).values_list("varname", flat=True))
        choice = request.POST.get("choice")
        choices = {"accept": optional, "selected": optional & set(request.POST.getlist("groups"))}
        accepted = choices.get(choice or "", set())
        response = HttpResponseRedirect(reverse("cookies_saved", args=[language]), status=303)
        consent.remember(response, accepted, in_spite=request.POST.get("gpc") == "1")
        consent.clean(request, response, accepted)
        add_never_cache_headers(response)
        return response


class CookiesSaved(PublicPage):
    """Where the cookie form leads."""

    template_name = "cookie_consent/saved.html"


class AccessibilityPage(PublicPage):
    """The accessibility statement: the European Union's model (Decision 2018/1523), in plain words."""

    template_name = "accessibility.html"

    def get_site(self) -> Site:
        return Site(self.language, {code: reverse("accessibility", args=[code]) for code in shown_codes()})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"host": settings.SITE_HOST} | settings.ACCESSIBILITY


@require_safe
def privacy_control(request: HttpRequest) -> JsonResponse:
    """Say that Global Privacy Control is respected, and since when (W3C, Global Privacy Control, 5.1)."""
    response = JsonResponse({"gpc": True, "lastUpdate": "2026-11-26"})
    patch_cache_control(response, public=True, max_age=3600)
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers where the sitemap is and what is not for them."""
    text = render_to_string("robots.txt", {"site_url": settings.SITE_URL})
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    patch_cache_control(response, public=True, max_age=3600)
    return response


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask for the icon by its traditional name to the one that pages link."""
    response = HttpResponseRedirect(static("newsroom/favicon.ico"))
    patch_cache_control(response, public=True, max_age=3600)
    return response


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the database answers, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    return JsonResponse({"database": "ok"})


def _error(request: HttpRequest, status: int, *, framed: bool = True, **more: object) -> HttpResponse:
    """Return the page of an error in the language of the path; nothing in it depends on what was asked for.

    What frames it comes from the database, so a framed page is made once: many addresses that crawlers try are missing.
    ``more``: what the template of an unframed one asks for besides. Programs are told so in their own way.
    """
    if answers.is_asked(request):
        return answers.failure(status)
    language = translation.get_language() or settings.LANGUAGE_CODE
    if language not in shown_codes():
        language = settings.LANGUAGE_CODE
    if framed:
        page = freshness.once((status, language), lambda: _error_page(status, language, {"site": Site(language)}))
    else:
        page = _error_page(status, language, more)
    response = HttpResponse(page, status=status)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Accel-Expires"] = "0"
    return response


def _error_page(status: int, language: str, more: Mapping[str, object]) -> str:
    context = {
        **more,
        "tag": tag(language),
        "direction": direction(language),
        "list_path": reverse("articles:list", args=[language]),
    }
    with translation.override(language):
        return render_to_string(f"{status}.html", context)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; for more files than are taken at once, with how many those are."""
    too_many = isinstance(exception, TooManyFilesSent)
    return _error(request, 400, framed=False, most=settings.DATA_UPLOAD_MAX_NUMBER_FILES if too_many else None)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _error(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, for a form whose anti-forgery token is missing or old."""
    return _error(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same bytes for what does not exist and for what may not be seen yet."""
    return _error(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database does not answer; without asking it again."""
    lost = isinstance(sys.exc_info()[1], OperationalError)
    if lost and answers.is_asked(request):
        return answers.failure(503)
    response = _error(request, 500, framed=False)
    if lost:
        response.status_code = 503
        response.headers["Retry-After"] = "5"  # seconds
    return response
