"""Documents under their permanent addresses: closed until a public edition offers them."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.delivery import stored
from articles.enums import suffix
from articles.filetypes import MIME, download_name
from articles.models import Attachment, DocumentVersion, Edition


@require_safe
def document(request: HttpRequest, language: str, token: str) -> HttpResponseBase:
    """Answer with the newest file of a document that readers of ``language`` may have; else a 404 like any other."""
    at = timezone.now()
    rows = DocumentVersion.objects.open(language, at).filter(document__token=token)
    found = rows.select_related("document").first()
    if found is None:
        raise Http404
    return sent(request, found, _title(found, language, at), language, at)


def sent(
    request: HttpRequest, version: DocumentVersion, title: str, language: str, at: datetime, *, staff: bool = False
) -> HttpResponseBase:
    """Answer with a document to be stored under its title; never opened in the newsroom's own name.

    ``staff``: for who may have it whether it is public or not.
    """
    name = download_name(title, language, version.kind)
    return stored(
        request, version.file_name, content_type=MIME[version.kind], etag=version.token, at=at, download=name,
        lasting=False, staff=staff,
    )  # fmt: skip


def _title(version: DocumentVersion, language: str, at: datetime) -> str:
    """Return the title that a public revision froze, the newest one; the library's own of what is always public."""
    live = Edition.objects.public(language, at).order_by().values("live")
    frozen = Attachment.objects.filter(document=version, revision__in=live).order_by("-revision")
    title = frozen.values_list("title", flat=True).first()
    return title or getattr(version.document, f"title_{suffix(language)}") or ""
