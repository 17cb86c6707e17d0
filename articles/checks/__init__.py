"""Consistency checks of a text before approval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.models import Text


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the glossary, by language."""

    forms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's texts."""

    alt: str


@dataclass(frozen=True, slots=True)
class Material:
    """What is checked."""

    language: str
    text: Text
    original_language: str = ""
    original: Text | None = None
    names: Sequence[Name] = ()
    pictures: Sequence[Picture] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found."""

    kind: str
    message: str
    field: str
    paragraph: int | None
    excerpt: str
    mark: str
    key: str
    correctable: bool


def check(material: Material) -> list[Finding]:
    """Return the findings."""
    return []


def corrected(text: Text, language: str) -> Text:
    """Return the text with its typography corrected."""
    return text
