"""Tags at the desk: the words by which photos and documents are found."""

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.searching import BoundedSearch
from articles.models import Tag


@admin.register(Tag)
class TagAdmin(BoundedSearch, admin.ModelAdmin):
    """Readers never see a tag, so nothing of it bumps a clock."""

    list_display = ("name",)
    search_fields = ("name",)
    list_per_page = 100
    show_full_result_count = False
    actions = None

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Allow no lookups: there are no filters, and none may be guessed."""
        return False
