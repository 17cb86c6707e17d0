"""Making an earlier revision the working copy again, after a look at what that changes."""

from typing import cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import permissions, workflow
from articles.admin.history.access import edition_for, language_frame, revision_of
from articles.admin.history.differences import difference
from articles.enums import own_name


class SeenForm(forms.Form):
    """The edition's version that the person saw; without it nothing is done."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def bring_back(
    model_admin: admin.ModelAdmin, request: HttpRequest, pk: int, language: str, number: int
) -> HttpResponse:
    """Show (GET) what changes, and do it (POST). Needs the right to write in the language.

    If somebody else saved meanwhile nothing is done, and the page shows what would change now.
    """
    edition = edition_for(model_admin, request, pk, language)
    if not permissions.may_write(request.user, language):
        raise PermissionDenied
    revision = revision_of(edition, number)
    history = reverse("admin:articles_release_history", args=[pk]) + f"?language={language}"
    error = ""
    if request.method == "POST":
        form = SeenForm(request.POST)
        try:
            if not form.is_valid():
                raise workflow.EditConflict(_("This page was not sent whole. Nothing was done."))
            made = workflow.bring_back(
                edition, revision, by=cast("User", request.user), seen=form.cleaned_data["seen"]
            )  # fmt: skip
        except workflow.NotPermitted:
            raise
        except workflow.WorkflowError as refusal:
            error = str(refusal)
            edition = edition_for(model_admin, request, pk, language)
        else:
            _tell(request, language, number, made.number if made else None)
            return HttpResponseRedirect(history)
    assert edition.current is not None
    title = _("Bring revision %(number)s back?") % {"number": number}
    context = language_frame(model_admin, request, title, edition.release, language) | {
        "edition": edition,
        "revision": revision,
        "pair": (edition.current, revision),
        "difference": difference(edition.current, revision, language, pictures=False),
        "form": SeenForm(initial={"seen": edition.version}),
        "error": error,
        "history": history,
    }
    return TemplateResponse(request, "admin/articles/release/history_bring_back.html", context)


def _tell(request: HttpRequest, language: str, number: int, made: int | None) -> None:
    name = own_name(language)
    if made is None:
        messages.info(request, _("%(language)s: this is the text already; nothing was changed.") % {"language": name})
        return
    said = _("%(language)s: the text of revision %(number)s is the working copy again, as revision %(made)s.")
    messages.success(request, said % {"language": name, "number": number, "made": made})
