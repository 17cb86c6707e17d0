"""How the API answers: JSON for a 200, problem details (RFC 9457) for all else, readable by scripts of any site.

Problems are told in English: they are for the people who write programs. What readers are told of a withdrawal is in
the language of the release.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from articles.enums import tag
from articles.freshness import public_page

JSON_TYPE = "application/json"
PROBLEM_TYPE = "application/problem+json"
METHODS = "GET, HEAD, OPTIONS"
PREFLIGHT_LIFE = 60 * 60 * 24  # seconds for which a browser need not ask again whether it may ask
RETRY_AFTER = 5  # seconds

P = ParamSpec("P")
TITLES = {
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    410: "Gone",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
NOTHING = "There is nothing public here."
FAILURES = {
    400: "This request cannot be understood.",
    404: NOTHING,
    500: "The fault is ours. Please come again.",
    503: "The database does not answer. Please come again.",
}


class Problem(Exception):
    """An answer other than 200. ``members`` extend it (RFC 9457, 3.2); ``languages`` are those of its texts."""

    def __init__(
        self, status: int, detail: str, members: Mapping[str, Any] | None = None, languages: Sequence[str] = ("en",)
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.members, self.languages = status, detail, members or {}, languages

    def answer(self) -> HttpResponse:
        """Return the problem as an answer; caches may keep none but a 410."""
        said = {"type": "about:blank", "title": TITLES[self.status], "status": self.status, "detail": self.detail}
        response = _json(said | dict(self.members), PROBLEM_TYPE, self.languages, self.status)
        if self.status != 410:
            response.headers["Cache-Control"] = "no-cache"
            response.headers["X-Accel-Expires"] = "0"
        return response


def _json(data: object, content_type: str, languages: Sequence[str], status: int = 200) -> HttpResponse:
    """Return ``data`` as JSON in UTF-8, each letter as itself."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(text.encode(), content_type=content_type, status=status)
    response.headers["Content-Language"] = ", ".join(map(tag, dict.fromkeys(languages)))
    return response


def answer(data: object, languages: Sequence[str], following: str = "") -> HttpResponse:
    """Return a 200 with ``data``, whose texts are in ``languages``; ``following`` is the address of the next page."""
    response = _json(data, JSON_TYPE, languages)
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def _preflight() -> HttpResponse:
    """Return what a browser wants to know before a script of another site may ask (Fetch, 3.3)."""
    response = HttpResponse(status=204)
    del response.headers["Content-Type"]
    response.headers["Allow"] = METHODS
    response.headers["Access-Control-Allow-Methods"] = METHODS
    response.headers["Access-Control-Allow-Headers"] = "*"
    response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_LIFE)
    return response


def _refused() -> HttpResponse:
    response = Problem(405, "This interface is for reading: GET, HEAD and OPTIONS.").answer()
    response.headers["Allow"] = METHODS
    return response


def _told(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Decorate a view: what it raises becomes an answer."""

    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Problem as problem:
            return problem.answer()
        except Http404:
            return Problem(404, NOTHING).answer()
        except SuspiciousOperation:  # more parameters than Django reads
            return Problem(400, "There are too many parameters.").answer()

    return wrapper


def endpoint(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Decorate a view of the API: a public page like any other, with problems as JSON, open to scripts everywhere."""
    page = public_page(_told(view))

    @csrf_exempt  # nothing is ever written: a POST is told so
    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response: HttpResponseBase
        if request.method == "OPTIONS":
            response = _preflight()
        elif request.method not in {"GET", "HEAD"}:
            response = _refused()
        else:
            response = page(request, *args, **kwargs)
        _open(response)
        return response

    return wrapper


def _open(response: HttpResponseBase) -> None:
    """Let scripts of any site read ``response``."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Robots-Tag"] = "noindex"  # what people look for is the page
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"


def is_asked(request: HttpRequest) -> bool:
    """Tell whether the address is one of the API, in any version."""
    return request.path_info.startswith(reverse("articles:api").removesuffix("v1/"))


def failure(status: int) -> HttpResponse:
    """Return what programs are told where people get an error page of the site: 400, 404, 500 or 503."""
    response = Problem(status, FAILURES[status]).answer()
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    _open(response)
    return response
