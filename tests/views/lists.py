"""Reading and filling lists."""

import re
from datetime import datetime

from django.test import Client

from articles import counts, freshness
from articles.models import Edition, Release, Revision

LINK = re.compile(r'<h2><a href="([^"]+)">')
PAGER = re.compile(r'<a rel="(prev|next)" href="([^"]+)">')


def links(page: str) -> list[str]:
    """Return the addresses of the releases that a list shows, in order."""
    return LINK.findall(page)


def pager(page: str) -> dict[str, str]:
    """Return the addresses of the next newer (``prev``) and older (``next``) pages."""
    return dict(PAGER.findall(page))


def get(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def publish_many(moments: list[datetime], language: str = "en") -> list[str]:
    """Publish a release for each moment, quickly, and return their addresses in the order of lists."""
    releases = Release.objects.bulk_create(
        [Release(reference=f"R-{n}", original=language) for n in range(len(moments))]
    )
    editions = Edition.objects.bulk_create(
        [Edition(release=r, language=language, slug=f"release-{n:03}") for n, r in enumerate(releases)]
    )
    revisions = Revision.objects.bulk_create(
        [Revision(edition=e, number=1, title=e.slug or "", body="<p>x</p>", digest="") for e in editions]
    )
    for edition, revision, moment in zip(editions, revisions, moments, strict=True):
        edition.current = edition.approved = edition.live = revision
        edition.publish_at, edition.stage, edition.version = moment, "approved", 4
    Edition.objects.bulk_update(editions, ["current", "approved", "live", "publish_at", "stage", "version"])
    freshness.bump()
    counts.settle_all(counts.every_release())
    ordered = sorted(editions, key=lambda e: (-e.publish_at.timestamp(), e.slug or ""))
    return [edition.get_absolute_url() for edition in ordered]
