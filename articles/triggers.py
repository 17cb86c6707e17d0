"""What the database itself refuses: changing a revision, or putting another in its place; changing or deleting an audit
entry; changing what was public when.

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
# A deleted draft takes its release and revisions out of the entries about it, and nothing else changes one.
SQLITE_AUDIT = """
CREATE TRIGGER IF NOT EXISTS articles_auditentry_is_immutable
BEFORE UPDATE ON articles_auditentry
WHEN NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.actor_id IS NOT OLD.actor_id OR NEW.action IS NOT OLD.action
  OR NEW.reference IS NOT OLD.reference OR NEW.language IS NOT OLD.language OR NEW.note IS NOT OLD.note
  OR (NEW.release_id IS NOT NULL AND NEW.release_id IS NOT OLD.release_id)
  OR (NEW.revision_id IS NOT NULL AND NEW.revision_id IS NOT OLD.revision_id)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""
SQLITE_AUDIT_DELETE = """
CREATE TRIGGER IF NOT EXISTS articles_auditentry_is_kept
BEFORE DELETE ON articles_auditentry
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""
SQLITE_AUDIT_REPLACE = """
CREATE TRIGGER IF NOT EXISTS articles_auditentry_is_not_replaced
BEFORE INSERT ON articles_auditentry
WHEN EXISTS (SELECT 1 FROM articles_auditentry WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""
# Its end is set once. What is to come may be taken back, what is over stays.
SQLITE_PUBLICATION = """
CREATE TRIGGER IF NOT EXISTS articles_publication_is_immutable
BEFORE UPDATE ON articles_publication
WHEN NEW.id IS NOT OLD.id OR NEW.edition_id IS NOT OLD.edition_id OR NEW.revision_id IS NOT OLD.revision_id
  OR NEW.public_from IS NOT OLD.public_from OR NEW.change IS NOT OLD.change OR NEW.note IS NOT OLD.note
  OR (OLD.public_until IS NOT NULL AND NEW.public_until IS NOT OLD.public_until)
BEGIN SELECT RAISE(ABORT, 'what was public is not changed'); END
"""
SQLITE_PUBLICATION_DELETE = """
CREATE TRIGGER IF NOT EXISTS articles_publication_is_kept
BEFORE DELETE ON articles_publication
WHEN OLD.public_until IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'what was public is not changed'); END
"""
SQLITE_PUBLICATION_REPLACE = """
CREATE TRIGGER IF NOT EXISTS articles_publication_is_not_replaced
BEFORE INSERT ON articles_publication
WHEN EXISTS (SELECT 1 FROM articles_publication WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'what was public is not changed'); END
"""
# What a revision shows is as immutable as the revision, and of what is or was public nothing is taken away.
SQLITE_MEDIA = tuple(
    f"""
CREATE TRIGGER IF NOT EXISTS articles_{table}_is_immutable
BEFORE UPDATE ON articles_{table}
BEGIN SELECT RAISE(ABORT, 'revisions are immutable'); END
"""
    for table in ("illustration", "attachment")
) + tuple(
    f"""
CREATE TRIGGER IF NOT EXISTS articles_{table}_is_kept
BEFORE DELETE ON articles_{table}
WHEN EXISTS (SELECT 1 FROM articles_edition WHERE live_id = OLD.revision_id)
  OR EXISTS (SELECT 1 FROM articles_publication WHERE revision_id = OLD.revision_id AND public_until IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'revisions are immutable'); END
"""  # noqa: S608 (two names of our own)
    for table in ("illustration", "attachment")
)
SQLITE_ALL = (
    SQLITE,
    SQLITE_REPLACE,
    SQLITE_AUDIT,
    SQLITE_AUDIT_DELETE,
    SQLITE_AUDIT_REPLACE,
    SQLITE_PUBLICATION,
    SQLITE_PUBLICATION_DELETE,
    SQLITE_PUBLICATION_REPLACE,
    *SQLITE_MEDIA,
)

POSTGRESQL = """
CREATE OR REPLACE FUNCTION articles_refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'revisions are immutable' USING ERRCODE = 'integrity_constraint_violation'; END $$;
DROP TRIGGER IF EXISTS articles_revision_is_immutable ON articles_revision;
CREATE TRIGGER articles_revision_is_immutable BEFORE UPDATE ON articles_revision
FOR EACH ROW EXECUTE FUNCTION articles_refuse_update();
DROP TRIGGER IF EXISTS articles_illustration_is_immutable ON articles_illustration;
CREATE TRIGGER articles_illustration_is_immutable BEFORE UPDATE ON articles_illustration
FOR EACH ROW EXECUTE FUNCTION articles_refuse_update();
DROP TRIGGER IF EXISTS articles_attachment_is_immutable ON articles_attachment;
CREATE TRIGGER articles_attachment_is_immutable BEFORE UPDATE ON articles_attachment
FOR EACH ROW EXECUTE FUNCTION articles_refuse_update();
CREATE OR REPLACE FUNCTION articles_refuse_shown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM articles_edition WHERE live_id = OLD.revision_id)
    OR EXISTS (SELECT 1 FROM articles_publication WHERE revision_id = OLD.revision_id AND public_until IS NOT NULL) THEN
    RAISE EXCEPTION 'revisions are immutable' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$;
DROP TRIGGER IF EXISTS articles_illustration_is_kept ON articles_illustration;
CREATE TRIGGER articles_illustration_is_kept BEFORE DELETE ON articles_illustration
FOR EACH ROW EXECUTE FUNCTION articles_refuse_shown();
DROP TRIGGER IF EXISTS articles_attachment_is_kept ON articles_attachment;
CREATE TRIGGER articles_attachment_is_kept BEFORE DELETE ON articles_attachment
FOR EACH ROW EXECUTE FUNCTION articles_refuse_shown();
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

CREATE OR REPLACE FUNCTION articles_refuse_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;
DROP TRIGGER IF EXISTS articles_auditentry_is_immutable ON articles_auditentry;
CREATE TRIGGER articles_auditentry_is_immutable BEFORE UPDATE ON articles_auditentry FOR EACH ROW
WHEN ((NEW.id, NEW.at, NEW.actor_id, NEW.action, NEW.reference, NEW.language, NEW.note)
    IS DISTINCT FROM (OLD.id, OLD.at, OLD.actor_id, OLD.action, OLD.reference, OLD.language, OLD.note)
  OR (NEW.release_id IS NOT NULL AND NEW.release_id IS DISTINCT FROM OLD.release_id)
  OR (NEW.revision_id IS NOT NULL AND NEW.revision_id IS DISTINCT FROM OLD.revision_id))
EXECUTE FUNCTION articles_refuse_audit();
DROP TRIGGER IF EXISTS articles_auditentry_is_kept ON articles_auditentry;
CREATE TRIGGER articles_auditentry_is_kept BEFORE DELETE ON articles_auditentry
FOR EACH ROW EXECUTE FUNCTION articles_refuse_audit();

CREATE OR REPLACE FUNCTION articles_refuse_publication() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was public is not changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
DROP TRIGGER IF EXISTS articles_publication_is_immutable ON articles_publication;
CREATE TRIGGER articles_publication_is_immutable BEFORE UPDATE ON articles_publication FOR EACH ROW
WHEN ((NEW.id, NEW.edition_id, NEW.revision_id, NEW.public_from, NEW.change, NEW.note)
    IS DISTINCT FROM (OLD.id, OLD.edition_id, OLD.revision_id, OLD.public_from, OLD.change, OLD.note)
  OR (OLD.public_until IS NOT NULL AND NEW.public_until IS DISTINCT FROM OLD.public_until))
EXECUTE FUNCTION articles_refuse_publication();
DROP TRIGGER IF EXISTS articles_publication_is_kept ON articles_publication;
CREATE TRIGGER articles_publication_is_kept BEFORE DELETE ON articles_publication FOR EACH ROW
WHEN (OLD.public_until IS NOT NULL)
EXECUTE FUNCTION articles_refuse_publication();
"""


def install(sender: AppConfig, using: str, **_kwargs: object) -> None:
    """Create the triggers on the database ``using``; a ``post_migrate`` receiver, safe to run again."""
    connection = connections[using]
    if "articles_attachment" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in SQLITE_ALL if connection.vendor == "sqlite" else (POSTGRESQL,):
            cursor.execute(statement)
