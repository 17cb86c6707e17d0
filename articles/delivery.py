"""How stored files leave: pictures, papers, documents, press kits (docs/decisions/0030).

Who may have a file is the caller's question, answered before. ``settings.MEDIA_DELIVERY`` says how it goes out: ``app``
sends its bytes, ``nginx`` lets nginx send larger ones from the disk, ``signed`` sends the reader to an address of the
object store that is valid for seconds.
"""

import logging
import re
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import add_never_cache_headers, get_conditional_response
from django.utils.http import content_disposition_header

from articles import freshness

log = logging.getLogger(__name__)

YEAR = 60 * 60 * 24 * 365  # seconds
SANDBOX = "default-src 'none'; sandbox"
# No sandbox and no default: browsers' own viewers are pages with a style and a plugin, and show nothing under either
# (docs/decisions/0025).
PDF_POLICY = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PIECE = 64 * 1024  # bytes
LARGE = 1024 * 1024  # bytes; from here on nginx's cache would hold a second copy of what lies on the disk
INTERNAL = "/-/stored/"  # the location of deploy/nginx/newsroom.conf over MEDIA_ROOT
RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{1,18})?|-(\d{1,18}))", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Stored:
    """A file and how it is to be presented; ``etag`` with its quotation marks."""

    name: str
    content_type: str
    etag: str
    download: str
    inline: str
    staff: bool

    @property
    def disposition(self) -> str | None:
        return content_disposition_header(bool(self.download), self.download or self.inline)


def stored(
    request: HttpRequest,
    name: str,
    *,
    content_type: str,
    etag: str,
    at: datetime,
    download: str = "",
    inline: str = "",
    lasting: bool = True,
    staff: bool = False,
) -> HttpResponseBase:
    """Answer with the stored file ``name``, or a part of it, or a 304 to who has it; 404 if it is lost, 503 if the
    storage is down.

    ``etag``, without quotation marks, names these bytes and no others. ``download`` is the name under which the reader
    is to store it, ``inline`` one that is only proposed. ``lasting``: other bytes get another address, so browsers keep
    them for a year; else they ask every time. Caches of ours keep either as long as pages, so that a withdrawal closes
    them. ``staff``: for who may see what is not public, at the desk or by a preview link; nobody keeps it.
    """
    file = _Stored(name, content_type, f'"{etag}"', download, inline, staff)
    if settings.MEDIA_DELIVERY == "signed":
        return _signed(request, file)
    try:
        response = get_conditional_response(request, etag=file.etag) or _sent(request, file)
    except OSError:
        log.exception("The file %s cannot be read", name)
        return _unavailable()
    response.headers["ETag"] = file.etag
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = PDF_POLICY if _is_viewed(file) else SANDBOX
    if staff:
        add_never_cache_headers(response)
        _keep_from_all(response)
        return response
    life = f"private, max-age={YEAR}, immutable" if lasting else "public, max-age=0, must-revalidate"
    response.headers["Cache-Control"] = life
    if response.status_code in {200, 304}:
        freshness.limit_shared(response, at)
        if _length(response) >= LARGE or response.has_header("X-Accel-Redirect"):
            response.headers["X-Accel-Expires"] = "0"
    else:
        _keep_from_all(response)
    return response


def _unavailable() -> HttpResponse:
    """Say that a file which is open to the reader cannot be had now: nginx then goes on with the one that it kept."""
    response = HttpResponse(status=503, headers={"Retry-After": "10"})
    _keep_from_all(response)
    add_never_cache_headers(response)
    return response


def _is_viewed(file: _Stored) -> bool:
    return file.content_type == "application/pdf" and not file.download


def _keep_from_all(response: HttpResponseBase) -> None:
    response.headers["X-Accel-Expires"] = "0"
    response.headers["CDN-Cache-Control"] = "no-store"


def _length(response: HttpResponseBase) -> int:
    return int(response.headers.get("Content-Length") or 0)


# --- Sent by the object store ---


def _signed(request: HttpRequest, file: _Stored) -> HttpResponse:
    """Send the reader to the object store, which presents the file as we would. It is not asked: signing needs no
    network, so a store that is slow holds up no page.

    Whoever was sent there may begin to read for ``S3_SIGNED_SECONDS``. HEAD is signed as HEAD.
    """
    seconds = settings.S3_SIGNED_SECONDS
    presented = {
        "ResponseContentType": file.content_type,
        "ResponseCacheControl": "no-store" if file.staff else f"private, max-age={seconds}",
    }
    if file.disposition:
        presented["ResponseContentDisposition"] = file.disposition
    storage: Any = default_storage
    address = storage.url(file.name, parameters=presented, expire=seconds, http_method=request.method)
    response = HttpResponse(status=302, headers={"Location": address})
    _keep_from_all(response)
    add_never_cache_headers(response)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


# --- Sent by nginx, or by us ---


def _sent(request: HttpRequest, file: _Stored) -> HttpResponseBase:
    """Return the answer with the file, or with the part that was asked for; ``OSError`` if the storage is down."""
    try:
        if settings.MEDIA_DELIVERY == "nginx" and not file.staff and default_storage.size(file.name) >= LARGE:
            response: HttpResponseBase = _handed_over(file)
        else:
            response = _read(request, file)
    except FileNotFoundError as error:
        raise Http404 from error
    response.headers["Content-Type"] = file.content_type
    if file.disposition:
        response.headers["Content-Disposition"] = file.disposition
    return response


def _handed_over(file: _Stored) -> HttpResponse:
    """Let nginx send the file; it answers ranges itself, and never keeps such an answer."""
    return HttpResponse(headers={"X-Accel-Redirect": INTERNAL + quote(file.name)})


def _read(request: HttpRequest, file: _Stored) -> HttpResponseBase:
    """Send the file ourselves; ``OSError`` if it is lost."""
    opened = default_storage.open(file.name)
    size = opened.size
    part = _part(request, size, file.etag)
    first, length = part or (0, size)
    status = 200 if part is None else 206 if length else 416
    if length >= LARGE and request.method == "GET":
        opened.seek(first)
        response: HttpResponseBase = StreamingHttpResponse(_Pieces(opened, length), status=status)
    else:
        data = b""
        with opened:
            if request.method == "GET" and length:  # not even sought in before: an object store would send all of it
                opened.seek(first)
                data = opened.read(length)
        response = HttpResponse(data, status=status)
    response.headers["Accept-Ranges"] = "bytes"
    if status != 416:
        response.headers["Content-Length"] = str(length)
    if part is not None:
        asked = f"{first}-{first + length - 1}" if length else "*"
        response.headers["Content-Range"] = f"bytes {asked}/{size}"
    return response


def _part(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """Return first byte and length of the part that is asked for (RFC 9110, 14.2), of no length where there is none.

    None for the whole: nothing is asked, or several parts, or a part of what the reader has only if it is still that.
    """
    found = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if found is None or request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    first, last, suffix = found.groups()
    if suffix is not None:
        length = min(int(suffix), size)
        return size - length, length
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return None
    return (start, end - start + 1) if start < size else (start, 0)


class _Pieces:
    """The next ``left`` bytes of a file; whoever sends them closes it."""

    def __init__(self, file: IO[Any], left: int) -> None:
        self.file, self.left = file, left

    def __iter__(self) -> "_Pieces":
        return self

    def __next__(self) -> bytes:
        piece: bytes = self.file.read(min(PIECE, self.left))
        if not piece:
            raise StopIteration
        self.left -= len(piece)
        return piece

    def close(self) -> None:
        """Close the file."""
        self.file.close()
