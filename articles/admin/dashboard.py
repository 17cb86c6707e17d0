"""The desk's first page: what goes out, what is held, whose turn it is, and what happened lately.

What no index answers is sought among what the desk has in hand (``desk.hands``) and among the person's own newest texts
(``desk.turns``); the page says so.
"""

from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.panels import panels
from articles.admin.worklist import Line, lines
from articles.desk.activity import activity
from articles.desk.hands import in_hand
from articles.desk.headlines import STATE, with_headlines
from articles.desk.outings import MOST_RELEASES, Outing, Plan, coming, held, holds, outings
from articles.desk.reviews import as_turns, waiting
from articles.desk.turns import sent_back
from articles.desk.viewer import Viewer
from articles.desk.worklist import Kind, jobs
from articles.enums import State
from articles.models import Edition
from articles.moments import zone

MOST_JOBS = 8
MOST_BACK = 20
MOST_NEWER = 20


class Dashboard:
    """Everything that the first page shows to one person. A bounded number of queries, all of them here."""

    def __init__(self, viewer: Viewer) -> None:
        self.at, self.zone = viewer.at, zone()
        hands = in_hand(viewer.at)
        soon, standing = coming(viewer.at), held()
        review, back = waiting(viewer), sent_back(viewer)
        own = jobs(viewer, hands, back)
        short = [job for job in own if job.kind in {Kind.MISSING, Kind.STALE, Kind.UNFINISHED}]
        newer = _newer(viewer, hands.releases)
        shown = [*soon[:MOST_RELEASES], *standing[:MOST_RELEASES]]
        keys = [plan.pk for plan in shown] + [job.release for job in short[:MOST_JOBS]]
        pairs = [*review.free, *review.forbidden, *back[:MOST_BACK]]
        editions = [*(edition for edition, _entry in pairs), *newer[:MOST_NEWER]]
        releases = with_headlines([*keys, *(edition.release_id for edition in editions)])
        self.held = _with_panels(holds(viewer, standing[:MOST_RELEASES], releases))
        self.coming = _with_panels(outings(viewer, soon[:MOST_RELEASES], releases))
        self.more_held, self.more_coming = _more(standing), _more(soon)
        self.approves = bool(viewer.approvable)
        self.waiting = as_turns(viewer, review.free, releases)
        self.own_waiting = as_turns(viewer, review.forbidden, releases)
        self.more_waiting = review.more
        self.sent_back = as_turns(viewer, list(back[:MOST_BACK]), releases)
        self.more_back = len(back) > MOST_BACK
        self.writes = bool(viewer.writable)
        self.jobs: list[Line] = lines(viewer, short[:MOST_JOBS], releases)
        self.more_jobs = len(own) > len(self.jobs)
        self.newer = as_turns(viewer, [(edition, None) for edition in newer[:MOST_NEWER]], releases)
        self.more_newer = len(newer) > MOST_NEWER
        self.activity = activity(viewer)


def dashboard(request: HttpRequest) -> Dashboard | None:
    """Return the dashboard of the person who asks; None for who may not see releases."""
    person = cast("User", request.user)
    if not person.has_perm("articles.view_release"):
        return None
    return Dashboard(Viewer(person, timezone.now()))


def _newer(viewer: Viewer, releases: frozenset[int]) -> list[Any]:
    """Return the public editions in hand, in the person's languages, behind which newer text waits."""
    if not viewer.own or not releases:
        return []
    rows = Edition.objects.filter(release__in=releases, language__in=viewer.own).with_newer_text().only(*STATE)
    # The state is looked at here: asked for it too, SQLite would walk the index of everything that is public.
    found = [edition for edition in rows if edition.state(viewer.at) == State.PUBLIC]
    return sorted(found, key=lambda edition: -edition.current_id)


def _with_panels(found: list[Outing]) -> list[tuple[Outing, list[Any]]]:
    """Return outings with a mark per language, as the release list shows them."""
    return [(outing, panels(outing.release)) for outing in found]


def _more(found: list[Plan]) -> int:
    return max(0, len(found) - MOST_RELEASES)
