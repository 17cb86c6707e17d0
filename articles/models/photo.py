"""Photos: a picture in the media library, its texts in every language, and the files that came in for it."""

import re
import secrets
from functools import cached_property

from django.conf import settings
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.fields import LineField, PlainTextField
from articles.openings import PhotoVersionQuerySet

TOKEN_PATTERN = r"[A-Za-z0-9_-]{22}"  # noqa: S105 (no password, a public name)
BASE = re.compile(r"([0-9]+)\.(?:jpg|png)")  # what every browser shows
AVIF = re.compile(r"([0-9]+)\.avif")
SOCIAL = re.compile(r"social-([0-9]+)-([0-9]+)\.jpg")  # around the focus, in per cent from left and top
CENTRE = 50  # percent


def new_token() -> str:
    """Return 128 random bits as text, so that a file's address cannot be guessed before its release."""
    return secrets.token_urlsafe(16)


def token_field() -> models.CharField:
    """Return the column of a random name."""
    return models.CharField(
        max_length=22,
        unique=True,
        default=new_token,
        editable=False,
        validators=[RegexValidator(rf"\A{TOKEN_PATTERN}\Z")],
    )


class Tag(models.Model):
    """A word of the desk's own by which photos and documents are found; never shown to readers."""

    name = LineField(_("name"), max_length=50, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Asset(models.Model):
    """What photos and documents have in common: a permanent address, words to be found by, who may see them."""

    token = token_field()
    tags = models.ManyToManyField(Tag, blank=True, verbose_name=_("tags"))
    always_public = models.BooleanField(
        _("always public"),
        default=False,
        help_text=_("Open to everybody at once, whether a release shows it or not: a logo, a portrait for the press."),
    )
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    title = LineField(
        _("title"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("What it is called in the media library and where it is downloaded."),
    )
    terms = PlainTextField(
        _("terms of use"),
        blank=True,
        default="",
        help_text=_("What others may do with it, for example: free for editorial use if the source is named."),
    )

    called = ""  # to the person who looks at it, by a text that they may read: AssetAdmin

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.called or self.token


class Photo(Asset):
    """A picture. Its texts are per language and are copied into revisions, as is which of its files is shown.

    ``current`` is the newest file; a release that uses the photo shows it once its revision with it is approved.
    ``focus_x``, ``focus_y``: what cuts are made around, in percent of width and height.
    """

    current = models.ForeignKey("PhotoVersion", on_delete=models.RESTRICT, null=True, editable=False, related_name="+")
    focus_x = models.PositiveSmallIntegerField(default=CENTRE, validators=[MaxValueValidator(100)])
    focus_y = models.PositiveSmallIntegerField(default=CENTRE, validators=[MaxValueValidator(100)])
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    photographer = LineField(_("photographer"), max_length=200, blank=True, default="")
    alt = LineField(
        _("alternative text"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("What is to be seen, for people who cannot see the picture."),
    )
    caption = LineField(_("caption"), max_length=500, blank=True, default="")
    credit = LineField(pgettext_lazy("picture", "credit"), max_length=200, blank=True, default="")
    place = LineField(_("place"), max_length=150, blank=True, default="")

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="photo_newest_first")]

    @property
    def focus(self) -> tuple[int, int]:
        """What cuts are made around, in percent of width and height."""
        return self.focus_x, self.focus_y

    @property
    def file(self) -> "PhotoVersion":
        """The newest file."""
        assert self.current is not None
        return self.current


class PhotoVersion(models.Model):
    """A file that came in for a photo, and what was made of it. Nothing of it changes but what was made.

    ``sha256`` of the file that came in, empty if that was not kept. ``width`` and ``height`` in pixels, upright.
    ``colour``: of the place until the picture is there. ``made``: ``[width, height, bytes]`` by name; ``digests``: the
    SHA-256 by name. Names and formats: ``articles.darkroom``.
    """

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    token = token_field()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    original_name = LineField(max_length=200, blank=True, default="")
    format = models.CharField(max_length=10, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="", db_index=True)
    size = models.PositiveBigIntegerField(default=0)  # bytes
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    colour = models.CharField(max_length=7, blank=True, default="")
    made = models.JSONField(default=dict)
    digests = models.JSONField(default=dict)

    objects = PhotoVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a photo")
        verbose_name_plural = _("versions of photos")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["photo", "number"], name="photo_version_number_unique")]

    def __str__(self) -> str:
        return f"{self.token} ({self.number})"

    @cached_property
    def _base(self) -> dict[int, str]:
        return self._widths(BASE)

    @cached_property
    def _avif(self) -> dict[int, str]:
        return self._widths(AVIF)

    def _widths(self, pattern: re.Pattern[str]) -> dict[int, str]:
        found = ((pattern.fullmatch(name), name) for name in self.made)
        return dict(sorted((int(match[1]), name) for match, name in found if match))

    @property
    def widths(self) -> list[int]:
        """The widths in pixels in which the picture exists for every browser, narrowest first."""
        return list(self._base)

    @property
    def avif_widths(self) -> list[int]:
        """The widths in pixels in which it exists as AVIF, narrowest first; none until a task has made them."""
        return list(self._avif)

    @property
    def mime(self) -> str:
        """The type of what every browser shows."""
        return mime_of(next(iter(self._base.values()), ""))

    def name_at(self, width: int, *, avif: bool = False) -> str:
        """Return the name of the rendition that is ``width`` pixels wide; ``KeyError`` if there is none."""
        return (self._avif if avif else self._base)[width]

    def height_at(self, width: int) -> int:
        """Return the height in pixels of the rendition that is ``width`` pixels wide."""
        return max(1, round(self.height * width / self.width))

    def fitting(self, width: int) -> int:
        """Return the widest width that is no more than ``width`` pixels, or else the narrowest there is."""
        return max((own for own in self.widths if own <= width), default=self.widths[0])

    @property
    def full(self) -> str:
        """The name of the picture in its own size, for print; the widest there is where that was not kept."""
        return next((name for name in ("full.jpg", "full.png") if name in self.made), self._base[self.widths[-1]])

    @property
    def social(self) -> str:
        """The name of the cut for links on other sites; empty if there is none."""
        return next(filter(SOCIAL.fullmatch, self.made), "")

    @property
    def focus(self) -> tuple[int, int] | None:
        """Where the cut for links has its middle, in per cent from left and top; None if there is no cut."""
        match = SOCIAL.fullmatch(self.social)
        return (int(match[1]), int(match[2])) if match else None

    @property
    def original(self) -> str:
        """The storage name of the file that came in: never served to readers."""
        return f"photos/{self.token}/original"

    def file_name(self, name: str | int) -> str:
        """Return the storage name of the rendition ``name``, or of the one that is so many pixels wide."""
        return f"photos/{self.token}/{self.name_at(name) if isinstance(name, int) else name}"

    def address(self, name: str | int) -> str:
        """Return the path of a rendition; 404 unless something public shows it."""
        return reverse("articles:photo", args=[self.token, self.name_at(name) if isinstance(name, int) else name])

    def size_of(self, name: str | int) -> int | None:
        """Return the size in bytes of a rendition; None if it is not known."""
        found = self.made.get(self.name_at(name) if isinstance(name, int) else name)
        return (found[2] or None) if found else None


def mime_of(name: str) -> str:
    """Return the type of the rendition ``name``."""
    return {"png": "image/png", "avif": "image/avif"}.get(name.rpartition(".")[2], "image/jpeg")
