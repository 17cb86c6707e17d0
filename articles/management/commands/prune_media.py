"""Remove pictures, documents, papers and share images that nothing knows any more."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles.library import pruning
from articles.library.inventory import BATCH, ROWS, entries


class Command(BaseCommand):
    """Remove what killed processes left behind, papers of dead preview links, and versions that nobody needs."""

    @property
    def help(self) -> str:  # type: ignore[override]
        """What ``--help`` says; a property, since argparse takes no lazy text."""
        return _(
            "Remove files that no photo, document, PDF or share image knows: what a killed process left behind. Files "
            "of the last hour stay, for an upload may be under way."
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help=_("say what would be removed, and remove nothing"))
        parser.add_argument(
            "--old-versions",
            type=int,
            metavar="DAYS",
            help=_("also remove replaced files that no text ever showed, if they came in so many days ago or earlier"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        dry, days = options["dry_run"], options["old_versions"]
        if days is not None and not 1 <= days <= 36_500:
            raise CommandError(_("One day at least, please, and not more than a hundred years."))
        now, removed = timezone.now(), 0
        if not dry:
            pruning.discard_dead_papers(now)
        for version in pruning.prune_versions(now, days, dry=dry) if days is not None else ():
            self.stdout.write(_("Version %(version)s, replaced and never shown.") % {"version": version})
        try:
            removed = sum(self._prune(folder, dry=dry) for folder in ROWS)
        except OSError as error:
            raise CommandError(_("The storage refuses: %(reason)s") % {"reason": error}) from error
        if dry:
            message = ngettext("%(count)d file would be removed.", "%(count)d files would be removed.", removed)
        else:
            message = ngettext("%(count)d file was removed.", "%(count)d files were removed.", removed)
        self.stdout.write(message % {"count": removed})

    def _prune(self, folder: str, *, dry: bool) -> int:
        """Remove what is unnamed in ``folder``, name it, and return how many files that were."""
        names, removed = entries(folder), 0
        with tqdm(total=len(names), desc=folder, disable=None, leave=False) as bar:
            for first in range(0, len(names), BATCH):
                batch = names[first : first + BATCH]
                for name in pruning.prune(folder, batch, timezone.now(), dry=dry):
                    bar.clear()
                    self.stdout.write(name)
                    removed += 1
                bar.update(len(batch))
        return removed
