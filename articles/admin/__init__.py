"""The desk: one module per screen."""

from articles.admin import audit, people, photos, preferences, releases, shared

__all__ = ["audit", "people", "photos", "preferences", "releases", "shared"]
