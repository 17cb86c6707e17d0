"""The language of a request, and headers that Django has no setting for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from newsroom import statistics

Handler = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Activate the language that the path begins with; in the admin, which has none in its path, the person's own.

    Everything else (sitemaps, pictures, errors at odd addresses) has the site's default language. Django's
    LocaleMiddleware would add ``Vary: Accept-Language`` to public pages, which depend on their URL alone, and would
    answer a missing page with a redirect.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        personal = request.path_info.startswith(reverse("admin:index"))
        if personal:
            language = translation.get_language_from_request(request)
        else:
            language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        if personal:
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


class PermissionsPolicyMiddleware:
    """Tell browsers that no page of ours uses the reader's devices, nor lends the visit to advertising.

    W3C Permissions Policy; browsers pass over names that they do not know.
    """

    NAMES = ("browsing-topics", "camera", "display-capture", "geolocation", "microphone", "payment", "usb")
    VALUE = ", ".join(f"{name}=()" for name in NAMES)

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.VALUE)
        return response


class StatisticsPolicyMiddleware:
    """Let public pages, and no others, load what counts readers, if the operator wants them counted.

    By the view and not by what is in the page: a 304 takes the place of the headers that the browser has kept.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        view = request.resolver_match and request.resolver_match.func
        if response.status_code in {200, 304} and getattr(view, "is_public", False):
            update = getattr(response, "_csp_update", None) or {}
            for directive, sources in statistics.policy().items():
                update = update | {directive: [*update.get(directive, []), *sources]}
            response._csp_update = update  # type: ignore[attr-defined]
        return response
