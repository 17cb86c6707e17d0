"""Documents at the desk."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone

from articles.admin.library.assets import AssetAdmin
from articles.admin.library.reading import may_have
from articles.delivery import stored
from articles.filetypes import MIME
from articles.library import documents as verbs
from articles.models import Document, DocumentVersion


@admin.register(Document)
class DocumentAdmin(AssetAdmin):
    """Documents."""

    kind = "document"
    verbs = verbs

    def file_view(self, request: HttpRequest, token: str) -> HttpResponseBase:
        """Answer with a file whether it is public or not, to who may see documents, under the name that it came with.

        What a scanner has not let pass goes to nobody, what is in a language that the person may not read not to them:
        403.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        version = get_object_or_404(DocumentVersion.objects.select_related("document"), token=token)
        if not version.is_safe or not may_have(request.user, version.document):
            raise PermissionDenied
        return stored(
            request, version.file_name, content_type=MIME[version.kind], etag=version.token, at=timezone.now(),
            download=version.original_name or f"{version.token}.{version.kind}", staff=True,
        )  # fmt: skip

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.file_view)
        return [path("<token:token>/file/", view, name="articles_document_file"), *super().get_urls()]
