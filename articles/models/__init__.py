"""The model: docs/architecture.md explains how its parts belong together."""

from articles.models.journal import AuditEntry, ContentClock
from articles.models.photo import Photo
from articles.models.release import TEXT_FIELDS, Edition, Release, Revision, Text
from articles.models.topic import Organisation, Topic

__all__ = [
    "TEXT_FIELDS",
    "AuditEntry",
    "ContentClock",
    "Edition",
    "Organisation",
    "Photo",
    "Release",
    "Revision",
    "Text",
    "Topic",
]
