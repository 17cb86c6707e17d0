"""The language of a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

Handler = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Activate the language that the path begins with; where it names none, the visitor's own.

    Django's LocaleMiddleware would add ``Vary: Accept-Language`` to public pages, which depend on their URL alone, and
    would answer a missing page with a redirect. The admin's pages, which have no language in their path, do vary.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_path(request.path_info)
        chosen = language or translation.get_language_from_request(request)
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen  # type: ignore[attr-defined]
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", chosen)
            if language is None:
                patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response
