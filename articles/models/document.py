"""Documents: a file for readers to download, its title in every language, and the files that came in for it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from articles.enums import SERVED, DocumentKind, Scan, all_languages, suffix
from articles.models.fields import LineField
from articles.models.photo import Asset, token_field
from articles.openings import DocumentVersionQuerySet


class Document(Asset):
    """A file beside a release. ``language``: in which it is written; empty for one that every language offers.

    ``current`` is the newest file; readers get the one that the public revision of their language holds.
    """

    current = models.ForeignKey(
        "DocumentVersion", on_delete=models.RESTRICT, null=True, editable=False, related_name="+"
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=all_languages,
        blank=True,
        default="",
        help_text=_("Offered in this language alone; leave empty to offer it in every language."),
    )

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="document_newest_first")]

    @property
    def file(self) -> "DocumentVersion":
        """The newest file."""
        assert self.current is not None
        return self.current

    def address(self, language: str) -> str:
        """Return the permanent path under which readers of ``language`` get it; 404 unless something public has it."""
        return reverse("articles:document", args=[language, self.token])

    def title_for(self, language: str) -> str:
        """Return the title in ``language``; without one what kind of file it is, never the name that it came with."""
        with override(language):
            return getattr(self, f"title_{suffix(language)}") or str(DocumentKind(self.file.kind).label)


class DocumentVersion(models.Model):
    """A file that came in for a document. Nothing of it changes but the verdict of the scanner.

    ``notes``: codes of what the press office is warned of (``articles.filetypes``). Served only when ``scan`` lets it.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    token = token_field()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    original_name = LineField(max_length=200, blank=True, default="")
    kind = models.CharField(max_length=10, choices=DocumentKind.choices)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()  # bytes
    scan = models.CharField(max_length=10, choices=Scan.choices, default=Scan.OFF)
    notes = models.JSONField(default=list)

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="document_version_number_unique")]

    def __str__(self) -> str:
        return f"{self.token} ({self.number})"

    @property
    def file_name(self) -> str:
        """The storage name."""
        return f"documents/{self.token}.{DocumentKind(self.kind).extension}"

    @property
    def is_safe(self) -> bool:
        """Whether it may be served: the scanner has let it pass, or none is set."""
        return self.scan in SERVED
