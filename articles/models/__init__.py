"""The model: docs/architecture.md explains how its parts belong together."""

from articles.models.announcement import Announcement
from articles.models.derivative import Derivative
from articles.models.desk import Override, Preferences, Presence
from articles.models.document import Document, DocumentVersion
from articles.models.journal import AuditEntry, ContentClock
from articles.models.media import Attachment, GalleryPhoto, Illustration, ReleaseDocument, load_frozen
from articles.models.photo import Asset, Photo, PhotoVersion, Tag
from articles.models.publication import FormerAddress, PreviewLink, Publication
from articles.models.release import RICH_FIELDS, TEXT_FIELDS, Edition, Release, Revision, Text
from articles.models.search import Indexed, Word
from articles.models.tally import Count, Counted, Tally
from articles.models.topic import Organisation, Term, Topic

__all__ = [
    "RICH_FIELDS",
    "TEXT_FIELDS",
    "Announcement",
    "Asset",
    "Attachment",
    "AuditEntry",
    "ContentClock",
    "Count",
    "Counted",
    "Derivative",
    "Document",
    "DocumentVersion",
    "Edition",
    "FormerAddress",
    "GalleryPhoto",
    "Illustration",
    "Indexed",
    "Organisation",
    "Override",
    "Photo",
    "PhotoVersion",
    "Preferences",
    "Presence",
    "PreviewLink",
    "Publication",
    "Release",
    "ReleaseDocument",
    "Revision",
    "Tag",
    "Tally",
    "Term",
    "Text",
    "Topic",
    "Word",
    "load_frozen",
]
