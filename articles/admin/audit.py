"""The audit log: read only, for each person the entries that they may read, and the same as CSV."""

from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.admin import audit_filters
from articles.admin.entries import account, readable_entries, said
from articles.admin.searching import BoundedSearch
from articles.admin.spreadsheet import lines
from articles.enums import Action, own_name, shown_codes
from articles.models import AuditEntry
from articles.moments import zone

MOST_LISTED = 10_000
"""Entries that the list leads to; who looks for older ones narrows it down, or takes the CSV, which has all."""
CHUNK = 2_000
"""Entries that an export reads at once."""
LISTED = (
    "at", "action", "reference", "language", "note", "release_id", "actor__username", "revision__number",
)  # fmt: skip
EXPORTED = ("at", "action", "reference", "language", "note", "actor__username", "revision__number", "pk")


class NewestPaginator(Paginator):
    """Pages of the newest entries: nothing is counted beyond them."""

    @cached_property
    def count(self) -> int:
        newest = cast("QuerySet[AuditEntry]", self.object_list)[:MOST_LISTED]
        return newest.count()


@admin.register(AuditEntry)
class AuditEntryAdmin(BoundedSearch, admin.ModelAdmin):
    """Who did what, when."""

    list_display = ("at", "person", "action", "number", "named_language", "revision_number", "remark")
    list_display_links = ("at",)
    list_filter = (
        audit_filters.PeriodFilter,
        audit_filters.LanguageFilter,
        audit_filters.PersonFilter,
        audit_filters.ActionFilter,
    )
    search_fields = ("reference",)
    list_per_page = 50
    list_max_show_all = 200
    paginator = NewestPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ()
    actions = None
    change_list_template = "admin/articles/auditentry/change_list.html"
    change_form_template = "admin/articles/auditentry/change_form.html"

    class Media:
        css = {"all": ["newsroom/desk.css", "newsroom/desk-history.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        entries = super().get_queryset(request).select_related("actor", "revision").only(*LISTED)
        return readable_entries(entries, request.user)

    # --- What is shown ---

    @admin.display(description=gettext_lazy("person"))
    def person(self, entry: AuditEntry) -> str:
        """The account's name."""
        return format_html("<bdi>{}</bdi>", account(entry.actor))

    @admin.display(description=gettext_lazy("reference number"))
    def number(self, entry: AuditEntry) -> str:
        """The reference number, from left to right in an Arabic list too; it leads to the release's history."""
        if entry.release_id is None:
            return format_html("<bdi>{}</bdi>", entry.reference)
        address = reverse("admin:articles_release_history", args=[entry.release_id])
        return format_html('<a href="{}"><bdi>{}</bdi></a>', address, entry.reference)

    @admin.display(description=gettext_lazy("language"))
    def named_language(self, entry: AuditEntry) -> str:
        """The language's name in itself."""
        return own_name(entry.language) if entry.language else ""

    @admin.display(description=gettext_lazy("revision"))
    def revision_number(self, entry: AuditEntry) -> Any:
        """The revision's number within its edition; it leads to the text."""
        if entry.revision is None:
            return ""
        if entry.release_id is None or entry.language not in shown_codes():
            return entry.revision.number
        place = [entry.release_id, entry.language, entry.revision.number]
        address = reverse("admin:articles_release_revision", args=place)
        return format_html('<a href="{}">{}</a>', address, entry.revision.number)

    @admin.display(description=gettext_lazy("note"))
    def remark(self, entry: AuditEntry) -> str:
        """What the note says; a person's own words in their own direction."""
        what, words = said(entry)
        return format_html("{} <bdi>{}</bdi>", what, words) if words else what

    def get_fieldsets(self, request: HttpRequest, obj: AuditEntry | None = None) -> Any:
        return [(None, {"fields": self.list_display, "description": _in_zone()})]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        entry = kwargs.get("obj")
        if entry is not None:  # its own text has the time in UTC
            context["subtitle"] = f"{entry.reference} – {entry.get_action_display()}"
        return super().render_change_form(request, context, *args, **kwargs)

    # --- What can be done with it: reading ---

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Allow what the filters link to, and nothing that could be used to guess or to break the list."""
        return lookup in {"action", "language", "person", *audit_filters.PeriodFilter.PARAMETERS}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, (extra_context or {}) | {"zone": _in_zone(), "most": MOST_LISTED})

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Refuse: an entry has no history, it is one."""
        raise Http404

    def get_urls(self) -> list[Any]:
        export = require_safe(self.admin_site.admin_view(self.export))
        return [path("export/", export, name="articles_auditentry_export"), *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        """Answer with what the filters leave, as CSV, newest first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            entries = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:articles_auditentry_changelist") + "?e=1")
        # Texts of the interface now: when the rows are read, the person's language is not active any more.
        header = [
            _("time"), _("person"), _("action (code)"), _("action"), _("reference number"), _("language"),
            _("revision"), _("note"),
        ]  # fmt: skip
        rows = chain([header], _rows(entries, {str(action): str(action.label) for action in Action}, _("command line")))
        response = StreamingHttpResponse(lines(rows), content_type="text/csv; charset=utf-8")
        name = f"audit-log-{timezone.localdate():%Y-%m-%d}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["X-Content-Type-Options"] = "nosniff"
        add_never_cache_headers(response)
        return response


def _in_zone() -> str:
    return _("Times are in the newsroom’s time zone, %(zone)s.") % {"zone": zone()}


def _rows(entries: QuerySet[AuditEntry], labels: dict[str, str], nobody: str) -> Iterator[list[Any]]:
    """Yield the cells of each entry."""
    zone = timezone.get_default_timezone()
    for at, action, reference, language, note, username, number, _pk in _all(entries):
        yield [
            at.astimezone(zone).isoformat(timespec="seconds"),
            username or nobody,
            action,
            labels.get(action, action),
            reference,
            language,
            number or "",
            note,
        ]


def _all(entries: QuerySet[AuditEntry]) -> Iterator[tuple[Any, ...]]:
    """Yield every entry, newest first, read in chunks from where the last one ended.

    Not by a cursor: a slow download would keep a transaction open for as long as it takes.
    """
    rows = entries.order_by("-at", "-pk").values_list(*EXPORTED)
    chunk = list(rows[:CHUNK])
    while chunk:
        yield from chunk
        at, pk = chunk[-1][0], chunk[-1][-1]
        rest = rows.filter(at__lte=at).exclude(at=at, pk__gte=pk)
        chunk = list(rest[:CHUNK]) if len(chunk) == CHUNK else []
