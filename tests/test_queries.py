"""What a public page costs: a literal number of queries, whatever the number of releases, languages or topics.

Each is the count with nothing held in the process, the content clock's reading (once a second) included.
"""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from articles import freshness
from articles.derivatives import making
from articles.models import Edition
from tests import factories
from tests.derivatives.quick import Press

pytestmark = pytest.mark.django_db

QUERIES = {
    "/fr/news/search/": 5,
    "/fr/news/search/?q=headline": 8,
    "/fr/news/search/?q=headline&sort=best&topic=ports": 8,
    "/fr/news/search/?q=headline&before={slug}": 10,
    "/fr/news/search/?q=headlien": 9,
    "/fr/news/search/?q=headlien+vesssel+number": 13,
    "/fr/opensearch.xml": 2,
    "/fr/news/": 6,
    "/fr/news/?before={slug}": 7,
    "/fr/news/?topic=ports&year={year}&also=ar": 6,
    "/fr/news/2026/": 6,
    "/fr/news/2026/11/": 6,
    "/fr/news/topics/ports/": 6,
    "/fr/news/{year}/{slug}/": 9,  # a release without topics
    "/fr/news/{year}/{newest}/": 10,
    "/fr/news/{year}/{slug}/print/": 7,
    "/fr/news/{year}/{slug}/ninjs.json": 7,
    "/fr/news/{year}/{slug}/release.pdf": 3,
    "/fr/news/feed.atom": 7,
    "/api/v1/releases?language=fr": 7,
    "/api/v1/releases": 12,
    "/api/v1/releases?language=fr&include=body": 7,
    "/api/v1/releases?language=fr&topic=ports": 8,
    "/api/v1/releases?language=fr&q=number": 8,
    "/api/v1/releases?language=fr&modified_since={day}": 8,
    "/api/v1/releases/{reference}": 7,
    "/api/v1/releases/{reference}/fr": 6,
    "/api/v1/withdrawals?language=fr": 2,
    "/api/v1/topics": 3,
    "/api/v1/languages": 1,
    "/api/v1/organisation": 2,
    "/fr/news/feed.rss": 7,
    "/fr/news/feed.json": 7,
    "/fr/news/topics/ports/feed.atom": 8,
    "/fr/news/topics/ports/feed.rss": 8,
    "/fr/news/topics/ports/feed.json": 8,
    "/fr/cookies/": 5,
    "/fr/accessibility/": 3,
    "/fr/manifest.webmanifest": 2,
    "/sitemap.xml": 3,
    "/sitemap-fr.xml": 3,
    "/sitemap-fr-{year}-11.xml": 3,
    "/sitemap-news.xml": 3,
}


def fill(count: int) -> Edition:
    """Publish ``count`` releases with a picture, a topic and three languages, and return the newest French one."""
    topic = factories.topic("ports")
    for _number in range(count):
        release = factories.release("fr", photo=factories.photo(), topics=[topic])
        factories.public("en", of=release)
        factories.public("ar", of=release)
        newest = factories.public("fr", of=release)
    return newest


@pytest.mark.parametrize("releases", [1, 3, 30])
def test_pages_cost_the_same_with_one_with_three_and_with_thirty_releases(
    releases: int, press: Press, django_assert_num_queries: Callable[..., object]
) -> None:
    factories.organisation()
    oldest = factories.public("fr")
    newest = fill(releases)
    making.make(oldest.release_id)
    for template, number in QUERIES.items():
        slug = newest.slug if "?" in template else oldest.slug
        names = {"slug": slug, "newest": newest.slug, "year": newest.year, "reference": newest.release.reference}
        path = template.format(**names, day=f"{newest.publish_at:%Y-%m-%d}").replace("2026", str(newest.year))
        path = path.replace("/11/", f"/{newest.publish_at:%m}/").replace("-11.xml", f"-{newest.publish_at:%m}.xml")
        freshness.forget()
        with django_assert_num_queries(number):
            assert Client().get(path).status_code == 200, path


PICTURED = {
    "detail": 9,
    "print": 7,
    "ninjs": 7,
    "kit": 5,
    "/fr/news/feed.atom": 7,
    "/fr/news/feed.json": 7,
    "/api/v1/releases?language=fr&include=body": 7,
    "/sitemap-fr-{month}.xml": 3,
    "document": 3,
}


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_with_one_and_with_three_pictures_and_documents(
    number: int, django_assert_num_queries: Callable[..., object]
) -> None:
    factories.organisation()
    photos = [[factories.photo() for _photo in range(number)] for _place in ("gallery", "text")]
    documents = [factories.document() for _document in range(number)]
    release = factories.release("fr", photo=factories.photo(), gallery=photos[0], documents=documents)
    body = "".join(f'<figure data-photo="{photo.token}"></figure>' for photo in photos[1])
    edition = factories.public("fr", of=release, body=f"<p>Un.</p>{body}")
    month = timezone.localtime(edition.publish_at, timezone.get_default_timezone())
    for name, cost in PICTURED.items():
        path = documents[-1].address("fr") if name == "document" else name.format(month=f"{month:%Y-%m}")
        path = path if path.startswith("/") else edition.address(name)
        freshness.forget()
        with django_assert_num_queries(cost):
            response = Client().get(path)
            assert (response.status_code, len(response.getvalue()) > 0) == (200, True), path
