"""The page on which a verb asks for what it needs: a time, a reason, or just a yes."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin.panels import VERBS, Panel, headline
from articles.enums import Action, own_name
from articles.models import Edition, Release


class MoveForm(forms.Form):
    """A verb that only wants to be confirmed; ``seen`` is the edition's version that the person saw."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def arguments(self) -> dict[str, Any]:
        """Return what the verb is called with."""
        return {"seen": self.cleaned_data["seen"]}


class ScheduleForm(MoveForm):
    """When an edition goes out, in the newsroom's zone; Django refuses hours that a clock change skips or doubles."""

    publish_at = forms.SplitDateTimeField(label=gettext_lazy("Goes out"), widget=AdminSplitDateTime)

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"publish_at": self.cleaned_data["publish_at"]}


class NoteForm(MoveForm):
    """A reason that is asked for."""

    note = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"note": self.cleaned_data["note"]}


FORMS: dict[Action, type[MoveForm]] = {
    Action.SCHEDULE: ScheduleForm,
    Action.WITHDRAW: NoteForm,
    Action.SEND_BACK: NoteForm,
}


def move_view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int, language: str, action: str) -> HttpResponse:
    """Ask (GET) and do (POST) a verb on one language of a release.

    Who may not see releases gets a 403, and so does a POST without the right; a move that is not possible says why.
    """
    if action not in Action.values or Action(action) not in workflow.VERBS:
        raise Http404
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    verb = Action(action)
    release = get_object_or_404(Release, pk=pk)
    edition = get_object_or_404(Edition, release=release, language=language)
    if not workflow.permitted(request.user, edition, verb):  # type: ignore[arg-type]
        raise PermissionDenied
    form_class = FORMS.get(verb, MoveForm)
    data = request.POST if request.method == "POST" else None
    form = form_class(data, initial={"seen": edition.version, "publish_at": edition.publish_at})
    if request.method == "POST" and form.is_valid():
        try:
            workflow.VERBS[verb](edition, by=request.user, **form.arguments())
        except workflow.NotPermitted:
            raise
        except workflow.WorkflowError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{own_name(language)} – {verb.label}")
            return HttpResponseRedirect(reverse("admin:articles_release_change", args=[pk]))
    elif request.method != "POST" and not workflow.possible(edition, verb, timezone.now()):
        messages.error(request, _("This is not possible now: the language has moved on."))
        return HttpResponseRedirect(reverse("admin:articles_release_change", args=[pk]))
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": Release._meta,
        "release": release,
        "panel": Panel(language, edition, timezone.now()),
        "headline": headline(release, language, request.user),
        "form": form,
        "media": model_admin.media + form.media,
        "verb": VERBS[verb],
        "zone": settings.TIME_ZONE.replace("_", " "),
        "title": QUESTIONS[verb],
    }
    return TemplateResponse(request, "admin/articles/release/move.html", context)


QUESTIONS: dict[Action, Any] = {
    Action.SUBMIT: gettext_lazy("Submit for review?"),
    Action.SEND_BACK: gettext_lazy("Send back to the writer?"),
    Action.APPROVE: gettext_lazy("Approve this text?"),
    Action.SCHEDULE: gettext_lazy("When does it go out?"),
    Action.UNSCHEDULE: gettext_lazy("Take it out of the calendar?"),
    Action.PUBLISH: gettext_lazy("Publish now?"),
    Action.WITHDRAW: gettext_lazy("Withdraw this text?"),
    Action.RESTORE: gettext_lazy("Make it public again?"),
}
