"""One revision as readers would see it, and whether it is still what was stored."""

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from articles.admin import preview
from articles.admin.history.access import edition_for, revision_of
from articles.enums import direction, tag
from articles.moments import zone


def one(
    model_admin: admin.ModelAdmin, request: HttpRequest, pk: int, language: str, number: int, *, paper: bool = False
) -> HttpResponse:
    """Answer with the page, or the print page, of a revision, headed by its digest, which is computed again."""
    edition = edition_for(model_admin, request, pk, language)
    revision = revision_of(edition, number)
    own = translation.get_language() or settings.LANGUAGE_CODE
    context = {
        "revision": revision,
        "edition": edition,
        "release": edition.release,
        "computed": revision.compute_digest(),
        "zone": zone(),
        # The note speaks the person's language on a page in the text's.
        "tag": tag(own),
        "direction": direction(own),
    }
    note = render_to_string("admin/articles/release/_history_revision.html", context, request)
    return preview.show(model_admin, request, pk, language, paper=paper, number=number, note=note)
