"""The model: docs/architecture.md explains how its parts belong together."""

from articles.models.announcement import Announcement
from articles.models.derivative import Derivative
from articles.models.desk import Override, Preferences, Presence
from articles.models.journal import AuditEntry, ContentClock
from articles.models.photo import Photo
from articles.models.publication import FormerAddress, PreviewLink, Publication
from articles.models.release import RICH_FIELDS, TEXT_FIELDS, Edition, Release, Revision, Text
from articles.models.search import Indexed, Word
from articles.models.tally import Count, Counted, Tally
from articles.models.topic import Organisation, Term, Topic

__all__ = [
    "RICH_FIELDS",
    "TEXT_FIELDS",
    "Announcement",
    "AuditEntry",
    "ContentClock",
    "Count",
    "Counted",
    "Derivative",
    "Edition",
    "FormerAddress",
    "Indexed",
    "Organisation",
    "Override",
    "Photo",
    "Preferences",
    "Presence",
    "PreviewLink",
    "Publication",
    "Release",
    "Revision",
    "Tally",
    "Term",
    "Text",
    "Topic",
    "Word",
]
