"""What exactly was public at a moment, in every language. Anybody at the desk may see it: everybody could."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import permissions
from articles.admin import widgets
from articles.admin.figures import shown
from articles.admin.pictures import of_revisions
from articles.admin.screens import frame, release_for
from articles.enums import Change, IllustrationRole, InLanguage, shown_codes
from articles.models import Attachment, Edition, Illustration, Publication, Release, load_frozen
from articles.moments import YEARS


class AsOfForm(forms.Form):
    """A moment in the newsroom's zone; Django refuses hours that a clock change skips or doubles."""

    at = forms.DateTimeField(
        label=gettext_lazy("Moment"),
        required=False,
        widget=widgets.Moment(attrs={"min": f"{YEARS[0]}-01-01T00:00:00"}),
    )

    def clean_at(self) -> datetime | None:
        """Refuse what is to come, which may still change, and what no newsroom remembers."""
        moment: datetime | None = self.cleaned_data["at"]
        if moment is None:
            return None
        if moment > timezone.now():
            raise ValidationError(_("This moment is still to come: choose one that has passed."))
        if moment.year not in YEARS:
            raise ValidationError(_("Choose a moment after the year 1900."))
        return moment


@dataclass(frozen=True, slots=True)
class Answer(InLanguage):
    """What readers got in one language; ``publication`` is None for nothing."""

    language: str
    publication: Publication | None
    until: datetime | None
    may_read: bool

    @property
    def change(self) -> str:
        """By which change this text came out."""
        assert self.publication is not None
        if self.publication.change in Change.values:
            return str(Change(self.publication.change).label)
        return _("Made public again") if self.publication.again else _("First publication")  # type: ignore[attr-defined]

    @property
    def body(self) -> SafeString:
        """The body as safe HTML."""
        assert self.publication is not None
        revision = self.publication.revision
        return shown(revision.body, of_revisions(revision))

    @property
    def notes(self) -> SafeString:
        """The notes to editors as safe HTML."""
        assert self.publication is not None
        revision = self.publication.revision
        return shown(revision.notes, of_revisions(revision))

    @property
    def gallery(self) -> list[Illustration]:
        """The photos of the gallery, with their texts as they were."""
        assert self.publication is not None
        return [row for row in self.publication.revision.frozen()[0] if row.role == IllustrationRole.GALLERY]

    @property
    def documents(self) -> Sequence[Attachment]:
        """The documents, as they were."""
        assert self.publication is not None
        return self.publication.revision.frozen()[1]

    @property
    def verified(self) -> bool:
        """Whether the text is still what was stored."""
        assert self.publication is not None
        revision = self.publication.revision
        revision.edition = self.publication.edition
        return revision.compute_digest() == revision.digest


def as_of(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with what was public of a release at ``at`` (ISO 8601, in the newsroom's zone); without it, now."""
    release = release_for(model_admin, request, pk)
    now = timezone.now()
    form = AsOfForm(request.GET) if request.GET.get("at") else AsOfForm(initial={"at": now})
    moment = (form.cleaned_data["at"] if form.is_valid() else None) if form.is_bound else now
    context = frame(model_admin, request, _("What was public?"), release) | {
        "form": form,
        "moment": moment,
        "answers": _answers(request, release, moment, now) if moment else [],
    }
    return TemplateResponse(request, "admin/articles/release/history_as_of.html", context)


def _answers(request: HttpRequest, release: Release, moment: datetime, now: datetime) -> list[Answer]:
    """Return an answer per shown language, in four queries."""
    earlier = Publication.objects.filter(edition=OuterRef("edition"), public_from__lt=OuterRef("public_from"))
    rows = Publication.objects.at(moment).begun(now).annotate(again=Exists(earlier))
    rows = rows.select_related("edition", "revision__author", "revision__photo__photo")
    of_release = rows.filter(edition__release=release, edition__language__in=shown_codes())
    found = {row.edition.language: row for row in of_release.order_by("public_from", "pk")}
    load_frozen(row.revision for row in found.values())
    missing = [language for language in shown_codes() if language not in found]
    until = _ended(release, missing, moment) if missing else {}
    readable = permissions.readable(request.user, release.original)
    return [
        Answer(language, found.get(language), until.get(language), language in readable) for language in shown_codes()
    ]


def _ended(release: Release, languages: list[str], moment: datetime) -> dict[str, datetime]:
    """Return until when the languages that were not public at ``moment`` had been so before."""
    ended = Publication.objects.filter(edition=OuterRef("pk"), public_until__lte=moment).order_by("-public_until")
    rows = Edition.objects.filter(release=release, language__in=languages).annotate(
        ended=Subquery(ended.values("public_until")[:1])
    )
    return dict(rows.filter(ended__isnull=False).values_list("language", "ended"))
