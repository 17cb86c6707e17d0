"""The page on which several languages of a release are sent out at one instant."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import permissions, workflow
from articles.admin import widgets
from articles.admin.moments import MomentField, MomentForm
from articles.admin.notes import newer_text, outgoing_is_stale
from articles.admin.panels import Panel
from articles.admin.screens import frame, release_for
from articles.desk.headlines import headline
from articles.enums import Action, Stage, State, own_name, shown_codes, suffix
from articles.models import Edition, Release
from articles.moments import local, spoken

NOW = "_now"


@dataclass(frozen=True, slots=True)
class Row:
    """One language as the page shows it; ``panel`` knows its name, state and moment."""

    panel: Panel
    selectable: bool
    chosen: bool
    outgoing: int | None
    warnings: list[str]


class TogetherForm(MomentForm):
    """Which languages go out, and when; ``seen_<language>`` are the versions that the person saw."""

    publish_at = MomentField(
        required=False,
        help_text=gettext_lazy(
            "A moment that has passed means now: the texts would be public at once. You are asked before that happens."
        ),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=widgets.named_languages,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )

    def __init__(self, data: Any, *, editions: Mapping[str, Edition], at: datetime, **options: Any) -> None:
        super().__init__(data, at=at, **options)
        self.editions, self.at = editions, at
        for language, edition in editions.items():
            self.fields[_seen(language)] = forms.IntegerField(
                required=False, widget=forms.HiddenInput, initial=edition.version
            )

    @property
    def now(self) -> bool:
        """Whether the texts are to go out at once."""
        return NOW in self.data

    @property
    def hidden(self) -> list[Any]:
        """The versions that the person sees."""
        return self.hidden_fields()

    @property
    def asked(self) -> list[Any]:
        """The fields about the moment; the languages stand in a table of their own."""
        return [field for field in super().asked if field.name != "languages"]

    def clean(self) -> dict[str, Any]:
        if self.now:
            for name in ("publish_at", "fold"):
                self.errors.pop(name, None)
                self.cleaned_data.pop(name, None)
        cleaned = super().clean()
        if self.now:
            cleaned["publish_at"] = self.at
        elif not cleaned.get("publish_at") and "publish_at" not in self.errors and "fold" not in self.errors:
            self.add_error("publish_at", _("Say when these texts go out."))
        return cleaned

    def seen(self) -> dict[str, int]:
        """Return the versions that the person saw, by language."""
        typed = {language: self.cleaned_data.get(_seen(language)) for language in self.editions}
        return {language: version for language, version in typed.items() if version is not None}

    def refuse(self, error: workflow.WorkflowError) -> None:
        """Show why nothing was done; what was chosen and typed stays."""
        if isinstance(error, workflow.MomentPassed):
            self.ask_for_now()
        asking = self.now and isinstance(error, workflow.MomentPassed)
        self.add_error(None, _("These texts would be public at once. Say yes below.") if asking else str(error))

    def see(self, editions: Mapping[str, Edition]) -> None:
        """Take what the page now shows for what the person sees: a second yes is to that."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for language, edition in editions.items():
            data[_seen(language)] = str(edition.version)
        self.data = data


def _seen(language: str) -> str:
    return f"seen_{suffix(language)}"


class Page:
    """A release, a person and a moment: what may be chosen, and what there is to be said."""

    def __init__(self, release: Release, person: User, at: datetime) -> None:
        self.release, self.person, self.at = release, person, at

    @cached_property
    def editions(self) -> dict[str, Edition]:
        """The editions of the shown languages."""
        rows = self.release.editions.select_related("current", "approved").defer("current__body", "approved__body")
        found = {edition.language: edition for edition in rows}
        for edition in found.values():
            edition.release = self.release
        return {language: found[language] for language in shown_codes() if language in found}

    def selectable(self, language: str) -> bool:
        """Tell whether the person may send ``language`` out, and whether it is approved or scheduled."""
        edition = self.editions.get(language)
        return (
            edition is not None
            and permissions.may_approve(self.person, language)
            and workflow.possible(edition, Action.SCHEDULE, self.at)
        )

    def approvable(self) -> dict[str, Edition]:
        """Return the editions that the person may send out."""
        return {code: row for code, row in self.editions.items() if permissions.may_approve(self.person, code)}

    def chosen(self) -> list[str]:
        """Return the languages to begin with: held ones, and required ones that have no moment yet."""
        return [
            language
            for language, edition in self.editions.items()
            if self.selectable(language)
            and (edition.held_for or (language in self.release.required and edition.state(self.at) == State.APPROVED))
        ]

    def moment(self) -> datetime | None:
        """Return the moment to begin with: the one for which languages are held."""
        return min((edition.held_for for edition in self.editions.values() if edition.held_for), default=None)

    def rows(self, chosen: list[str]) -> list[Row]:
        """Return a row per shown language; of one that the person may not read, the state alone."""
        original = self.editions.get(self.release.original)
        return [
            self._row(language, self.editions.get(language), original, language in chosen) for language in shown_codes()
        ]

    def _row(self, language: str, edition: Edition | None, original: Edition | None, chosen: bool) -> Row:
        panel = Panel(language, edition, self.at, required=language in self.release.required)
        selectable, warnings, outgoing = self.selectable(language), [], None
        if edition and permissions.may_read(self.person, language, self.release.original):
            outgoing = edition.approved.number if edition.approved else None
            if edition.current and edition.approved_id not in {None, edition.current_id}:
                warnings.append(newer_text(Stage(edition.stage), edition.current.number))
            if outgoing_is_stale(edition, original):
                warnings.append(_("Stale: it translates an older text than the one of the original that is approved."))
        if edition and edition.held_for:
            warnings.append(_("Held: it was to go out at %(moment)s.") % {"moment": spoken(edition.held_for)})
        return Row(panel, selectable, chosen, outgoing, warnings)


def together_view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask (GET) which languages go out when, and do it (POST). Who may approve no language gets a 403."""
    person: Any = request.user
    if not any(permissions.may_approve(person, language) for language in shown_codes()):
        raise PermissionDenied
    page = Page(release_for(model_admin, request, pk, whole=True), person, timezone.now())
    if request.method == "POST":
        form = TogetherForm(request.POST, editions=page.approvable(), at=page.at)
        refused = [code for code in request.POST.getlist("languages") if not permissions.may_approve(person, code)]
        if set(refused) & set(shown_codes()):
            raise PermissionDenied
        if form.is_valid():
            done = _do(page, form)
            if done:
                messages.success(request, _said(done, page.at))
                return HttpResponseRedirect(reverse("admin:articles_release_change", args=[pk]))
            page = Page(page.release, person, page.at)
            form.see(page.approvable())
        chosen = request.POST.getlist("languages")
    else:
        chosen = page.chosen()
        form = TogetherForm(None, editions=page.approvable(), at=page.at, initial={"publish_at": page.moment()})
    context = frame(model_admin, request, _("Schedule together"), page.release) | _shown(page, form, chosen)
    return TemplateResponse(request, "admin/articles/release/together.html", context)


def _do(page: Page, form: TogetherForm) -> list[Edition]:
    """Send the chosen languages out; where that is refused, put the reason on ``form`` and return nothing."""
    data = form.cleaned_data
    try:
        return workflow.schedule_together(
            page.release, data["languages"], publish_at=data["publish_at"], now_if_past=data["now_if_past"],
            by=page.person, at=page.at, seen=form.seen(),
        )  # fmt: skip
    except workflow.NotPermitted:
        raise
    except workflow.WorkflowError as error:
        form.refuse(error)
        return []


def _said(done: list[Edition], at: datetime) -> str:
    """Return the message about what goes or went out."""
    names = ", ".join(own_name(edition.language) for edition in done)
    moment = done[0].publish_at
    assert moment is not None
    said = (
        _("Published together: %(languages)s. %(moment)s.")
        if moment <= at
        else _("Scheduled together: %(languages)s. They go out at %(moment)s.")
    )
    return said % {"languages": names, "moment": spoken(moment)}


def _shown(page: Page, form: TogetherForm, chosen: list[str]) -> dict[str, Any]:
    standing = [e for e in page.editions.values() if e.state(page.at) in {State.SCHEDULED, State.PUBLIC}]
    return {
        "headline": headline(page.release, page.person),
        "form": form,
        "rows": page.rows(chosen),
        "standing": "; ".join(
            f"{own_name(e.language)}: {e.state(page.at).label}, {local(e.publish_at)}" for e in standing if e.publish_at
        ),
        "missing": ", ".join(map(own_name, workflow.missing_languages(page.release))),
    }
