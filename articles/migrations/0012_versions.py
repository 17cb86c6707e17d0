"""Each photo so far becomes the first version of itself, under the same key, to which revisions can point."""

import re
from typing import Any

from django.conf import settings
from django.core.management.color import no_style
from django.db import connections, migrations

WIDTHS = (400, 800, 1600)  # pixels; what was made of a photo until now


def _made(width: int, height: int) -> dict[str, list[int]]:
    largest = min(width, WIDTHS[-1])
    widths = [*(one for one in WIDTHS if one < largest), largest]
    return {f"{one}.jpg": [one, max(1, round(height * one / width)), 0] for one in widths}


def begin_versions(apps: Any, schema_editor: Any) -> None:
    """Make the versions; titles become those of the default language."""
    alias = schema_editor.connection.alias
    Photo, PhotoVersion = (apps.get_model("articles", name) for name in ("Photo", "PhotoVersion"))
    column = "title_" + re.sub("-", "_", settings.MODELTRANSLATION_DEFAULT_LANGUAGE)
    versions = []
    for photo in Photo.objects.using(alias).order_by("pk").iterator():
        versions.append(
            PhotoVersion(
                pk=photo.pk, photo=photo, token=photo.token, created_at=photo.created_at,
                width=photo.width, height=photo.height, made=_made(photo.width, photo.height),
            )  # fmt: skip
        )
        Photo.objects.using(alias).filter(pk=photo.pk).update(current=photo.pk, **{column: photo.title})
    PhotoVersion.objects.using(alias).bulk_create(versions, batch_size=500)
    connection = connections[alias]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [PhotoVersion]):
            cursor.execute(statement)



class Migration(migrations.Migration):
    dependencies = [("articles", "0011_media")]

    operations = [
        migrations.RunPython(begin_versions, migrations.RunPython.noop, elidable=False),
    ]
