"""What the frame of a page tells the scripts of readers, the same for every visitor."""

from typing import Any

from django import template
from django.conf import settings

from newsroom import consent, statistics

register = template.Library()


@register.simple_tag
def consent_versions() -> str:
    """Return the optional consent groups with their versions, as the consent cookie holds them."""
    return "|".join(f"{name}={version}" for name, version in consent.versions().items())


@register.inclusion_tag("includes/_statistics.html", takes_context=True)
def statistics_script(context: dict[str, Any]) -> dict[str, Any]:
    """Show the script that counts readers, if somebody counts them and the page has an address that all know.

    Previews, error pages and withdrawn releases have none: nothing of them is ever told. Nor of a page with a query, in
    whose address and title may stand what somebody searches for.
    """
    canonical = context.get("canonical", "")
    counted = statistics.kind() != "none" and canonical and "?" not in canonical and not context.get("preview")
    page = settings.SITE_URL + canonical if counted else ""
    return {"page": page, "life": settings.COOKIE_CONSENT_MAX_AGE, **settings.STATISTICS}
