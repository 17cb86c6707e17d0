"""The resources of the API. Each is a public page: a function of its address and the content clock."""

from datetime import datetime
from functools import cache, partial
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.api import shapes, streams
from articles.api.answers import JSON_TYPE, Problem, answer, endpoint
from articles.api.cursors import Order
from articles.api.parameters import OF_A_LIST, Parameters
from articles.api.streams import Key, Wanted
from articles.api.topics import numbers, public_topic
from articles.enums import shown_codes, suffix
from articles.models import Edition, Organisation, Topic
from articles.pages import TOLD_FOR

DOCUMENT = Path(__file__).with_name("openapi.json")
RESOURCES = ("releases", "topics", "withdrawals", "languages", "organisation", "openapi")


@endpoint
def index(request: HttpRequest) -> HttpResponse:
    """What there is, for whoever comes to the address of the API itself."""
    Parameters(request).settle()
    response = answer({"version": "1", "links": {name: shapes.address(name) for name in RESOURCES}}, ["en"])
    response.headers["Link"] = f'<{shapes.address("openapi")}>; rel="service-desc"'  # RFC 8631
    return response


def _page(asked: Parameters, name: str, items: list[shapes.Json], cursor: str, languages: list[str]) -> HttpResponse:
    """Return a page of a list, with the address of the next one if there is a ``cursor`` to it."""
    following = asked.address(reverse(f"articles:api_{name}"), cursor=cursor) if cursor else ""
    return answer({"items": items, "next": following or None}, languages, following)


@endpoint
def releases(request: HttpRequest) -> HttpResponse:
    """Public releases, an item for each language: newest first, or in the order in which they went out."""
    at = timezone.now()
    asked = Parameters(request, *OF_A_LIST)
    languages, topic, since = asked.languages(), asked.topic(), asked.since("modified_since", at)
    query = asked.search()
    first, before = asked.period()
    order = Order.UPDATED if asked.given("modified_since") else Order.PUBLISHED
    limit, body, after = asked.limit(), asked.with_body(), asked.after(order)
    asked.exclude("modified_since", "from", "to", "q")
    asked.settle()
    about = public_topic(topic, at) if topic is not None else None
    wanted = Wanted(languages, at, about, first, before)
    keys: list[Key] = []
    if topic is None or about is not None:
        stream = streams.newest
        if since is not None:
            stream = partial(streams.updated, since=since)
        elif query is not None:
            stream = partial(streams.matching, query=query)
        keys = stream(wanted, after=after, count=limit + 1)
    items = _items(keys[:limit], at, body=body)
    cursor = keys[limit - 1].position.cursor(order) if len(keys) > limit else ""
    return _page(asked, "releases", items, cursor, languages)


def _items(keys: list[Key], at: datetime, *, body: bool) -> list[shapes.Json]:
    """Return what is said of the editions of ``keys``, in their order."""
    rows = Edition.objects.public(None, at).filter(pk__in=[key.pk for key in keys])
    found = {edition.pk: edition for edition in shapes.loaded(rows, at, body=body)}
    return shapes.releases([found[key.pk] for key in keys if key.pk in found], at, body=body)


@endpoint
def release(request: HttpRequest, reference: str) -> HttpResponse:
    """One release in all its public languages, and the languages in which it was withdrawn; 410 if that is all."""
    at = timezone.now()
    asked = Parameters(request, "include")
    body = asked.with_body()
    asked.settle()
    public = Edition.objects.public(None, at).filter(release__reference=reference).order_by("language")
    items = shapes.releases(shapes.loaded(public, at, body=body), at, body=body)
    gone = [shapes.withdrawal(edition) for edition in _withdrawn(reference, at)]
    if not items and not gone:
        raise Http404
    languages = [said["language"] for said in [*items, *gone]]
    if not items:
        raise Problem(410, "This release was withdrawn.", {"withdrawals": gone}, ["en", *languages])
    return answer({"reference": reference, "items": items, "withdrawals": gone}, languages)


def _withdrawn(reference: str, at: datetime, *languages: str) -> list[Edition]:
    """Return what of a release was withdrawn, in ``languages`` or in any."""
    rows = Edition.objects.begun(at).filter(release__reference=reference, withdrawn_at__lte=at)
    if languages:
        rows = rows.filter(language__in=languages)
    return list(rows.with_replacement(at).for_withdrawal().order_by("language"))


@endpoint
def edition(request: HttpRequest, reference: str, language: str) -> HttpResponse:
    """One release in one language, with its full text; 410 if it was withdrawn."""
    at = timezone.now()
    Parameters(request).settle()
    rows = Edition.objects.public(language, at).filter(release__reference=reference)
    found = shapes.releases(shapes.loaded(rows, at, body=True), at, body=True)
    if found:
        return answer(found[0], [language])
    gone = _withdrawn(reference, at, language)
    if not gone:
        raise Http404
    members = {"withdrawal": shapes.withdrawal(gone[0])}
    raise Problem(410, "This release was withdrawn in this language.", members, ["en", language])


@endpoint
def withdrawals(request: HttpRequest) -> HttpResponse:
    """What was withdrawn lately, newest withdrawal first: what whoever has it should take down."""
    at = timezone.now()
    asked = Parameters(request, "language", "since", "limit", "cursor")
    since = asked.since("since", at) or at - TOLD_FOR
    wanted = Wanted(asked.languages(), at)
    limit, after = asked.limit(), asked.after(Order.WITHDRAWN)
    asked.settle()
    found = streams.withdrawn(wanted, since, after, limit + 1)
    items = [shapes.withdrawal(edition) for edition in found[:limit]]
    last = streams.withdrawal_position(found[limit - 1]) if len(found) > limit else None
    return _page(asked, "withdrawals", items, last.cursor(Order.WITHDRAWN) if last else "", wanted.languages)


@endpoint
def topics(request: HttpRequest) -> HttpResponse:
    """The topics under which something is public, an item for each language in which that is so."""
    at = timezone.now()
    asked = Parameters(request, "language")
    languages = asked.languages()
    asked.settle()
    named = Topic.objects.only("slug", *(f"name_{suffix(code)}" for code in shown_codes())).in_bulk()
    there = [
        (named[found.topic], found) for found in numbers(at) if found.topic in named and found.language in languages
    ]
    there = [(topic, found) for topic, found in there if getattr(topic, f"name_{suffix(found.language)}")]
    there.sort(key=lambda pair: (pair[0].slug, pair[1].language))
    items = [shapes.topic(topic, found.language, found.total) for topic, found in there]
    return answer({"items": items}, languages)


@endpoint
def languages(request: HttpRequest) -> HttpResponse:
    """The languages of this newsroom, in its own order."""
    Parameters(request).settle()
    return answer({"items": [shapes.language(code) for code in shown_codes()]}, shown_codes())


@endpoint
def organisation(request: HttpRequest) -> HttpResponse:
    """Who speaks, an item for each language: what closes every release, and whom to call."""
    asked = Parameters(request, "language")
    languages = asked.languages()
    asked.settle()
    names = ("name", "tagline", "boilerplate", "press_contact")
    columns = [f"{name}_{suffix(code)}" for name in names for code in languages]
    row = Organisation.objects.filter(pk=1).only(*columns).first() or Organisation(pk=1)
    return answer({"items": [shapes.organisation(row, code) for code in languages]}, languages)


@endpoint
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of this API: OpenAPI 3.1."""
    Parameters(request).settle()
    response = HttpResponse(_document(), content_type=JSON_TYPE)
    response.headers["Content-Language"] = "en"
    return response


@cache
def _document() -> bytes:
    return DOCUMENT.read_bytes()


@endpoint
def missing(request: HttpRequest, rest: str) -> HttpResponse:
    """Say as JSON, too, that there is nothing at any other address."""
    raise Http404
