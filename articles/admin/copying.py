"""A release as the template of a new one."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import permissions, workflow
from articles.admin.screens import frame, release_for
from articles.desk.headlines import headline
from articles.enums import own_name, shown_codes, tag
from articles.models import Release


def may_copy(person: Any, release: Release) -> bool:
    """Tell whether ``person`` may make a new release out of ``release``."""
    return person.has_perm("articles.add_release") and permissions.may_write(person, release.original)


def copy_view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask (GET) and copy (POST); the new release opens."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    release = release_for(model_admin, request, pk, whole=True)
    if not may_copy(request.user, release):
        raise PermissionDenied
    back = reverse("admin:articles_release_change", args=[pk])
    if request.method == "POST":
        try:
            copy = workflow.copy_release(release, by=cast("User", request.user))
        except workflow.NotPermitted:
            raise
        except workflow.WorkflowError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(back)
        messages.success(request, _("This is the copy. Everything in it is a draft."))
        return HttpResponseRedirect(reverse("admin:articles_release_change", args=[copy.pk]))
    copied = [code for code in permissions.writable(request.user) if release.text(code)]
    context = frame(model_admin, request, _("Copy as a new release?"), release) | {
        "headline": headline(release, request.user),
        "languages": [(tag(code), own_name(code)) for code in copied],
        "required": [(tag(code), own_name(code)) for code in shown_codes() if code in release.required],
        "topics": release.topics.all(),
    }
    return TemplateResponse(request, "admin/articles/release/copy.html", context)
