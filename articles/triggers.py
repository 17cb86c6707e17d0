"""What the database itself refuses: changing a revision, or putting another in its place.

Foreign keys keep one that an edition points to from being deleted, at the end of a transaction; PostgreSQL refuses at
once. On SQLite somebody with the file in hand can delete and insert anew in one transaction.

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
# INSERT OR REPLACE fires no trigger for the row that it removes.
SQLITE_REPLACE = """
CREATE TRIGGER IF NOT EXISTS articles_revision_is_not_replaced
BEFORE INSERT ON articles_revision
WHEN EXISTS (
  SELECT 1 FROM articles_revision
  WHERE id = NEW.id OR (edition_id = NEW.edition_id AND number = NEW.number)
)
BEGIN SELECT RAISE(ABORT, 'revisions are immutable'); END
"""

POSTGRESQL = """
CREATE OR REPLACE FUNCTION articles_refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'revisions are immutable' USING ERRCODE = 'integrity_constraint_violation'; END $$;
DROP TRIGGER IF EXISTS articles_revision_is_immutable ON articles_revision;
CREATE TRIGGER articles_revision_is_immutable BEFORE UPDATE ON articles_revision
FOR EACH ROW EXECUTE FUNCTION articles_refuse_update();
CREATE OR REPLACE FUNCTION articles_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM articles_edition WHERE live_id = OLD.id) THEN
    RAISE EXCEPTION 'revisions are immutable' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$;
DROP TRIGGER IF EXISTS articles_revision_is_kept ON articles_revision;
CREATE TRIGGER articles_revision_is_kept BEFORE DELETE ON articles_revision
FOR EACH ROW EXECUTE FUNCTION articles_refuse_delete();
"""


def install(sender: AppConfig, using: str, **_kwargs: object) -> None:
    """Create the triggers on the database ``using``; a ``post_migrate`` receiver, safe to run again."""
    connection = connections[using]
    if "articles_revision" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in (SQLITE, SQLITE_REPLACE) if connection.vendor == "sqlite" else (POSTGRESQL,):
            cursor.execute(statement)
