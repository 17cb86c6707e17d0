"""What machines look for at fixed addresses: security.txt, and the key by which search engines know that we speak."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from articles.enums import shown_codes, tag

HOUR = 3600  # seconds


def _text(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    patch_cache_control(response, public=True, max_age=HOUR)
    return response


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Tell who finds a weakness whom to tell (RFC 9116); 404 where nobody is named."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    lines = [
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACT),
        f"Expires: {expiry(timezone.now()):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(tag(code) for code in shown_codes())}",
        f"Canonical: {settings.SITE_URL}{request.path}",
    ]
    return _text("\n".join(lines) + "\n")


def expiry(at: datetime) -> datetime:
    """Return until when what is said at ``at`` holds: six to seven months, the same all through a month."""
    month = at.astimezone(UTC).month + 6
    year = at.astimezone(UTC).year + month // 12
    return datetime(year, month % 12 + 1, 1, tzinfo=UTC)


@require_safe
def indexnow_key(request: HttpRequest, key: str) -> HttpResponse:
    """Answer with IndexNow's key under its own address; any other is a 404 like any other."""
    if not (settings.INDEXNOW_KEY and constant_time_compare(key, settings.INDEXNOW_KEY)):
        raise Http404
    return _text(key)
