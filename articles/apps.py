"""The application ``articles``."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        from articles import counts, permissions, rows, scanning, triggers
        from articles.derivatives.checks import check_machine
        from articles.search import system_check, tables

        post_migrate.connect(rows.ensure, sender=self)
        post_migrate.connect(triggers.install, sender=self)
        register(system_check.index_is_complete, Tags.database)
        post_migrate.connect(tables.install, sender=self)
        post_migrate.connect(permissions.ensure_groups, sender=self)
        post_migrate.connect(counts.ensure, sender=self)
        register(check_machine)
        register(scanning.check_clamd, deploy=True)
