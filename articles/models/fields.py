"""Model fields that clean what they store, on every path to the database."""

from typing import Any

from django.db import models

from articles import colours, html


class LineField(models.CharField):
    """One line of plain text: no control characters, no runs of white space."""

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return html.clean_line(prepared) if isinstance(prepared, str) else prepared


class PlainTextField(models.TextField):
    """Plain text that is shown as one paragraph."""

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return html.clean_line(prepared) if isinstance(prepared, str) else prepared


class ColourField(models.CharField):
    """A colour as ``#rrggbb``, however it was typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 7)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return colours.normal(value) if isinstance(value, str) else value


class HTMLField(models.TextField):
    """Rich text, cleaned by ``articles.html`` whenever it goes to the database.

    ``get_db_prep_save`` is the one hook that forms, imports, fixtures (which skip ``pre_save``), ``bulk_create`` and
    ``update`` all pass (measured: docs/decisions/0004).
    """

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            value = html.clean(value)
        return super().get_db_prep_save(value, connection)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Clean the value on the instance too, so that what is in memory is what was stored."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = html.clean(value)
            setattr(model_instance, self.attname, value)
        return value
