"""Accounts: Django's own pages, without a way up for those who may manage accounts."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django_tasks_db.models import DBTaskResult

from articles.admin.searching import BoundedSearch

# The table of tasks is for the log and for who runs the server; its page speaks English alone.
admin.site.unregister([User, Group, DBTaskResult])


@admin.register(Group)
class GroupsAdmin(BoundedSearch, GroupAdmin):
    """Groups, without lookups from the address."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Allow no lookups: there are no filters, and none may be guessed."""
        return False


@admin.register(User)
class PersonAdmin(BoundedSearch, UserAdmin):
    """Only superusers make superusers, hand out single permissions, or open a superuser's account."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Allow what the filters link to, and nothing that could be used to guess or to break the list."""
        return lookup in {"is_staff__exact", "is_superuser__exact", "is_active__exact", "groups__id__exact"}

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        fields = tuple(super().get_readonly_fields(request, obj))
        if request.user.is_superuser:
            return fields
        own = ("groups",) if obj is not None and obj.pk == request.user.pk else ()
        return (*fields, "is_superuser", "user_permissions", *own)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        beyond = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not beyond

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        beyond = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_delete_permission(request, obj) and not beyond
