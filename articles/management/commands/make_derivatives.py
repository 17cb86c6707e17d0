"""Make the papers and share images that are missing, newest releases first."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles.derivatives import making
from articles.models import Edition


class Command(BaseCommand):
    """Make what is missing or laid out otherwise now; a second run changes nothing, a stopped one loses nothing."""

    @property
    def help(self) -> str:  # type: ignore[override]
        """What ``--help`` says; a property, since argparse takes no lazy text."""
        return _(
            "Make the PDFs and share images that are missing, newest releases first: after an import, an upgrade, or a "
            "change of the organisation's texts. What is up to date is left alone."
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, metavar="N", help=_("look at the newest N releases and no others"))
        parser.add_argument("--all", action="store_true", help=_("also make anew what is up to date"))

    def handle(self, *args: Any, **options: Any) -> None:
        limit = options["limit"]
        if limit is not None and limit < 1:
            raise CommandError(_("At least one release, please."))
        releases = Edition.objects.going_out().values("release").distinct().count()
        total = min(releases, limit or releases)
        incomplete = 0
        with tqdm(total=total, unit=" releases", disable=None, leave=False) as bar:
            for release in _newest(total):
                try:
                    incomplete += not making.make(release, anew=options["all"])
                except OSError as error:
                    raise CommandError(_("The files could not be stored: %(reason)s") % {"reason": error}) from error
                bar.update()
        looked = ngettext("%(count)d release was looked at.", "%(count)d releases were looked at.", total)
        self.stdout.write(looked % {"count": total})
        if incomplete:
            message = ngettext(
                "The papers of %(count)d release could not be made; the log says why.",
                "The papers of %(count)d releases could not be made; the log says why.",
                incomplete,
            )
            raise CommandError(message % {"count": incomplete})


def _newest(count: int) -> Iterator[int]:
    """Yield the keys of ``count`` releases that are or will be public, newest first."""
    seen: set[int] = set()
    rows = Edition.objects.going_out().order_by("-publish_at").values_list("release", flat=True)
    for release in rows.iterator():
        if release not in seen:
            seen.add(release)
            yield release
        if len(seen) == count:
            return
