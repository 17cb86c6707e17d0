"""The history of one language: its revisions, newest first, and what became of each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.admin.entries import Said, account, said
from articles.admin.history.access import LARGEST, language_frame
from articles.admin.panels import Panel
from articles.admin.screens import number_in, release_for
from articles.enums import Action, State, shown_codes
from articles.models import AuditEntry, Edition, Publication, Release, Revision

PAGE = 50  # revisions
MOST_STEPS = 500  # entries about the revisions of a page
MOST_SHARED = 20  # entries about the release as a whole
LIGHT = ("edition_id", "number", "created_at", "title", "author__username", "source__number")


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did with a revision, or with the release as a whole."""

    label: str
    who: str
    at: datetime
    note: Said


@dataclass(slots=True)
class Row:
    """A revision and what became of it; ``marks`` are (style, words) pairs of what it is now."""

    revision: Revision
    marks: list[tuple[str, str]]
    steps: list[Step] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)
    why: str = ""

    @property
    def by_whom(self) -> str:
        """The account that made it."""
        return account(self.revision.author)


def revisions(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with a page of the history of one language: ``language``, and ``before`` which revision the page begins.

    Other languages are a tab each; of those that the person may not read there is but the state.
    """
    release = release_for(model_admin, request, pk)
    light = ("release_id", "language", "stage", "publish_at", "withdrawn_at", "current__number", "current__title")
    pointers = ("current_id", "approved_id", "live_id")
    written = Edition.objects.select_related("current").only(*light, *pointers).filter(release=pk)
    editions = {edition.language: edition for edition in written}
    chosen = _chosen(request, release, editions)
    context = language_frame(model_admin, request, _("History"), release, chosen)
    edition = editions.get(chosen)
    if edition is not None and edition.current is not None:
        context |= _page(request, edition)
    at = timezone.now()
    tabs = [Panel(language, editions.get(language), at) for language in shown_codes()]
    context |= {
        "tabs": tabs,
        "readable": permissions.readable(request.user, release.original),
        "edition": edition,
        "may_write": bool(chosen) and permissions.may_write(request.user, chosen),
        "shared": _shared(release, chosen),
        "now": at,
    }
    return TemplateResponse(request, "admin/articles/release/history.html", context)


def _chosen(request: HttpRequest, release: Release, editions: dict[str, Edition]) -> str:
    """Return the language that was asked for, else one of the person's own that is written, else the original."""
    readable = permissions.readable(request.user, release.original)
    asked = request.GET.get("language")
    if asked is not None:
        if asked not in shown_codes():
            raise Http404
        if asked not in readable:
            raise PermissionDenied
        return asked
    if release.original in permissions.own(request.user) or permissions.reads_every_language(request.user):
        readable = sorted(readable, key=lambda language: language != release.original)
    else:
        readable = sorted(readable, key=lambda language: language == release.original)
    return next((code for code in readable if code in editions), next(iter(readable), ""))


def _page(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """Return the rows of the page and where the pages around it begin, without counting."""
    assert edition.current is not None
    newest = edition.current.number
    top = number_in(request.GET["before"], LARGEST) - 1 if "before" in request.GET else newest
    light = edition.revisions.select_related("author", "source").only(*LIGHT)
    found = list(light.filter(number__lte=top).order_by("-number")[: PAGE + 1])
    shown, older = found[:PAGE], len(found) > PAGE
    if not shown:
        raise Http404
    rows = [Row(revision, _marks(edition, revision)) for revision in shown]
    _add_steps(rows)
    _add_publications(rows)
    return {
        "rows": rows,
        "newest": newest,
        "older": shown[-1].number if older else None,
        "newer": min(top + PAGE, newest) + 1 if top < newest else None,
        "first_page": top >= newest,
        "oldest_shown": shown[-1].number,
    }


def _marks(edition: Edition, revision: Revision) -> list[tuple[str, str]]:
    """Return what a revision is now: the working copy, the approved text, the public one."""
    state = edition.state(timezone.now())
    live = {
        State.PUBLIC: (State.PUBLIC.value, _("what readers get")),
        State.SCHEDULED: (State.SCHEDULED.value, _("scheduled")),
        State.WITHDRAWN: (State.WITHDRAWN.value, _("withdrawn")),
    }
    marks = []
    if revision.pk == edition.current_id:
        marks.append((State.DRAFT.value, _("working copy")))
    if revision.pk == edition.approved_id:
        marks.append((State.APPROVED.value, _("approved")))
    if revision.pk == edition.live_id and state in live:
        marks.append(live[state])
    return marks


def _steps(entries: Iterable[AuditEntry]) -> list[Step]:
    return [Step(entry.get_action_display(), account(entry.actor), entry.at, said(entry)) for entry in entries]


def _add_steps(rows: list[Row]) -> None:
    """Give each row what was done with its revision, oldest first; what only says that it was saved is its head."""
    light = ("at", "action", "note", "revision_id", "actor__username")
    entries = AuditEntry.objects.select_related("actor").only(*light).order_by("-at", "-pk")
    by_revision: dict[int | None, list[AuditEntry]] = defaultdict(list)
    for entry in entries.filter(revision__in=[row.revision.pk for row in rows])[:MOST_STEPS]:
        by_revision[entry.revision_id].insert(0, entry)
    for row in rows:
        found = by_revision[row.revision.pk]
        saved = next((entry for entry in found if entry.action == Action.SAVE), None)
        row.why = saved.note if saved else ""
        row.steps = _steps(entry for entry in found if entry is not saved)


def _add_publications(rows: list[Row]) -> None:
    """Give each row when its text was, is or will be public, oldest first."""
    by_revision = {row.revision.pk: row for row in rows}
    found = Publication.objects.filter(revision__in=by_revision).order_by("-public_from", "-pk")[:MOST_STEPS]
    for publication in found:
        by_revision[publication.revision_id].publications.insert(0, publication)


def _shared(release: Release, language: str) -> list[Step]:
    """Return what was done with the release as a whole, newest first."""
    about = AuditEntry.objects.filter(release=release, revision__isnull=True, language__in=["", language])
    return _steps(about.select_related("actor").order_by("-at", "-pk")[:MOST_SHARED])
