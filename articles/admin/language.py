"""The language of the desk: chosen on every page, kept in a cookie for this browser and in the person's preferences."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from articles.enums import shown_codes
from articles.models import Preferences

LASTS = 60 * 60 * 24 * 365  # seconds


@never_cache
@csrf_protect
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Set the desk's language to the posted ``language`` and lead back to ``next``, a page of the desk.

    Works on the login page too. Mails to the person follow the choice.
    """
    language = request.POST.get("language", "")
    if language not in shown_codes():
        raise Http404
    if request.user.is_authenticated:
        Preferences.objects.update_or_create(person=request.user, defaults={"language": language})
    return keep(HttpResponseRedirect(_safe(request, request.POST.get("next", ""))), request, language)


def recall(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """Give a browser in which a person has just signed in the language that the person chose in another."""
    if request.user.is_authenticated and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        chosen = Preferences.objects.filter(person=request.user).values_list("language", flat=True).first()
        if chosen in shown_codes():
            return keep(response, request, str(chosen))
    return response


def keep(response: HttpResponse, request: HttpRequest, language: str) -> HttpResponse:
    """Set the cookie from which Django takes the language of the desk, sent to the desk alone; delete it for none."""
    path = reverse("admin:index")
    if not language:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, path=path, samesite="Lax")
        return response
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=LASTS,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE or request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _safe(request: HttpRequest, address: str) -> str:
    """Return ``address`` if it is a page of the desk, else the desk's first page."""
    index = reverse("admin:index")
    own = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if own and address.startswith(index) else index
