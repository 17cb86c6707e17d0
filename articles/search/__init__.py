"""Full-text search of what is public, in each language: docs/features/search.md, docs/decisions/0021."""

from articles.search.documents import Document
from articles.search.finding import Found, Hit, find
from articles.search.helping import Help
from articles.search.index import follow, follow_release, hold, write
from articles.search.limits import MAX_COUNT, Limits
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
    "find",
    "follow",
    "follow_release",
    "hold",
    "understood",
    "write",
]
