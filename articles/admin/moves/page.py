"""Asking for a verb and doing it, on one language of a release."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin.moves.consequences import GOING_OUT, consequences, others_scheduled
from articles.admin.moves.forms import Case, ChangeForm, MoveForm, move_form, replaces_text
from articles.admin.moves.replacing import Releases
from articles.admin.panels import VERBS, Panel
from articles.admin.screens import frame
from articles.desk.headlines import headline
from articles.enums import Action, Change, own_name
from articles.models import Edition, Release
from articles.moments import spoken

POINTED = ("release", "current", "approved", "replaced_by")


def move_view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int, language: str, action: str) -> HttpResponse:
    """Ask (GET) and do (POST) a verb on one language of a release.

    Who may not see releases, or has no right to the verb in this language, gets a 403; a move that is not possible says
    why.
    """
    if action not in Action.values or Action(action) not in workflow.VERBS:
        raise Http404
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    verb, at = Action(action), timezone.now()
    rows = Edition.objects.select_related(*POINTED)
    # By the release's own key, which may be beyond what a foreign key's column takes.
    edition = get_object_or_404(rows, release__in=Release.objects.filter(pk=pk), language=language)
    if not workflow.permitted(request.user, edition, verb):  # type: ignore[arg-type]
        raise PermissionDenied
    case = Case(verb, edition, request.user, at, Releases(model_admin, request))  # type: ignore[arg-type]
    if request.method == "POST":
        form = move_form(case, request.POST)
        done = form.is_valid() and _do(request, case, form)
    else:
        form, done = move_form(case), False
        if not workflow.possible(edition, verb, at):
            messages.error(request, _("This is not possible now: the language has moved on."))
            done = True
    if done:
        return HttpResponseRedirect(reverse("admin:articles_release_change", args=[pk]))
    context = frame(model_admin, request, _question(case), edition.release) | _shown(case, form)
    context["media"] += form.media
    return TemplateResponse(request, "admin/articles/release/move.html", context)


def _do(request: HttpRequest, case: Case, form: MoveForm) -> bool:
    """Do the verb and say so; where it is refused, put the reason on ``form``. Tell whether it was done."""
    edition, verb = case.edition, case.verb
    before = others_scheduled(edition, case.at) if verb == Action.REVOKE else []
    try:
        after = workflow.VERBS[verb](edition, by=case.person, at=case.at, **form.arguments())
    except workflow.NotPermitted:
        raise
    except workflow.WorkflowError as error:
        edition.refresh_from_db(from_queryset=Edition.objects.select_related(*POINTED))
        form.refuse(error)
        return False
    messages.success(request, f"{own_name(edition.language)} – {_done(case, after, form)}")
    held = Edition.objects.filter(pk__in=[other.pk for other in before], held_for__isnull=False)
    if names := ", ".join(own_name(other.language) for other in held):
        messages.warning(request, _("Held, and not going out: %(languages)s.") % {"languages": names})
    return True


def _done(case: Case, after: Edition, form: MoveForm) -> str:
    """Return what was done, with its moment or addresses."""
    if case.verb == Action.PUBLISH and isinstance(form, ChangeForm):
        return str(REPLACED[form.cleaned_data["change"]])
    label = str(case.verb.label)
    if case.verb in GOING_OUT and after.publish_at:
        out = after.publish_at <= case.at
        label = str(Action.PUBLISH.label) if case.verb == Action.SCHEDULE and out else label
        return f"{label}: {spoken(after.publish_at)}"
    if case.verb == Action.READDRESS:
        return f"{label}: {after.get_absolute_url()}"
    return label


def _shown(case: Case, form: MoveForm) -> dict[str, Any]:
    """Return what the page shows of the release, the language and the verb."""
    edition, release = case.edition, case.edition.release
    panel = Panel(
        edition.language,
        edition,
        case.at,
        stale=edition.stale,
        number=edition.current.number if edition.current else None,
        required=edition.language in release.required,
    )
    return {
        "panel": panel,
        "headline": headline(release, case.person, edition.language),
        "form": form,
        "consequences": consequences(case),
        "together": case.verb == Action.SCHEDULE,
        "checks": case.verb == Action.APPROVE,
        "verb": VERBS[case.verb],
    }


def _question(case: Case) -> Any:
    if case.verb == Action.UNSCHEDULE and case.edition.held_for:
        return _("Give up the moment for which it is held?")
    if case.verb == Action.PUBLISH and replaces_text(case.verb, case.edition, case.at):
        return _("Replace the text that is public?")
    return QUESTIONS[case.verb]


# The date of the text stays: it would read as if that were the moment of the change.
REPLACED: dict[str, Any] = {
    Change.MINOR: gettext_lazy("Changed text published"),
    Change.CORRECTION: gettext_lazy("Correction published"),
    Change.UPDATE: gettext_lazy("Update published"),
}
QUESTIONS: dict[Action, Any] = {
    Action.SUBMIT: gettext_lazy("Submit for review?"),
    Action.SEND_BACK: gettext_lazy("Send back to the writer?"),
    Action.APPROVE: gettext_lazy("Approve this text?"),
    Action.REVOKE: gettext_lazy("Revoke the approval?"),
    Action.SCHEDULE: gettext_lazy("When does it go out?"),
    Action.UNSCHEDULE: gettext_lazy("Take it out of the calendar?"),
    Action.PUBLISH: gettext_lazy("Publish now?"),
    Action.READDRESS: gettext_lazy("Change the address?"),
    Action.WITHDRAW: gettext_lazy("Withdraw this text?"),
    Action.RESTORE: gettext_lazy("Make it public again?"),
}
