"""The focus of a photo: what cuts are made around, shown with the cuts that come of it."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Script

from articles.admin.library.about import large
from articles.admin.library.tiles import tiles
from articles.admin.screens import frame, number_in
from articles.darkroom.prints import LIST, SOCIAL, cut
from articles.library import focusing
from articles.models import Photo, PhotoVersion

FOCUS = Script("newsroom/focus.js", type="module")


class FocusForm(forms.Form):
    """Percent of the width from the left, percent of the height from the top."""

    x = forms.IntegerField(label=gettext_lazy("From the left, in percent of the width"), min_value=0, max_value=100)
    y = forms.IntegerField(label=gettext_lazy("From the top, in percent of the height"), min_value=0, max_value=100)


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut as an SVG shows it: the part ``box`` of the picture, in pixels."""

    name: str
    label: str
    box: str
    width: int
    height: int


def focus_view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show the picture with its focus and its cuts (GET), and move the focus (POST). Needs the right to add photos."""
    if not request.user.has_perm("articles.add_photo"):
        raise PermissionDenied
    number_in(str(pk))
    photo: Photo = get_object_or_404(Photo.objects.select_related("current"), pk=pk)
    form = FocusForm(request.POST or None, initial={"x": photo.focus_x, "y": photo.focus_y})
    if request.method == "POST" and form.is_valid() and _moved(request, photo, form):
        messages.success(request, _("The focus is saved, and the picture for links is cut anew around it."))
        return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[photo.pk]))
    context = frame(model_admin, request, _("Focus and cuts")) | {
        "form": form,
        "thing": photo,
        "tile": tiles(request.user, [photo])[0],
        "large": large(photo.file) if photo.current else None,
        "x": _percent(form["x"].value()),
        "y": _percent(form["y"].value()),
        "cuts": _cuts(photo, _percent(form["x"].value()), _percent(form["y"].value())),
        "media": model_admin.media + forms.Media(js=[FOCUS]),
    }
    return TemplateResponse(request, "admin/articles/library/focus.html", context)


def _moved(request: HttpRequest, photo: Photo, form: FocusForm) -> bool:
    try:
        focusing.set_focus(photo, form.cleaned_data["x"], form.cleaned_data["y"], by=cast("User", request.user))
    except (OSError, ValueError):
        form.add_error(None, _("The picture could not be cut anew: there may be no room. Nothing was changed."))
    return form.is_valid()


def _percent(typed: Any) -> int:
    """Return what was typed as a number that can be shown; the middle if it is none."""
    text = str(typed)
    return min(int(text), 100) if text.isascii() and text.isdigit() and len(text) < 10 else 50


def _cuts(photo: Photo, x: int, y: int) -> list[Cut]:
    version: PhotoVersion | None = photo.current
    if version is None:
        return []
    size = (version.width, version.height)
    return [
        Cut("social", _("For links on other sites"), _box(cut(size, (x, y), SOCIAL)), *SOCIAL),
        Cut("list", _("In lists"), _box(cut(size, (x, y), LIST)), 600, 400),
    ]


def _box(part: tuple[float, float, float, float]) -> str:
    return " ".join(f"{number:.2f}" for number in part)
