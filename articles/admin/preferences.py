"""What each person sets for themselves: language of desk and mails, and which mails to get."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import mails
from articles.admin.language import keep
from articles.admin.screens import frame
from articles.enums import Action, own_name, shown_codes
from articles.models import Preferences

LABELS = {
    Action.SUBMIT: gettext_lazy("A text waits for my review"),
    Action.SEND_BACK: gettext_lazy("My text was sent back"),
    Action.APPROVE: gettext_lazy("My text was approved"),
    Action.REVOKE: gettext_lazy("The approval of my text was revoked"),
    Action.HOLD: gettext_lazy("A release is held"),
}


class PreferencesForm(forms.Form):
    """A person's preferences; mails are ticked where they are wanted."""

    language = forms.ChoiceField(label=gettext_lazy("Language of the desk and of mails"), required=False)
    mails = forms.MultipleChoiceField(
        label=gettext_lazy("Send me a mail when"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(action.value, LABELS[action]) for action in mails.TOLD],
    )  # fmt: skip

    def __init__(self, preferences: Preferences, data: Any = None) -> None:
        wanted = [action.value for action in mails.TOLD if action.value not in preferences.muted]
        super().__init__(data, initial={"language": preferences.language, "mails": wanted})
        choices = [("", _("As my browser prefers")), *((code, own_name(code)) for code in shown_codes())]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]
        self.preferences = preferences

    def save(self) -> Preferences:
        """Store what was chosen."""
        wanted = set(self.cleaned_data["mails"])
        self.preferences.language = self.cleaned_data["language"]
        self.preferences.muted = [action.value for action in mails.TOLD if action.value not in wanted]
        self.preferences.save()
        return self.preferences


@admin.register(Preferences)
class PreferencesAdmin(admin.ModelAdmin):
    """One page, for one's own row, whoever asks."""

    class Media:
        css = {"all": ["newsroom/desk.css"]}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_active

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def own(self, request: HttpRequest) -> HttpResponse:
        """Show (GET) and store (POST) the preferences of the person who asks."""
        person = cast("User", request.user)
        preferences = Preferences.objects.filter(person=person).first() or Preferences(person=person)
        form = PreferencesForm(preferences, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            response = HttpResponseRedirect(reverse("admin:articles_preferences_changelist"))
            keep(response, request, form.save().language)
            messages.success(request, _("Your preferences are stored."))
            return response
        context = frame(self, request, _("My preferences")) | {"form": form, "address": person.email}
        return TemplateResponse(request, "admin/articles/preferences/own.html", context)

    def get_urls(self) -> list[Any]:
        return [path("", self.admin_site.admin_view(self.own), name="articles_preferences_changelist")]
