"""The form of a photo or document: its own fields, and its texts in the languages that the person may read."""

from typing import Any

from django import forms

from articles import permissions
from articles.admin import widgets
from articles.admin.screens import with_keys
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
        self.fields["tags"].show_hidden_initial = adds
        self.fields["always_public"].disabled = not opening.may_open(self.person)

    def _text(self, field: forms.Field, name: str, language: str) -> None:
        """Say of a text who may write it, and let two people write two languages at once (``show_hidden_initial``)."""
        field.show_hidden_initial = True
        field.disabled = not permissions.may_write(self.person, language)
        writing = widgets.paragraph(language) if name == "terms" else widgets.line(language)
        field.widget = widgets.ReadOnly(language) if field.disabled else writing

    @property
    def changed_columns(self) -> list[str]:
        """The columns whose value the person changed: all else may have been changed by somebody else meanwhile."""
        return [name for name in self.changed_data if name not in {"tags", "always_public"}]
