"""The media library's page: what there is, newest first, as a grid or a list, narrowed by words and filters."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles.admin.library.picking import may_look
from articles.admin.library.reading import languages_of
from articles.admin.library.selection import DOCUMENT, FORMATS, LAST_PAGE, PHOTO, Selection
from articles.admin.library.tiles import tiles
from articles.admin.library.uploading import form_for
from articles.admin.screens import frame
from articles.enums import DocumentKind, Scan, own_name
from articles.models import Tag

SHOWN = 48
MOST_TAGS = 500
USED = {"used": gettext_lazy("Used in a release"), "unused": gettext_lazy("Never used")}
VIEWS = {"grid": pgettext_lazy("view", "Pictures"), "list": pgettext_lazy("view", "List")}


def shelf_view(model_admin: admin.ModelAdmin, request: HttpRequest, kind: str) -> HttpResponse:
    """Show one page of the photos, or of the documents: ``Selection`` says what of them, ``view`` how."""
    if not may_look(request, kind):
        raise PermissionDenied
    selection = Selection.read(kind, request.GET)
    languages = languages_of(request.user)
    first = (selection.page - 1) * SHOWN
    rows = list(selection.rows(languages)[first : first + SHOWN + 1])
    view = request.GET.get("view", "grid")
    view = view if view in VIEWS else "grid"
    context = frame(model_admin, request, _("Media library")) | {
        "kind": kind,
        "kinds": _kinds(request, kind),
        "selection": selection,
        "tiles": tiles(request.user, rows[:SHOWN]),
        "filters": _filters(selection, languages),
        "view": view,
        "views": [(name, label, selection.address(view=name)) for name, label in VIEWS.items()],
        "newer": selection.address(page=selection.page - 1, view=_named(view)) if selection.page > 1 else "",
        "older": _older(selection, view) if len(rows) > SHOWN else "",
        "kept": f"?{kept}" if (kept := model_admin.get_preserved_filters(request)) else "",
        "upload": form_for(request),
        "upload_address": reverse("admin:articles_photo_upload"),
    }
    return TemplateResponse(request, "admin/articles/library/shelf.html", context)


def _named(view: str) -> str:
    return "" if view == "grid" else view


def _older(selection: Selection, view: str) -> str:
    page = selection.page + 1
    return selection.address(page=page, view=_named(view)) if page <= LAST_PAGE else ""


def _kinds(request: HttpRequest, kind: str) -> list[tuple[str, str, bool]]:
    """Return (label, address, whether it is this one) of the halves of the library that the person may see."""
    labels = {PHOTO: _("Photos"), DOCUMENT: _("Documents")}
    return [
        (label, reverse(f"admin:articles_{name}_changelist"), name == kind)
        for name, label in labels.items()
        if may_look(request, name)
    ]


def _filters(selection: Selection, languages: list[str]) -> list[dict[str, Any]]:
    """Return the choices beside the search: name, label, and (value, label) of each."""
    photo = selection.kind == PHOTO
    tags = [(str(tag.pk), tag.name) for tag in Tag.objects.all()[:MOST_TAGS]]
    kinds = [(code, code if photo else str(DocumentKind(code).label)) for code in FORMATS[selection.kind]]
    lacks = _("Without alternative text in") if photo else _("Without a title in")
    found = [
        ("tag", _("Tag"), tags),
        ("format", _("Format"), kinds),
        ("used", _("Use"), list(USED.items())),
        ("lacks", lacks, [(code, own_name(code)) for code in languages]),
        ("open", _("Access"), [("yes", _("Always public"))]),
    ]
    if not photo:
        found.append(("scan", _("Virus scanner"), Scan.choices))
    return [
        {"name": name, "label": label, "choices": choices, "chosen": getattr(selection, name)}
        for name, label, choices in found
        if choices
    ]
