"""Finding the release that replaces another, by its number or by words of a headline that the person may read."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.desk.headlines import headline, without_texts
from articles.models import Edition, Release

OFFERED = 10


def label(release: Release, language: str, person: User) -> SafeString:
    """Return the release as a choice is labelled: its number and its headline."""
    found = headline(release, person, language)
    if not found.language:
        return format_html('<span><bdi dir="ltr">{}</bdi> – {}</span>', release.reference, found.text)
    return format_html(
        '<span><bdi dir="ltr">{}</bdi> – <bdi lang="{}" dir="{}">{}</bdi></span>',
        release.reference, found.tag, found.direction, found.text,
    )  # fmt: skip


class Releases:
    """The releases that a person may find, by the search of the release list and by its rules."""

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest) -> None:
        self.model_admin, self.request = model_admin, request

    def named(self, typed: str) -> Release | None:
        """Return the release with the reference number ``typed``, in any case of letters."""
        spellings = {typed.strip(), typed.strip().upper()}
        if not any(spellings) or "\x00" in typed:
            return None
        return self._rows().filter(reference__in=spellings).first()

    def about(self, typed: str, but: Edition) -> list[Release]:
        """Return a few releases in whose headline every word of ``typed`` is; not that of ``but``."""
        if not typed.replace("\x00", "").strip():
            return []
        rows = self._rows().exclude(pk=but.release_id).order_by("-updated_at", "-pk")
        found, _duplicates = self.model_admin.get_search_results(self.request, rows, typed)
        return list(found[:OFFERED])

    def recent(self, edition: Edition, at: datetime) -> list[tuple[str, str]]:
        """Return (reference number, headline) of what was published last in the language of ``edition``."""
        rows = Edition.objects.public(edition.language, at).exclude(release=edition.release_id).newest_first()
        return list(rows.values_list("release__reference", "live__title")[:OFFERED])

    def _rows(self) -> Any:
        return without_texts(Release.objects.all())
