"""The parts of a text at the desk: what each is called, and what it is typed in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.admin import widgets
from articles.models import RICH_FIELDS, TEXT_FIELDS

LABELS = {
    "title": _("Headline"),
    "dateline": _("Dateline"),
    "lead": _("Lead"),
    "body": _("Body"),
    "notes": _("Notes to editors"),
}
_MAKERS = dict(
    zip(TEXT_FIELDS, (widgets.line, widgets.line, widgets.paragraph, widgets.editor, widgets.editor), strict=True)
)


def text_widget(name: str, language: str, *, writable: bool) -> forms.Widget:
    """Return what the part ``name`` of a text in ``language`` is typed in, or read by who may not write."""
    return _MAKERS[name](language) if writable else widgets.ReadOnly(language, rich=name in RICH_FIELDS)
