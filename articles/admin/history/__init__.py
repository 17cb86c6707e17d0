"""What became of a release: its revisions, what differs between two, and what was public at a moment.

One module per screen. Everything about a text needs the right to read its language (``permissions.may_read``); what was
public anybody at the desk may see.
"""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.urls import path

from articles.admin.history.as_of import as_of
from articles.admin.history.bringing_back import bring_back
from articles.admin.history.differences import diff
from articles.admin.history.one import one
from articles.admin.history.revisions import revisions

if TYPE_CHECKING:
    from django.contrib import admin

__all__ = ["as_of", "bring_back", "diff", "one", "revisions", "urls"]


def urls(model_admin: "admin.ModelAdmin") -> list[Any]:
    """Return the addresses of these screens, but for the history itself, which is Django's own."""
    view = model_admin.admin_site.admin_view
    revision = "<int:pk>/<language:language>/revisions/<int:number>/"
    screens = [
        ("<int:pk>/as-of/", partial(as_of, model_admin), "as_of"),
        ("<int:pk>/<language:language>/diff/", partial(diff, model_admin), "diff"),
        (revision, partial(one, model_admin), "revision"),
        (f"{revision}print/", partial(one, model_admin, paper=True), "revision_print"),
        (f"{revision}bring-back/", partial(bring_back, model_admin), "bring_back"),
    ]
    return [path(address, view(screen), name=f"articles_release_{name}") for address, screen, name in screens]
