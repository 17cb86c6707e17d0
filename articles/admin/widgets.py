"""Form parts that know the language they are for."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import AdminProseEditorWidget

from articles import html
from articles.admin.figures import Picture, shown
from articles.enums import direction, own_name, shown_codes, tag

# What the editor offers; articles.html lets through no more and no less of it.
EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "FactBox": {"label": _("Fact box")},
    "Link": {"protocols": ["https", "http", "mailto", "tel"], "enableTarget": False},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HardBreak": True,
    "History": True,
}

# The one style that the editor's library writes into the page (Tiptap's), pinned with its version.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"


def language_attributes(language: str) -> dict[str, str]:
    """Return the ``lang`` and ``dir`` of a text in ``language``."""
    return {"lang": tag(language), "dir": direction(language)}


def line(language: str) -> forms.Widget:
    """Return an input of one line."""
    return AdminTextInputWidget(attrs={"class": "vTextField", **language_attributes(language)})


def paragraph(language: str) -> forms.Widget:
    """Return an input of one paragraph."""
    return AdminTextareaWidget(attrs={"rows": 3, "class": "vLargeTextField", **language_attributes(language)})


def editor(language: str) -> forms.Widget:
    """Return the rich-text editor; ``desk.js`` carries its language and direction into it."""
    return AdminProseEditorWidget(
        config={"extensions": EXTENSIONS}, preset="configurable", attrs=language_attributes(language)
    )


def illustrated(language: str) -> forms.Widget:
    """Return the editor for a text that may have pictures: a release's. Its page holds ``media/_words.html``."""
    config = {"extensions": EXTENSIONS | {"Picture": {"label": _("Picture")}}}
    return AdminProseEditorWidget(config=config, preset="configurable", attrs=language_attributes(language))


class ReadOnly(forms.Widget):
    """The text itself, for a person who may read a language and not write it; ``pictures`` as for ``text_widget``."""

    def __init__(
        self, language: str, *, rich: bool = False, pictures: Callable[[], Mapping[str, Picture]] = dict
    ) -> None:
        super().__init__(attrs=language_attributes(language))
        self.rich, self.pictures = rich, pictures

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        text = str(value or "")
        seen = shown(text, self.pictures() if html.photos_in(text) else {}) if self.rich else conditional_escape(text)
        return format_html(
            '<div class="readonly desk-text" lang="{}" dir="{}">{}</div>',
            self.attrs["lang"],
            self.attrs["dir"],
            seen or "–",
        )


class Moment(forms.DateTimeInput):
    """One input for a day and a time to the second; browsers without one take it as text."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"step": "1", **(attrs or {})}, format="%Y-%m-%dT%H:%M:%S")


def note(language: str) -> forms.Widget:
    """Return an input of a few lines for readers of ``language``."""
    return forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField", **language_attributes(language)})


def named_languages() -> list[tuple[str, SafeString]]:
    """Return (code, name) of the shown languages, each named in itself and marked as being in that language."""
    return [
        (code, format_html('<bdi lang="{}" dir="{}">{}</bdi>', tag(code), direction(code), own_name(code)))
        for code in shown_codes()
    ]


class Suggesting(AdminTextInputWidget):
    """A line with suggestions, (value, label) each, that stand in a ``datalist``."""

    def __init__(self, suggestions: list[tuple[str, str]]) -> None:
        super().__init__(attrs={"class": "vTextField", "dir": "auto", "autocomplete": "off"})
        self.suggestions = suggestions

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        listed = f"{(attrs or {}).get('id', name)}_suggestions"
        options = format_html_join("", '<option value="{}">{}</option>', self.suggestions)
        box = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', box, listed, options)
