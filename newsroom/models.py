"""What the cookie page says of a cookie beyond django-cookie-consent's own model: how long it lasts, whose it is."""

from typing import NamedTuple

from cookie_consent.models import Cookie
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy


class Unit(models.TextChoices):
    """In what a duration is counted."""

    MINUTE = "minute", _("minutes")
    HOUR = "hour", _("hours")
    DAY = "day", _("days")
    MONTH = "month", _("months")
    YEAR = "year", _("years")


def lasting(amount: int, unit: str) -> str:
    """Return a duration in words of the active language: ``180 days``."""
    forms = {
        Unit.MINUTE: ngettext("%(number)d minute", "%(number)d minutes", amount),
        Unit.HOUR: ngettext("%(number)d hour", "%(number)d hours", amount),
        Unit.DAY: ngettext("%(number)d day", "%(number)d days", amount),
        Unit.MONTH: ngettext("%(number)d month", "%(number)d months", amount),
        Unit.YEAR: ngettext("%(number)d year", "%(number)d years", amount),
    }
    return forms[Unit(unit)] % {"number": amount}


class Entry(NamedTuple):
    """A cookie as the page explains it. ``amount`` 0: until the browser is closed; None: nobody said.

    ``purpose`` and ``provider`` are translated when they are shown; an empty ``provider`` is this site.
    """

    name: str
    purpose: str
    amount: int | None = None
    unit: str = Unit.DAY
    provider: str = ""

    @property
    def lasting(self) -> str:
        """How long the cookie lasts, in words; empty if nobody said."""
        if self.amount is None:
            return ""
        return lasting(self.amount, self.unit) if self.amount else str(_("Until you close the browser"))


class CookieDetail(models.Model):
    """What django-cookie-consent's ``Cookie`` has no column for."""

    cookie = models.OneToOneField(Cookie, models.CASCADE, primary_key=True, related_name="detail")
    amount = models.PositiveSmallIntegerField(_("lasts"), default=0, help_text=_("0: until the browser is closed."))
    unit = models.CharField(pgettext_lazy("of time", "unit"), max_length=6, choices=Unit, default=Unit.DAY)
    provider = models.CharField(
        _("whose it is"), max_length=100, blank=True, help_text=_("A third party's name; empty: this site.")
    )

    class Meta:
        verbose_name = _("duration and party")
        verbose_name_plural = _("duration and party")
        default_permissions = ()  # part of its cookie

    def __str__(self) -> str:
        return str(self.cookie)

    @property
    def entry(self) -> Entry:
        """The cookie with what is said of it here."""
        return Entry(self.cookie.name, self.cookie.description, self.amount, self.unit, self.provider)
