"""What the admin pages of photos and documents have in common."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from js_asset import Script

from articles import permissions
from articles.admin.library.about import about
from articles.admin.library.forms import OWN, TEXTS, AssetForm
from articles.admin.library.reading import Thing, languages_of, preferred, text_in
from articles.admin.library.replacing import replace_view
from articles.admin.library.selection import LACKS
from articles.admin.library.shelf import shelf_view
from articles.admin.library.tiles import title_of
from articles.admin.library.uses import ever_used
from articles.admin.screens import number_in
from articles.admin.scripts import TellsSaved
from articles.admin.searching import BoundedSearch
from articles.enums import own_name, suffix
from articles.library import opening, removing

SCRIPTS = [Script(f"newsroom/{name}.js", type="module") for name in ("desk", "uploads")]


class AssetAdmin(TellsSaved, BoundedSearch, admin.ModelAdmin):
    """Describing what is in the library; a changed text needs approval in every release that uses it."""

    kind = ""
    verbs: Any = None  # the module of the library that describes this kind
    autocomplete_fields = ("tags",)
    change_form_template = "admin/articles/library/change_form.html"
    actions = None
    show_full_result_count = False

    class Media:
        css = {"all": ["newsroom/desk.css", "newsroom/library.css"]}
        js = SCRIPTS

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Allow no lookups: there are no filters, and none may be guessed."""
        return False

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Search, for other pages that choose one, the texts that the person may read."""
        texts = [f"{name}_{suffix(code)}" for name in TEXTS[self.model] for code in languages_of(request.user)]
        return (*self.search_fields, *texts)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return a thing by its key alone, called by a title that the person may read: Django's messages name it."""
        thing = super().get_object(request, object_id)
        return thing and self.named(request, thing)

    def named(self, request: HttpRequest, thing: Any) -> Any:
        """Return ``thing``, called by a text that the person may read, or by its file."""
        thing.called = title_of(thing, languages_of(request.user, thing))[0]
        return thing

    # --- Pages ---

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the library's own page in place of Django's list."""
        return shelf_view(self, request, self.kind)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Lead to the one way in, for one file as for many."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponseRedirect(reverse("admin:articles_photo_upload") + query)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Lead to the versions and uses on its own page: Django's history knows of neither."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        address = reverse(f"admin:articles_{self.kind}_change", args=[number_in(object_id)])
        return HttpResponseRedirect(address + "#versions")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        bound = {"person": request.user, "readable": frozenset(languages_of(request.user, obj))}
        kwargs["form"] = type("BoundAssetForm", (AssetForm,), bound)
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return its own fields, then a section for each language that the person may read, with what it lacks."""
        codes = languages_of(request.user, obj)
        begin = next(iter(preferred([code for code in codes if permissions.may_write(request.user, code)])), "")
        sections = [
            (
                _section(obj, self.kind, code),
                {
                    "fields": [f"{name}_{suffix(code)}" for name in TEXTS[self.model]],
                    "classes": ["collapse", f"language-{suffix(code)}", *(["open-first"] if code == begin else [])],
                },
            )
            for code in codes
        ]
        return [(None, {"fields": OWN[self.model]}), *sections]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        obj = kwargs.get("obj")
        if obj is not None:
            context |= about(obj, request.user)
            context["title"] = context["tile"].title
            context["subtitle"] = None
            context["show_save_and_add_another"] = False
            context["may_replace"] = opening.may_replace(request.user, obj)
        return super().render_change_form(request, context, *args, **kwargs)

    def replace_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put a newer file in the place of the one there is."""
        return replace_view(self, request, self.kind, pk)

    def get_urls(self) -> list[Any]:
        replace = path(
            "<int:pk>/replace/",
            self.admin_site.admin_view(self.replace_page),
            name=f"articles_{self.kind}_replace",
        )
        return [replace, *super().get_urls()]

    # --- Saving ---

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Describe through the library; opening to everybody is a verb of its own."""
        person = cast("User", request.user)
        if form.changed_columns:
            self.verbs.describe(obj, form.changed_columns, by=person)
        if "always_public" in form.changed_data:
            opening.set_always_public(obj, obj.always_public, by=person)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return super().response_add(_by_key(request), self.named(request, obj), post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        request.desk_tag = f"saved-{self.kind}-{obj.pk}"  # type: ignore[attr-defined]
        return super().response_change(_by_key(request), self.named(request, obj))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the tags if the person changed them: somebody else may have added some meanwhile."""
        if "tags" in form.changed_data:
            form.save_m2m()

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Write no log of Django's own: revisions keep texts, the audit log what is opened."""

    # --- Removing ---

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Ask before removing; what a release uses, or once used, stays."""
        thing = cast("Thing | None", self.get_object(request, object_id))
        if thing is not None and self.has_delete_permission(request, thing) and ever_used(thing):
            messages.error(
                request,
                _("This cannot be deleted: a release uses it, or an earlier revision does."),
            )
            return HttpResponseRedirect(reverse(f"admin:articles_{self.kind}_change", args=[thing.pk]))
        return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        removing.remove(obj, by=cast("User", request.user))

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Write no log of Django's own: the audit log has it."""


def _by_key(request: HttpRequest) -> HttpRequest:
    """Return what was sent without the column by which the page that opened a window would know the answer."""
    if TO_FIELD_VAR in request.POST:
        sent = request.POST.copy()
        sent.pop(TO_FIELD_VAR)
        request.POST = sent  # type: ignore[assignment]
    return request


def _section(thing: Thing | None, kind: str, code: str) -> str:
    """Return the heading of a language's texts, with what is missing among them."""
    if thing is None or text_in(thing, LACKS[kind], code):
        return own_name(code)
    lack = pgettext("missing", "no alternative text") if kind == "photo" else pgettext("missing", "no title")
    return f"{own_name(code)} · {lack}"
