"""The media library at the desk: photos, documents, and the tags by which both are found.

By file: ``photos``, ``documents``, ``tags`` (Django's own pages), ``shelf`` (the page with everything), ``selection``
(what it is narrowed to), ``tiles`` (how one thing is shown to one person), ``reading`` (which of its texts they may
read), ``picking`` (choosing from a release's page).
"""

from articles.admin.library import documents, photos, tags

__all__ = ["documents", "photos", "tags"]
