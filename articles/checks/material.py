"""What is checked, and what is found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from articles.models.release import Text


@dataclass(frozen=True, slots=True)
class Name:
    """One entry of the glossary: language code -> approved form; alternatives in one form are parted by ``|``."""

    forms: Mapping[str, str]

    def approved(self, language: str) -> list[str]:
        """Return the forms that are approved in ``language``, the first the one to recommend; none is []."""
        return [form.strip() for form in self.forms.get(language, "").split("|") if form.strip()]


@dataclass(frozen=True, slots=True)
class Picture:
    """The texts of a photo in the language that is checked."""

    alt: str


@dataclass(frozen=True, slots=True)
class Material:
    """A text to check. Without ``original`` (or in its own language) it is the original itself."""

    language: str
    text: Text
    original_language: str = ""
    original: Text | None = None
    names: Sequence[Name] = ()
    pictures: Sequence[Picture] = ()


class Kind(TextChoices):
    """The kinds of checks."""

    FIGURE = "figure", pgettext_lazy("check", "Figure")
    DATE = "date", pgettext_lazy("check", "Date")
    NAME = "name", pgettext_lazy("check", "Name")
    LINK = "link", pgettext_lazy("check", "Link")
    QUOTATION = "quotation", pgettext_lazy("check", "Quotation")
    STRUCTURE = "structure", pgettext_lazy("check", "Structure")
    ALT = "alt", pgettext_lazy("check", "Alternative text")
    TYPOGRAPHY = "typography", pgettext_lazy("check", "Typography")
    HEADLINE = "headline", pgettext_lazy("check", "Headline")
    LEAD = "lead", pgettext_lazy("check", "Lead")
    DATELINE = "dateline", pgettext_lazy("check", "Dateline")


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: what, where, and by what it is known again.

    ``paragraph`` counts the outermost elements of the body from 1 (a list or table is one). Where something is missing
    here, the place is the original's, and the message says so. ``mark`` stands in ``excerpt`` as it is. ``key`` is the
    same in every language of the interface and at every later revision that has the same problem.
    """

    kind: Kind
    message: str
    field: str
    paragraph: int | None
    excerpt: str
    mark: str
    key: str
    correctable: bool = False
