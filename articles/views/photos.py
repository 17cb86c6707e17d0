"""Pictures, closed until a public edition shows them."""

from datetime import datetime

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.delivery import stored
from articles.models import PhotoVersion
from articles.models.photo import mime_of


def rendition(
    request: HttpRequest, version: PhotoVersion, name: str, at: datetime, *, staff: bool = False
) -> HttpResponseBase:
    """Answer with one of the files that were made of a photo; 404 if there is none of this name, or it is lost.

    ``staff``: for who may see it whether it is public or not.
    """
    if name not in version.made:
        raise Http404
    file_name, etag = version.file_name(name), f"{version.token}-{name}"
    return stored(request, file_name, content_type=mime_of(name), etag=etag, at=at, staff=staff)


@require_safe
def photo(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """Answer with a picture that a public edition shows; anything else is a 404 like any other."""
    at = timezone.now()
    found = PhotoVersion.objects.open(at).filter(token=token).only("token", "made").first()
    if found is None:
        raise Http404
    return rendition(request, found, name, at)


@require_safe
def photo_file(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answer with the high resolution of the newest file of a photo that is always public; else 404 like any other."""
    at = timezone.now()
    always = PhotoVersion.objects.open(at).filter(photo__token=token, photo__always_public=True, photo__current=F("pk"))
    found = always.only("token", "made").first()
    if found is None:
        raise Http404
    return stored(
        request, found.file_name(found.full), content_type=mime_of(found.full), etag=f"{found.token}-{found.full}",
        at=at, lasting=False,
    )  # fmt: skip
