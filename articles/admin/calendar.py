"""The calendar: a month of what goes out, is held, and went out."""

import re
from datetime import date, timedelta
from typing import cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _

from articles.admin.screens import frame
from articles.desk.month import month_of
from articles.desk.viewer import Viewer
from articles.moments import YEARS

MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])", re.ASCII)


def chosen(text: str | None, today: date) -> date:
    """Return the first day of the month that ``text`` (``2026-11``) names, of today's for None; else ``Http404``."""
    if text is None:
        return today.replace(day=1)
    match = MONTH.fullmatch(text)
    if match is None or int(match["year"]) not in YEARS:
        raise Http404
    return date(int(match["year"]), int(match["month"]), 1)


def first_weekday() -> int:
    """Return the day with which weeks begin in the person's language, 0 for Monday; as Django's date picker has it."""
    return (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7


def neighbour(first: date, months: int) -> date | None:
    """Return the first day of the next (1) or previous (-1) month; None beyond the years that there are."""
    other = (first + timedelta(days=32 if months > 0 else -1)).replace(day=1)
    return other if other.year in YEARS else None


def calendar_view(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Show a month, ``?month=2026-11``, today's by default; a month that there is not is a 404."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    at = timezone.now()
    today = timezone.localtime(at, timezone.get_default_timezone()).date()
    first = chosen(request.GET.get("month"), today)
    begin = first_weekday()
    order = [(begin + column) % 7 for column in range(7)]
    title = _("Calendar: %(month)s") % {"month": date_format(first, "YEAR_MONTH_FORMAT")}
    context = frame(model_admin, request, title) | {
        "month": month_of(Viewer(cast("User", request.user), at), first, begin),
        "weekdays": [(WEEKDAYS[day], WEEKDAYS_ABBR[day]) for day in order],
        "previous": neighbour(first, -1),
        "next": neighbour(first, 1),
        "today": today,
    }
    return TemplateResponse(request, "admin/articles/calendar.html", context)
