"""Processes that are killed, disks that are full, and two who do the same: nothing half-visible, nothing lost."""

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from articles import freshness, workflow
from articles.derivatives import making as papers
from articles.library import documents, focusing, making, removing
from articles.library import photos as library
from articles.library.checking import rows, wrong_with
from articles.library.inventory import ROWS, files_of
from articles.models import Document, DocumentVersion, Photo, PhotoVersion, Release
from tests import factories
from tests.derivatives.quick import Press
from tests.library.quick import Darkroom, all_files

ROOT = Path(__file__).resolve().parent.parent.parent
POINTS = 20  # at which each work is killed


def killed(work: str, keys: list[int]) -> None:
    """Do a work of ``works``, for each key in a process that is killed at another line."""
    command = [sys.executable, "-m", "tests.library.dying", str(settings.DATABASES["default"]["NAME"])]
    done = subprocess.run(
        [*command, str(settings.MEDIA_ROOT), work, *map(str, keys)],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > POINTS  # lines, so that each kill was at another


def faults() -> list[str]:
    """Return what is wrong with any row."""
    return [fault for folder in ROWS for row in rows(folder) for fault in wrong_with(row, hashes=True)]


def strays_after_pruning() -> set[str]:
    """Return what no row names two hours later, when it has been pruned."""
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("prune_media", verbosity=0)
    return all_files() - {name for folder in ROWS for row in rows(folder) for name in files_of(row)}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("work", ["add", "document"])
def test_an_upload_that_is_killed_is_there_whole_or_not_at_all(work: str) -> None:
    killed(work, [0] * (POINTS + 1))
    assert faults() == []
    assert strays_after_pruning() == set()
    assert Photo.objects.filter(current=None).count() == Document.objects.filter(current=None).count() == 0
    assert PhotoVersion.objects.count() + DocumentVersion.objects.count() >= 1  # the one that was not killed


@pytest.mark.django_db(transaction=True)
def test_a_photo_whose_replacing_is_killed_has_the_old_file_or_the_new() -> None:
    photo = factories.photo()
    killed("replace", [photo.pk] * (POINTS + 1))
    photo.refresh_from_db()
    numbers = list(photo.versions.order_by("number").values_list("number", flat=True))
    assert (numbers, photo.file.number) == (list(range(1, len(numbers) + 1)), len(numbers))
    assert (faults(), strays_after_pruning()) == ([], set())


@pytest.mark.django_db(transaction=True)
def test_pictures_whose_making_is_killed_are_made_by_the_next_who_comes(darkroom: Darkroom) -> None:
    versions = [factories.photo().file for _number in range(POINTS + 1)]
    killed("complete", [version.pk for version in versions])
    assert faults() == []
    for version in versions:
        making.make(version.pk)
    complete = PhotoVersion.objects.select_related("photo")
    assert {len(making.missing(version)) for version in complete} == {0}
    assert (faults(), strays_after_pruning()) == ([], set())


@pytest.fixture
def room_for(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let the disk be full after so many more files; of the next, half is written."""
    save = FileSystemStorage._save  # type: ignore[attr-defined]

    def put(files: int) -> None:
        left = [files]

        def until_full(self: Any, name: str, content: Any) -> str:
            left[0] -= 1
            if left[0] >= 0:
                return str(save(self, name, content))
            data = content.read()
            save(self, name, ContentFile(data[: len(data) // 2]))
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(FileSystemStorage, "_save", until_full)

    return put


FILES_OF_A_PHOTO = 9  # the original, six widths, the full size and the cut


@pytest.mark.django_db
@pytest.mark.parametrize("files", range(FILES_OF_A_PHOTO))
def test_a_disk_that_is_full_at_any_file_of_a_photo_leaves_nothing(files: int, room_for: Callable[[int], None]) -> None:
    room_for(files)
    with pytest.raises(OSError, match="No space left"):
        factories.photo()
    assert (all_files(), Photo.objects.count(), PhotoVersion.objects.count()) == (set(), 0, 0)
    room_for(FILES_OF_A_PHOTO)
    assert len(all_files() | {*files_of(factories.photo().file)}) == FILES_OF_A_PHOTO


@pytest.mark.django_db
def test_a_disk_that_is_full_leaves_the_photo_that_was_there(room_for: Callable[[int], None]) -> None:
    photo = factories.photo()
    first, before = photo.file, all_files()
    room_for(3)
    with pytest.raises(OSError, match="No space left"):
        library.keep(photo, factories.picture(), factories.developed(), by=None)
    assert (all_files(), Photo.objects.get().file, faults()) == (before, first, [])


@pytest.mark.django_db
@pytest.mark.parametrize("files", range(3))
def test_a_disk_that_is_full_leaves_a_photo_without_avif(
    files: int, darkroom: Darkroom, room_for: Callable[[int], None]
) -> None:
    version = factories.photo().file
    before = all_files()
    room_for(files)
    with pytest.raises(OSError, match="No space left"):
        making.make(version.pk)
    version.refresh_from_db()
    assert (all_files(), version.avif_widths, faults()) == (before, [], [])


@pytest.mark.django_db
def test_a_disk_that_is_full_leaves_no_half_documents_and_no_half_papers(
    press: Press, room_for: Callable[[int], None]
) -> None:
    edition = factories.public()
    room_for(0)
    with pytest.raises(OSError, match="No space left"):
        documents.add_document(Document(title_en="Report"), factories.table(), by=None, name="a.csv")
    with pytest.raises(OSError, match="No space left"):
        papers.make(edition.release_id)
    assert (all_files(), Document.objects.count(), faults()) == (set(), 0, [])


def together(*works: Callable[[], Any]) -> list[Any]:
    """Do works at the same time and return what came of each."""
    start = threading.Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def do(number: int, work: Callable[[], Any]) -> None:
        try:
            start.wait(30)
            results[number] = work()
        except Exception as error:  # noqa: BLE001 (whatever it is, it is what came of it)
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.mark.django_db(transaction=True)
def test_one_file_that_comes_in_twice_at_once_is_two_photos() -> None:
    made = factories.developed()
    results = together(*[lambda: library.keep(Photo(), factories.picture(), made, by=None)] * 2)
    first, second = results
    assert (first.sha256, first.token != second.token, faults()) == (second.sha256, True, [])


@pytest.mark.django_db(transaction=True)
def test_two_who_replace_a_file_at_once_do_so_in_turn() -> None:
    photo, made = factories.photo(), factories.developed()
    results = together(
        *[lambda: library.keep(Photo.objects.get(pk=photo.pk), factories.picture(), made, by=None).number] * 3
    )
    photo.refresh_from_db()
    assert (sorted(results), photo.file.number, faults()) == ([2, 3, 4], 4, [])


@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_same_pictures_at_once_make_one_set(darkroom: Darkroom) -> None:
    version, both = factories.photo().file, threading.Barrier(2)
    darkroom.busy = lambda: both.wait(30)
    results = together(*[lambda: making.make(version.pk)] * 2)
    assert sorted(map(len, results)) == [0, 6]
    assert (faults(), all_files() - {*files_of(PhotoVersion.objects.get())}) == ([], set())


@pytest.mark.django_db(transaction=True)
def test_a_photo_that_is_removed_while_its_pictures_are_stored_leaves_none(darkroom: Darkroom) -> None:
    photo, both = factories.photo(), threading.Barrier(2)
    version = photo.file
    darkroom.busy = lambda: both.wait(30)

    def remove() -> None:
        both.wait(30)
        removing.remove(photo, by=None)

    together(lambda: making.make(version.pk), remove)
    assert (PhotoVersion.objects.count(), all_files()) == (0, set())


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_verb_that_holds_the_clock_passes_who_stores_pictures_and_waits_for_it(
    darkroom: Darkroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = factories.photo()
    release = factories.release("en", photo=photo)
    factories.public("en", of=release)
    bump, holding, locked = freshness.bump, threading.Event(), threading.Event()

    def bump_late() -> None:
        locked.set()  # the row of the version is
        bump()

    def save() -> None:
        with transaction.atomic():
            bump()
            holding.set()
            assert locked.wait(30)
            workflow.save_text(release, "en", factories.text(), by=None)  # a revision that points to the version

    def make() -> list[str]:
        assert holding.wait(30)
        monkeypatch.setattr(freshness, "bump", bump_late)
        return making.make(photo.file.pk)

    assert together(save, make) == [None, ["240.avif", "400.avif", "520.avif", "700.avif", "800.avif", "1000.avif"]]


def until_somebody_waits() -> None:
    """Return once another transaction waits for what this one has locked."""
    for _try in range(3000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted), pg_sleep(0.01)")
            if cursor.fetchone()[0]:
                return
    pytest.fail("Nobody waits.")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_cut_that_comes_when_the_focus_was_moved_meanwhile_is_of_no_use(darkroom: Darkroom) -> None:
    photo, begun = factories.photo(), threading.Event()
    late = making.cut(photo.file, (50, 50))

    def move() -> None:
        with transaction.atomic():
            focusing.set_focus(photo, 20, 80, by=None)
            begun.set()
            until_somebody_waits()

    def come() -> list[str]:
        assert begun.wait(30)
        return making.enter(photo.file.pk, late)

    assert together(move, come) == [None, []]
    assert PhotoVersion.objects.get().social == "social-20-80.jpg"


def replaced_while(photo: Photo, first: Callable[[], object], then: Callable[[], object] = int) -> list[Any]:
    """Replace the file of ``photo`` while another does ``first`` in a transaction that ends when the one waits.

    ``then``: what that does besides, before it ends.
    """
    begun, made = threading.Event(), factories.developed()

    def other() -> None:
        with transaction.atomic():
            first()
            begun.set()
            until_somebody_waits()
            then()

    def replace() -> int:
        assert begun.wait(30)
        return library.keep(photo, factories.picture(), made, by=None).number

    return together(other, replace)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_text_that_is_saved_while_its_photo_is_replaced_has_the_new_file() -> None:
    photo = factories.photo()
    edition = factories.draft("en", of=factories.release("en", photo=photo))
    text = factories.text(title="Saved meanwhile")
    assert replaced_while(photo, lambda: workflow.save_text(edition.release, "en", text, by=None)) == [None, 2]
    edition.refresh_from_db()
    newest = edition.current
    assert newest is not None and newest.photo is not None
    assert (newest.title, newest.photo.number) == ("Saved meanwhile", 2)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_photo_that_a_release_gives_up_while_it_is_replaced_does_not_come_back() -> None:
    photo, another = factories.photo(), factories.photo()
    edition = factories.draft("en", of=factories.release("en", photo=photo))

    def give_up() -> None:
        workflow.share(edition.release, by=None, photo=another, topics=[])

    assert replaced_while(photo, give_up) == [None, 2]
    edition.refresh_from_db()
    assert edition.current is not None and edition.current.photo == another.file


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_replaces_a_photo_and_who_saves_a_text_never_wait_for_each_other() -> None:
    photo = factories.photo()
    edition = factories.draft("en", of=factories.release("en", photo=photo))
    save = partial(workflow.save_text, edition.release, "en", factories.text(title="Saved meanwhile"), by=None)
    assert replaced_while(photo, lambda: Release.objects.select_for_update().get(), save) == [None, 2]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_deletes_a_draft_and_who_saves_it_never_wait_for_each_other() -> None:
    edition = factories.draft("en", of=factories.release("en"))
    begun = threading.Event()

    def save() -> None:
        with transaction.atomic():
            Release.objects.select_for_update().get()
            begun.set()
            until_somebody_waits()
            workflow.save_text(edition.release, "en", factories.text(title="Saved meanwhile"), by=None)

    def discard() -> None:
        assert begun.wait(30)
        workflow.discard(edition.release, by=None)

    assert together(save, discard) == [None, None]
    assert not Release.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_removes_a_photo_and_who_moves_its_focus_never_wait_for_each_other(darkroom: Darkroom) -> None:
    photo, begun = factories.photo(), threading.Event()
    made = making.cut(photo.file, (20, 80))

    def move() -> list[str]:
        with transaction.atomic():
            Photo.objects.update(focus_x=20, focus_y=80)
            begun.set()
            until_somebody_waits()
            return making.enter(photo.file.pk, made)

    def remove() -> None:
        assert begun.wait(30)
        removing.remove(photo, by=None)

    assert together(move, remove) == [["social-20-80.jpg"], None]
    assert (Photo.objects.count(), all_files()) == (0, set())
