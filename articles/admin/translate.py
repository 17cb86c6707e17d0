"""The translation desk: original and translation side by side, and what the original has become since."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from js_asset import Media, Script

from articles import comparing, permissions, workflow
from articles.admin import widgets
from articles.admin.checking import SHEETS, summary
from articles.admin.figures import Picture, labelled, shown, tokens_of
from articles.admin.panels import Panel
from articles.admin.paragraphs import Sheet, sheet
from articles.admin.pictures import of_library, of_revisions
from articles.admin.screens import frame, release_for
from articles.admin.scripts import scripts
from articles.admin.texts import LABELS, text_widget
from articles.comparing import Change, FieldDiff, Pair
from articles.enums import Stage, own_name
from articles.models import RICH_FIELDS, TEXT_FIELDS, Edition, Release, Revision, Text

LENGTHS = {"title": 300, "dateline": 150}  # characters, as their columns
SCRIPT = Script("newsroom/translate.js", type="module")
NO_VERSION = -1  # of an edition: none that there is


@dataclass(frozen=True)
class Work:
    """A translation and its original, as they are now; each may not have been written yet."""

    release: Release
    language: str
    edition: Edition | None
    original: Edition | None
    editable: bool

    @property
    def current(self) -> Revision | None:
        """The newest revision of the translation."""
        return self.edition.current if self.edition else None

    @property
    def newest(self) -> Revision | None:
        """The newest revision of the original: what is shown, and what a translation can follow."""
        return self.original.current if self.original else None

    @property
    def version(self) -> int:
        """The version of the translation's edition, 0 if there is none."""
        return self.edition.version if self.edition else 0

    @property
    def followed(self) -> Revision | None:
        """The revision of the original that the translation follows."""
        return self.edition.source if self.edition else None

    @property
    def behind(self) -> bool:
        """Whether the original has a newer revision than the translation follows."""
        return bool(self.current and self.newest and self.followed != self.newest)

    @property
    def settled(self) -> bool:
        """Whether what is shown of the original is approved."""
        return bool(self.original and self.original.approved_id == self.original.current_id)

    @property
    def reviewing(self) -> bool:
        """Whether saving makes a draft again of what waits for an editor or is approved."""
        return bool(self.edition and self.edition.stage != Stage.DRAFT)

    @cached_property
    def sheet(self) -> Sheet:
        """The original in paragraphs, compared with what the translation follows."""
        text = self.newest.text() if self.newest else Text()
        before = self.followed.text() if self.behind and self.followed else None
        return sheet(text, self.release.original, before, self.pictures)

    @cached_property
    def pictures(self) -> dict[str, Picture]:
        """The photos in the texts of the original, by token, as it shows them; asked for only if there are some."""
        texts = [revision for revision in (self.newest, self.followed) if revision]
        return of_revisions(*texts) if tokens_of([revision.text() for revision in texts]) else {}

    @property
    def text(self) -> Text:
        """The translation's newest text."""
        return self.current.text() if self.current else Text()


class TranslationForm(forms.Form):
    """A translation. ``seen``, ``base`` and ``source`` say what the person saw: the edition's version, the revision of
    the translation, and that of the original.
    """

    title = forms.CharField(required=False, max_length=LENGTHS["title"])
    dateline = forms.CharField(required=False, max_length=LENGTHS["dateline"])
    lead = forms.CharField(required=False)
    body = forms.CharField(required=False)
    notes = forms.CharField(required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    base = forms.ModelChoiceField(Revision.objects.none(), required=False, widget=forms.HiddenInput)
    source = forms.ModelChoiceField(Revision.objects.none(), required=False, widget=forms.HiddenInput)
    up_to_date = forms.BooleanField(required=False)

    def __init__(self, work: Work, data: QueryDict | None = None) -> None:
        newest, current, text = work.newest, work.current, work.text
        shown = {name: getattr(text, name) for name in TEXT_FIELDS}
        marks = {"seen": work.version, "base": current and current.pk, "source": newest and newest.pk}
        super().__init__(data, initial=shown | marks, label_suffix="")
        for name in TEXT_FIELDS:
            self.fields[name].widget = text_widget(
                name, work.language, writable=work.editable, pictures=lambda: of_revisions(work.current)
            )
            self.fields[name].label = str(LABELS[name])
        for name, edition in (("base", work.edition), ("source", work.original)):
            cast("forms.ModelChoiceField", self.fields[name]).queryset = Revision.objects.filter(edition=edition)
        if newest:
            label = _("This translation now follows revision %(number)d of the original") % {"number": newest.number}
            self.fields["up_to_date"].label = label
        if not work.behind:
            del self.fields["up_to_date"]

    def text(self) -> Text:
        """Return what was typed, as the database would hold it."""
        return Text(**{name: self.cleaned_data.get(name) or "" for name in TEXT_FIELDS}).cleaned()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"seen", "base", "source"} & set(self.errors):
            raise forms.ValidationError(
                _("This page was sent incompletely. Nothing was saved; what you typed is still here.")
            )
        return cleaned


@dataclass(frozen=True)
class Conflict:
    """What somebody else has saved meanwhile, beside what the person typed.

    ``fields`` and ``rows``: the differences from their text to the person's; ``taken``: labels of the fields that the
    person had not touched, in which theirs now stands.
    """

    theirs: Revision
    only_state: bool
    fields: list[tuple[str, FieldDiff]]
    rows: list[Pair]
    taken: list[str]
    pictures: Mapping[str, Picture]


def merged(mine: Text, base: Text | None, theirs: Text) -> tuple[Text, list[str]]:
    """Return ``mine`` with ``theirs`` in the fields that still are what ``base`` was, and the names of those fields."""
    if base is None:
        return mine, []
    base = base.cleaned()
    taken = [name for name in TEXT_FIELDS if getattr(mine, name) == getattr(base, name) != getattr(theirs, name)]
    return replace(mine, **{name: getattr(theirs, name) for name in taken}), taken


def translate_view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Show (GET) and store (POST) a translation; a release's original language leads to its own page."""
    release = release_for(model_admin, request, pk)
    if language == release.original:
        return HttpResponseRedirect(reverse("admin:articles_release_change", args=[pk]))
    if not {language, release.original} <= set(permissions.readable(request.user, release.original)):
        raise PermissionDenied
    work = load(release, language, request.user)
    if request.method == "POST":
        if not work.editable:
            raise PermissionDenied
        return _store(model_admin, request, work)
    return _page(model_admin, request, work, TranslationForm(work))


def load(release: Release, language: str, person: Any) -> Work:
    """Return the translation and its original as they are now, in one query."""
    rows = Edition.objects.filter(release=release, language__in=[language, release.original])
    editions = {edition.language: edition for edition in rows.select_related("current__author", "source")}
    for edition in editions.values():
        edition.release = release
    editable = permissions.may_write(person, language)
    return Work(release, language, editions.get(language), editions.get(release.original), editable)


def _store(model_admin: admin.ModelAdmin, request: HttpRequest, work: Work) -> HttpResponse:
    """Hand what was typed to the verbs; where one refuses, show the page again with the reason and what was typed."""
    form = TranslationForm(work, request.POST)
    if not form.is_valid():
        return _again(model_admin, request, work, form)
    data = form.cleaned_data
    follows = work.edition is None or data.get("up_to_date") or "_up_to_date" in request.POST
    if follows and work.newest and not data["source"]:
        form.add_error(None, _("The original was written while you had this page open. Look at it, then save again."))
        return _again(model_admin, request, work, form)
    seen = NO_VERSION if data["seen"] is None else data["seen"]
    try:
        if work.edition and seen != work.version:
            raise workflow.EditConflict
        if "_up_to_date" in request.POST:
            _follow(request, work, form, seen)
        else:
            _save(request, work, form, seen)
    except workflow.NotPermitted:
        raise
    except workflow.EditConflict:
        return _conflicting(model_admin, request, load(work.release, work.language, request.user), form)
    except workflow.WorkflowError as error:
        form.add_error(None, str(error))
        return _again(model_admin, request, work, form)
    wanted = next((name for name in ("check", "preview") if f"_{name}" in request.POST), "")
    page = {"check": "checks", "preview": "preview"}.get(wanted, "") if work.current or form.text() else ""
    return HttpResponseRedirect(
        reverse(f"admin:articles_release_{page or 'translate'}", args=[work.release.pk, work.language])
    )


def _save(request: HttpRequest, work: Work, form: TranslationForm, seen: int) -> None:
    """Store the text and, if the person wants so, submit it for review."""
    data, person = form.cleaned_data, cast("User", request.user)
    up_to_date = bool(data.get("up_to_date"))
    revision = workflow.save_text(
        work.release, work.language, form.text(),
        by=person, up_to_date=up_to_date, source=data["source"], seen=seen,
    )  # fmt: skip
    if revision:
        _tell(request, work, _("Saved as revision %(number)d.") % {"number": revision.number})
    elif up_to_date:
        _tell(request, work, _("Marked as up to date with revision %(number)d.") % {"number": data["source"].number})
    elif "_submit" not in request.POST:
        messages.info(request, f"{own_name(work.language)} – " + _("Nothing was changed."))
    if "_submit" in request.POST:
        _submit(request, work, person)


def _submit(request: HttpRequest, work: Work, person: User) -> None:
    """Submit what is stored for review; a refusal is told and takes nothing back."""
    edition = Edition.objects.filter(release=work.release, language=work.language).first()
    if edition is None:
        messages.error(request, _("Write the translation first."))
        return
    try:
        workflow.submit(edition, by=person, seen=edition.version)
    except workflow.NotPermitted:
        raise
    except workflow.WorkflowError as error:
        messages.error(request, f"{own_name(work.language)} – {error}")
    else:
        _tell(request, work, _("Submitted for review."))


def _follow(request: HttpRequest, work: Work, form: TranslationForm, seen: int) -> None:
    """Say that the translation as it is stored follows the original that the person saw."""
    source = form.cleaned_data["source"]
    if work.edition is None or work.current is None or source is None:
        raise workflow.Incomplete(_("Write the translation first."))
    if set(form.data) & set(TEXT_FIELDS) and form.text() != work.text.cleaned():
        raise workflow.Incomplete(
            _("You have changed the text: tick “This translation now follows …” and save it. Nothing was done.")
        )
    workflow.mark_up_to_date(work.edition, by=cast("User", request.user), source=source, seen=seen)
    _tell(request, work, _("Marked as up to date with revision %(number)d.") % {"number": source.number})


def _tell(request: HttpRequest, work: Work, sentence: str) -> None:
    # The tag lets drafts.js forget what it kept.
    messages.success(request, f"{own_name(work.language)} – {sentence}", extra_tags=f"saved-{work.release.pk}")


def _again(model_admin: admin.ModelAdmin, request: HttpRequest, work: Work, form: TranslationForm) -> HttpResponse:
    """Show what was typed and why it was refused, beside the original as it is now."""
    data = request.POST.copy()
    newest = str(work.newest.pk) if work.newest else ""
    if data.get("source") != newest:
        data["source"] = newest
        data.pop("up_to_date", None)  # said of another revision
    again = TranslationForm(work, data)
    again.is_valid()
    for error in form.non_field_errors():
        if error not in again.non_field_errors():
            again.add_error(None, error)
    return _page(model_admin, request, work, again)


def _conflicting(
    model_admin: admin.ModelAdmin, request: HttpRequest, work: Work, form: TranslationForm
) -> HttpResponse:
    """Show what somebody else has saved beside what was typed. Sending the page again is the choice for one's own."""
    theirs = work.current
    assert theirs is not None  # an edition begins with a text
    base, mine = form.cleaned_data["base"], form.text()
    text, taken = merged(mine, base.text() if base else None, theirs.text())
    pictures = of_library(request.user, tokens_of([theirs.text(), text]), work.language)
    fields, rows = comparing.compared(theirs.text(), text, work.language, labelled(pictures))
    data = request.POST.copy()
    data["seen"], data["base"] = str(work.version), str(theirs.pk)
    for name in taken:
        data[name] = getattr(text, name)
    conflict = Conflict(
        theirs=theirs,
        only_state=base == theirs,
        fields=[(str(LABELS[diff.name]), diff) for diff in fields if diff.change is not Change.SAME],
        rows=rows if any(row.change is not Change.SAME for row in rows) else [],
        taken=[str(LABELS[name]) for name in taken],
        pictures=pictures,
    )
    return _page(model_admin, request, work, TranslationForm(work, data), conflict)


def _page(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    work: Work,
    form: TranslationForm,
    conflict: Conflict | None = None,
) -> HttpResponse:
    at = timezone.now()
    media = model_admin.media + Media(css=SHEETS, js=[SCRIPT]) + form.media
    title = _("Translate into %(language)s") % {"language": own_name(work.language)}
    context = frame(model_admin, request, title, work.release) | {
        "work": work,
        "sheet": work.sheet,
        "original": Panel(work.release.original, work.original, at),
        "panel": Panel(work.language, work.edition, at),
        "changed_fields": [str(LABELS[name]) for name in work.sheet.fields],
        "lines": [
            (form[name], getattr(work.sheet.text, name), work.sheet.fields.get(name), LABELS[name])
            for name in TEXT_FIELDS
            if name not in RICH_FIELDS
        ],
        "notes": shown(work.sheet.text.notes, work.pictures),
        "notes_difference": work.sheet.fields.get("notes"),
        "form": form,
        "conflict": conflict,
        "scripts": scripts(request, work.release, work.language),
        "errors": bool(conflict or form.errors),
        "open_findings": summary(work.edition, cast("User", request.user)) if work.edition else None,
        "saved_body": shown(conflict.theirs.body, conflict.pictures) if conflict else "",
        "saved_notes": shown(conflict.theirs.notes, conflict.pictures) if conflict else "",
        "media": Media.from_media(media, nonce=str(request.csp_nonce)),  # type: ignore[attr-defined]
    }
    status = 409 if conflict else 200
    response = TemplateResponse(request, "admin/articles/release/translate.html", context, status=status)
    response._csp_update = {"style-src": [widgets.EDITOR_STYLE]}  # type: ignore[attr-defined]
    return response
