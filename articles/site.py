"""What every public page shows beside its own subject: the organisation, the languages.

All of it is the same for every visitor; a query each, none of which grows with the archive.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.urls import reverse

from articles import colours
from articles.enums import direction, own_name, shown_codes, suffix, tag
from articles.models import Organisation
from articles.moments import zone


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A link of the language switcher: to the same thing where it is public, else to that language's list."""

    code: str
    tag: str
    name: str
    direction: str
    path: str
    here: bool


class Site:
    """The frame of one page in one language."""

    def __init__(self, language: str, alternates: dict[str, str] | None = None) -> None:
        self.language = language
        self.tag = tag(language)
        self.direction = direction(language)
        self.url = settings.SITE_URL
        self.list_path = reverse("articles:list", args=[language])
        self.alternates = alternates or {}

    @cached_property
    def organisation(self) -> Organisation:
        """The organisation in this language."""
        end = suffix(self.language)
        names = [f"{name}_{end}" for name in ("name", "tagline", "boilerplate", "press_contact")]
        rows = Organisation.objects.only(*names, "accent", "accent_dark")
        return rows.filter(pk=1).first() or Organisation(pk=1)

    @property
    def name(self) -> str:
        """The organisation's name; its host name as long as nobody has given it one in this language."""
        return self.organisation.name or settings.SITE_HOST

    @property
    def theme(self) -> str:
        """The path of the style sheet with the organisation's accents; empty where they are the site's own."""
        sheet = colours.sheet(self.organisation.accent, self.organisation.accent_dark)
        return reverse("articles:theme", args=[colours.digest(sheet)]) if sheet else ""

    @property
    def zone(self) -> str:
        """The newsroom's time zone, as people know it."""
        return zone()

    @property
    def languages(self) -> list[LanguageLink]:
        """The switcher: each shown language, leading to the same thing where it is public."""
        return [self._link(code, self.alternates) for code in shown_codes()]

    @property
    def also(self) -> list[LanguageLink]:
        """The other languages in which the same thing is public."""
        return self.links({code: path for code, path in self.alternates.items() if code != self.language})

    def links(self, paths: dict[str, str]) -> list[LanguageLink]:
        """Return a link to each of ``paths``, a path per language, in the order of the settings."""
        return [self._link(code, paths) for code in shown_codes() if code in paths]

    def _link(self, code: str, paths: dict[str, str]) -> LanguageLink:
        return LanguageLink(
            code=code,
            tag=tag(code),
            name=own_name(code),
            direction=direction(code),
            path=paths.get(code) or reverse("articles:list", args=[code]),
            here=code == self.language,
        )

    @property
    def hreflang(self) -> list[tuple[str, str]]:
        """(tag, absolute address) pairs for the head, with x-default; empty if there is but this language."""
        return hreflang(self.alternates)


def absolute(path: str) -> str:
    """Return ``path`` under the public origin, whatever the Host of the request."""
    return f"{settings.SITE_URL}{path}"


def hreflang(paths: dict[str, str]) -> list[tuple[str, str]]:
    """Return (tag, absolute address) pairs for a path per language, with x-default; none for one language alone."""
    if len(paths) < 2:
        return []
    pairs = [(tag(code), absolute(path)) for code, path in paths.items()]
    default = paths.get(settings.LANGUAGE_CODE) or next(iter(paths.values()))
    return [*pairs, ("x-default", absolute(default))]


def organisation_names(languages: Iterable[str]) -> dict[str, str]:
    """Return the organisation's name per language; the host's where nobody has given it one."""
    columns = [f"name_{suffix(code)}" for code in languages]
    row = Organisation.objects.filter(pk=1).values(*columns).first() or {}
    return {code: row.get(f"name_{suffix(code)}") or settings.SITE_HOST for code in languages}
