"""The audit log: read only."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.filters import KnownFilter
from articles.enums import Action, own_name, shown_codes
from articles.models import AuditEntry


class ActionFilter(KnownFilter):
    """Entries of one verb."""

    title = _("action")
    parameter_name = "action"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        return [(action.value, action.label) for action in Action]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(action=self.value()) if self.value() else queryset


class LanguageFilter(KnownFilter):
    """Entries about one language."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        return [(code, own_name(code)) for code in shown_codes()]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(language=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """Who did what, when."""

    list_display = ("at", "actor", "action", "number", "language", "revision_number", "note")
    list_filter = (ActionFilter, LanguageFilter)
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
        return lookup in {chosen.parameter_name for chosen in self.list_filter}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
