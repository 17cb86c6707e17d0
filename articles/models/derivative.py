"""What is made from a text ahead of its publication: the papers that can be downloaded, and the share image."""

from django.core.files.storage import default_storage
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.enums import DerivativeKind
from articles.models.photo import TOKEN_PATTERN, new_token
from articles.models.publication import PreviewLink
from articles.models.release import Edition

FOLDER = "derivatives"


class Derivative(models.Model):
    """A file made from an edition, one of each kind; with ``link``, from the revision that a preview link opens.

    ``key`` says exactly which text, date, address and corrections it shows: it is offered only where the page shows the
    same. ``frame`` says what it shows of the organisation and how it is laid out: with another frame it is still true,
    and made anew when there is time. Both are SHA-256 in hexadecimal (``articles.derivatives.keys``).
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="derivatives")
    link = models.ForeignKey(PreviewLink, on_delete=models.CASCADE, null=True, related_name="derivatives")
    kind = models.CharField(max_length=10, choices=DerivativeKind.choices)
    key = models.CharField(max_length=64)
    frame = models.CharField(max_length=64)
    token = models.CharField(
        max_length=22,
        unique=True,
        default=new_token,
        editable=False,
        validators=[RegexValidator(rf"\A{TOKEN_PATTERN}\Z")],
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("derivative")
        verbose_name_plural = _("derivatives")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind"], condition=models.Q(link__isnull=True), name="one_derivative_of_each_kind"
            ),
            models.UniqueConstraint(
                fields=["link", "kind"], condition=models.Q(link__isnull=False), name="one_derivative_of_each_link"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.kind}"

    @property
    def file_name(self) -> str:
        """The storage name of the file: random, so that no address can be guessed from what is known."""
        return f"{FOLDER}/{self.token}.{DerivativeKind(self.kind).extension}"

    def read(self) -> bytes:
        """Return the file's bytes; ``OSError`` if it is lost."""
        with default_storage.open(self.file_name) as file:
            return bytes(file.read())
