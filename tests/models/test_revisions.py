"""Revisions are for ever: nobody changes one, and none goes while it is needed."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F, ProtectedError, RestrictedError

from articles.models import Edition, Revision
from tests import factories

pytestmark = pytest.mark.django_db

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'articles_revision'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'articles_revision'::regclass AND NOT tgisinternal",
}


def by_save(revision: Revision) -> None:
    revision.title = "Changed"
    revision.save()


def by_update(revision: Revision) -> None:
    Revision.objects.filter(pk=revision.pk).update(title="Changed")


def by_bulk_update(revision: Revision) -> None:
    revision.created_at += timedelta(days=1)
    Revision.objects.bulk_update([revision], ["created_at"])


def by_sql(revision: Revision) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_revision SET digest = '' WHERE id = %s", [revision.pk])


def by_upsert(revision: Revision) -> None:
    Revision.objects.bulk_create(
        [Revision(pk=revision.pk, edition_id=revision.edition_id, number=1, title="Changed")],
        update_conflicts=True, unique_fields=["id"], update_fields=["title"],
    )  # fmt: skip


@pytest.mark.parametrize("change", [by_save, by_update, by_bulk_update, by_sql, by_upsert])
def test_a_revision_cannot_be_changed(change: Callable[[Revision], None]) -> None:
    revision = factories.draft(title="Before").current
    assert revision is not None
    before = Revision.objects.filter(pk=revision.pk).values().get()
    with pytest.raises(IntegrityError, match="revisions are immutable"), transaction.atomic():
        change(revision)
    assert Revision.objects.filter(pk=revision.pk).values().get() == before


def test_a_revision_that_nothing_points_to_cannot_be_changed_either() -> None:
    edition = factories.revise(factories.draft())
    first = edition.revisions.get(number=1)
    with pytest.raises(IntegrityError, match="revisions are immutable"), transaction.atomic():
        by_update(first)


def test_the_trigger_is_there_once_after_migrating_again() -> None:
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        other = "not_replaced" if connection.vendor == "sqlite" else "kept"
        names = sorted(name for (name,) in cursor.fetchall())
        assert names == ["articles_revision_is_immutable", f"articles_revision_is_{other}"]


@pytest.mark.parametrize("pointer", ["current", "approved", "live"])
def test_a_revision_that_an_edition_points_to_cannot_be_deleted(pointer: str) -> None:
    revision = getattr(_pointing_with(pointer), pointer)
    with pytest.raises(RestrictedError):
        revision.delete()


@pytest.mark.parametrize("pointer", ["current", "approved", "live"])
def test_a_revision_that_an_edition_points_to_cannot_be_deleted_by_sql(pointer: str) -> None:
    revision = getattr(_pointing_with(pointer), pointer)
    Edition.objects.get(pk=revision.edition_id).release.audit.update(revision=None)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_revision WHERE id = %s", [revision.pk])
        connection.check_constraints()


def _pointing_with(pointer: str) -> Edition:
    """Return an edition that points to its first revision with nothing but ``pointer``."""
    edition = factories.public()
    if pointer != "current":
        second = factories.revise(edition).current
        fields = {"approved": second} if pointer == "live" else {"live": second}
        Edition.objects.filter(pk=edition.pk).update(**fields)
    else:
        Edition.objects.filter(pk=edition.pk).update(live=None, approved=None)
    edition.publications.all().delete()
    edition.refresh_from_db()
    return edition


def test_a_revision_that_was_public_cannot_be_deleted_though_no_edition_points_to_it() -> None:
    edition = factories.revise(factories.public())
    public = edition.live
    Edition.objects.filter(pk=edition.pk).update(live=None, approved=None)
    assert public is not None
    with pytest.raises(ProtectedError):
        public.delete()


def test_a_revision_that_a_translation_was_made_from_cannot_be_deleted() -> None:
    original = factories.draft("en")
    factories.draft("fr", of=original.release)
    assert original.current is not None
    source = original.current
    Edition.objects.filter(pk=original.pk).update(current=None)
    with pytest.raises(RestrictedError):
        source.delete()


def test_a_picture_that_a_revision_shows_cannot_be_deleted() -> None:
    photo = factories.photo()
    edition = factories.draft(of=factories.release(photo=photo))
    edition.release.photo = None
    edition.release.save()
    with pytest.raises(ProtectedError):
        photo.delete()


def test_an_author_cannot_be_deleted() -> None:
    from articles import workflow

    author = factories.editor()
    workflow.save_text(factories.release(), "en", factories.text(), by=author)
    with pytest.raises(ProtectedError):
        author.delete()


def test_the_digest_verifies_from_the_stored_row() -> None:
    photo = factories.photo(alt_fr="Un  phare", caption_fr="\u202eUn phare", credit_fr="ICSO")
    release = factories.release("fr", photo=photo)
    edition = factories.draft(
        "fr", of=release, title=" A \u202e title ", lead="a\r\nb", dateline="\tPARIS",
        body="<p>a&#x202e;b&#13;</p><p></p><script>x</script>\x0c&nbsp;é",
    )  # fmt: skip
    stored = Revision.objects.get(edition=edition)
    assert stored.compute_digest() == stored.digest


@pytest.mark.parametrize("field", ["title", "dateline", "lead", "body", "photo_alt", "photo_caption", "photo_credit"])
def test_the_digest_changes_with_every_part(field: str) -> None:
    revision = Revision.objects.get(edition=factories.draft())
    setattr(revision, field, "changed")
    assert revision.compute_digest() != revision.digest


def test_the_same_text_has_another_digest_in_another_language() -> None:
    english, french = factories.draft("en", title="Same"), factories.draft("fr", title="Same")
    assert english.current is not None and french.current is not None
    assert english.current.digest != french.current.digest


def test_newer_text_is_waiting_when_the_working_copy_is_not_what_is_live() -> None:
    edition = factories.public()
    before = edition.newer_text_waiting
    assert (before, factories.revise(edition).newer_text_waiting) == (False, True)


def test_a_copied_text_does_not_follow_an_f_expression_past_the_trigger() -> None:
    edition = factories.draft()
    with pytest.raises(IntegrityError, match="revisions are immutable"), transaction.atomic():
        edition.revisions.update(number=F("number") + 1)


def test_notes_are_part_of_the_digest_and_empty_ones_leave_older_digests_true() -> None:
    edition = factories.draft(title="T", dateline="D", lead="L", body="<p>B</p>")
    revision = edition.current
    assert revision is not None
    known = {"title": "T", "dateline": "D", "lead": "L", "body": "<p>B</p>", "language": "en", "photo": None}
    known |= {"photo_alt": "", "photo_caption": "", "photo_credit": ""}
    canonical = json.dumps(known, sort_keys=True, separators=(",", ":"))
    assert revision.digest == hashlib.sha256(canonical.encode()).hexdigest()
    noted = factories.revise(edition, title="T", dateline="D", lead="L", body="<p>B</p>", notes="<p>N</p>").current
    assert noted is not None
    assert noted.number == 2
    assert noted.digest not in {revision.digest, ""}
    assert noted.compute_digest() == noted.digest
