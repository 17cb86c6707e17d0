"""Make what is missing of photos: AVIF, cuts for links, widths that came up later; newest first."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles.darkroom.developing import ImageProblem
from articles.library import making
from articles.models import PhotoVersion

PATIENCE = 5  # photos one after the other that cannot be made, until it is the machine's fault and not theirs


class Command(BaseCommand):
    """Make what is missing; a second run changes nothing, a stopped one loses nothing."""

    @property
    def help(self) -> str:  # type: ignore[override]
        """What ``--help`` says; a property, since argparse takes no lazy text."""
        return _(
            "Make the pictures that photos lack, newest first: AVIF and the cut for links, after an upgrade, an "
            "import, or where a worker died. What is there stays, for its address never gets another picture."
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, metavar="N", help=_("look at the newest N files and no others"))
        parser.add_argument("--lost", action="store_true", help=_("also look for lost files, and make them again"))
        parser.add_argument("--dry-run", action="store_true", help=_("say what is missing, and make nothing"))

    def handle(self, *args: Any, **options: Any) -> None:
        limit = options["limit"]
        if limit is not None and limit < 1:
            raise CommandError(_("At least one file, please."))
        versions = PhotoVersion.objects.select_related("photo").order_by("-pk")[:limit]
        made = failed = row = 0
        with tqdm(total=versions.count(), unit=" photos", disable=None, leave=False) as bar:
            for version in versions.iterator(chunk_size=100):
                again = making.lost(version) if options["lost"] else set()
                lacking = making.missing(version) | {making.kind_of(name) for name in again}
                if lacking and options["dry_run"]:
                    bar.clear()
                    self.stdout.write(f"{version}: {', '.join(sorted(lacking))}")
                    made += 1
                elif lacking:
                    succeeded = self._make(version, again)
                    made, failed, row = made + succeeded, failed + (not succeeded), 0 if succeeded else row + 1
                if row == PATIENCE:
                    break
                bar.update()
        self._conclude(made, failed, dry=options["dry_run"])

    def _make(self, version: PhotoVersion, again: Iterable[str]) -> bool:
        """Make what is missing of a version and tell whether that went well; if not, say why."""
        try:
            making.make(version.pk, again=frozenset(again))
        except (ImageProblem, OSError) as error:
            self.stderr.write(f"{version}: {error}")
            return False
        return True

    def _conclude(self, made: int, failed: int, *, dry: bool) -> None:
        if dry:
            message = ngettext("%(count)d photo lacks something.", "%(count)d photos lack something.", made)
        else:
            message = ngettext("%(count)d photo was completed.", "%(count)d photos were completed.", made)
        self.stdout.write(message % {"count": made})
        if failed:
            message = ngettext(
                "The pictures of %(count)d photo could not be made.",
                "The pictures of %(count)d photos could not be made.",
                failed,
            )
            raise CommandError(message % {"count": failed})
