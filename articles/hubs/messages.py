"""What the world's machines are told: addresses of public pages that have changed."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from articles.enums import Service, suffix
from articles.models import Edition, Topic
from articles.site import absolute

FEED_FORMATS = ("atom", "rss", "json")


class Message(NamedTuple):
    """What is posted where."""

    address: str
    body: bytes
    content_type: str


def configured() -> list[Service]:
    """Return the services that are to be told."""
    wanted = {Service.HUB: settings.WEBSUB_HUB, Service.SEARCH: settings.INDEXNOW_KEY}
    return [service for service, setting in wanted.items() if setting]


def message(service: Service, editions: Sequence[Edition], at: datetime) -> Message:
    """Return what ``service`` is told of ``editions``, which have gone out by ``at``; some may be withdrawn."""
    if service == Service.HUB:
        urls = [("hub.url", address) for address in feeds(editions, at)]
        body = urlencode([("hub.mode", "publish"), *urls]).encode()
        return Message(settings.WEBSUB_HUB, body, "application/x-www-form-urlencoded")
    told = {
        "host": settings.SITE_HOST,
        "key": settings.INDEXNOW_KEY,
        "keyLocation": absolute(reverse("indexnow_key", args=[settings.INDEXNOW_KEY])),
        "urlList": pages(editions),
    }
    return Message(settings.INDEXNOW_URL, json.dumps(told).encode(), "application/json; charset=utf-8")


def pages(editions: Iterable[Edition]) -> list[str]:
    """Return the addresses of ``editions`` and of the lists of their languages."""
    paths = [path for e in editions for path in (e.address(), reverse("articles:list", args=[e.language]))]
    return [absolute(path) for path in dict.fromkeys(paths)]


def feeds(editions: Iterable[Edition], at: datetime) -> list[str]:
    """Return the addresses of the feeds in which ``editions`` are or were; of topics, those that are public."""
    releases: dict[str, list[int]] = {}
    for edition in editions:
        releases.setdefault(edition.language, []).append(edition.release_id)
    paths: list[str] = []
    for language, found in releases.items():
        paths += (reverse("articles:feed", args=[language, form]) for form in FEED_FORMATS)
        for slug in _topics(language, found, at):
            paths += (reverse("articles:topic_feed", args=[language, slug, form]) for form in FEED_FORMATS)
    return [absolute(path) for path in paths]


def _topics(language: str, releases: list[int], at: datetime) -> list[str]:
    public = Topic.objects.with_public(Edition.objects.public(language, at))
    rows = public.filter(release__in=releases, **{f"name_{suffix(language)}__gt": ""})
    return list(rows.order_by("slug").values_list("slug", flat=True).distinct())
