"""The organisation's accents, as the style sheet that pages link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles import colours
from articles.delivery import YEAR
from articles.models import Organisation


@require_safe
def theme(request: HttpRequest, digest: str) -> HttpResponse:
    """Answer with the style sheet of the present accents; 404 under any other name, for whatever was before.

    The bytes behind a name never change, so everybody may keep them for a year.
    """
    organisation = Organisation.objects.only("accent", "accent_dark").filter(pk=1).first()
    sheet = colours.sheet(organisation.accent, organisation.accent_dark) if organisation else ""
    if request.META.get("QUERY_STRING") or not sheet or colours.digest(sheet) != digest:
        raise Http404
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
