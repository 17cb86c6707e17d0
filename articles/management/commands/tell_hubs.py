"""Telling hubs and search engines what is due, where no worker runs: for cron."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import hubs


class Command(BaseCommand):
    """One pass, which asks the site first."""

    help = _("Tells the WebSub hub and search engines what has changed; only needed where no worker runs.")

    def handle(self, **options: Any) -> None:
        hubs.tell(timezone.now(), confirm=True)
