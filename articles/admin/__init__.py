"""The desk: one module per screen."""

from articles.admin import audit, glossary, people, photos, preferences, releases, shared

__all__ = ["audit", "glossary", "people", "photos", "preferences", "releases", "shared"]
