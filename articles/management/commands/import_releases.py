"""Take releases in from files: text pages, Markdown, HTML."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles.enums import State, all_codes
from articles.importing.language_codes import canonical_language
from articles.importing.parsed import ImportProblem
from articles.importing.run import Outcome, Result, Run
from articles.importing.store import Stored, find_topics


class Command(BaseCommand):
    """Import every file by itself, report on each, and end with status 1 if one was refused."""

    @property
    def help(self) -> str:  # type: ignore[override]
        """What ``--help`` says; a property, since argparse takes no lazy text."""
        return _(
            "Import releases from .txt, .md and .html files. A file that was imported before is recognised, "
            "and its release is updated; a second run changes nothing. Dates without a zone are in the "
            "newsroom's; without a time, noon."
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--language", help=_("the language of files that do not say it"))
        parser.add_argument(
            "--approve",
            action="store_true",
            help=_("approve the texts: they go out at their own date, at once if it has passed"),
        )
        parser.add_argument(
            "--topic",
            action="append",
            default=[],
            metavar="SLUG",
            dest="topics",
            help=_("add this topic to every release; may be repeated"),
        )
        parser.add_argument("--dry-run", action="store_true", help=_("only report what would be done"))

    def handle(self, *args: Any, **options: Any) -> None:
        run = self._run(options)
        counts: Counter[Outcome] = Counter()
        # On stderr, and with `None` only on a terminal, so that the report can be piped.
        with tqdm(total=len(options["files"]), unit=" files", disable=None, leave=False) as bar:
            for result in run.over(options["files"]):
                counts[result.outcome] += 1
                with tqdm.external_write_mode():
                    self._report(result)
                bar.update()
        self._close(counts, dry_run=run.dry_run)

    def _run(self, options: dict[str, Any]) -> Run:
        """Return the run that the options describe; raise CommandError for an unknown language or topic."""
        language = options["language"]
        try:
            if language is not None:
                language = canonical_language(language, all_codes())
            find_topics(options["topics"])
        except ImportProblem as problem:
            raise CommandError(problem.message) from None
        return Run(language, options["approve"], options["topics"], options["dry_run"])

    def _report(self, result: Result) -> None:
        """Print one line about one file: refused ones as ``name:line: reason``, as compilers do."""
        if result.stored is None:
            place = f"{result.path}:{result.line}" if result.line else f"{result.path}"
            refused = _("refused")
            self.stderr.write(f"{refused:<10} {place}: {result.reason}")
            return
        words = _("accepted") if result.outcome == Outcome.ACCEPTED else _("unchanged")
        line = f"{words:<10} {result.path}: {described(result.stored)}"
        self.stdout.write("; ".join([line, *result.stored.remarks]))

    def _close(self, counts: Counter[Outcome], *, dry_run: bool) -> None:
        totals = _("%(accepted)d accepted, %(unchanged)d unchanged, %(refused)d refused") % {
            outcome.name.lower(): counts[outcome] for outcome in Outcome
        }
        if dry_run:
            totals = " ".join([totals, _("(dry run: nothing was stored)")])
        self.stdout.write(totals)
        if refused := counts[Outcome.REFUSED]:
            message = ngettext("%(count)d file was refused.", "%(count)d files were refused.", refused)
            raise CommandError(message % {"count": refused})


def described(stored: Stored) -> str:
    """Return reference, language, state and, where there is one, date of what a file became."""
    edition = stored.edition
    state = edition.state(timezone.now())
    words = f"{edition.release.reference} {edition.language}, {state.label}"
    if state in {State.PUBLIC, State.SCHEDULED} and edition.publish_at is not None:
        moment = timezone.localtime(edition.publish_at, timezone.get_default_timezone())
        return f"{words} {moment:%Y-%m-%d %H:%M %Z}"
    return words
