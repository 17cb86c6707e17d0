"""Through whose eyes a list of the desk is seen: what of a release one person may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib.auth.models import User
from django.db.models import Prefetch
from django.utils import translation

from articles import permissions
from articles.enums import UNTITLED, all_codes, direction, shown_codes, suffix, tag
from articles.models import Edition, Release

# What the state of an edition is read from, and no text.
STATE = (
    "release_id", "language", "slug", "stage", "publish_at", "withdrawn_at", "live_id", "approved_id", "current_id",
    "source_id", "held_for", "stale",
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


class Viewer:
    """A member of staff at the moment ``at``."""

    def __init__(self, person: User, at: datetime) -> None:
        self.person = person
        self.at = at
        self._readable: dict[str, list[str]] = {}

    @cached_property
    def own(self) -> list[str]:
        """The shown languages in which the person writes or approves."""
        return permissions.own(self.person)

    @cached_property
    def writable(self) -> list[str]:
        """The shown languages in which the person writes."""
        return permissions.writable(self.person)

    @cached_property
    def approvable(self) -> list[str]:
        """The shown languages in which the person approves."""
        return [code for code in shown_codes() if permissions.may_approve(self.person, code)]

    def readable(self, original: str) -> list[str]:
        """Return the shown languages that the person may read of a release written in ``original``."""
        if original not in self._readable:
            self._readable[original] = permissions.readable(self.person, original)
        return self._readable[original]

    def headline(self, release: Release) -> Headline:
        """Return the headline in the interface's language, else in the original, else in any that may be read."""
        allowed = self.readable(release.original)
        for code in (translation.get_language() or "", release.original, *allowed):
            title = getattr(release, f"title_{suffix(code)}", "") if code in allowed else ""
            if title:
                return Headline(str(title), code)
        return Headline(str(UNTITLED), "")


def with_headlines(pks: Iterable[int]) -> dict[int, Release]:
    """Return releases by key with their headlines and the state of their editions, ``older_source`` told of each.

    Two queries, and no other text.
    """
    heavy = [f"{name}_{suffix(code)}" for name in ("body", "lead", "dateline") for code in all_codes()]
    # Not "title": modeltranslation would defer the headlines of all languages, a query each.
    rows = Release.objects.filter(pk__in=set(pks)).defer(*heavy, "body", "lead", "dateline")
    editions = Edition.objects.only(*STATE).marking_stale()
    return {release.pk: release for release in rows.prefetch_related(Prefetch("editions", queryset=editions))}
