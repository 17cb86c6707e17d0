"""Asking for a moment on the newsroom's clocks, which skip an hour and show one twice every year."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import widgets
from articles.moments import YEARS, named_zone, offset, on_clocks, utc, zone

# What a browser sends; a zone behind it is for who types.
ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
)
FIRST, SECOND = "0", "1"  # as ``datetime.fold`` counts them


class MomentField(forms.DateTimeField):
    """A day and a time in one input. What comes out is naive, unless a zone was typed behind it."""

    widget = widgets.Moment
    default_error_messages = {
        "invalid": gettext_lazy("Type day and time in this form: 2026-03-29 14:30, with seconds if you like.")
    }

    def to_python(self, value: Any) -> datetime | None:
        typed = str(value or "").strip()
        if not typed:
            return None
        try:
            moment = parse_datetime(typed) if ISO.fullmatch(typed) else None
        except ValueError:
            moment = None
        if moment is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if moment.year not in YEARS:
            raise ValidationError(_("Choose a date between the years 1900 and 2999."), code="year")
        return moment


def _readings(naive: datetime) -> tuple[datetime, datetime]:
    """Return both ways to read a time on the newsroom's clocks; they differ where the clocks change alone."""
    here = timezone.get_default_timezone()
    return naive.replace(tzinfo=here, fold=0), naive.replace(tzinfo=here, fold=1)


def _is_doubled(naive: datetime) -> bool:
    """Tell whether the clocks show ``naive`` twice, because they go back."""
    first, second = (reading.utcoffset() or timedelta() for reading in _readings(naive))
    return first > second


def _is_skipped(naive: datetime) -> bool:
    """Tell whether the clocks never show ``naive``, because they go forward."""
    first, second = (reading.utcoffset() or timedelta() for reading in _readings(naive))
    return first < second


def _skipped_message(naive: datetime) -> str:
    later, earlier = (on_clocks(reading.astimezone(UTC)) for reading in _readings(naive))
    return _(
        "There is no %(time)s on this day in the time zone %(zone)s: the clocks go forward. Choose for example"
        " %(earlier)s or %(later)s."
    ) % {
        "time": f"{naive:%H:%M}", "zone": zone(), "earlier": f"{earlier:%H:%M}", "later": f"{later:%H:%M}",
    }  # fmt: skip


class MomentForm(forms.Form):
    """Asks for a moment; for which of two where the clocks go back; and for a yes where it has passed."""

    publish_at = MomentField(
        help_text=gettext_lazy(
            "A moment that has passed means now: the text would be public at once. You are asked before that happens."
        )
    )
    fold = forms.ChoiceField(
        label=gettext_lazy("Which of the two?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(FIRST, FIRST), (SECOND, SECOND)],
    )
    now_if_past = forms.BooleanField(label=gettext_lazy("Yes: publish at once"), required=False)
    doubled = passed = False

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publish_at"].label = _("Goes out – time zone %(zone)s") % {"zone": named_zone(at)}
        before = self.initial.get("publish_at")
        if not self.is_bound and before:
            self._ask_which(on_clocks(before).replace(tzinfo=None))
            self.initial["fold"] = str(on_clocks(before).fold)

    def _ask_which(self, naive: datetime) -> None:
        """Offer both readings of an hour that comes twice."""
        self.doubled = _is_doubled(naive)
        if self.doubled:
            first, second = _readings(naive)
            labels = (
                _("the first %(time)s, before the clocks go back: %(offset)s (%(utc)s)"),
                _("the second %(time)s, after the clocks have gone back: %(offset)s (%(utc)s)"),
            )
            self.fields["fold"].choices = [  # type: ignore[attr-defined]
                (value, label % {"time": f"{naive:%H:%M}", "offset": offset(reading), "utc": utc(reading)})
                for value, label, reading in zip((FIRST, SECOND), labels, (first, second), strict=True)
            ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.passed = bool(cleaned.get("now_if_past"))
        moment = cleaned.get("publish_at")
        if moment is not None and moment.tzinfo is None:
            self._clean_moment(moment, cleaned)
        return cleaned

    def _clean_moment(self, naive: datetime, cleaned: dict[str, Any]) -> None:
        """Put the moment that is meant in the place of what was typed."""
        if _is_skipped(naive):
            self.add_error("publish_at", _skipped_message(naive))
            return
        self._ask_which(naive)
        chosen = cleaned.get("fold")
        if self.doubled and not chosen:
            self.add_error("fold", _("This hour comes twice on this day, because the clocks go back. Say which."))
            return
        cleaned["publish_at"] = _readings(naive)[1 if chosen == SECOND else 0]

    @property
    def asked(self) -> list[BoundField]:
        """The fields to show: questions that do not arise are left out."""
        idle = {name for name, arises in (("fold", self.doubled), ("now_if_past", self.passed)) if not arises}
        return [field for field in self.visible_fields() if field.name not in idle]

    def ask_for_now(self) -> None:
        """Ask whether the moment, which has passed, means now."""
        self.passed = True
