"""The web app manifest (W3C): what the newsroom is called and how it looks on a reader's home screen."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import colours
from articles.freshness import page_without_query
from articles.site import Site

# A maskable icon fills its square and keeps its sign within the circle that every mask leaves.
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)


@require_safe
@page_without_query
def manifest(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the manifest in one language; it opens the list in that language."""
    site = Site(language)
    accent, _accent_on_dark = colours.accents(site.organisation.accent, site.organisation.accent_dark)
    said: dict[str, Any] = {
        "id": site.list_path,
        "name": site.name,
        "short_name": _("News"),
        "description": site.organisation.tagline or "",
        "lang": site.tag,
        "dir": site.direction,
        "start_url": site.list_path,
        "scope": f"/{language}/",
        "display": "minimal-ui",
        "theme_color": accent,
        "background_color": colours.LIGHT[0],
        "icons": [
            {"src": static(f"newsroom/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
    }
    filled = {key: value for key, value in said.items() if value}
    options = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(filled, json_dumps_params=options, content_type="application/manifest+json")
