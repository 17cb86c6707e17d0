"""The parts of a text at the desk: what each is called, and what it is typed in."""

from collections.abc import Callable, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.admin import widgets
from articles.admin.figures import Picture
from articles.models import RICH_FIELDS, TEXT_FIELDS

LABELS = {
    "title": _("Headline"),
    "dateline": _("Dateline"),
    "lead": _("Lead"),
    "body": _("Body"),
    "notes": _("Notes to editors"),
}
_MAKERS = dict(
    zip(
        TEXT_FIELDS,
        (widgets.line, widgets.line, widgets.paragraph, widgets.illustrated, widgets.illustrated),
        strict=True,
    )
)


def text_widget(
    name: str, language: str, *, writable: bool, pictures: Callable[[], Mapping[str, Picture]] = dict
) -> forms.Widget:
    """Return what the part ``name`` of a text in ``language`` is typed in, or read by who may not write.

    ``pictures``: asked for the photos of the text, by token, where it is read.
    """
    if writable:
        return _MAKERS[name](language)
    return widgets.ReadOnly(language, rich=name in RICH_FIELDS, pictures=pictures)
