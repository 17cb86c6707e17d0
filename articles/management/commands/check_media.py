"""Say whether every photo, document and paper has its files, and every file what it belongs to."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles.library import checking
from articles.library.inventory import ROWS


class Command(BaseCommand):
    """Print each thing that is wrong in a sentence, and end with an error if there is one; change nothing."""

    @property
    def help(self) -> str:  # type: ignore[override]
        """What ``--help`` says; a property, since argparse takes no lazy text."""
        return _(
            "Say which files of photos, documents, PDFs and share images are missing or damaged, and which belong to "
            "nothing: after a restore, or once a week. Nothing is changed."
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--hashes", action="store_true", help=_("read every file and compare its SHA-256, not its size alone")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        try:
            for sentence in self._wrong(hashes=options["hashes"]):
                self.stdout.write(sentence)
                found += 1
        except OSError as error:
            raise CommandError(_("The storage refuses: %(reason)s") % {"reason": error}) from error
        if found:
            message = ngettext("%(count)d thing is wrong.", "%(count)d things are wrong.", found)
            raise CommandError(message % {"count": found})
        self.stdout.write(_("Everything is where it belongs."))

    def _wrong(self, *, hashes: bool) -> Iterator[str]:
        for folder in ROWS:
            with tqdm(total=checking.count(folder), desc=folder, disable=None, leave=False) as bar:
                for row in checking.rows(folder):
                    for sentence in checking.wrong_with(row, hashes=hashes):
                        bar.clear()
                        yield sentence
                    bar.update()
            yield from checking.unnamed(folder, timezone.now())
