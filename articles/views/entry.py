"""The front door: which language."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Redirect to the list in the language that the browser prefers; no shared cache may keep the answer."""
    language = translation.get_language_from_request(request)
    response = HttpResponseRedirect(reverse("articles:list", args=[language]))
    patch_cache_control(response, private=True, no_store=True)
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def to_list(_request: HttpRequest, language: str) -> HttpResponse:
    """Redirect ``/fr/`` to the French list."""
    response = HttpResponseRedirect(reverse("articles:list", args=[language]))
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response
