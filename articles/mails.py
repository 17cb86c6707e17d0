"""Mails to the people whom a step of the workflow concerns."""

from articles.models import AuditEntry


def announce(entry: AuditEntry) -> None:
    """Send what ``entry`` means to the people concerned, when the transaction is through."""
