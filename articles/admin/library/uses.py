"""Where a photo or document is used: releases, bounded, each as far as the person may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles import permissions, workflow
from articles.admin.library.reading import Thing
from articles.admin.library.selection import used_documents, used_photos
from articles.admin.panels import Panel, panels
from articles.desk.headlines import Headline, headline, with_headlines
from articles.enums import IllustrationRole
from articles.models import (
    Attachment,
    Document,
    Edition,
    GalleryPhoto,
    Illustration,
    Photo,
    Release,
    ReleaseDocument,
)

SHOWN = 30
COUNTED = 1000  # releases; beyond, it is "more than"


@dataclass(frozen=True, slots=True)
class Use:
    """A release that uses it: as what, and how far each of its languages is."""

    release: Release
    headline: Headline
    places: list[str]
    panels: list[Panel]

    @property
    def address(self) -> str:
        """The release's page at the desk."""
        return reverse("admin:articles_release_change", args=[self.release.pk])


@dataclass(frozen=True, slots=True)
class Uses:
    """The newest releases that use it, whether there are more, and whether anything ever has: then it stays."""

    shown: list[Use]
    more: bool
    ever: bool


def uses(person: permissions.Person, thing: Thing) -> Uses:
    """Return what uses ``thing``: in a working copy, or in what readers have now."""
    keys = list(_using(thing).order_by("-pk").values_list("pk", flat=True)[: SHOWN + 1])
    releases = with_headlines(keys[:SHOWN])
    found = _places(thing, keys[:SHOWN])
    shown = [
        Use(releases[key], headline(releases[key], person), found[key], panels(releases[key]))
        for key in keys[:SHOWN]
        if key in releases
    ]
    return Uses(shown, len(keys) > SHOWN, bool(keys) or ever_used(thing))


def ever_used(thing: Thing) -> bool:
    """Tell whether a working copy or any revision, of whatever time, has ``thing``."""
    condition = used_photos() if isinstance(thing, Photo) else used_documents()
    return type(thing)._default_manager.filter(condition, pk=thing.pk).exists()


def _live(thing: Thing) -> Q:
    """Return the condition that the live revision of an edition shows some file of ``thing``."""
    if isinstance(thing, Document):
        return Q(live__in=Attachment.objects.filter(document__document=thing).values("revision"))
    within = Illustration.objects.filter(photo__photo=thing).values("revision")
    return Q(live__photo__photo=thing) | Q(live__in=within)


def _using(thing: Thing) -> QuerySet[Release]:
    working = workflow.using(thing) if isinstance(thing, Photo) else workflow.offering(thing)
    live = Edition.objects.filter(_live(thing)).values("release")
    return Release.objects.filter(Q(pk__in=working.values("pk")) | Q(pk__in=live))


def public_releases(thing: Thing, at: datetime) -> int:
    """Return how many releases show ``thing`` to readers at ``at``, counted up to ``COUNTED``."""
    keys = Edition.objects.public(None, at).filter(_live(thing)).order_by().values_list("release", flat=True)
    return len(set(keys.distinct()[:COUNTED]))


def working_releases(thing: Thing) -> int:
    """Return how many working copies use ``thing``, counted up to ``COUNTED``."""
    working = workflow.using(thing) if isinstance(thing, Photo) else workflow.offering(thing)
    return len(working.values_list("pk", flat=True)[:COUNTED])


def _places(thing: Thing, keys: Sequence[int]) -> dict[int, list[str]]:
    """Return by release as what it uses ``thing``."""
    found: dict[int, list[str]] = {key: [] for key in keys}
    asked: list[tuple[str, QuerySet[Any], str]]
    if isinstance(thing, Document):
        rows = ReleaseDocument.objects.filter(document=thing, release__in=keys)
        asked = [(pgettext("use of a document", "Documents"), rows, "release")]
    else:
        body = Illustration.objects.filter(
            photo__photo=thing,
            role=IllustrationRole.BODY,
            revision__edition__current=F("revision"),
            revision__edition__release__in=keys,
        )
        asked = [
            (pgettext("use of a photo", "Lead photo"), Release.objects.filter(photo=thing, pk__in=keys), "pk"),
            (
                pgettext("use of a photo", "Gallery"),
                GalleryPhoto.objects.filter(photo=thing, release__in=keys),
                "release",
            ),
            (pgettext("use of a photo", "In the text"), body, "revision__edition__release"),
        ]
    for label, rows, column in asked:
        for key in rows.order_by().values_list(column, flat=True).distinct():
            found[key].append(label)
    return {key: places or [_("Only in what is approved")] for key, places in found.items()}
