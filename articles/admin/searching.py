"""What is typed into a search of the desk, bounded: each word is a condition, and a database takes so many."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

MAX_QUERY = 300  # characters
MAX_WORDS = 10


def words(typed: str) -> list[str]:
    """Return the first words of what was typed, without NUL, which PostgreSQL takes in no text."""
    return typed.replace("\x00", "")[:MAX_QUERY].split()[:MAX_WORDS]


class BoundedSearch:
    """For a ``ModelAdmin`` with Django's own search."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search for the first words; a picker on another page asks too."""
        found: Any = super().get_search_results(request, queryset, " ".join(words(search_term)))  # type: ignore[misc]
        return found
