"""The tables of one row: there from the first migrate on, and again after a test has emptied the database."""

from django.apps import AppConfig

from articles.models import ContentClock, Organisation


def ensure(sender: AppConfig, using: str, **_kwargs: object) -> None:
    """Create the content clock's and the organisation's row where they are missing; a ``post_migrate`` receiver."""
    for model in (ContentClock, Organisation):
        model._default_manager.using(using).get_or_create(pk=1)
