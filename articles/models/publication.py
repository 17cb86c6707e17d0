"""What readers got, when and where: publications, former addresses, and links for a look ahead."""

import secrets

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.enums import Change, all_languages
from articles.models.fields import PlainTextField
from articles.models.release import Edition, Revision
from articles.querysets import FormerAddressQuerySet, PreviewLinkQuerySet, PublicationQuerySet


class Publication(models.Model):
    """A revision and the time for which it is or was public: from ``public_from`` until before ``public_until``.

    One row for each text that was public, none for what never went out: "as of" and correction notices read it.
    ``note`` is shown to readers with a correction or an update, in the edition's language.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="publications")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="publications")
    public_from = models.DateTimeField(_("public from"))
    public_until = models.DateTimeField(_("public until"), null=True)
    change = models.CharField(_("change"), max_length=10, choices=Change.choices, blank=True, default="")
    note = PlainTextField(_("note for readers"), blank=True, default="")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        default_permissions = ()
        ordering = ["-public_from", "-pk"]
        indexes = [models.Index(fields=["edition", "-public_from"], name="publication_of_edition")]

    def __str__(self) -> str:
        return f"{self.edition} {self.public_from:%Y-%m-%d %H:%M:%S}"


class FormerAddress(models.Model):
    """An address at which an edition was public and is no more; it leads to where the edition is now."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="former_addresses")
    language = models.CharField(max_length=10, choices=all_languages)
    slug = models.CharField(max_length=120)

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="former_slug_unique_per_language")]

    def __str__(self) -> str:
        return f"{self.language} {self.slug}"


SECRET_PATTERN = r"[A-Za-z0-9_-]{32}\.[A-Za-z0-9_-]{43}"  # noqa: S105 (the form of one)


def new_secret() -> str:
    """Return 192 random bits as text."""
    return secrets.token_urlsafe(24)


def _signer() -> Signer:
    return Signer(salt="articles.preview", sep=".")


class PreviewLink(models.Model):
    """A way for somebody outside to see one revision before it is public, while ``PreviewLinkQuerySet.alive``."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="preview_links")
    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    label = models.CharField(_("for whom"), max_length=200)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(null=True)
    views = models.PositiveIntegerField(_("views"), default=0)
    viewed_at = models.DateTimeField(_("last view"), null=True)

    opens: bool  # only after PreviewLinkQuerySet.with_alive

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        default_permissions = ()
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """Return the path of the link."""
        return reverse("articles:shared_preview", args=[self.revision.edition.language, self.token])

    @property
    def token(self) -> str:
        """The secret with a signature, so that who reads the database cannot make the link."""
        return _signer().sign(self.secret)


def secret_of(token: str) -> str:
    """Return the secret in a signed ``token``; empty if the signature is not ours."""
    try:
        return _signer().unsign(token)
    except BadSignature:
        return ""
