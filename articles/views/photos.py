"""Pictures, closed until a public edition shows them."""

from collections.abc import Callable
from datetime import datetime

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import freshness
from articles.models import PhotoVersion
from articles.models.photo import mime_of

YEAR = 60 * 60 * 24 * 365  # seconds
SANDBOX = "default-src 'none'; sandbox"


def rendition(version: PhotoVersion, name: str) -> FileResponse:
    """Return one of the files that were made of a photo; 404 if there is none of this name, or it is lost."""
    if name not in version.made:
        raise Http404
    try:
        file = default_storage.open(version.file_name(name))
    except OSError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=mime_of(name))
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


@require_safe
def photo(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """Answer with a picture that a public edition shows; anything else is a 404 like any other."""
    at = timezone.now()
    found = PhotoVersion.objects.open(at).filter(token=token).only("token", "made").first()
    if found is None or name not in found.made:
        raise Http404
    return lasting(request, f'"{token}-{name}"', at, lambda: rendition(found, name))


def lasting(request: HttpRequest, etag: str, at: datetime, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Return ``answer``, or a 304 to who has it: bytes that never change under a random address, while it is open.

    So browsers keep them for a year; shared caches keep them as long as pages, so that a withdrawal closes them.
    """
    known = request.headers.get("If-None-Match") == etag
    response = HttpResponseNotModified() if known else answer()
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable"
    freshness.limit_shared(response, at)
    return response
