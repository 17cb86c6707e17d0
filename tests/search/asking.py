"""Asking the search as a page does, in one line."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from articles import search
from articles.models import Edition


def limits(language: str = "en", at: datetime | None = None, **narrower: Any) -> search.Limits:
    return search.Limits(language, at or timezone.now(), **narrower)


def found(typed: str, language: str = "en", *, best: bool = False, **options: Any) -> list[Edition]:
    """Return the first page of editions for ``typed``."""
    query = search.understood(search.cleaned(typed), language)
    return [hit.edition for hit in search.page(query, limits(language, **options), best=best).hits]


def titles(typed: str, language: str = "en", **options: Any) -> list[str]:
    """Return the headlines found for ``typed``."""
    return [edition.live.title for edition in found(typed, language, **options)]


def total(typed: str, language: str = "en", **options: Any) -> int:
    """Return how many are said to match."""
    query = search.understood(search.cleaned(typed), language)
    return search.page(query, limits(language, **options), best=False).total


def helped(typed: str, language: str = "en", **options: Any) -> search.Help:
    """Return what helps with ``typed``."""
    return search.help_with(search.understood(search.cleaned(typed), language), limits(language, **options))
