"""What happened, and when public pages next change: the audit log and the content clock."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.enums import Action, all_languages
from articles.models.release import Release, Revision


class AuditEntry(models.Model):
    """Who did what, when, to which language and revision of which release. Written by ``workflow`` alone.

    The names are copied, so that an entry outlives a deleted draft.
    """

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("person"),
    )
    action = models.CharField(_("action"), max_length=12, choices=Action.choices)
    release = models.ForeignKey(
        Release,
        on_delete=models.SET_NULL,
        null=True,
        related_name="audit",
        verbose_name=_("release"),
    )
    reference = models.CharField(_("reference number"), max_length=40)
    language = models.CharField(_("language"), max_length=10, choices=all_languages, blank=True)
    revision = models.ForeignKey(
        Revision, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("revision")
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action} {self.reference} {self.language}"


class ContentClock(models.Model):
    """One row: ``version`` counts changes of public pages, ``next_event_at`` is the next one that time alone brings."""

    version = models.PositiveBigIntegerField(default=1)
    next_event_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("content clock")
        verbose_name_plural = _("content clock")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="clock_is_one_row")]

    def __str__(self) -> str:
        return f"{self.version}"
