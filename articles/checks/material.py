"""What is checked, and what is found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
    """The texts of a photo in the language that is checked.

    ``role``: lead, body or gallery. ``name``: what the photo is called at the desk; ``token``, by which bodies refer to
    it.
    """

    alt: str
    role: str = "lead"
    name: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A document of a text: its title in that language, what it is called at the desk, and by what it is known.

    ``version`` is the token of its file; ``scan`` a value of ``Scan``; ``notes``: code -> what it warns of.
    """

    title: str
    name: str
    token: str
    version: str
    scan: str
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Material:
    """A text to check. Without ``original`` (or in its own language) it is the original itself.

    ``photos``: what the photos are called to which the texts refer, by token.
    """

    language: str
    text: Text
    original_language: str = ""
    original: Text | None = None
    names: Sequence[Name] = ()
    pictures: Sequence[Picture] = ()
    documents: Sequence[Attached] = ()
    photos: Mapping[str, str] = field(default_factory=dict)


class Kind(TextChoices):
    """The kinds of checks."""

    FIGURE = "figure", pgettext_lazy("check", "Figure")
    DATE = "date", pgettext_lazy("check", "Date")
    NAME = "name", pgettext_lazy("check", "Name")
    LINK = "link", pgettext_lazy("check", "Link")
    QUOTATION = "quotation", pgettext_lazy("check", "Quotation")
    STRUCTURE = "structure", pgettext_lazy("check", "Structure")
    ALT = "alt", pgettext_lazy("check", "Alternative text")
    PICTURE = "picture", pgettext_lazy("check", "Picture")
    DOCUMENT = "document", pgettext_lazy("check", "Document")
    TYPOGRAPHY = "typography", pgettext_lazy("check", "Typography")
    HEADLINE = "headline", pgettext_lazy("check", "Headline")
    LEAD = "lead", pgettext_lazy("check", "Lead")
    DATELINE = "dateline", pgettext_lazy("check", "Dateline")


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: what, where, and by what it is known again.

    ``paragraph`` counts the outermost elements of the body from 1 (a list or table is one). Where something is missing
    here, the place is the original's, and the message says so. ``mark`` stands in ``excerpt`` as it is. ``key`` is the
    same in every language of the interface and at every later revision that has the same problem. ``asset``: the
    token of the photo or document that is meant. ``blocking``: nobody can let it stand.
    """

    kind: Kind
    message: str
    field: str
    paragraph: int | None
    excerpt: str
    mark: str
    key: str
    correctable: bool = False
    asset: str = ""
    blocking: bool = False
