"""What the desk remembers beside the texts: overridden findings, who has what open, what a person wants."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.enums import all_languages
from articles.models.fields import PlainTextField
from articles.models.release import Edition, Release


class Override(models.Model):
    """A finding of the checks that somebody looked at and let stand, with the reason.

    ``key`` is ``checks.Finding.key``: the same problem in a later revision has the same key and stays overridden.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="overrides")
    key = models.CharField(max_length=120)
    reason = PlainTextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("override")
        verbose_name_plural = _("overrides")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="override_unique")]

    def __str__(self) -> str:
        return self.key


class Presence(models.Model):
    """That a person had a release open at ``at``; rows older than a minute mean nothing."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10, blank=True, default="")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["release", "person"], name="presence_unique")]

    def __str__(self) -> str:
        return f"{self.person} {self.release}"


class Preferences(models.Model):
    """How a person wants the desk: its language and that of mails (empty: the browser's), and which mails not to get.

    ``muted`` lists values of ``enums.Action``.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences")
    language = models.CharField(_("language"), max_length=10, choices=all_languages, blank=True, default="")
    muted = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.person)
