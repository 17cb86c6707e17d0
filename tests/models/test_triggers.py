"""The audit log grows and nothing else; what was public when stays as it was: the database itself sees to it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from articles import workflow
from articles.models import Attachment, AuditEntry, Illustration, Publication, Release, Revision
from tests import factories

pytestmark = pytest.mark.django_db

LOG = "the audit log is append-only"
PUBLIC = "what was public is not changed"
LISTED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
}


def entry() -> AuditEntry:
    """Return an entry about a revision."""
    factories.draft()
    return AuditEntry.objects.filter(revision__isnull=False).latest("pk")


def publication(*, over: bool = False) -> Publication:
    """Return what is public, or was."""
    edition = factories.withdrawn() if over else factories.public()
    return edition.publications.get()


def values(row: models.Model) -> dict[str, Any]:
    return type(row)._default_manager.filter(pk=row.pk).values().get()


def refused(change: Callable[[], object], message: str) -> None:
    """Expect the database to refuse ``change``."""
    with pytest.raises(IntegrityError, match=message), transaction.atomic():
        change()


def execute(statement: str, *arguments: int) -> Callable[[], object]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, arguments)

    return run


def upsert(row: models.Model, field: str, value: object) -> Callable[[], object]:
    """Return what puts a row in the place of ``row`` with one other value."""
    other = type(row)(**values(row) | {field: value})
    return lambda: type(row)._default_manager.bulk_create(
        [other], update_conflicts=True, unique_fields=["id"], update_fields=[field]
    )


CHANGES_OF_ENTRIES = {
    "at": lambda row: row.at + timedelta(days=1),
    "actor_id": lambda _row: factories.editor().pk,
    "action": lambda _row: "approve",
    "reference": lambda _row: "OTHER-1",
    "language": lambda _row: "fr",
    "note": lambda _row: "Nothing happened.",
    "release_id": lambda _row: factories.release().pk,
    "revision_id": lambda _row: factories.draft().current_id,
}


@pytest.mark.parametrize("field", CHANGES_OF_ENTRIES)
def test_an_entry_cannot_be_changed(field: str) -> None:
    row = entry()
    before, value = values(row), CHANGES_OF_ENTRIES[field](row)
    refused(lambda: AuditEntry.objects.filter(pk=row.pk).update(**{field: value}), LOG)
    assert values(row) == before


def test_an_entry_cannot_be_given_a_release_after_it_has_lost_its_own() -> None:
    row = entry()
    AuditEntry.objects.filter(pk=row.pk).update(release=None, revision=None)
    refused(lambda: AuditEntry.objects.filter(pk=row.pk).update(release=factories.release()), LOG)


@pytest.mark.parametrize("way", ["instance", "queryset", "sql"])
def test_an_entry_cannot_be_deleted(way: str) -> None:
    row = entry()
    ways = {
        "instance": row.delete,
        "queryset": AuditEntry.objects.filter(pk=row.pk).delete,
        "sql": execute("DELETE FROM articles_auditentry"),
    }
    refused(ways[way], LOG)
    assert AuditEntry.objects.filter(pk=row.pk).exists()


def test_an_entry_cannot_be_replaced() -> None:
    row = entry()
    refused(upsert(row, "note", "Nothing happened."), LOG)


def test_an_entry_cannot_be_replaced_by_insert_or_replace() -> None:
    row = entry()
    if connection.vendor == "postgresql":
        refused(execute("DELETE FROM articles_auditentry WHERE id = %s", row.pk), LOG)
        return
    copy = (
        "INSERT OR REPLACE INTO articles_auditentry (id, at, action, reference, language, note)"
        " SELECT id, at, action, reference, language, 'Nothing happened.' FROM articles_auditentry WHERE id = %s"
    )
    refused(execute(copy, row.pk), LOG)


def test_a_deleted_draft_leaves_its_entries_and_takes_itself_out_of_them() -> None:
    row = entry()
    release = Release.objects.get(pk=row.release_id)
    before = AuditEntry.objects.filter(reference=release.reference).count()
    workflow.discard(release, by=None)
    after = values(row)
    assert (after["release_id"], after["revision_id"], after["reference"]) == (None, None, release.reference)
    assert AuditEntry.objects.filter(reference=release.reference).count() == before + 1


CHANGES_OF_PUBLICATIONS = {
    "edition_id": lambda _row: factories.public().pk,
    "revision_id": lambda _row: factories.draft().current_id,
    "public_from": lambda row: row.public_from - timedelta(days=1),
    "change": lambda _row: "update",
    "note": lambda _row: "Nothing happened.",
}


@pytest.mark.parametrize("field", CHANGES_OF_PUBLICATIONS)
@pytest.mark.parametrize("over", [False, True])
def test_what_was_public_cannot_be_changed(field: str, over: bool) -> None:
    row = publication(over=over)
    before, value = values(row), CHANGES_OF_PUBLICATIONS[field](row)
    refused(lambda: Publication.objects.filter(pk=row.pk).update(**{field: value}), PUBLIC)
    assert values(row) == before


def test_the_end_of_a_publication_is_set_once() -> None:
    row = publication()
    Publication.objects.filter(pk=row.pk).update(public_until=factories.in_days(1))
    refused(lambda: Publication.objects.filter(pk=row.pk).update(public_until=factories.in_days(2)), PUBLIC)
    refused(lambda: Publication.objects.filter(pk=row.pk).update(public_until=None), PUBLIC)


def test_what_was_public_cannot_be_deleted() -> None:
    row = publication(over=True)
    refused(row.delete, PUBLIC)
    refused(execute("DELETE FROM articles_publication WHERE id = %s", row.pk), PUBLIC)
    assert Publication.objects.filter(pk=row.pk).exists()


def test_what_was_public_cannot_be_replaced() -> None:
    refused(upsert(publication(), "note", "Nothing happened."), PUBLIC)


def test_what_is_to_come_can_be_taken_back() -> None:
    edition = factories.scheduled(factories.in_days(1))
    workflow.unschedule(edition, by=None)
    assert not edition.publications.exists()


def test_migrating_again_leaves_every_trigger_once() -> None:
    call_command("migrate", verbosity=0)
    replaced = ["is_not_replaced"] if connection.vendor == "sqlite" else []
    with connection.cursor() as cursor:
        for table in ("articles_auditentry", "articles_publication"):
            cursor.execute(LISTED[connection.vendor], [table])
            names = sorted(name for (name,) in cursor.fetchall())
            assert names == [f"{table}_{end}" for end in ["is_immutable", "is_kept", *replaced]]


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_has_its_triggers_again() -> None:
    entry()
    call_command("flush", verbosity=0, interactive=False)
    row = entry()
    refused(row.delete, LOG)


def shown(state: str) -> Revision:
    """Return a revision with a photo and a document that readers have, had, or never had."""
    release = factories.release(documents=[factories.document()], gallery=[factories.photo()])
    edition = factories.draft(of=release) if state == "draft" else factories.public(of=release)
    revision = edition.current
    assert revision is not None
    if state == "corrected":
        factories.correct(edition)
    return revision


@pytest.mark.parametrize("state", ["public", "corrected"])
@pytest.mark.parametrize("name", ["illustrations", "attachments"])
def test_what_a_revision_showed_to_readers_cannot_be_taken_from_it(state: str, name: str) -> None:
    rows = getattr(shown(state), name)
    refused(rows.all().delete, "revisions are immutable")
    assert rows.count() == 1


def test_a_draft_is_deleted_with_its_photos_and_documents() -> None:
    revision = shown("draft")
    workflow.discard(revision.edition.release, by=None)
    assert (Illustration.objects.count(), Attachment.objects.count()) == (0, 0)
