"""What every screen of the desk begins with: which release its address means, for whom, and what its template needs."""

import re
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from articles.models import Release
from articles.moments import zone

LONGEST_KEY = 18  # digits
KEY = re.compile(r"[0-9]{0,18}", re.ASCII)


def release_for(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int, *, whole: bool = False) -> Release:
    """Return a release, without its texts unless ``whole``; 403 for who may not see releases, 404 if there is none."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    rows = Release.objects.all() if whole else Release.objects.only("pk", "reference", "original")
    return get_object_or_404(rows, pk=pk)


def number_in(typed: str, digits: int = LONGEST_KEY) -> int:
    """Return the number that stands in an address or was sent by a button; 404 if it is none, or a longer one."""
    if not (typed.isascii() and typed.isdigit() and len(typed) <= digits):
        raise Http404
    return int(typed)


def frame(
    model_admin: admin.ModelAdmin, request: HttpRequest, title: str, release: Release | None = None
) -> dict[str, Any]:
    """Return the context of ``admin/articles/screen.html``; ``release`` is what the screen is about, if one."""
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "release": release,
        "media": model_admin.media,
        "zone": zone(),
    }


def with_keys(data: Any, names: Iterable[str]) -> Any:
    """Return what was sent with 0, the key of nothing, where ``names`` hold something that is no key at all.

    Django's widgets and fields ask the database for whatever was sent, and fail.
    """
    wanted = {name: data.getlist(name) for name in names if name in data}
    sent = {name: [key.strip() if KEY.fullmatch(key.strip()) else "0" for key in keys] for name, keys in wanted.items()}
    if sent == wanted:
        return data
    data = data.copy()
    for name, keys in sent.items():
        data.setlist(name, keys)
    return data


def with_nothing_seen(form: forms.BaseForm) -> Any:
    """Return what was sent to ``form``, with an empty list where the person saw one, which browsers do not send.

    Django takes a list that was not sent for one that it does not know, and would write what was chosen into the page
    that comes back with an error as what was seen. Sent again it would be no change, and lost.
    """
    lists = [
        form.add_initial_prefix(name)
        for name, field in form.fields.items()
        if field.show_hidden_initial and issubclass(field.hidden_widget, forms.MultipleHiddenInput)
    ]
    missing = [name for name in lists if name not in form.data]
    if not (form.is_bound and missing):
        return form.data
    data = cast("QueryDict", form.data).copy()
    for name in missing:
        data.setlist(name, [])
    return data
