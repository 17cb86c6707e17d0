"""Photos at the desk: one file, its texts in every language."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.admin import widgets
from articles.admin.library.picking import pick_view
from articles.admin.searching import BoundedSearch
from articles.darkroom.developing import Developed, ImageProblem, develop
from articles.enums import own_name, shown_codes, suffix
from articles.library import photos as library
from articles.models import Photo, PhotoVersion, Release
from articles.views.photos import rendition

OWN = ("photographer", "taken_on", "tags", "always_public")
TEXTS = ("title", "alt", "caption", "credit", "terms", "place")


class PhotoForm(forms.ModelForm):
    """A photo; its file is chosen once, because browsers keep what an address showed for a year."""

    person: Any = None
    readable: frozenset[str] = frozenset()
    developed: Developed
    file = forms.FileField(
        label=_("File"), required=False, help_text=_("JPEG, PNG or WebP, at least 400 pixels wide, up to 25 MB.")
    )

    class Meta:
        model = Photo
        fields = OWN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in shown_codes():
            for name in TEXTS if language in self.readable else ():
                field = self.fields[f"{name}_{suffix(language)}"]
                field.show_hidden_initial = self.instance.pk is not None
                field.disabled = not permissions.may_write(self.person, language)
                field.widget = widgets.ReadOnly(language) if field.disabled else widgets.line(language)
        for name in OWN:
            self.fields[name].disabled = not self.person.has_perm("articles.add_photo")
        if self.instance.pk is None:
            self.fields["file"].required = True

    def clean_file(self) -> Any:
        """Rebuild the picture, to be stored when all else is right too; what was typed stays if that fails."""
        file = self.cleaned_data.get("file")
        if file and self.instance.pk is None:
            try:
                self.developed = develop(file)
            except ImageProblem as problem:
                raise forms.ValidationError(str(problem)) from problem
        return file


def readable_texts(person: Any, photo: Photo | None = None) -> list[str]:
    """Return the languages in which ``person`` may read the texts of ``photo``, or of any photo.

    As with releases: one's own, and the originals of those that it stands in.
    """
    if permissions.reads_every_language(person):
        return shown_codes()
    originals = Release.objects.filter(photo=photo).values_list("original", flat=True) if photo else []
    readable = {*permissions.own(person), *(code for code in originals if permissions.may_read(person, code, code))}
    return [code for code in shown_codes() if code in readable]


@admin.register(Photo)
class PhotoAdmin(BoundedSearch, admin.ModelAdmin):
    """Adding pictures and translating their texts; a changed text needs approval in every release that uses it."""

    list_display = ("thumbnail", "__str__", "created_at")
    list_display_links = ("thumbnail", "__str__")
    search_fields = ("photographer",)  # and texts: get_search_fields
    list_per_page = 50
    show_full_result_count = False

    class Media:
        css = {"all": ["newsroom/desk.css"]}

    @admin.display(description=_("picture"))
    def thumbnail(self, photo: Photo) -> str:
        """The smallest rendition."""
        if not photo.pk:
            return "–"
        version = photo.file
        width = version.widths[0]
        address = reverse("admin:articles_photo_rendition", args=[version.token, version.name_at(width)])
        return format_html(
            '<img class="desk-thumbnail" src="{}" width="{}" height="{}" alt="{}">',
            address, width, version.height_at(width), str(photo),
        )  # fmt: skip

    def get_form(self, request: HttpRequest, obj: Photo | None = None, change: bool = False, **kwargs: Any) -> Any:
        readable = frozenset(readable_texts(request.user, obj))
        kwargs["form"] = type("BoundPhotoForm", (PhotoForm,), {"person": request.user, "readable": readable})
        return super().get_form(request, obj, change, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Photo | None = None) -> tuple[str, ...]:
        return ("thumbnail",) if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        own = ("thumbnail" if obj else "file", *OWN)
        sections = [
            (own_name(code), {"fields": [f"{name}_{suffix(code)}" for name in TEXTS], "classes": ["collapse"]})
            for code in readable_texts(request.user, obj)
        ]
        return [(None, {"fields": own}), *sections]

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        person: Any = request.user
        if not change:
            file = form.cleaned_data["file"]
            library.keep(obj, file, form.developed, by=person, name=file.name)
        elif form.changed_data:
            # Only what the person changed: another language's text may have been saved meanwhile.
            library.describe(obj, [name for name in form.changed_data if name != "file"], by=person)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Allow no lookups: there are no filters, and none may be guessed."""
        return False

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Search the texts that the person may read."""
        return ("photographer", *(f"{name}_{suffix(code)}" for name in TEXTS for code in readable_texts(request.user)))

    def rendition_view(self, request: HttpRequest, token: str, name: str) -> HttpResponseBase:
        """Answer with a picture whether it is public or not, to who may see photos."""
        if not (self.has_view_permission(request) or request.user.has_perm("articles.view_release")):
            raise PermissionDenied
        version = get_object_or_404(PhotoVersion, token=token)
        return rendition(request, version, name, timezone.now(), staff=True)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.rendition_view)
        return [
            path("pick/", self.admin_site.admin_view(pick_view), name="articles_photo_pick"),
            path("<token:token>/<rendition:name>", view, name="articles_photo_rendition"),
            *super().get_urls(),
        ]
