"""The release list and the release page of the desk."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Media, Script

from articles import permissions, workflow
from articles.admin import filters, history, lending, links, pictures, preview
from articles.admin.calendar import calendar_view
from articles.admin.checking import checks_view
from articles.admin.conflicts import clashes
from articles.admin.copying import copy_view
from articles.admin.forms import SHARED, ReleaseForm, release_form
from articles.admin.media import PhotoSelect
from articles.admin.moves import move_view
from articles.admin.panels import ASKING, panels, render_panel
from articles.admin.papers import paper_view
from articles.admin.presence import presence
from articles.admin.screens import number_in
from articles.admin.scripts import TellsSaved, scripts
from articles.admin.together import together_view
from articles.admin.translate import translate_view
from articles.admin.widgets import EDITOR_STYLE
from articles.admin.worklist import worklist_view
from articles.desk.headlines import STATE, headline, without_texts
from articles.enums import Action, own_name, shown_codes, suffix
from articles.models import TEXT_FIELDS, Edition, Release
from articles.querysets import holding, words

# What the page says of an edition beside its state.
SHOWN = (*STATE, "version", "changed_at", "withdrawal", "withdrawal_note", "replaced_by__reference")
DESK = Script("newsroom/desk.js", type="module")
SCRIPTS = [
    Script(f"newsroom/{name}.js", type="module")
    for name in ("presence", "counts", "shortcuts", "link_picker", "media_fields")
]


@admin.register(Release)
class ReleaseAdmin(TellsSaved, admin.ModelAdmin):
    """Writing, translating, approving and timing. Every change goes through ``workflow``."""

    list_display = ("__str__", "strip", "publication", "updated_at")
    list_filter = (
        filters.StateFilter,
        filters.LanguageFilter,
        filters.TopicFilter,
        filters.PeriodFilter,
        filters.DayFilter,
    )
    search_fields = ("reference",)  # and headlines: get_search_results
    search_help_text = gettext_lazy("Headlines in all languages, and reference numbers")
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # a count of the whole table for each line of each filter
    autocomplete_fields = ("photo",)
    ordering = ("-updated_at", "-pk")
    actions = None
    save_on_top = False
    change_form_template = "admin/articles/release/change_form.html"

    class Media:
        css = {"all": ["newsroom/desk.css", "newsroom/library.css", "newsroom/desk-media.css"]}
        js = [DESK, *SCRIPTS]

    # --- List ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        editions = Edition.objects.select_related("replaced_by").only(*SHOWN)
        rows = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name == "articles_release_changelist":
            editions = Edition.objects.only(*STATE)
            rows = without_texts(rows)
        return rows.prefetch_related(Prefetch("editions", queryset=editions))

    def get_list_display(self, request: HttpRequest) -> Any:
        """Show headlines as the person may read them."""

        @admin.display(description=gettext_lazy("headline"))
        def title(release: Release) -> str:
            return headline(release, request.user).text

        return (title, *self.list_display[1:])

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        return list_display[:1]

    @admin.display(description=gettext_lazy("languages"))
    def strip(self, release: Release) -> str:
        """A mark per language."""
        return render_to_string("admin/articles/release/_strip.html", {"panels": panels(release)})

    @admin.display(description=gettext_lazy("publication"))
    def publication(self, release: Release) -> Any:
        """The first date at which it goes or went out."""
        moments = [edition.publish_at for edition in release.editions.all() if edition.publish_at]
        return min(moments, default=None)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Allow no lookups but the filters' own: anything else could be used to guess hidden text."""
        return lookup in {chosen.parameter_name for chosen in self.list_filter}

    # --- Page ---

    def get_form(self, request: HttpRequest, obj: Release | None = None, change: bool = False, **kwargs: Any) -> Any:
        refusal = getattr(request, "workflow_refusal", "")
        kwargs["form"] = release_form(request.user, refusal)
        return super().get_form(request, obj, change, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "photo":
            kwargs["widget"] = PhotoSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Release | None = None) -> tuple[str, ...]:
        return ("original",) if obj and obj.pk else ()

    def get_fieldsets(self, request: HttpRequest, obj: Release | None = None) -> Any:
        shared = (None, {"fields": ("original", "reference", "topics", "photo", "gallery", "documents", "required")})
        shown = panels(obj or Release(), request.user)
        writable = permissions.writable(request.user)
        begin = [obj.original] if obj and obj.original in writable else writable
        sections = []
        for panel in shown:
            end = suffix(panel.language)
            parts = ("choice", *TEXT_FIELDS, "slug", "up_to_date", "seen", "base")
            names = [f"{name}_{end}" for name in parts]
            if obj is None and panel.language not in writable:
                continue
            if obj is not None and not panel.readable:
                names = []
            mine = obj is not None and panel.language in begin
            sections.append(
                (
                    f"{panel.name} · {panel.state.label}" if panel.state else panel.name,
                    {
                        "fields": names,
                        "classes": ["collapse", f"language-{end}", *(["open-first"] if mine else [])],
                        "description": render_panel(obj, panel) if obj else "",
                    },
                )
            )
        return [shared, *sections]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))  # type: ignore[attr-defined]
        obj = kwargs.get("obj")
        context["scripts"] = scripts(request, obj)
        if obj is not None:
            context["subtitle"] = headline(obj, request.user).text
        return super().render_change_form(request, context, *args, **kwargs)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show the page; where a verb refuses what was typed, show it again with the reason and all that was typed."""
        try:
            response: Any = super().changeform_view(request, *args, **kwargs)
        except workflow.NotPermitted:
            raise
        except workflow.WorkflowError as error:
            request.workflow_refusal = str(error)  # type: ignore[attr-defined]
            response = super().changeform_view(request, *args, **kwargs)
        response._csp_update = {"style-src": [EDITOR_STYLE]}
        return response

    def has_delete_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        gone_out = obj is not None and any(edition.live_id for edition in obj.editions.all())
        return super().has_delete_permission(request, obj) and not gone_out

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Name the releases alone: what hangs on them may be in languages that the person may not read."""
        _tree, counts, missing, protected = super().get_deleted_objects(objs, request)
        own = str(self.opts.verbose_name_plural)
        shown = {name: count for name, count in counts.items() if name == own}
        return [f"{capfirst(self.opts.verbose_name)}: {release}" for release in objs], shown, missing, protected

    # --- Writing ---

    def save_model(self, request: HttpRequest, obj: Release, form: ReleaseForm, change: bool) -> None:
        """Hand what was typed to the verbs; ``obj`` becomes the release that they stored."""
        person, data = cast("User", request.user), form.cleaned_data
        if change:
            release = Release.objects.select_for_update().get(pk=obj.pk)
            if clashes(form, SHARED, release):
                raise workflow.EditConflict(_("Somebody else has changed this release this very moment."))
        else:
            release = workflow.create_release(
                by=person, original=data["original"], reference=data["reference"], photo=data["photo"],
                topics=data["topics"], required=data["required"],
                gallery=data["gallery"] or (), documents=data["documents"] or (),
            )  # fmt: skip
            obj.pk, obj.reference, obj._state.adding = release.pk, release.reference, False
        request.desk_saved, request.desk_seen = set(), {}  # type: ignore[attr-defined]
        for language in permissions.writable(person):
            if form.chosen(language):
                request.desk_seen[language] = form.version(language)  # type: ignore[attr-defined]
            if form.to_save(language):
                request.desk_saved.add(language)  # type: ignore[attr-defined]
                self._save_text(release, language, person, form)
        if change and permissions.may_write(person, release.original):
            self._share(release, person, form)

    def _save_text(self, release: Release, language: str, person: User, form: ReleaseForm) -> None:
        end = suffix(language)
        workflow.save_text(
            release,
            language,
            form.text_to_save(language),
            by=person,
            slug=form.cleaned_data[f"slug_{end}"] if f"slug_{end}" in form.changed_data else None,
            up_to_date=bool(form.cleaned_data[f"up_to_date_{end}"]),
            seen=form.version(language),
        )

    def _share(self, release: Release, person: Any, form: ReleaseForm) -> None:
        """Store what all languages share, of it only what the person changed; after the texts, since a new picture
        moves every language on from what the person saw.
        """
        data, changed = form.cleaned_data, form.changed_data
        if "reference" in changed:
            workflow.renumber(release, by=person, reference=data["reference"])
        if {"photo", "gallery", "documents", "topics", "required"} & set(changed):
            photo = data["photo"] if "photo" in changed else release.photo
            topics = data["topics"] if "topics" in changed else release.topics.all()
            required = data["required"] if "required" in changed else None
            lists = {name: data[name] if name in changed else None for name in ("gallery", "documents")}
            workflow.share(release, by=person, photo=photo, topics=topics, required=required, **lists)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Leave the topics to ``save_model``."""

    def delete_model(self, request: HttpRequest, obj: Release) -> None:
        workflow.discard(obj, by=cast("User", request.user))

    def response_add(self, request: HttpRequest, obj: Release, post_url_continue: str | None = None) -> HttpResponse:
        request.desk_tag = f"saved-new saved-{obj.pk}"  # type: ignore[attr-defined]
        further = self._preview(request, obj) or self._move(request, obj)
        return further or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Release) -> HttpResponse:
        request.desk_tag = f"saved-{obj.pk}"  # type: ignore[attr-defined]
        further = self._preview(request, obj) or self._move(request, obj)
        return further or super().response_change(request, obj)

    def _preview(self, request: HttpRequest, obj: Release) -> HttpResponse | None:
        """Lead to the preview that the keyboard asked for, after the page was saved; None if it did not."""
        language = request.POST.get("_preview", "")
        if language not in shown_codes() or not Edition.objects.filter(release=obj, language=language).exists():
            return None
        self.message_user(request, _("Saved."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_release_preview", args=[obj.pk, language]))

    def _move(self, request: HttpRequest, obj: Release) -> HttpResponse | None:
        """Do what the button in a language's section asks for, after the page was saved; None for the plain buttons."""
        language, _colon, name = request.POST.get("_move", "").partition(":")
        if language not in shown_codes() or name not in Action.values or Action(name) not in workflow.VERBS:
            return None
        edition = get_object_or_404(Edition, release=obj, language=language)
        action = Action(name)
        if action in ASKING:
            if request.desk_saved:  # type: ignore[attr-defined]
                self.message_user(request, _("Saved."), messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:articles_release_move", args=[obj.pk, language, name]))
        # What this request has not written itself must be what the person saw.
        seen = None if language in request.desk_saved else self._seen(request, language)  # type: ignore[attr-defined]
        try:
            workflow.VERBS[action](edition, by=request.user, seen=seen)
        except workflow.Unsettled as error:
            messages.error(request, f"{own_name(language)} – {error}")
            return HttpResponseRedirect(reverse("admin:articles_release_checks", args=[obj.pk, language]))
        except workflow.WorkflowError as error:
            if isinstance(error, workflow.FourEyes) and request.user.is_superuser:
                return HttpResponseRedirect(reverse("admin:articles_release_move", args=[obj.pk, language, name]))
            self.message_user(request, f"{own_name(language)} – {error}", messages.ERROR)
        else:
            self.message_user(request, f"{own_name(language)} – {action.label}", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_release_change", args=[obj.pk]))

    def _seen(self, request: HttpRequest, language: str) -> int | None:
        """Return the version of ``language`` that the person saw last: where there was a conflict, the one chosen."""
        posted = request.POST.get(f"seen_{suffix(language)}", "")
        opened = int(posted) if posted.isascii() and posted.isdigit() else None
        return cast("int | None", request.desk_seen.get(language, opened))  # type: ignore[attr-defined]

    # --- Further pages ---

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Take nothing for a new release from the address."""
        return {}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Release], search_term: str
    ) -> tuple[QuerySet[Release], bool]:
        """Find every word in the reference or in some headline that the person may read."""
        everywhere = permissions.reads_every_language(request.user)
        mine = shown_codes() if everywhere else permissions.own(request.user)
        readable = [f"title_{suffix(code)}" for code in mine]
        for word in words(search_term):
            found = holding(word, "reference", *readable)
            for code in set(shown_codes()) - set(mine):
                found |= holding(word, f"title_{suffix(code)}") & Q(original=code)
            queryset = queryset.filter(found)
        return queryset, False

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Show newsroom's own history in the place of Django's."""
        return history.revisions(self, request, number_in(object_id))

    def get_urls(self) -> list[Any]:
        language = "<int:pk>/<language:language>/"
        pages: list[tuple[str, str, Callable[..., HttpResponse]]] = [
            ("links/", "links", links.search),
            ("pictures/", "pictures", pictures.described_view),
            ("assets/<token:token>/", "asset", pictures.asset_view),
            ("worklist/", "worklist", worklist_view),
            ("calendar/", "calendar", calendar_view),
            ("<int:pk>/presence/", "presence", presence),
            ("<int:pk>/copy/", "copy", copy_view),
            ("<int:pk>/together/", "together", together_view),
            (f"{language}preview/", "preview", preview.show),
            (f"{language}preview/print/", "preview_print", partial(preview.show, paper=True)),
            (f"{language}preview/release.pdf", "preview_pdf", paper_view),
            (f"{language}translate/", "translate", translate_view),
            (f"{language}checks/", "checks", checks_view),
            (f"{language}links/", "previews", lending.lending_view),
            (f"{language}<slug:action>/", "move", move_view),
        ]
        own = [
            path(address, self.admin_site.admin_view(partial(page, self)), name=f"articles_release_{name}")
            for address, name, page in pages
        ]
        return [*history.urls(self), *own, *super().get_urls()]
