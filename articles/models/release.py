"""Releases and what becomes of each of their languages: working copy, revisions, edition."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import html
from articles.enums import (
    Change,
    Stage,
    State,
    Withdrawal,
    all_languages,
    language_permissions,
    shown_codes,
    suffix,
)
from articles.models.fields import HTMLField, LineField, PlainTextField
from articles.models.photo import Photo, PhotoVersion
from articles.models.topic import Topic, validate_slug
from articles.moments import year_of
from articles.querysets import EditionQuerySet

if TYPE_CHECKING:
    from articles.models.media import Attachment, Illustration

REFERENCE = r"\A(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9-]*\Z"
# No letter that is taken for another when a reference is read out on the telephone.
REFERENCE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one language: what staff write, translators translate and editors approve."""

    title: str = ""
    dateline: str = ""
    lead: str = ""
    body: str = ""
    notes: str = ""

    def cleaned(self) -> Self:
        """Return the text as the database will hold it."""
        return type(self)(
            title=html.clean_line(self.title),
            dateline=html.clean_line(self.dateline),
            lead=html.clean_line(self.lead),
            body=html.clean(self.body),
            notes=html.clean(self.notes),
        )

    def __bool__(self) -> bool:
        return any(asdict(self).values())


TEXT_FIELDS = tuple(Text.__dataclass_fields__)
RICH_FIELDS = ("body", "notes")


def new_reference(year: int) -> str:
    """Return a reference such as ``2026-K7QF``.

    Four random characters, not a running number: gaps in a sequence would tell readers how much is being prepared.
    """
    while True:
        code = "".join(secrets.choice(REFERENCE_ALPHABET) for _i in range(4))
        if not code.isdigit():
            return f"{year}-{code}"


class Release(models.Model):
    """One announcement. Its texts are the working copy, in columns per language (``translation.py``).

    Public code reads ``Edition`` and ``Revision``, never this.
    """

    reference = models.CharField(
        _("reference number"),
        max_length=40,
        unique=True,
        blank=True,
        validators=[RegexValidator(REFERENCE, _("Use letters, digits and hyphens, with at least one letter."))],
        help_text=_("Leave empty for a new one. Letters, digits and hyphens."),
    )
    original = models.CharField(_("original language"), max_length=10, choices=all_languages)
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("photo"))
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=_("topics"))
    required = models.JSONField(
        _("required languages"),
        default=list,
        blank=True,
        help_text=_("Nothing of this release goes out before these languages are approved."),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)
    title = LineField(_("headline"), max_length=300, blank=True, default="")
    dateline = LineField(
        _("dateline"),
        max_length=150,
        blank=True,
        default="",
        help_text=_("Place, as it opens the first paragraph; the dash is added."),
    )
    lead = PlainTextField(_("lead"), blank=True, default="", help_text=_("One or two sentences, for the list."))
    body = HTMLField(_("body"), blank=True, default="")
    notes = HTMLField(
        _("notes to editors"),
        blank=True,
        default="",
        help_text=_("Background, figures and sources for journalists; they stand after the text, on every page of it."),
    )

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-updated_at", "-pk"]
        permissions = [("read_every_language", "Can read working copies in every language")]
        indexes = [models.Index(fields=["-updated_at", "-id"], name="release_updated")]

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.reference:
            self.reference = new_reference(timezone.localdate().year)
        super().save(*args, **kwargs)

    def text(self, language: str) -> Text:
        """Return the working copy in ``language``."""
        end = suffix(language)
        return Text(**{name: getattr(self, f"{name}_{end}") or "" for name in TEXT_FIELDS})

    def set_text(self, language: str, text: Text) -> list[str]:
        """Put ``text`` into the columns of ``language`` and return their names; nothing is saved."""
        columns = {f"{name}_{suffix(language)}": value for name, value in asdict(text).items()}
        for column, value in columns.items():
            setattr(self, column, value)
        return list(columns)


class Edition(models.Model):
    """The publication state of one language of one release. Its rules are in ``workflow``.

    ``source``: the revision of the original that the working copy follows; null for the original itself.
    ``stale``: whether it follows an older text than the original's newest approved one; kept by ``workflow.finish``.
    ``held_for``: the moment for which it was scheduled when its release was held.
    ``change``, ``changed_at``: the newest change of the public text that readers are told of.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="editions")
    language = models.CharField(_("language"), max_length=10, choices=all_languages)
    slug = models.CharField(  # noqa: DJ001 (null, because it is unique and many editions have none yet)
        _("slug"), max_length=120, null=True, blank=True, validators=[validate_slug]
    )
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.DRAFT)
    current = models.ForeignKey("Revision", on_delete=models.RESTRICT, null=True, related_name="+")
    approved = models.ForeignKey("Revision", on_delete=models.RESTRICT, null=True, related_name="+")
    live = models.ForeignKey("Revision", on_delete=models.RESTRICT, null=True, related_name="+")
    source = models.ForeignKey("Revision", on_delete=models.RESTRICT, null=True, related_name="+")
    stale = models.BooleanField(default=False)
    publish_at = models.DateTimeField(_("publication"), null=True)
    held_for = models.DateTimeField(_("held"), null=True)
    change = models.CharField(max_length=10, choices=Change.choices, blank=True, default="")
    changed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(_("withdrawal"), null=True)
    withdrawal = models.CharField(max_length=10, choices=Withdrawal.choices, blank=True, default="")
    withdrawal_note = PlainTextField(blank=True, default="")
    replaced_by = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, related_name="replaces")
    version = models.PositiveIntegerField(default=0)

    back: str | None  # only after EditionQuerySet.with_page_before
    replacement: bool  # only after EditionQuerySet.with_replacement
    gone: bool  # only for the cursor of a list (views/lists.py): whether it is in the list no more
    returned_at: datetime | None  # only after EditionQuerySet.with_return
    topics: list[Topic]  # only after facets.load_topics
    public_version: int  # only after EditionQuerySet.with_version
    text_since: datetime  # only after EditionQuerySet.with_version

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        default_permissions = ()
        permissions = [*language_permissions()]
        constraints = [
            models.UniqueConstraint(fields=["release", "language"], name="one_edition_per_release_and_language"),
            models.UniqueConstraint(fields=["language", "slug"], name="slug_unique_per_language"),
            models.CheckConstraint(
                condition=models.Q(live__isnull=True)
                | models.Q(publish_at__isnull=False, slug__isnull=False, approved__isnull=False),
                name="live_implies_publish_at_and_slug",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(live__isnull=False),
                name="withdrawn_implies_live",
            ),
            models.CheckConstraint(
                condition=models.Q(slug__isnull=True) | ~models.Q(slug=""),
                name="slug_is_null_or_not_empty",
            ),
            models.CheckConstraint(
                condition=models.Q(held_for__isnull=True) | models.Q(live__isnull=True),
                name="held_is_not_live",
            ),
        ]
        indexes = [
            models.Index(
                fields=["language", "-publish_at", "slug"],
                name="edition_newest_first",
                condition=models.Q(live__isnull=False, withdrawn_at__isnull=True),
            ),
            models.Index(
                fields=["publish_at"],
                name="edition_next_event",
                condition=models.Q(live__isnull=False, withdrawn_at__isnull=True),
            ),
            models.Index(fields=["language"], name="edition_stale", condition=models.Q(stale=True)),
            models.Index(fields=["held_for"], name="edition_held", condition=models.Q(held_for__isnull=False)),
            models.Index(
                fields=["stage", "language"],
                name="edition_in_review",
                condition=models.Q(stage=Stage.IN_REVIEW.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release.reference} {self.language}"

    def get_absolute_url(self) -> str:
        """Return the path of this edition's page; empty as long as it has none."""
        return self.address() if self.publish_at and self.slug else ""

    def state(self, at: datetime) -> State:
        """Return what the edition is at ``at``."""
        if self.withdrawn_at:
            return State.WITHDRAWN
        if self.live_id and self.publish_at:
            return State.PUBLIC if self.publish_at <= at else State.SCHEDULED
        return State.APPROVED if self.approved_id else State(self.stage)

    @property
    def newer_text_waiting(self) -> bool:
        """Whether the working copy holds another text than the one that goes out or went out."""
        outgoing = self.live_id or self.approved_id
        return outgoing is not None and outgoing != self.current_id

    @property
    def modified_at(self) -> datetime:
        """The later of publication and newest correction or update that readers are told of."""
        assert self.publish_at is not None
        return max(self.publish_at, self.changed_at or self.publish_at)

    @property
    def year(self) -> int:
        """The year of publication, part of the address."""
        assert self.publish_at is not None
        return year_of(self.publish_at)

    def address(self, page: str = "detail") -> str:
        """Return the path of a page of this edition: ``detail``, ``print``, ``ninjs``, ``kit`` or a paper."""
        return reverse(f"articles:{page}", args=[self.language, self.year, self.slug])

    def alternates(self) -> dict[str, str]:
        """Return the path per language in which this release is public; needs ``with_alternates``."""
        found = {}
        for language in shown_codes():
            slug = getattr(self, f"slug_{suffix(language)}")
            if slug is not None:
                year = year_of(getattr(self, f"publish_at_{suffix(language)}"))
                found[language] = reverse("articles:detail", args=[language, year, slug])
        return found


class Revision(models.Model):
    """One language's text at one moment, with the picture's texts in that language. Immutable: a trigger refuses
    updates (``articles.triggers``), foreign keys refuse to lose one that an edition points to.

    ``digest``: SHA-256 in hexadecimal of the canonical JSON that ``compute_digest`` describes.
    ``source``: the revision of the original language that this one translates; None for originals.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("revision"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("author"),
    )
    created_at = models.DateTimeField(_("time"), default=timezone.now)
    source = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    photo = models.ForeignKey(PhotoVersion, on_delete=models.PROTECT, null=True, related_name="revisions")
    photo_alt = LineField(max_length=300, blank=True, default="")
    photo_caption = LineField(max_length=500, blank=True, default="")
    photo_credit = LineField(max_length=200, blank=True, default="")
    photo_terms = PlainTextField(blank=True, default="")
    title = LineField(pgettext_lazy("release", "headline"), max_length=300, blank=True, default="")
    dateline = LineField(max_length=150, blank=True, default="")
    lead = PlainTextField(blank=True, default="")
    body = HTMLField(blank=True, default="")
    notes = HTMLField(blank=True, default="")

    _frozen: "tuple[Sequence[Illustration], Sequence[Attachment]] | None" = None

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="revision_number_unique")]

    def __str__(self) -> str:
        return f"{self.edition} r{self.number}"

    def text(self) -> Text:
        """Return the text of this revision."""
        return Text(self.title, self.dateline, self.lead, self.body, self.notes)

    def frozen(self) -> "tuple[Sequence[Illustration], Sequence[Attachment]]":
        """Return its photos besides the lead and its documents: given with ``freeze``, or else as stored."""
        if self._frozen is None:
            if self._state.adding:
                return (), ()
            self._frozen = (
                list(self.illustrations.select_related("photo")),
                list(self.attachments.select_related("document")),
            )
        return self._frozen

    def freeze(self, illustrations: "Sequence[Illustration]", attachments: "Sequence[Attachment]") -> None:
        """Give it photos and documents that are stored with it, or were loaded for many revisions at once."""
        self._frozen = illustrations, attachments

    def compute_digest(self) -> str:
        """Return the SHA-256 of the texts, picture and language as JSON with sorted keys, UTF-8, no spaces.

        What is empty of notes, terms, illustrations and attachments is left out: revisions are older than these, and
        their digests must stay true. Illustrations and attachments are as ``media.py`` describes them.
        """
        content: dict[str, Any] = {
            name: value for name, value in asdict(self.text()).items() if value or name != "notes"
        } | {
            "language": self.edition.language,
            "photo": self.photo.token if self.photo else None,
            "photo_alt": self.photo_alt,
            "photo_caption": self.photo_caption,
            "photo_credit": self.photo_credit,
        }
        illustrations, attachments = self.frozen()
        more = {
            "photo_terms": self.photo_terms,
            "illustrations": [one.content() for one in illustrations],
            "attachments": [one.content() for one in attachments],
        }
        content |= {name: value for name, value in more.items() if value}
        canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
