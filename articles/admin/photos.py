"""Photos at the desk: one file, its texts in every language."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import permissions, workflow
from articles.admin import widgets
from articles.admin.searching import BoundedSearch
from articles.enums import all_codes, own_name, shown_codes, suffix
from articles.images import ImageProblem, Rendition, renditions
from articles.models import Photo, Release
from articles.views.photos import rendition

TEXTS = ("alt", "caption", "credit")


class PhotoForm(forms.ModelForm):
    """A photo; its file is chosen once, because browsers keep what an address showed for a year."""

    person: Any = None
    renditions: list[Rendition]
    file = forms.FileField(
        label=_("File"), required=False, help_text=_("JPEG, PNG or WebP, at least 400 pixels wide, up to 25 MB.")
    )

    class Meta:
        model = Photo
        fields = ("title",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in shown_codes():
            for name in TEXTS:
                field = self.fields[f"{name}_{suffix(language)}"]
                field.show_hidden_initial = self.instance.pk is not None
                field.disabled = not permissions.may_write(self.person, language)
                field.widget = widgets.ReadOnly(language) if field.disabled else widgets.line(language)
        self.fields["title"].disabled = not self.person.has_perm("articles.add_photo")
        if self.instance.pk is None:
            self.fields["file"].required = True

    def clean_file(self) -> Any:
        """Rebuild the picture, to be stored when all else is right too; what was typed stays if that fails."""
        file = self.cleaned_data.get("file")
        if file and self.instance.pk is None:
            try:
                self.renditions = list(renditions(file))
            except ImageProblem as problem:
                raise forms.ValidationError(str(problem)) from problem
        return file


@admin.register(Photo)
class PhotoAdmin(BoundedSearch, admin.ModelAdmin):
    """Adding pictures and translating their texts; a changed text needs approval in every release that uses it."""

    list_display = ("thumbnail", "title", "created_at")
    list_display_links = ("thumbnail", "title")
    search_fields = ("title", *(f"{name}_{suffix(code)}" for name in TEXTS for code in all_codes()))
    list_per_page = 50
    show_full_result_count = False

    class Media:
        css = {"all": ["newsroom/desk.css"]}

    @admin.display(description=_("picture"))
    def thumbnail(self, photo: Photo) -> str:
        """The smallest rendition."""
        if not photo.pk:
            return "–"
        address = reverse("admin:articles_photo_rendition", args=[photo.token, photo.widths[0]])
        return format_html(
            '<img class="desk-thumbnail" src="{}" width="{}" height="{}" alt="{}">',
            address, photo.widths[0], photo.height_at(photo.widths[0]), photo.title,
        )  # fmt: skip

    def get_form(self, request: HttpRequest, obj: Photo | None = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = type("BoundPhotoForm", (PhotoForm,), {"person": request.user})
        return super().get_form(request, obj, change, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Photo | None = None) -> tuple[str, ...]:
        return ("thumbnail", "width", "height") if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        own = ("thumbnail", "title", ("width", "height")) if obj else ("file", "title")
        sections = [
            (own_name(code), {"fields": [f"{name}_{suffix(code)}" for name in TEXTS], "classes": ["collapse"]})
            for code in shown_codes()
        ]
        return [(None, {"fields": own}), *sections]

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        with transaction.atomic():
            if not change:
                obj.store(form.renditions)
                obj.save()
            elif form.changed_data:
                # Only what the person changed: another language's text may have been saved meanwhile.
                obj.save(update_fields=[name for name in form.changed_data if name != "file"])
                for release in Release.objects.filter(photo=obj):
                    workflow.refresh_photo(release, by=request.user)  # type: ignore[arg-type]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Allow no lookups: there are no filters, and none may be guessed."""
        return False

    def rendition_view(self, request: HttpRequest, token: str, width: int) -> HttpResponseBase:
        """Answer with a picture whether it is public or not, to who may see photos."""
        if not (self.has_view_permission(request) or request.user.has_perm("articles.view_release")):
            raise PermissionDenied
        response = rendition(get_object_or_404(Photo, token=token), width)
        add_never_cache_headers(response)
        return response

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.rendition_view)
        own = path("<token:token>/<int:width>/", view, name="articles_photo_rendition")
        return [own, *super().get_urls()]
