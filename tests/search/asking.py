"""Asking the search as a page does, in one line."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from articles import search
from articles.models import Edition


def limits(language: str = "en", at: datetime | None = None, **narrower: Any) -> search.Limits:
    return search.Limits(language, at or timezone.now(), **narrower)


def ask(
    typed: str, language: str = "en", *, best: bool = False, after: Edition | None = None, **options: Any
) -> search.Found:
    """Return the page of what is found for ``typed``."""
    query = search.understood(search.cleaned(typed), language)
    page = search.find(query, limits(language, **options), best=best, after=after)
    assert page is not None
    return page


def found(typed: str, language: str = "en", *, best: bool = False, **options: Any) -> list[Edition]:
    """Return the first page of editions for ``typed``."""
    return [hit.edition for hit in ask(typed, language, best=best, **options).hits]


def titles(typed: str, language: str = "en", **options: Any) -> list[str]:
    """Return the headlines found for ``typed``."""
    return [edition.live.title for edition in found(typed, language, **options)]


def total(typed: str, language: str = "en", **options: Any) -> int:
    """Return how many are said to match."""
    return ask(typed, language, **options).total


def helped(typed: str, language: str = "en", **options: Any) -> search.Help:
    """Return what helps with ``typed``, which nothing matches."""
    help_ = ask(typed, language, **options).help
    assert help_ is not None
    return help_
