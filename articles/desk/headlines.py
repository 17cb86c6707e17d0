"""What a release is called at the desk: its headline, in the first language of several that a person may read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import translation

from articles import permissions
from articles.enums import UNTITLED, all_codes, direction, suffix, tag
from articles.models import Edition, Release

# What the state of an edition is read from, and no text.
STATE = (
    "release_id", "language", "slug", "stage", "publish_at", "withdrawn_at", "live_id", "approved_id", "current_id",
    "stale", "held_for",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline and its language; the language is empty where there is no headline to read."""

    text: str
    language: str

    @property
    def tag(self) -> str:
        """The language for ``lang`` attributes."""
        return tag(self.language) if self.language else ""

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``; ``auto`` where the words are the interface's own."""
        return direction(self.language) if self.language else "auto"


def headline(release: Release, person: Any, language: str = "") -> Headline:
    """Return the headline in ``language`` (the interface's by default), else in the original, else in any other, as far
    as ``person`` may read it.
    """
    return first_headline(release, permissions.readable(person, release.original), language)


def first_headline(release: Release, readable: Sequence[str], language: str = "") -> Headline:
    """Return what ``headline`` does, for who may read the languages ``readable`` of ``release``."""
    for code in (language or translation.get_language() or "", release.original, *readable):
        title = getattr(release, f"title_{suffix(code)}", "") if code in readable else ""
        if title:
            return Headline(str(title), code)
    return Headline(str(UNTITLED), "")


def without_texts(rows: QuerySet[Release]) -> QuerySet[Release]:
    """Load of ``rows`` no text but the headlines, in all languages."""
    heavy = [f"{name}_{suffix(code)}" for name in ("body", "lead", "dateline", "notes") for code in all_codes()]
    # Not "title": modeltranslation would defer the headlines of all languages, a query each.
    return rows.defer(*heavy, "body", "lead", "dateline", "notes")


def with_headlines(pks: Iterable[int]) -> dict[int, Release]:
    """Return releases by key with their headlines and the state of their editions.

    Two queries, and no other text.
    """
    rows = without_texts(Release.objects.filter(pk__in=set(pks)))
    editions = Edition.objects.only(*STATE)
    return {release.pk: release for release in rows.prefetch_related(Prefetch("editions", queryset=editions))}
