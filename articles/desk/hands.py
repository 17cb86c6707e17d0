"""Which releases the desk has in hand: the bound of every question that no index answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from articles.enums import Stage
from articles.models import Edition, Release

CHANGED_WITHIN = timedelta(days=90)
PUBLIC_WITHIN = timedelta(days=14)
MOST_RELEASES = 500  # whose text changed lately, newest first
MOST_EDITIONS = 500  # of each: to come, held, public lately, in review


@dataclass(frozen=True, slots=True)
class Hands:
    """The releases in hand, and the first moment to come for which something of each is, or was, scheduled."""

    releases: frozenset[int]
    due: dict[int, datetime]


def in_hand(at: datetime) -> Hands:
    """Return the releases whose text changed within 90 days (the newest 500), and those that are scheduled, held, in
    review, or went public within 14 days (by 500 editions of each).

    What is stale or missing in older releases is left to the release list and its filters: a question about all of
    100,000 releases would take seconds. Five queries, each by an index.
    """
    changed = Release.objects.filter(updated_at__gte=at - CHANGED_WITHIN).order_by("-updated_at", "-pk")
    found = set(changed.values_list("pk", flat=True)[:MOST_RELEASES])
    due: dict[int, datetime] = {}
    scheduled = Edition.objects.scheduled(at).values_list("release_id", "publish_at")[:MOST_EDITIONS]
    held = Edition.objects.held().values_list("release_id", "held_for")[:MOST_EDITIONS]
    for release_id, moment in [*scheduled, *held]:
        found.add(release_id)
        if moment and moment > at:
            due[release_id] = min(moment, due.get(release_id, moment))
    lately = Edition.objects.outgoing(at - PUBLIC_WITHIN, at).order_by("-publish_at")
    found |= set(lately.values_list("release_id", flat=True)[:MOST_EDITIONS])
    in_review = Edition.objects.filter(stage=Stage.IN_REVIEW).order_by("-current_id")
    found |= set(in_review.values_list("release_id", flat=True)[:MOST_EDITIONS])
    return Hands(frozenset(found), due)
