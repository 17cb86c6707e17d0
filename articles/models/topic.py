"""Topics and the organisation: what releases share."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import colours
from articles.enums import all_codes, suffix
from articles.models.fields import ColourField, HTMLField, LineField
from articles.querysets import TopicQuerySet


def validate_slug(value: str) -> None:
    """Refuse a slug that an address cannot carry: letters of any script, digits, hyphens, not digits alone.

    All digits would be read as a month (DESIGN.md, URLs).
    """
    characters = all(c.isalnum() or c in "-_" or _is_mark(c) for c in value)
    if not characters or not any(c.isalpha() for c in value):
        raise ValidationError(
            _("Use letters of any script, digits and hyphens; digits alone are not possible."),
            code="slug",
        )


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Mc"}


class Topic(models.Model):
    """A subject that releases are filed under; public in a language as soon as a release there is."""

    slug = models.CharField(
        _("slug"),
        max_length=80,
        unique=True,
        validators=[validate_slug],
        help_text=_("The end of its address, the same in every language."),
    )
    name = LineField(_("name"), max_length=120, blank=True, default="")

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name or self.slug


class Term(models.Model):
    """A name of the glossary, with its approved form per language; alternatives are separated by ``|``."""

    form = LineField(
        _("approved form"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("Several forms that are all right: separate them with |."),
    )
    note = LineField(_("note"), max_length=300, blank=True, default="", help_text=_("For the desk."))

    class Meta:
        verbose_name = _("name of the glossary")
        verbose_name_plural = _("glossary")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.form or next(filter(None, (getattr(self, f"form_{suffix(code)}") for code in all_codes())), "–")


class Organisation(models.Model):
    """Who speaks: one row, in every language."""

    name = LineField(_("name"), max_length=200, blank=True, default="")
    tagline = LineField(_("tagline"), max_length=300, blank=True, default="")
    boilerplate = HTMLField(
        _("boilerplate"),
        blank=True,
        default="",
        help_text=_("The paragraph “about us” that closes every release."),
    )
    press_contact = HTMLField(_("press contact"), blank=True, default="")
    accent = ColourField(
        _("accent on light"),
        blank=True,
        default="",
        validators=[colours.check_on_light],
        help_text=_(
            "The colour of links and buttons. Empty: the site’s own, or one that goes with the accent on dark."
        ),
    )
    accent_dark = ColourField(
        _("accent on dark"),
        blank=True,
        default="",
        validators=[colours.check_on_dark],
        help_text=_(
            "The same on dark screens. Empty: the site’s own colour, or one that goes with the accent on light."
        ),
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisation")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="organisation_is_one_row")]

    def __str__(self) -> str:
        return self.name or str(_("organisation"))
