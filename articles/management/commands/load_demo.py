"""Load or refresh the demo: an organisation, its people, pictures, documents and releases in every state."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles import freshness
from articles.demo import accounts, documents, photos, setting, texts
from articles.demo.pictures import EMBLEM, KEYS
from articles.models import Release


class Command(BaseCommand):
    """Bring the demo in; a second run refreshes it and leaves alone what people have made or changed."""

    @property
    def help(self) -> str:  # type: ignore[override]
        """What ``--help`` says; a property, since argparse takes no lazy text."""
        return _(
            "Load or refresh the demo: a fictional organisation with releases in six languages and in every "
            "state, and one account for each role. What people have made or changed is left alone."
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help=_("do nothing if there is any release already"))
        parser.add_argument(
            "--password",
            help=_("of all demo accounts that are new; default: DEMO_PASSWORD of the environment, or a random one"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and Release.objects.exists():
            self.stdout.write(_("There are releases already; the demo was not loaded."))
            return
        password = options["password"] or settings.DEMO_PASSWORD or secrets.token_urlsafe(9)
        total = len(KEYS) + len(documents.keys()) + len(texts.references())
        with tqdm(total=total, disable=None, leave=False) as bar:
            material = self._fill_library(bar)
            with transaction.atomic():
                # People first: they take steps. Their addresses last: nobody is told of these.
                opened = [accounts.bring(account, password) for account in accounts.ACCOUNTS]
                changed = self._load(material, bar)
                accounts.give_addresses()
        message = ngettext(
            "%(count)d text was loaded or refreshed.", "%(count)d texts were loaded or refreshed.", changed
        )
        self.stdout.write(message % {"count": changed})
        self._print_accounts(opened, password)

    def _fill_library(self, bar: "tqdm[Any]") -> texts.Material:
        """Return photos and documents. They come before the transaction, which would block all writers for too long."""
        drawn = {}
        for key, photo in photos.bring_photos():
            drawn[key] = photo
            bar.update()
        made = documents.bring_documents(drawn[EMBLEM])
        bar.update(len(made))
        return texts.Material(drawn, made)

    def _load(self, material: texts.Material, bar: "tqdm[Any]") -> int:
        """Load all the rest and return how many texts changed; one transaction, so that no half of a demo is left."""
        if setting.bring_organisation() | setting.bring_topics():
            freshness.bump()
        setting.bring_glossary()
        changed = 0
        for reference in texts.references():
            changed += texts.bring(reference, material, timezone.now())
            bar.update()
        return changed

    def _print_accounts(self, opened: list[bool], password: str) -> None:
        """Print each account with its password, unless it is another than the one given now."""
        self.stdout.write(_("Log in at %(address)s as:") % {"address": settings.SITE_URL + reverse("admin:index")})
        for account, opens in zip(accounts.ACCOUNTS, opened, strict=True):
            words = password if opens else _("(the password that it has)")
            self.stdout.write(f"  {account.username:<15} {words:<28} {account.group}")
