"""Bring the search index up to date."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.enums import all_codes
from articles.search import rebuilding


class Command(BaseCommand):
    """Write what is missing in the index, in batches; interrupted, it goes on where it ended."""

    @property
    def help(self) -> str:  # type: ignore[override]
        """What ``--help`` says; a property, since argparse takes no lazy text."""
        return _(
            "Bring the search index up to date: after an upgrade that changes how words are recognised, or when "
            "`check --database default` asks for it. What is up to date is passed over; the desk can go on working."
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--language", action="append", metavar="CODE", help=_("only this one; may be repeated"))
        parser.add_argument(
            "--anew", action="store_true", help=_("empty the index first; until the end not everything is found")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for language in self._languages(options["language"]):
            if options["anew"]:
                rebuilding.forget(language)
            written = self._catch_up(language)
            if options["verbosity"]:
                self.stdout.write(
                    _("%(language)s: %(editions)d editions brought up to date.")
                    % {"language": language, "editions": written}
                )

    def _languages(self, wanted: list[str] | None) -> list[str]:
        """Return the languages asked for, all by default; raise CommandError for one that there is not."""
        for code in wanted or []:
            if code not in all_codes():
                message = _("There is no language “%(code)s”; there are: %(known)s")
                raise CommandError(message % {"code": code, "known": ", ".join(all_codes())})
        return wanted or all_codes()

    def _catch_up(self, language: str) -> int:
        total = rebuilding.missing(language).count() + rebuilding.strays(language).count()
        with tqdm(total=total, desc=language, unit=" editions", disable=None, leave=False) as bar:
            for count in rebuilding.catch_up(language):
                bar.update(count)
        return total
