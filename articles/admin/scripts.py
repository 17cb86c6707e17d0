"""What a release's page tells its scripts: whose page it is, of which release, and where to ask."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from articles.admin.copying import may_copy
from articles.checks.form import LONGEST_CHINESE_HEADLINE, LONGEST_HEADLINE
from articles.models import Release

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    Base = ModelAdmin[Any]
else:
    Base = object


def scripts(request: HttpRequest, release: Release | None, language: str = "") -> dict[str, Any]:
    """Return the context of ``_scripts.html`` and of what else reads it: copying, the link picker.

    ``language`` on a page of one language, whose fields are called ``title`` and not ``title_fr``.
    """
    presence = copy = ""
    pk = release.pk if release else None
    if release and pk:
        presence = reverse("admin:articles_release_presence", args=[pk])
        copy = reverse("admin:articles_release_copy", args=[pk]) if may_copy(request.user, release) else ""
    return {
        "language": language,
        "release": pk or "new",
        "presence": presence,
        "links": reverse("admin:articles_release_links"),
        "copy": copy,
        "zone": settings.TIME_ZONE,
        "headline": LONGEST_HEADLINE,
        "chinese_headline": LONGEST_CHINESE_HEADLINE,
    }


class TellsSaved(Base):
    """An admin page whose unsaved texts ``drafts.js`` keeps."""

    def message_user(
        self, request: HttpRequest, message: Any, level: Any = messages.INFO, *args: Any, **kwargs: Any
    ) -> None:
        """Mark the message after a page was saved with ``request.desk_tag``, so that what was kept is forgotten."""
        if tag := getattr(request, "desk_tag", ""):
            kwargs["extra_tags"] = tag
        super().message_user(request, message, level, *args, **kwargs)
