"""Through whose eyes a list of the desk is seen: what of a release one person may read and do."""

from datetime import datetime
from functools import cached_property

from django.contrib.auth.models import User

from articles import permissions
from articles.desk.headlines import Headline, first_headline
from articles.enums import shown_codes
from articles.models import Release


class Viewer:
    """A member of staff at the moment ``at``; rights are asked for once, however long the list."""

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
        """Return what ``headlines.headline`` does for the person."""
        return first_headline(release, self.readable(release.original))
