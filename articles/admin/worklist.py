"""The worklist: what one person has to write, translate or bring up to date, most urgent first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.screens import frame
from articles.desk.hands import in_hand
from articles.desk.headlines import Headline, with_headlines
from articles.desk.turns import sent_back
from articles.desk.viewer import Viewer
from articles.desk.worklist import Job, Kind, jobs
from articles.enums import InLanguage, own_name
from articles.models import Release

MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class Line(InLanguage):
    """A job as it is shown: with its release, and where it is done."""

    language: str
    job: Job
    release: Release
    headline: Headline

    @property
    def original(self) -> str:
        """The name of the language that the release was written in."""
        return own_name(self.release.original)

    @property
    def task(self) -> str:
        """What is to be done."""
        match self.job.kind:
            case Kind.MISSING:
                original = self.job.language == self.release.original
                return _("Write the original") if original else _("Translate")
            case Kind.SENT_BACK:
                return _("Correct and submit again")
            case Kind.STALE:
                return _("Bring up to date with the original")
        return _("Finish and submit for review")

    @property
    def address(self) -> str:
        """Where it is done: an original is written on the release's page."""
        if self.job.language == self.release.original:
            return reverse("admin:articles_release_change", args=[self.release.pk])
        return translate_address(self.release.pk, self.job.language)


def translate_address(pk: int, language: str) -> str:
    """Return where ``language`` of a release is translated."""
    return reverse("admin:articles_release_translate", args=[pk, language])


def lines(viewer: Viewer, found: Iterable[Job], releases: Mapping[int, Release]) -> list[Line]:
    """Return jobs with their releases, which come from ``with_headlines``."""
    return [
        Line(job.language, job, release, viewer.headline(release))
        for job in found
        if (release := releases.get(job.release))
    ]


def worklist_view(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Show the worklist; ``language`` and ``kind`` choose from it, a value that there is not chooses nothing."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    viewer = Viewer(cast("User", request.user), timezone.now())
    language, kind = request.GET.get("language", ""), request.GET.get("kind", "")
    language = language if language in viewer.writable else ""
    kind = kind if kind in Kind.values else ""
    found = [
        job
        for job in jobs(viewer, in_hand(viewer.at), sent_back(viewer))
        if (not language or job.language == language)
        and (not kind or job.kind == kind or (kind == Kind.DUE and job.due))
    ]
    shown = lines(viewer, found[:MOST_LINES], with_headlines(job.release for job in found[:MOST_LINES]))
    context = frame(model_admin, request, _("Worklist")) | {
        "lines": shown,
        "more": len(found) - len(shown),
        "languages": [(code, own_name(code)) for code in viewer.writable],
        "kinds": Kind.choices,
        "language": language,
        "kind": kind,
        "at": viewer.at,
    }
    return TemplateResponse(request, "admin/articles/worklist.html", context)
