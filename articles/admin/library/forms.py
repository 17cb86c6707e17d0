"""The form of a photo or document: its own fields, and its texts in the languages that the person may read."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from articles import permissions
from articles.admin import widgets
from articles.admin.screens import with_keys, with_nothing_seen
from articles.comparing.signs import END_ISOLATE, ISOLATE
from articles.enums import shown_codes, suffix
from articles.library import opening
from articles.models import Document, Photo

TEXTS = {Photo: ("title", "alt", "caption", "credit", "terms", "place"), Document: ("title", "terms")}
OWN = {
    Photo: ("photographer", "taken_on", "tags", "always_public"),
    Document: ("language", "tags", "always_public"),
}


class AssetForm(forms.ModelForm):
    """A photo or document that is in the library. Its file has a page of its own (``replacing``)."""

    person: Any = None
    readable: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.data = with_keys(self.data, ("tags", "initial-tags"))
        model = type(self.instance)
        for language in shown_codes():
            for name in TEXTS[model] if language in self.readable else ():
                self._text(self.fields[f"{name}_{suffix(language)}"], name, language)
        adds = self.person.has_perm(f"articles.add_{model._meta.model_name}")
        for name in OWN[model]:
            self.fields[name].disabled = not adds
        self.fields["always_public"].disabled = not opening.may_open(self.person)
        for field in self.fields.values():  # changed means: from what the person saw, not from what is stored since
            field.show_hidden_initial = not field.disabled
        self.data = with_nothing_seen(self)

    def _text(self, field: forms.Field, name: str, language: str) -> None:
        """Say of a text who may write it."""
        field.disabled = not permissions.may_write(self.person, language)
        writing = widgets.paragraph(language) if name == "terms" else widgets.line(language)
        field.widget = widgets.ReadOnly(language) if field.disabled else writing

    def clean(self) -> dict[str, Any]:
        """Show what somebody else wrote into a field meanwhile; who sends the page again chooses their own."""
        for name in self.changed_columns:
            stored, typed = _plain(getattr(self.instance, name)), _plain(self.cleaned_data.get(name))
            seen = _plain(self.fields[name].to_python(self.data.get(self[name].html_initial_name)))
            if name in self.cleaned_data and stored not in {seen, typed}:
                sent = cast("QueryDict", self.data).copy()
                sent[self[name].html_initial_name] = self[name].initial
                self.data = sent
                shown = f"{ISOLATE}{self[name].initial or '–'}{END_ISOLATE}"  # a text of whatever language
                self.add_error(
                    name,
                    _("Somebody else has written here meanwhile: “%(text)s” Save again to put your own in its place.")
                    % {"text": shown},
                )
        return self.cleaned_data

    @property
    def changed_columns(self) -> list[str]:
        """The columns whose value the person changed: all else may have been changed by somebody else meanwhile."""
        return [name for name in self.changed_data if name not in {"tags", "always_public"}]


def _plain(value: Any) -> Any:
    """Return a value as two of them are compared: forms leave out spaces that may be stored."""
    return value.strip() if isinstance(value, str) else value or ""
