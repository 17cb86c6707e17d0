"""Django's own search of a list, kept within what a database takes."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest

from articles.querysets import words

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    Base = ModelAdmin[Any]
else:
    Base = object


class BoundedSearch(Base):
    """Searches for the first words of what was typed: each is a condition of its own, and NUL breaks PostgreSQL."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, " ".join(words(search_term)))
