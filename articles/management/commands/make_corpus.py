"""Add synthetic releases in bulk, for measuring."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles import counts, freshness
from articles.corpus.phrases import languages as written
from articles.corpus.rows import Corpus
from articles.corpus.storing import store_batch
from articles.demo.setting import bring_topics
from articles.enums import all_codes
from articles.models import Topic

BATCH = 1500  # editions in one transaction; their rows are what is held in memory, some 10 MB


class Command(BaseCommand):
    """Add releases whose rows are as the workflow would leave them; nothing is ever deleted or changed."""

    @property
    def help(self) -> str:  # type: ignore[override]
        """What ``--help`` says; a property, since argparse takes no lazy text."""
        return _(
            "Add synthetic releases in bulk, for measuring. Most are public, spread over twenty years; one in "
            "a hundred is a draft, one in 200 under embargo, one in 500 withdrawn. They have no audit entries. "
            "Nothing is deleted."
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--releases", type=int, required=True, metavar="N", help=_("how many to add"))
        parser.add_argument(
            "--languages", nargs="+", metavar="CODE", help=_("of every release; default: all that there are phrases of")
        )
        parser.add_argument(
            "--seed", type=int, default=1, help=_("another number gives other texts; the same, the same ones")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        releases = options["releases"]
        languages = self._languages(options["languages"])
        if releases < 1:
            raise CommandError(_("At least one release, please."))
        if not Topic.objects.exists():
            bring_topics()
        topics = list(Topic.objects.order_by("slug").values_list("pk", flat=True))
        corpus = Corpus(languages, options["seed"], topics, timezone.now())
        self.stdout.write(
            _("Adding %(releases)d synthetic releases, %(editions)d editions, in: %(languages)s")
            % {"releases": releases, "editions": releases * len(languages), "languages": ", ".join(languages)}
        )
        self._add(corpus, releases, len(languages))

    def _languages(self, wanted: list[str] | None) -> list[str]:
        """Return the languages asked for, in the newsroom's order; raise CommandError for one without phrases."""
        possible = [code for code in all_codes() if code in written()]
        for code in wanted or []:
            if code not in possible:
                message = _("There are no phrases in “%(code)s”; there are in: %(known)s")
                raise CommandError(message % {"code": code, "known": ", ".join(possible)})
        return [code for code in possible if wanted is None or code in wanted]

    def _add(self, corpus: Corpus, releases: int, languages: int) -> None:
        """Store all batches and say how fast that went; at the end, even after Ctrl-C, they are counted."""
        size = max(1, BATCH // languages)
        started = time.monotonic()
        editions = 0
        before = len(counts.every_release())
        try:
            with tqdm(total=releases * languages, unit=" editions", disable=None, leave=False) as bar:
                for first in range(0, releases, size):
                    count = min(size, releases - first)
                    store_batch(corpus, count, languages)
                    editions += count * languages
                    bar.update(count * languages)
        finally:
            with transaction.atomic():
                freshness.bump()
                counts.settle_all(counts.every_release()[before:])
            seconds = time.monotonic() - started
            message = _("%(editions)d editions added in %(seconds).1f seconds: %(speed)d a second.")
            values = {"editions": editions, "seconds": seconds, "speed": editions / max(seconds, 0.001)}
            self.stdout.write(message % values)
