"""What ``manage.py check --database default`` says of the index."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections
from django.utils.translation import gettext as _

from articles.enums import all_codes
from articles.models import Indexed
from articles.search.rebuilding import behind


def index_is_complete(
    app_configs: Any, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """Warn of languages in whose index something is missing, too much, or seen by another version of the analyser."""
    there = "default" in (databases or ())
    if not there or Indexed._meta.db_table not in connections["default"].introspection.table_names():
        return []
    return [
        checks.Warning(
            _("The search index of “%(language)s” is not up to date.") % {"language": language},
            hint="manage.py rebuild_search",
            id="articles.W001",
        )
        for language in all_codes()
        if behind(language)
    ]
