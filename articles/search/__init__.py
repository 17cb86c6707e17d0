"""Full-text search of what is public, in each language: docs/features/search.md, docs/decisions/0021."""

from articles.search.documents import Document
from articles.search.finding import MAX_COUNT, Found, Hit, Limits, page
from articles.search.helping import Help, help_with
from articles.search.index import follow, follow_release, hold, write
from articles.search.queries import Query, cleaned, understood

__all__ = [
    "MAX_COUNT",
    "Document",
    "Found",
    "Help",
    "Hit",
    "Limits",
    "Query",
    "cleaned",
    "follow",
    "follow_release",
    "help_with",
    "hold",
    "page",
    "understood",
    "write",
]
