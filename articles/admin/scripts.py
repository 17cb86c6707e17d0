"""What a release's page tells its scripts: whose page it is, of which release, and where to ask."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from articles.admin.copying import may_copy
from articles.checks.form import LONGEST_CHINESE_HEADLINE, LONGEST_HEADLINE
from articles.models import Release


def scripts(request: HttpRequest, release: Release | None, language: str = "") -> dict[str, Any]:
    """Return the context of ``_scripts.html`` and of what else reads it: copying, the link picker.

    ``language`` on a page of one language, whose fields are called ``title`` and not ``title_fr``.
    """
    saved = release is not None and release.pk is not None
    return {
        "language": language,
        "release": release.pk if release and saved else "new",
        "presence": reverse("admin:articles_release_presence", args=[release.pk]) if release and saved else "",
        "links": reverse("admin:articles_release_links"),
        "copy": reverse("admin:articles_release_copy", args=[release.pk])
        if release and saved and may_copy(request.user, release)
        else "",
        "zone": settings.TIME_ZONE,
        "headline": LONGEST_HEADLINE,
        "chinese_headline": LONGEST_CHINESE_HEADLINE,
    }
