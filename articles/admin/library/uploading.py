"""Taking files in: many at once from a form, or one by one with their progress from ``uploads.js``."""

import re
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles import permissions
from articles.admin.library.tiles import Tile, tiles
from articles.admin.screens import frame
from articles.darkroom.developing import ImageProblem
from articles.enums import own_name
from articles.filetypes import DocumentProblem
from articles.library.storing import shown_name
from articles.library.taking import take_in
from articles.models import Photo
from articles.workflow import NotPermitted

PART = "part"  # sent by the script, which wants the results without a page around them


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file: stored as ``tile``, known as ``tile``, or refused for a ``problem``.

    ``busy``: it is refused for what will soon be over.
    """

    name: str
    tile: Tile | None = None
    known: bool = False
    problem: str = ""
    busy: bool = False


class Several(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True


class UploadForm(forms.Form):
    """What is said of all files of an upload; the files themselves are read from the request."""

    file = forms.FileField(label=gettext_lazy("Files"), required=False, widget=Several(attrs={"multiple": True}))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the texts in the pictures"),
        required=False,
        help_text=gettext_lazy(
            "Captions and credits that photographers wrote into the files are taken as texts in it."
        ),
    )
    tags = forms.CharField(
        label=gettext_lazy("Tags for all of them"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Words by which the desk finds them, with commas between."),
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto", "autocomplete": "off"}),
    )
    again = forms.BooleanField(
        label=gettext_lazy("Add files even if the library has them already"),
        required=False,
    )

    def __init__(self, person: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.largest = {"photo": settings.IMAGE_MAX_BYTES, "document": settings.DOCUMENT_MAX_BYTES}  # bytes
        codes = permissions.writable(person)
        language = cast("forms.ChoiceField", self.fields["language"])
        language.choices = [(code, own_name(code)) for code in codes]
        language.initial = get_language() if get_language() in codes else next(iter(codes), "")

    @property
    def names(self) -> list[str]:
        """The tags, one by one, between the commas of any of our languages."""
        return [name for name in re.split("[,،，、]", self.cleaned_data["tags"]) if name.strip()]


def may_add(person: Any) -> bool:
    """Tell whether ``person`` may add photos or documents."""
    return person.has_perm("articles.add_photo") or person.has_perm("articles.add_document")


def form_for(request: HttpRequest) -> UploadForm | None:
    """Return the form for new files; None for who may add none."""
    return UploadForm(request.user, prefix=None) if may_add(request.user) else None


def upload_view(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Show the form (GET); take each ``file`` in and say what became of each (POST).

    A file that is refused keeps no other from being taken. With ``part`` the answer is the results alone, and 503 where
    the server is too busy: the script sends the file again by itself.
    """
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if not may_add(request.user):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else None
    form = UploadForm(request.user, sent)
    results: list[Result] = []
    if sent is not None:
        files = request.FILES.getlist("file")
        if not files:
            form.add_error("file", _("Choose at least one file."))
        if form.is_valid():
            results = [_taken(request, form, file) for file in files]
    context = {"results": results, "form": form, "choosing": bool(request.POST.get("choosing"))}
    if sent is not None and sent.get(PART):
        return _of_part(request, context)
    if sent is not None and sent.get(IS_POPUP_VAR) and (photo := _only_photo(results)):
        return model_admin.response_add(request, photo)
    context |= frame(model_admin, request, _("Add photos and documents")) | {
        "upload": form,
        "upload_address": reverse("admin:articles_photo_upload"),
        "is_popup": IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST,
    }
    return TemplateResponse(request, "admin/articles/library/upload.html", context)


def _of_part(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    response = TemplateResponse(request, "admin/articles/library/_results.html", context)
    if any(result.busy for result in context["results"]):
        response.status_code = 503
        response.headers["Retry-After"] = "3"  # seconds
    return response


def _only_photo(results: list[Result]) -> Photo | None:
    """Return the photo that a window opened from a release's page was opened for."""
    kept = [result.tile for result in results if result.tile is not None]
    return Photo.objects.filter(pk=kept[0].pk).first() if len(kept) == 1 and kept[0].kind == "photo" else None


def _taken(request: HttpRequest, form: UploadForm, file: UploadedFile) -> Result:
    name = shown_name(file.name or "")
    person = cast("User", request.user)
    said = form.cleaned_data
    try:
        taken = take_in(
            cast("Any", file), name, by=person, language=said["language"], tags=form.names, again=said["again"]
        )
    except NotPermitted as refusal:
        return Result(name, problem=str(refusal))
    except (ImageProblem, DocumentProblem) as problem:
        return Result(name, problem=str(problem))
    except OSError as error:
        return Result(name, problem=trouble(error), busy=isinstance(error, TimeoutError))
    return Result(name, tiles(person, [taken.thing])[0], taken.known)


def trouble(error: OSError) -> str:
    """Return what is said where a file could not be taken, which is not its own fault."""
    if isinstance(error, TimeoutError):
        return _("The server is busy at this moment. Nothing of this file was kept. Try again in a minute.")
    return _("The file could not be stored: there may be no room. Nothing of it was kept. Try again later.")
