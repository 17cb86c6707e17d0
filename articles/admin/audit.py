"""The audit log: read only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """Who did what, when."""

    list_display = ("at", "actor", "action", "number", "language", "revision_number", "note")
    list_filter = ("action", "language", "at")
    list_select_related = ("actor", "revision")
    search_fields = ("reference", "actor__username")
    show_full_result_count = False
    actions = None

    @admin.display(description=_("reference number"), ordering="reference")
    def number(self, entry: AuditEntry) -> str:
        """The reference number, from left to right in an Arabic list too."""
        return format_html("<bdi>{}</bdi>", entry.reference)

    @admin.display(description=_("revision"))
    def revision_number(self, entry: AuditEntry) -> Any:
        """The revision's number within its edition."""
        return entry.revision.number if entry.revision else None

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Allow what the filters link to, and nothing that could be used to guess or to break the list."""
        return lookup in {"action__exact", "language__exact", "at__gte", "at__lt"}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
