"""Putting a newer file in the place of a photo's or document's, which keeps its address."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Script

from articles.admin.library.about import large, versions
from articles.admin.library.reading import Thing
from articles.admin.library.selection import MODELS, PHOTO
from articles.admin.library.tiles import tiles
from articles.admin.library.uploading import trouble
from articles.admin.library.uses import public_releases, working_releases
from articles.admin.screens import frame, number_in
from articles.darkroom.developing import ImageProblem
from articles.filetypes import DocumentProblem
from articles.library import documents, opening, photos
from articles.library.storing import digest_of
from articles.models import PhotoVersion
from articles.workflow import EditConflict, NotPermitted

BESIDE = Script("newsroom/beside.js", type="module")
REPLACE: dict[str, Any] = {"photo": photos.replace_file, "document": documents.replace_file}


class ReplaceForm(forms.Form):
    """The newer file, and the number of the one that the person saw in its place."""

    file = forms.FileField(label=gettext_lazy("New file"))
    seen = forms.IntegerField(widget=forms.HiddenInput)


def replace_view(model_admin: admin.ModelAdmin, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Show the file there is and what replacing it would do (GET), and replace it (POST). Needs the right to add.

    Of what is open to everybody it needs the right to open too: the newer file is public at once.
    """
    if not request.user.has_perm(f"articles.add_{kind}"):
        raise PermissionDenied
    number_in(str(pk))
    thing: Thing = get_object_or_404(MODELS[kind].objects.select_related("current"), pk=pk)
    if not opening.may_replace(request.user, thing):
        raise PermissionDenied
    sent = request.method == "POST"
    form = ReplaceForm(request.POST or None, request.FILES if sent else None)
    if sent and form.is_valid() and _replaced(request, thing, form, kind):
        messages.success(request, _("The file is replaced. Releases that use it have a new revision to be approved."))
        return HttpResponseRedirect(reverse(f"admin:articles_{kind}_change", args=[thing.pk]) + "#versions")
    at = timezone.now()
    context = frame(model_admin, request, _("Replace the file")) | {
        "form": form,
        "thing": thing,
        "tile": tiles(request.user, [thing])[0],
        "large": large(thing.current) if isinstance(thing.current, PhotoVersion) else None,
        "versions": versions(thing, at),
        "public": public_releases(thing, at),
        "working": working_releases(thing),
        "number": thing.current.number if thing.current else 0,
        "is_photo": kind == PHOTO,
        "media": model_admin.media + forms.Media(js=[BESIDE]),
    }
    return TemplateResponse(request, "admin/articles/library/replace.html", context)


def _replaced(request: HttpRequest, thing: Thing, form: ReplaceForm, kind: str) -> bool:
    """Replace the file and tell whether that was done; if not, the form says why."""
    file = form.cleaned_data["file"]
    current = thing.current
    seen = form.cleaned_data["seen"]
    if current is not None and seen == current.number and digest_of(file)[0] == current.sha256:
        form.add_error("file", _("This is the very file that is there already."))
    else:
        try:
            REPLACE[kind](thing, file, by=cast("User", request.user), name=file.name or "", seen=seen)
        except EditConflict as conflict:
            thing.refresh_from_db()
            form.add_error(None, str(conflict))
        except (ImageProblem, DocumentProblem, NotPermitted) as problem:
            form.add_error("file", str(problem))
        except OSError as error:
            form.add_error("file", trouble(error))
    return form.is_valid()
