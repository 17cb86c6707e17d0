"""Count the releases that lists show the number of from nothing, or tell whether the numbers are right."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles import counts


class Command(BaseCommand):
    """Count everything anew; for an archive that was changed behind the workflow's back."""

    @property
    def help(self) -> str:  # type: ignore[override]
        """What ``--help`` says; a property, since argparse takes no lazy text."""
        return _(
            "Count anew how many releases there are per language, topic, year and month. Publishing waits meanwhile, "
            "readers do not."
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help=_("change nothing; fail if a number is wrong"))

    def handle(self, *args: Any, **options: Any) -> None:
        with tqdm(total=len(counts.every_release()), unit=" releases", disable=None, leave=False) as bar:
            if not options["check"]:
                counts.rebuild(bar.update)
                self.stdout.write(_("Everything was counted anew."))
                return
            wrong = counts.wrong(bar.update)
        if wrong:
            message = ngettext(
                "%(count)d number is wrong. Run “manage.py rebuild_counts”.",
                "%(count)d numbers are wrong. Run “manage.py rebuild_counts”.",
                wrong,
            )
            raise CommandError(message % {"count": wrong})
        self.stdout.write(_("All numbers are right."))
