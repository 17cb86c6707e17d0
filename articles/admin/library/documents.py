"""Documents at the desk."""

from django.contrib import admin

from articles.admin.searching import BoundedSearch
from articles.models import Document


@admin.register(Document)
class DocumentAdmin(BoundedSearch, admin.ModelAdmin):
    """Documents."""

    fields = ("language", "tags")
    search_fields = ("title_en",)
