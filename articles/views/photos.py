"""Pictures, closed until a public edition shows them."""

from collections.abc import Callable
from datetime import datetime

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import freshness
from articles.models import Edition, Photo

YEAR = 60 * 60 * 24 * 365  # seconds
SANDBOX = "default-src 'none'; sandbox"


def rendition(photo: Photo, width: int) -> FileResponse:
    """Return the file of one width; 404 if the photo does not exist in it or the file is lost."""
    if width not in photo.widths:
        raise Http404
    try:
        file = default_storage.open(photo.file_name(width))
    except OSError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="image/jpeg")
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


@require_safe
def photo(request: HttpRequest, token: str, width: int) -> HttpResponseBase:
    """Answer with a picture that a public edition shows; anything else is a 404 like any other."""
    at = timezone.now()
    public = Edition.objects.public(None, at)
    found = Photo.objects.filter(token=token).only("token", "width", "height").first()
    if found is None or not public.filter(live__photo=found).exists():
        raise Http404
    if width not in found.widths:
        raise Http404
    return lasting(request, f'"{token}-{width}"', at, lambda: rendition(found, width))


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
