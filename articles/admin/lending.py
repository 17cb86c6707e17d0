"""The page of a language's preview links: who was lent a look, and lending or taking back one."""

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
from django.utils.translation import gettext_lazy, pgettext
from js_asset import Script

from articles import permissions, workflow
from articles.admin.panels import Panel
from articles.admin.screens import frame, number_in, release_for
from articles.desk.headlines import headline
from articles.enums import State
from articles.models import Edition, PreviewLink, Revision
from articles.people import name_of
from articles.site import absolute
from articles.workflow.revisions import MAX_HOURS

MAX_LINKS = 100  # shown at most; those that open come first
COPYING = forms.Media(js=[Script("newsroom/copy.js", type="module")])


class LendForm(forms.Form):
    """For whom, for how long, and which of the revisions that are not public."""

    label = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("A name for the desk; who opens the link does not see it."),
    )
    hours = forms.IntegerField(
        label=gettext_lazy("Hours until it expires"),
        min_value=1,
        max_value=MAX_HOURS,
        initial=48,
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )
    revision = forms.TypedChoiceField(
        label=gettext_lazy("Text"),
        coerce=int,
        error_messages={"invalid_choice": gettext_lazy("This text has moved on since you opened the page.")},
    )

    def __init__(self, lendable: dict[int, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.TypedChoiceField", self.fields["revision"]).choices = list(lendable.items())


def _lendable(edition: Edition, state: State | None) -> dict[int, Revision]:
    """Return what may be lent: the approved text and the newest one, unless readers have it already."""
    found = {row.pk: row for row in (edition.approved, edition.current) if row is not None}
    if state == State.PUBLIC and edition.live_id is not None:
        found.pop(edition.live_id, None)
    return found


def _name(revision: Revision, edition: Edition) -> str:
    """Return what a revision is called in the choice."""
    if revision.pk == edition.approved_id:
        return _("Approved text (revision %(number)s)") % {"number": revision.number}
    return _("Newest text (revision %(number)s)") % {"number": revision.number}


def _state(link: PreviewLink) -> str:
    """Return whether a link, loaded with ``with_alive``, opens, or why not."""
    if link.opens:
        return pgettext("preview link", "Open")
    if link.revoked_at is not None:
        return pgettext("preview link", "Revoked")
    if link.expires_at <= timezone.now():
        return pgettext("preview link", "Expired")
    return pgettext("preview link", "Closed by publication")


def lending_view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Show the links of one language of a release (GET), make one or revoke one (POST).

    403 without the right to approve in the language; 404 where nothing is written.
    """
    person = cast("User", request.user)
    if not permissions.may_approve(person, language):
        raise PermissionDenied
    release = release_for(model_admin, request, pk, whole=True)
    rows = Edition.objects.select_related("current", "approved")
    edition = get_object_or_404(rows, release=release, language=language, current__isnull=False)
    edition.release = release
    lendable = _lendable(edition, edition.state(timezone.now()))
    data = request.POST if request.method == "POST" else None
    if data is not None and "revoke" in data:
        return _revoke(request, edition, data["revoke"])
    names = {key: _name(revision, edition) for key, revision in lendable.items()}
    form = LendForm(names, data, initial={"revision": next(iter(names), None)})
    if data is not None and form.is_valid() and (made := _lend(person, form, lendable)):
        messages.success(request, _("The link for “%(label)s” is made. Copy its address.") % {"label": made.label})
        return HttpResponseRedirect(f"{_address(edition)}#link-{made.pk}")
    context = frame(model_admin, request, _("Preview links"), release) | {
        "panel": Panel(language, edition, timezone.now()),
        "headline": headline(release, request.user, language),
        "form": form if names else None,
        "links": _links(edition),
        "media": model_admin.media + COPYING,
    }
    return TemplateResponse(request, "admin/articles/release/lending.html", context)


def _links(edition: Edition) -> list[dict[str, Any]]:
    """Return the newest links, with what they say of themselves, and the whole address of those that open."""
    rows = PreviewLink.objects.filter(revision__edition=edition).with_alive(timezone.now())
    rows = rows.select_related("revision__edition", "created_by")[:MAX_LINKS]
    return [
        {
            "row": link,
            "state": _state(link),
            "maker": name_of(link.created_by),
            "address": absolute(link.get_absolute_url()) if link.opens else "",
        }
        for link in rows
    ]


def _lend(person: User, form: LendForm, lendable: dict[int, Revision]) -> PreviewLink | None:
    """Make the link that the form asks for; None, and the reason in the form, if the verb refuses."""
    asked = form.cleaned_data
    try:
        return workflow.lend(lendable[asked["revision"]], label=asked["label"], hours=asked["hours"], by=person)
    except workflow.NotPermitted:
        raise
    except workflow.WorkflowError as error:
        form.add_error(None, str(error))
        return None


def _revoke(request: HttpRequest, edition: Edition, key: str) -> HttpResponse:
    """Revoke one of the edition's links."""
    rows = PreviewLink.objects.select_related("revision__edition__release")
    link = get_object_or_404(rows, pk=number_in(key), revision__edition=edition)
    workflow.recall(link, by=cast("User", request.user))
    messages.success(request, _("The link for “%(label)s” opens nothing any more.") % {"label": link.label})
    return HttpResponseRedirect(_address(edition))


def _address(edition: Edition) -> str:
    name = "admin:articles_release_previews"
    return reverse(name, args=[edition.release_id, edition.language])
