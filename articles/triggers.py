"""What the database itself refuses: changing a revision.

Installed after every migrate, not in a migration: SQLite loses a table's triggers whenever Django rebuilds the table to
alter it (docs/decisions/0003).
"""

from django.apps import AppConfig
from django.db import connections

SQLITE = """
CREATE TRIGGER IF NOT EXISTS articles_revision_is_immutable
BEFORE UPDATE ON articles_revision
BEGIN SELECT RAISE(ABORT, 'revisions are immutable'); END
"""

POSTGRESQL = """
CREATE OR REPLACE FUNCTION articles_refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'revisions are immutable' USING ERRCODE = 'integrity_constraint_violation'; END $$;
DROP TRIGGER IF EXISTS articles_revision_is_immutable ON articles_revision;
CREATE TRIGGER articles_revision_is_immutable BEFORE UPDATE ON articles_revision
FOR EACH ROW EXECUTE FUNCTION articles_refuse_update();
"""


def install(sender: AppConfig, using: str, **_kwargs: object) -> None:
    """Create the triggers on the database ``using``; a ``post_migrate`` receiver, safe to run again."""
    connection = connections[using]
    if "articles_revision" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(SQLITE if connection.vendor == "sqlite" else POSTGRESQL)
