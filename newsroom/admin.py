"""The admin site under the newsroom's own name."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminToField
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _


class Choices(AutocompleteJsonView):
    """What a field that searches offers."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        named = getattr(self.model_admin, "named", None)
        return super().serialize_result(named(self.request, obj) if named else obj, to_field_name)


class NewsroomAdminSite(admin.AdminSite):
    site_header = _("Newsroom desk")
    site_title = _("Newsroom desk")
    index_title = _("Desk")
    enable_nav_sidebar = False

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show the dashboard above the list of what there is."""
        from articles.admin.dashboard import dashboard  # Django looks for this site before the models are there

        return super().index(request, {"dashboard": dashboard(request)} | (extra_context or {}))

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Refuse the empty name of a column, which Django would look for, as it refuses any other that is not there."""

        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if "" in {request.GET.get(TO_FIELD_VAR), request.POST.get(TO_FIELD_VAR)}:
                raise DisallowedModelAdminToField
            return view(request, *args, **kwargs)

        return super().admin_view(checked, cacheable)

    def get_urls(self) -> list[Any]:
        from articles.admin import language

        # Not Django's way from any object to its own address: it asks for no right, and a preview link has one.
        own = [pattern for pattern in super().get_urls() if getattr(pattern, "name", "") != "view_on_site"]
        return [path("language/", language.choose, name="desk_language"), *own]

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """Answer a field that searches; a photo is called by a title that the person may read."""
        return Choices.as_view(admin_site=self)(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        from articles.admin import language

        return language.recall(super().login(request, extra_context), request)
