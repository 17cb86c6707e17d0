"""The mail that says that a document was found infected, to who brought it in. As other mails: docs/decisions/0017."""

import logging
from datetime import timedelta
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from articles.mails import RETRIES
from articles.models import DocumentVersion, Preferences

log = logging.getLogger(__name__)


def warn(version: DocumentVersion, found: str) -> None:
    """Have the author of an infected file told, once the verdict is stored; ``found``: what the scanner calls it."""
    if version.author is None or not version.author.email:
        return
    if deliver.get_backend().supports_defer:
        deliver.enqueue(version.pk, found)
    else:
        transaction.on_commit(partial(deliver.enqueue, version.pk, found), robust=True)


@task()
def deliver(version: int, found: str, attempt: int = 0) -> bool:
    """Send the mail, and tell whether there was one to send; tried again as other mails are."""
    row = DocumentVersion.objects.select_related("author").filter(pk=version).first()
    if row is None or row.author is None or not (row.author.is_active and row.author.email):
        return False
    preferences = Preferences.objects.filter(person=row.author).first() or Preferences(person=row.author)
    with translation.override(preferences.language or settings.LANGUAGE_CODE):
        subject, text = _written(row, found)
    try:
        send_mail(subject, text, None, [row.author.email])
    except (OSError, SMTPException):
        log.warning("The mail about the infected document %s could not be sent", row.token, exc_info=True)
        if deliver.get_backend().supports_defer and attempt < len(RETRIES):
            later = timezone.now() + timedelta(minutes=RETRIES[attempt])
            deliver.using(run_after=later).enqueue(version, found, attempt + 1)
        return False
    return True


def _written(version: DocumentVersion, found: str) -> tuple[str, str]:
    """Return subject and text in the active language; no title or file name, which may be under embargo."""
    lines = [
        _("The virus scanner found “%(found)s” in a document that you added. Its file was removed.") % {"found": found},
        _("Look after the computer that it came from, and replace the file with a clean one:"),
        "",
        settings.SITE_URL + reverse("admin:articles_document_change", args=[version.document_id]),
    ]
    return _("Infected document removed"), "\n".join(lines) + "\n"
