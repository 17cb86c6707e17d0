"""What the virus scanner says of documents; one that waits, or is infected, is served to nobody (``openings``)."""

import logging
from functools import partial
from typing import BinaryIO, cast

from django.core.files.storage import default_storage
from django.db import transaction

from articles import freshness, scanning
from articles.enums import Scan
from articles.library.storing import forget
from articles.library.telling import warn
from articles.models import DocumentVersion
from articles.scanning import Verdict

log = logging.getLogger(__name__)


def judge(pk: int) -> Scan | None:
    """Ask about the file of the version ``pk``, note the answer, and return what holds of it then.

    The file of an infected one is removed. Without an answer all stays as it was. None if the version is gone;
    ``OSError`` if its file cannot be read.
    """
    version = DocumentVersion.objects.filter(pk=pk).first()
    if version is None:
        return None
    if version.scan == Scan.INFECTED:
        return Scan.INFECTED  # there is no file any more
    with default_storage.open(version.file_name) as file:
        verdict = scanning.scan(cast(BinaryIO, file))
    if verdict.result not in {Scan.CLEAN, Scan.INFECTED}:
        log.warning("Document %s could not be scanned: %s", version.token, verdict.detail or "no scanner is set")
        return Scan(version.scan)
    return _note(pk, verdict)


@transaction.atomic
def _note(pk: int, verdict: Verdict) -> Scan | None:
    """Note a verdict; a page may offer the document now, or no more."""
    version = DocumentVersion.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
    if version is None:
        return None
    if version.scan not in {verdict.result, Scan.INFECTED}:
        version.scan = verdict.result
        version.save(update_fields=["scan"])
        freshness.bump()
        if version.scan == Scan.INFECTED:
            warn(version, verdict.detail)
    if version.scan == Scan.INFECTED:
        log.error("Document %s is infected (%s); its file is removed", version.token, verdict.detail)
        transaction.on_commit(partial(forget, [version.file_name]), robust=True)
    return Scan(version.scan)


@transaction.atomic
def let_pass() -> int:
    """Let those be served that wait for a scanner that is not set any more; return how many there were."""
    waiting = DocumentVersion.objects.filter(scan=Scan.WAITING).update(scan=Scan.OFF)
    if waiting:
        freshness.bump()
    return waiting
