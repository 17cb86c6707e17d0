"""What each verb asks for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin import widgets
from articles.admin.moments import MomentForm
from articles.admin.moves.replacing import Releases, label
from articles.enums import Action, Change, State, Withdrawal, own_name
from articles.models import Edition
from articles.workflow.addresses import MAX_SLUG
from articles.workflow.publishing import MAX_NOTE, TOLD
from articles.workflow.text import MAX_REASON


@dataclass(frozen=True, slots=True)
class Case:
    """What a verb's page is about: one language of a release, a person, a moment, and the releases to be found."""

    verb: Action
    edition: Edition
    person: User
    at: datetime
    releases: Releases


def ask_with(field: forms.Field, widget: forms.Widget) -> None:
    """Give ``field`` a widget that knows as much as the one it was made with."""
    widget.is_required = field.required
    widget.attrs.update(field.widget_attrs(widget))
    field.widget = widget


class MoveForm(forms.Form):
    """A verb that only wants to be confirmed; ``seen`` is the edition's version that the person saw."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, case: Case) -> None:
        super().__init__(data, initial={"seen": case.edition.version, **self.prefilled(case)})
        self.case = case

    def prefilled(self, case: Case) -> dict[str, Any]:
        """Return what the fields hold when the page is opened."""
        return {}

    @property
    def asked(self) -> list[BoundField]:
        """The fields to show."""
        return self.visible_fields()

    def arguments(self) -> dict[str, Any]:
        """Return what the verb is called with."""
        return {"seen": self.cleaned_data["seen"]}

    def refuse(self, error: workflow.WorkflowError) -> None:
        """Show why the verb was refused; what was typed stays."""
        self.add_error(None, str(error))
        if isinstance(error, workflow.EditConflict):
            # The page that comes back shows the newest state: a second yes is to that.
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data["seen"] = str(self.case.edition.version)
            self.data = data


class ScheduleForm(MomentForm, MoveForm):
    """When an edition goes out."""

    def __init__(self, data: Any, *, case: Case) -> None:
        super().__init__(data, case=case, at=case.at)

    def prefilled(self, case: Case) -> dict[str, Any]:
        return {"publish_at": case.edition.held_for or case.edition.publish_at}

    def arguments(self) -> dict[str, Any]:
        names = ("publish_at", "now_if_past")
        return super().arguments() | {name: self.cleaned_data[name] for name in names}

    def refuse(self, error: workflow.WorkflowError) -> None:
        if isinstance(error, workflow.MomentPassed):
            self.ask_for_now()
        super().refuse(error)


class ReasonForm(MoveForm):
    """A reason, for colleagues."""

    note = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField", "dir": "auto"}),
        help_text=gettext_lazy("For your colleagues; readers never see it."),
    )

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"note": self.cleaned_data["note"]}


class BecauseForm(MoveForm):
    """Why somebody approves a text of their own."""

    because = forms.CharField(
        label=gettext_lazy("Why you approve a text that you edited last"),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField", "dir": "auto"}),
        help_text=gettext_lazy("The audit log keeps it."),
    )

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"because": self.cleaned_data["because"]}


class ChangeForm(MoveForm):
    """What kind of change readers get, and what they are told of it."""

    change = forms.ChoiceField(
        label=gettext_lazy("What kind of change is this?"),
        widget=forms.RadioSelect,
        choices=[
            (Change.MINOR.value, gettext_lazy("Minor change: readers are not told. For spelling and layout.")),
            (Change.CORRECTION.value, gettext_lazy("Correction: something was wrong. Readers are told what and when.")),
            (Change.UPDATE.value, gettext_lazy("Update: something is new since. Readers are told what and when.")),
        ],
    )
    note = forms.CharField(
        required=False,
        max_length=MAX_NOTE,
        help_text=gettext_lazy(
            "For a correction or an update: one or two sentences that stand on the page, in print and in feeds, with"
            " the time. The list says that the text was corrected or updated, and when."
        ),
    )

    def __init__(self, data: Any, *, case: Case) -> None:
        super().__init__(data, case=case)
        language = case.edition.language
        self.fields["note"].label = _("Note for readers, in this language: %(language)s") % {
            "language": own_name(language)
        }
        ask_with(self.fields["note"], widgets.note(language))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("change") in TOLD and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", _("Say in the language of this text what was corrected or updated; readers see it."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {name: self.cleaned_data[name] for name in ("change", "note")}


class WithdrawForm(MoveForm):
    """Why a text is taken down, what readers are told, and which release takes its place."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Reason, which readers see"), widget=forms.RadioSelect, choices=Withdrawal.choices
    )
    replaced_by = forms.CharField(
        label=gettext_lazy("The release that replaces it"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Only where another release replaces this one: its reference number, or words of its headline."
        ),
    )
    which = forms.ChoiceField(label=gettext_lazy("Which of these releases?"), required=False, widget=forms.RadioSelect)
    note = forms.CharField(required=False, max_length=MAX_NOTE)

    def __init__(self, data: Any, *, case: Case) -> None:
        super().__init__(data, case=case)
        language = case.edition.language
        self.fields["note"].label = _("Explanation for readers, in this language (may be empty): %(language)s") % {
            "language": own_name(language)
        }
        ask_with(self.fields["note"], widgets.note(language))
        ask_with(self.fields["replaced_by"], widgets.Suggesting(case.releases.recent(case.edition, case.at)))
        self.found: list[tuple[str, Any]] = []
        if self.is_bound:
            self._find(str(self["replaced_by"].value() or ""))

    def _find(self, typed: str) -> None:
        """Look for what was typed; where it is no reference number, offer the releases that it may mean."""
        releases, edition = self.case.releases, self.case.edition
        self.replacement = releases.named(typed)
        if self.replacement is not None:
            del self.fields["which"]  # whatever was chosen before
            return
        found = releases.about(typed, edition)
        self.found = [(release.reference, label(release, edition.language, self.case.person)) for release in found]
        self.fields["which"].choices = self.found  # type: ignore[attr-defined]

    @property
    def asked(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if self.found or field.name != "which"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed, chosen = cleaned.get("replaced_by"), cleaned.get("which")
        if self.replacement is None and chosen:
            self.replacement = self.case.releases.named(chosen)
        if typed and self.replacement is None and "which" not in self.errors:
            if self.found:
                self.add_error("which", _("No release has this reference number. Choose one whose headline matches."))
            else:
                self.add_error(
                    "replaced_by", _("No release that you may read has this reference number or these words.")
                )
        elif cleaned.get("reason") == Withdrawal.REPLACED and not typed:
            self.add_error("replaced_by", _("Name the release that replaces this one."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().arguments() | {
            "reason": data["reason"], "note": data["note"], "replaced_by": self.replacement,
        }  # fmt: skip


class ReaddressForm(MoveForm):
    """The new end of an address."""

    slug = forms.CharField(
        label=gettext_lazy("New end of the address"),
        max_length=MAX_SLUG,
        help_text=gettext_lazy("Letters of any script, digits and hyphens."),
    )

    def __init__(self, data: Any, *, case: Case) -> None:
        super().__init__(data, case=case)
        ask_with(self.fields["slug"], widgets.line(case.edition.language))

    def prefilled(self, case: Case) -> dict[str, Any]:
        return {"slug": case.edition.slug}

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"slug": self.cleaned_data["slug"]}


FORMS: dict[Action, type[MoveForm]] = {
    Action.SEND_BACK: ReasonForm,
    Action.REVOKE: ReasonForm,
    Action.SCHEDULE: ScheduleForm,
    Action.READDRESS: ReaddressForm,
    Action.WITHDRAW: WithdrawForm,
}


def replaces_text(verb: Action, edition: Edition, at: datetime) -> bool:
    """Tell whether ``verb`` gives readers another text than the one that they had."""
    if verb == Action.PUBLISH:
        return edition.state(at) == State.PUBLIC
    return verb == Action.RESTORE and edition.approved_id != edition.live_id


def move_form(case: Case, data: Any = None) -> MoveForm:
    """Return the form of a verb as things stand, filled in with ``data`` if something was sent."""
    form_class = FORMS.get(case.verb, MoveForm)
    if replaces_text(case.verb, case.edition, case.at):
        form_class = ChangeForm
    elif case.verb == Action.APPROVE and case.person.is_superuser and workflow.wrote_last(case.person, case.edition):
        form_class = BecauseForm
    return form_class(data, case=case)
