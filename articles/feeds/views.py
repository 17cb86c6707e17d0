"""The addresses of the feeds: of a language, and of a topic in a language, in three formats."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.enums import suffix
from articles.feeds import atom, json_feed, rss
from articles.feeds.content import Channel, entries, withdrawals
from articles.freshness import page_without_query
from articles.models import Edition, Topic
from articles.site import Site, absolute


class Format(NamedTuple):
    """How a channel is written, and as what media type it is sent."""

    write: Callable[[Channel], bytes]
    content_type: str


FORMATS = {
    "atom": Format(atom.write, atom.CONTENT_TYPE),
    "rss": Format(rss.write, rss.CONTENT_TYPE),
    "json": Format(json_feed.write, json_feed.CONTENT_TYPE),
}


@require_safe
@page_without_query
def newsroom_feed(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """The newest releases of a language, under one address in each format."""
    at, site = timezone.now(), Site(language)
    path = reverse("articles:feed", args=[language, form])
    return _answer(form, _channel(site, at, title=site.name, link=site.list_path, path=path))


@require_safe
@page_without_query
def topic_feed(request: HttpRequest, language: str, slug: str, form: str) -> HttpResponse:
    """The newest releases about a topic; 404 unless it has a name and something public in the language."""
    at, site = timezone.now(), Site(language)
    name = f"name_{suffix(language)}"
    shown = Topic.objects.with_public(Edition.objects.public(language, at)).filter(**{f"{name}__gt": ""})
    topic = get_object_or_404(shown.only("slug", name), slug=slug)
    page, path = (
        reverse(f"articles:{kind}", args=[language, slug, *rest])
        for kind, rest in (("topic", []), ("topic_feed", [form]))
    )
    return _answer(form, _channel(site, at, title=f"{topic.name} – {site.name}", link=page, path=path, topic=topic))


def _channel(site: Site, at: datetime, *, title: str, link: str, path: str, topic: Topic | None = None) -> Channel:
    return Channel(
        title=title,
        description=site.organisation.tagline,
        link=absolute(link),
        address=absolute(path),
        site=site,
        entries=entries(site, at, topic),
        withdrawn=withdrawals(site.language, at, topic),
    )


def _answer(form: str, channel: Channel) -> HttpResponse:
    """Return ``channel`` in a format, with the links by which WebSub subscribers find the hub (W3C WebSub, 4)."""
    response = HttpResponse(FORMATS[form].write(channel), content_type=FORMATS[form].content_type)
    if channel.hub:
        response.headers["Link"] = f'<{channel.hub}>; rel="hub", <{channel.address}>; rel="self"'
    return response
