"""Remove the files of papers and share images that nothing knows any more."""

from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.derivatives import shelf
from articles.models import Derivative, PreviewLink
from articles.models.derivative import FOLDER

# A file younger than this may belong to a row that is just being written.
SETTLED = timedelta(hours=1)
BATCH = 500  # files that the database is asked about at once


class Command(BaseCommand):
    """Remove the papers of dead preview links, and files without a row: what a killed process left behind."""

    @property
    def help(self) -> str:  # type: ignore[override]
        """What ``--help`` says; a property, since argparse takes no lazy text."""
        return _(
            "Remove PDFs of preview links that open nothing any more, and files that a killed process left behind."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        alive = PreviewLink.objects.alive(now).values("pk")
        shelf.discard(Derivative.objects.filter(link__isnull=False).exclude(link__in=alive))
        _folders, names = default_storage.listdir(FOLDER) if default_storage.exists(FOLDER) else ([], [])
        removed = sum(_prune(names[first : first + BATCH], now) for first in range(0, len(names), BATCH))
        message = ngettext("%(count)d file was removed.", "%(count)d files were removed.", removed)
        self.stdout.write(message % {"count": removed})


def _prune(names: list[str], now: datetime) -> int:
    """Remove those of the files ``names`` that no row knows, and return how many they were."""
    tokens = {name: PurePosixPath(name).stem for name in names}
    known = set(Derivative.objects.filter(token__in=tokens.values()).values_list("token", flat=True))
    paths = [f"{FOLDER}/{name}" for name, token in tokens.items() if token not in known]
    strays = [path for path in paths if default_storage.get_modified_time(path) < now - SETTLED]
    for path in strays:
        default_storage.delete(path)
    return len(strays)
