"""Filters of the release list."""

from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from articles.enums import Stage, State, own_name, shown_codes
from articles.models import Edition, Release, Topic
from articles.moments import YEARS, day_start


class KnownFilter(admin.SimpleListFilter):
    """A filter that takes no other values than it offers."""

    def value(self) -> str | None:
        chosen = super().value()
        return chosen if chosen in {str(offered) for offered, _label in self.lookup_choices} else None


class LanguageFilter(KnownFilter):
    """Releases that have a text in a language; together with the state: that have it in this state."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        return [(code, own_name(code)) for code in shown_codes()]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Release]) -> QuerySet[Release]:
        if not self.value():
            return queryset
        return queryset.filter(Exists(Edition.objects.filter(release=OuterRef("pk"), language=self.value())))


class StateFilter(KnownFilter):
    """Releases of which some language, or the chosen one, is in a state."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        more = [("review", _("Waits for review")), ("held", _("Held")), ("stale", _("Stale translation"))]
        return [*((state.value, state.label) for state in State), *more]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Release]) -> QuerySet[Release]:
        value = self.value()
        if not value:
            return queryset
        editions = Edition.objects.all()
        language = request.GET.get(LanguageFilter.parameter_name)
        if language in shown_codes():
            editions = editions.filter(language=language)
        match value:
            case "stale":
                found = editions.stale()
            case "review":
                found = editions.filter(stage=Stage.IN_REVIEW)
            case "held":
                found = editions.filter(held_for__isnull=False)
            case _:
                found = editions.in_state(value, timezone.now())
        # Not EXISTS, which would look at every release: the few in a state are found by index.
        return queryset.filter(pk__in=found.values("release"))


class PeriodFilter(KnownFilter):
    """Releases that go out or went out in a period."""

    title = _("publication")
    parameter_name = "period"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("coming", _("To come")),
            ("week", _("Past 7 days")),
            ("month", _("Past 30 days")),
            ("year", _("Past 365 days")),
            ("none", _("No date")),
        ]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Release]) -> QuerySet[Release]:
        now = timezone.now()
        editions = Edition.objects.filter(release=OuterRef("pk"), publish_at__isnull=False)
        days = {"week": 7, "month": 30, "year": 365}
        match self.value():
            case "coming":
                return queryset.filter(Exists(editions.filter(publish_at__gt=now)))
            case "none":
                return queryset.filter(~Exists(editions))
            case "week" | "month" | "year" as period:
                since = now - timedelta(days=days[period])
                return queryset.filter(Exists(editions.filter(publish_at__gt=since, publish_at__lte=now)))
        return queryset


class TopicFilter(KnownFilter):
    """Releases about a topic."""

    title = _("topic")
    parameter_name = "topic"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        return [(topic.slug, str(topic)) for topic in Topic.objects.all()[:100]]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Release]) -> QuerySet[Release]:
        return queryset.filter(topics__slug=self.value()) if self.value() else queryset


class DayFilter(admin.SimpleListFilter):
    """Releases that go out, are held for, or went out on one day, ``?day=2026-11-26``; the calendar leads to it."""

    title = _("day")
    parameter_name = "day"

    def lookups(self, request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        day = self.day()
        return [(day.isoformat(), date_format(day))] if day else []

    def day(self) -> date | None:
        """Return the day asked for; None if there is no such day, or none that has a day after it."""
        try:
            found = date.fromisoformat(self.value() or "")
        except ValueError:
            return None
        return found if found.year in YEARS else None

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Release]) -> QuerySet[Release]:
        day = self.day()
        if day is None:
            return queryset
        first, after = day_start(day), day_start(day + timedelta(days=1))
        outgoing = Edition.objects.outgoing(first, after)
        held = Edition.objects.held().filter(held_for__gte=first, held_for__lt=after)
        found = outgoing.values("release").union(held.order_by().values("release"))
        return queryset.filter(pk__in=found)
