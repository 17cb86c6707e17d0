"""Slugs that are typed, checked."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles import slugs
from articles.models import Edition
from articles.models.topic import validate_slug
from articles.workflow.moves import Incomplete

MAX_SLUG = 120  # characters, as its column


def checked_slug(typed: str, edition: Edition) -> str | None:
    """Return ``typed`` as a slug for ``edition``, None if nothing was typed; ``Incomplete`` if it cannot be one."""
    slug = unicodedata.normalize("NFC", typed.strip().lower())
    if not slug:
        return None
    if len(slug) > MAX_SLUG:
        raise Incomplete(_("This slug is too long."))
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise Incomplete(" ".join(error.messages)) from error
    if not slugs.available(slug, edition):
        raise Incomplete(_("Another release has this slug already."))
    return slug
