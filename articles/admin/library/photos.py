"""Photos at the desk."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone

from articles.admin.library.assets import AssetAdmin
from articles.admin.library.focusing import focus_view
from articles.admin.library.picking import pick_view
from articles.admin.library.uploading import upload_view
from articles.library import photos as verbs
from articles.models import Photo, PhotoVersion
from articles.views.photos import rendition


@admin.register(Photo)
class PhotoAdmin(AssetAdmin):
    """Photos, and what the whole library shares: the way in, the picker, pictures that are not public."""

    kind = "photo"
    verbs = verbs
    search_fields = ("photographer",)  # and texts: get_search_fields

    def rendition_view(self, request: HttpRequest, token: str, name: str) -> HttpResponseBase:
        """Answer with a picture whether it is public or not, to who may see photos."""
        if not (self.has_view_permission(request) or request.user.has_perm("articles.view_release")):
            raise PermissionDenied
        version = get_object_or_404(PhotoVersion, token=token)
        return rendition(request, version, name, timezone.now(), staff=True)

    def upload_page(self, request: HttpRequest) -> HttpResponse:
        """Take files in."""
        return upload_view(self, request)

    def focus_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say what cuts of a photo are made around."""
        return focus_view(self, request, pk)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("pick/", view(pick_view), name="articles_photo_pick"),
            path("upload/", view(self.upload_page), name="articles_photo_upload"),
            path("<int:pk>/focus/", view(self.focus_page), name="articles_photo_focus"),
            path("<token:token>/<rendition:name>", view(self.rendition_view), name="articles_photo_rendition"),
            *super().get_urls(),
        ]
