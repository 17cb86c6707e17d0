"""Topics and the organisation at the desk."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from js_asset import Media, Script

from articles import colours, counts, freshness
from articles.admin import widgets
from articles.admin.accents import AccentInput
from articles.admin.releases import DESK
from articles.admin.widgets import EDITOR_STYLE
from articles.enums import own_name, shown_codes, suffix
from articles.models import Organisation, Topic
from articles.models.fields import HTMLField

ACCENTS = Script("newsroom/accents.js", type="module")


class SharedAdmin(admin.ModelAdmin):
    """A model whose texts every page may show: saving and deleting bump the content clock."""

    shared: tuple[str, ...] = ()
    translated: tuple[str, ...] = ()
    actions = None

    class Media:
        css = {"all": ["newsroom/desk.css"]}
        js = [DESK]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Allow no lookups: there are no filters, and none may be guessed."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        sections = [
            (own_name(code), {"fields": [f"{name}_{suffix(code)}" for name in self.translated]})
            for code in shown_codes()
        ]
        return [(None, {"fields": self.shared}), *sections] if self.shared else sections

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        language = getattr(db_field, "language", None)
        if field is not None and language:
            make = widgets.editor if isinstance(db_field, HTMLField) else widgets.line
            field.widget = make(language)
            field.show_hidden_initial = True
        return field

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))  # type: ignore[attr-defined]
        response: Any = super().render_change_form(request, context, *args, **kwargs)
        response._csp_update = {"style-src": [EDITOR_STYLE]}
        return response

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        with transaction.atomic():
            # Only what the person changed: another language's text may have been saved meanwhile.
            obj.save(update_fields=form.changed_data if change else None)
            freshness.bump()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with transaction.atomic():
            obj.delete()
            freshness.bump()


@admin.register(Topic)
class TopicAdmin(SharedAdmin):
    """Subjects that releases are filed under."""

    list_display = ("slug", "name")
    shared = ("slug",)
    translated = ("name",)

    def get_readonly_fields(self, request: HttpRequest, obj: Topic | None = None) -> tuple[str, ...]:
        """Keep the address of a topic under which something has gone out."""
        gone_out = obj is not None and obj.release_set.filter(editions__live__isnull=False).exists()
        return ("slug",) if gone_out else ()

    def delete_model(self, request: HttpRequest, obj: Topic) -> None:
        with transaction.atomic():
            key = obj.pk
            super().delete_model(request, obj)
            counts.drop_topic(key)


@admin.register(Organisation)
class OrganisationAdmin(SharedAdmin):
    """The one row about who speaks."""

    accents = ("accent", "accent_dark")
    translated = ("name", "tagline", "boilerplate", "press_contact")

    class Media:
        js = [ACCENTS]

    def get_fieldsets(self, request: HttpRequest, obj: Organisation | None = None) -> Any:
        return [*super().get_fieldsets(request, obj), (_("Colours"), {"fields": self.accents})]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in self.accents:
            grounds, number = (colours.LIGHT, 0) if db_field.name == "accent" else (colours.DARK, 1)
            field.widget = AccentInput(grounds, colours.DEFAULTS[number])
            field.show_hidden_initial = True
        return field

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead to the one row."""
        return HttpResponseRedirect(reverse("admin:articles_organisation_change", args=[1]))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
