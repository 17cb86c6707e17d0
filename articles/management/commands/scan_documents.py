"""Ask the virus scanner about documents that wait for it, or about all."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles.enums import Scan
from articles.library import judging
from articles.models import DocumentVersion


class Command(BaseCommand):
    """Ask about what waits; a second run asks about the rest."""

    @property
    def help(self) -> str:  # type: ignore[override]
        """What ``--help`` says; a property, since argparse takes no lazy text."""
        return _("Ask the virus scanner (CLAMD) about the documents that wait for it; until then nobody can get them.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--again",
            action="store_true",
            help=_("ask about every document: it may know more by now, or there was none when they came in"),
        )

        parser.add_argument(
            "--unscanned",
            action="store_true",
            help=_("where no scanner is set any more: let what still waits be served as it is"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["unscanned"]:
            self._let_pass()
            return
        if not settings.CLAMD:
            raise CommandError(_("No virus scanner is set: CLAMD is empty."))
        rows = DocumentVersion.objects.exclude(scan=Scan.INFECTED).order_by("-pk")
        rows = rows if options["again"] else rows.filter(scan=Scan.WAITING)
        keys = list(rows.values_list("pk", flat=True))
        infected = left = 0
        for pk in tqdm(keys, unit=" documents", disable=None, leave=False):
            try:
                verdict = judging.judge(pk)
            except OSError as error:
                self.stderr.write(str(error))
                verdict = Scan.WAITING
            infected += verdict == Scan.INFECTED
            left += verdict == Scan.WAITING
        self._conclude(len(keys), infected, left)

    def _let_pass(self) -> None:
        if settings.CLAMD:
            raise CommandError(_("A virus scanner is set: ask it."))
        passed = judging.let_pass()
        message = ngettext("%(count)d document waits no more.", "%(count)d documents wait no more.", passed)
        self.stdout.write(message % {"count": passed})

    def _conclude(self, asked: int, infected: int, left: int) -> None:
        message = ngettext("%(count)d document was looked at.", "%(count)d documents were looked at.", asked)
        self.stdout.write(message % {"count": asked})
        if infected:
            message = ngettext(
                "%(count)d is infected; its file was removed.",
                "%(count)d are infected; their files were removed.",
                infected,
            )
            self.stdout.write(message % {"count": infected})
        if left:
            message = ngettext(
                "%(count)d still waits; the log says why.", "%(count)d still wait; the log says why.", left
            )
            raise CommandError(message % {"count": left})
