"""The audit log: read only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """Who did what, when."""

    list_display = ("at", "actor", "action", "reference", "language", "revision_number", "note")
    list_filter = ("action", "language", "at")
    list_select_related = ("actor", "revision")
    search_fields = ("reference", "actor__username")
    show_full_result_count = False
    actions = None

    @admin.display(description="r")
    def revision_number(self, entry: AuditEntry) -> Any:
        """The revision's number within its edition."""
        return entry.revision.number if entry.revision else None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
