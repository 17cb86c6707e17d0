"""Photos: one file, one row, its texts in every language."""

import secrets
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import images
from articles.models.fields import LineField

TOKEN_PATTERN = r"[A-Za-z0-9_-]{22}"  # noqa: S105 (no password, a public name)


def new_token() -> str:
    """Return 128 random bits as text, so that a picture's address cannot be guessed before its release."""
    return secrets.token_urlsafe(16)


class Photo(models.Model):
    """A picture. ``title`` is for the desk; alt, caption and credit are per language and are copied into revisions."""

    title = LineField(_("title"), max_length=200, help_text=_("For finding it at the desk; never shown to readers."))
    token = models.CharField(
        max_length=22,
        unique=True,
        default=new_token,
        editable=False,
        validators=[RegexValidator(rf"\A{TOKEN_PATTERN}\Z")],
    )
    width = models.PositiveIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), editable=False)
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    alt = LineField(
        _("alternative text"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("What is to be seen, for people who cannot see the picture."),
    )
    caption = LineField(_("caption"), max_length=500, blank=True, default="")
    credit = LineField(pgettext_lazy("picture", "credit"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def widths(self) -> list[int]:
        """The widths in pixels in which the picture exists, narrowest first."""
        largest = min(self.width, images.WIDTHS[-1])
        return [*(width for width in images.WIDTHS if width < largest), largest]

    def height_at(self, width: int) -> int:
        """Return the height in pixels of the rendition that is ``width`` pixels wide."""
        return max(1, round(self.height * width / self.width))

    def file_name(self, width: int) -> str:
        """Return the storage name of the rendition that is ``width`` pixels wide."""
        return f"photos/{self.token}/{width}.jpg"

    def address(self, width: int) -> str:
        """Return the path of the rendition that is ``width`` pixels wide; 404 unless something public shows it."""
        return reverse("articles:photo", args=[self.token, width])

    def size_of(self, width: int) -> int | None:
        """Return the size in bytes of the rendition that is ``width`` pixels wide; None if its file is lost."""
        try:
            return default_storage.size(self.file_name(width))
        except OSError:
            return None

    def take(self, file: BinaryIO) -> None:
        """Rebuild the picture in ``file`` and store its renditions; the row is not saved.

        Raises ``images.ImageProblem`` before anything is stored.
        """
        self.store(list(images.renditions(file)))

    def store(self, made: list[images.Rendition]) -> None:
        """Store the renditions of a picture, narrowest first, under a new token; the row is not saved.

        A new file always gets a new address, because browsers keep the old one for a year.
        """
        self.token = new_token()
        self.width, self.height = made[-1].width, made[-1].height
        for rendition in made:
            default_storage.save(self.file_name(rendition.width), ContentFile(rendition.data))
