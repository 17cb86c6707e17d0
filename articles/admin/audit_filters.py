"""Filters of the audit log."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import filters
from articles.admin.filters import KnownFilter
from articles.enums import Action
from articles.models import AuditEntry
from articles.moments import YEARS, day_start

MOST_PEOPLE = 200  # accounts that the filter offers


class ActionFilter(KnownFilter):
    """Entries of one verb."""

    title = gettext_lazy("action")
    parameter_name = "action"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        return [(action.value, action.label) for action in Action]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(action=self.value()) if self.value() else queryset


class LanguageFilter(filters.LanguageFilter):
    """Entries about one language; a translator's own and, for originals, any."""

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(language=self.value()) if self.value() else queryset


class PersonFilter(KnownFilter):
    """Entries of one person, or of the command line."""

    title = gettext_lazy("person")
    parameter_name = "person"
    COMMAND_LINE = "none"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        people = User.objects.order_by("username").values_list("pk", "username")[:MOST_PEOPLE]
        return [*((str(pk), name) for pk, name in people), (self.COMMAND_LINE, gettext_lazy("command line"))]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        if self.value() == self.COMMAND_LINE:
            return queryset.filter(actor__isnull=True)
        chosen = self.value()
        return queryset.filter(actor_id=int(chosen)) if chosen else queryset


class PeriodFilter(KnownFilter):
    """Entries since so many days, or from one day to another, both included, in the newsroom's zone."""

    title = gettext_lazy("period")
    parameter_name = "period"
    template = "admin/articles/auditentry/period.html"
    PARAMETERS = ("period", "from", "to")

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        self.typed = {name: str(params.pop(name, [""])[-1]).strip() for name in ("from", "to")}
        self.used_parameters |= {name: value for name, value in self.typed.items() if value}
        self.error = ""
        self.others: list[tuple[str, str]] = []
        first, last = self._day("from"), self._day("to")
        if first and last and first > last:
            self.error = _("The first day is after the last.")
        self.first = day_start(first) if first else None
        self.after = day_start(last + timedelta(days=1)) if last else None

    def _day(self, name: str) -> date | None:
        """Return the day that was typed; None if none was, or with ``error`` if it is none."""
        typed = self.typed[name]
        try:
            day = parse_date(typed)
        except ValueError:
            day = None
        if typed and (day is None or day.year not in YEARS):
            self.error = _("Enter days like 2026-11-26, between the years 1900 and 2999.")
            return None
        return day

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("today", gettext_lazy("Today")),
            ("7", gettext_lazy("Past 7 days")),
            ("30", gettext_lazy("Past 30 days")),
            ("365", gettext_lazy("Past 365 days")),
        ]

    def expected_parameters(self) -> list[str | None]:
        return list(self.PARAMETERS)

    def queryset(self, _request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        if self.error:
            return queryset.none()
        since = max(filter(None, (self._since(), self.first)), default=None)
        if since:
            queryset = queryset.filter(at__gte=since)
        return queryset.filter(at__lt=self.after) if self.after else queryset

    def _since(self) -> datetime | None:
        match self.value():
            case None:
                return None
            case "today":
                return day_start(timezone.localdate())
            case days:
                return timezone.now() - timedelta(days=int(days))

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Yield the links; each takes the place of typed days, and the form of typed days that of a link."""
        self.others = [(name, value) for name, value in changelist.params.items() if name not in self.PARAMETERS]
        chosen = self.value()
        yield {
            "selected": not (chosen or any(self.typed.values())),
            "query_string": changelist.get_query_string(remove=list(self.PARAMETERS)),
            "display": _("All"),
        }
        for value, label in self.lookup_choices:
            yield {
                "selected": chosen == value,
                "query_string": changelist.get_query_string({"period": value}, remove=["from", "to"]),
                "display": label,
            }
