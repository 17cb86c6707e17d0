"""The glossary at the desk: names with their approved form in each language."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.admin.shared import SharedAdmin
from articles.enums import all_codes, direction, own_name, shown_codes, suffix, tag
from articles.models import Term
from articles.querysets import holding, words

FEWEST = 2
"""Languages that an entry needs: with one there is nothing to compare."""


class TermForm(forms.ModelForm):
    """An entry of the glossary."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        # Of a language that is not shown what is stored counts.
        forms_given = [
            cleaned.get(f"form_{suffix(code)}", getattr(self.instance, f"form_{suffix(code)}")) for code in all_codes()
        ]
        if sum(any(part.strip() for part in (form or "").split("|")) for form in forms_given) < FEWEST:
            raise ValidationError(_("Give the approved form in at least two languages."))
        return cleaned


def _column(code: str) -> Callable[[Term], str]:
    """Return a column of the list that shows the forms in one language."""

    @admin.display(description=own_name(code), ordering=f"form_{suffix(code)}")
    def forms_in(term: Term) -> str:
        form = getattr(term, f"form_{suffix(code)}")
        return format_html('<span lang="{}" dir="{}">{}</span>', tag(code), direction(code), form) if form else "–"

    return forms_in


@admin.register(Term)
class TermAdmin(SharedAdmin):
    """Names that the checks look for. Readers see none of it, so saving bumps no clock."""

    form = TermForm
    shared = ("note",)
    translated = ("form",)
    search_fields = tuple(f"form_{suffix(code)}" for code in all_codes())
    show_full_result_count = False
    list_per_page = 100

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        return (*map(_column, shown_codes()), "note")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Term], search_term: str
    ) -> tuple[QuerySet[Term], bool]:
        """Find every word in some form."""
        for word in words(search_term):
            queryset = queryset.filter(holding(word, *self.search_fields))
        return queryset, False

    def save_model(self, request: HttpRequest, obj: Term, form: Any, change: bool) -> None:
        # Only what the person changed: another language's form may have been saved meanwhile.
        obj.save(update_fields=form.changed_data if change else None)

    def delete_model(self, request: HttpRequest, obj: Term) -> None:
        obj.delete()
