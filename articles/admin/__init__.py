"""The desk: one module per screen."""

from articles.admin import audit, glossary, library, people, preferences, releases, shared

__all__ = ["audit", "glossary", "library", "people", "preferences", "releases", "shared"]
