"""Removing files that no row names, and nothing else."""

import io
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.enums import Scan
from articles.library import inventory, pruning
from articles.library import photos as library
from articles.models import DocumentVersion, PhotoVersion
from tests import factories
from tests.library.conftest import Commits
from tests.library.quick import all_files
from tests.library.test_tasks import document

pytestmark = pytest.mark.django_db

TOKEN = "x" * 22
STRAYS = {
    f"photos/{TOKEN}/original",
    f"photos/{TOKEN}/400.jpg",
    f"documents/{TOKEN}.pdf",
    f"derivatives/{TOKEN}.pdf",
    "documents/odd name \u202e.csv",
    "photos/no folder",
}


def put(*names: str) -> None:
    """Leave files behind."""
    for name in names:
        default_storage.save(name, ContentFile(b"x"))


def prune(hours: float = 2, **options: Any) -> str:
    """Have the command run some hours from now; return what it says."""
    said = io.StringIO()
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        call_command("prune_media", stdout=said, **options)
    return said.getvalue()


def test_what_no_row_names_is_removed_and_named_and_all_else_stays() -> None:
    factories.photo(), document(Scan.CLEAN)
    before = all_files()
    put(*STRAYS)
    said = prune()
    assert (all_files(), {*said.splitlines()} & STRAYS) == (before, STRAYS)
    assert "6 files were removed." in said
    assert not default_storage.exists(f"photos/{TOKEN}")


def test_what_is_young_may_be_an_upload_under_way() -> None:
    put(*STRAYS)
    assert "0 files" in prune(hours=0.9)
    assert all_files() == STRAYS


def test_a_dry_run_removes_nothing() -> None:
    put(*STRAYS)
    assert "6 files would be removed." in prune(dry_run=True)
    assert all_files() == STRAYS


def test_in_the_folder_of_a_version_what_it_does_not_name_is_removed() -> None:
    version = factories.photo().file
    put(version.file_name("800.avif"))
    prune()
    assert all_files() == {*inventory.files_of(version)}


def test_a_picture_that_is_named_by_now_stays() -> None:
    version = factories.photo().file
    put(name := version.file_name("800.avif"))
    now = timezone.now() + timedelta(hours=2)
    (stray,) = inventory.strays("photos", [f"{version.token}/"], now)
    version.made["800.avif"] = [800, 480, 1]
    version.save()
    assert (pruning._remove(stray), default_storage.exists(name)) == (False, True)


def test_where_the_storage_keeps_no_times_nothing_is_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_name: str) -> None:
        raise NotImplementedError

    put(*STRAYS)
    monkeypatch.setattr(type(default_storage._wrapped), "get_modified_time", lambda _self, name: none(name))
    assert "0 files" in prune()


def test_what_lies_elsewhere_in_the_storage_is_none_of_our_business() -> None:
    put("somebody/elses.txt", "documents/folder/within.txt")
    prune()
    assert default_storage.exists("somebody/elses.txt") and default_storage.exists("documents/folder/within.txt")
    for name in ("somebody/elses.txt", "documents/folder/within.txt"):
        default_storage.delete(name)


def test_the_file_of_an_infected_document_is_no_longer_named() -> None:
    version = document(Scan.INFECTED)
    prune()
    assert not default_storage.exists(version.file_name)


def replaced() -> PhotoVersion:
    """Return a version that has been replaced and that nothing shows."""
    photo = factories.photo()
    first = photo.file
    library.keep(photo, factories.picture(), factories.developed(), by=None)
    return first


def test_old_versions_stay_unless_it_is_said_otherwise() -> None:
    first = replaced()
    prune(hours=24 * 400)
    assert PhotoVersion.objects.filter(pk=first.pk).exists()


def test_old_versions_that_nothing_ever_showed_go_with_their_files(commits: Commits) -> None:
    first = replaced()
    with commits():
        assert "replaced and never shown" in prune(hours=24 * 31, old_versions=30)
    assert not PhotoVersion.objects.filter(pk=first.pk).exists()
    assert not any(name.startswith(f"photos/{first.token}") for name in all_files())


def test_younger_versions_and_those_that_a_text_shows_stay() -> None:
    young, shown = replaced(), factories.photo()
    first = shown.file
    factories.draft(of=factories.release(photo=shown))
    library.keep(shown, factories.picture(), factories.developed(), by=None)
    PhotoVersion.objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(days=100))
    prune(hours=0, old_versions=30)
    assert PhotoVersion.objects.filter(pk__in=[young.pk, first.pk]).count() == 2


def test_what_was_open_to_everybody_stays() -> None:
    first = replaced()
    first.photo.always_public = True
    first.photo.save()
    prune(hours=24 * 400, old_versions=30)
    assert PhotoVersion.objects.filter(pk=first.pk).exists()


def test_old_documents_go_too_but_not_the_newest(commits: Commits) -> None:
    from articles.library import documents

    first = document(Scan.CLEAN)
    documents.replace_file(first.document, factories.table(), by=None, name="a.csv")
    with commits():
        prune(hours=24 * 31, old_versions=30)
    assert DocumentVersion.objects.filter(document=first.document).count() == 1
    assert len(all_files()) == 1


@pytest.mark.parametrize("days", [0, -1, 10**12])
def test_odd_numbers_of_days_are_refused(days: int) -> None:
    with pytest.raises(CommandError, match="One day at least"):
        prune(old_versions=days)


def test_a_storage_that_cannot_be_reached_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def down(_path: str) -> Any:
        raise OSError("gone")

    monkeypatch.setattr(default_storage._wrapped, "listdir", down)
    with pytest.raises(CommandError, match="The storage refuses: gone"):
        prune()
