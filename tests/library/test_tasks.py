"""When the rest of a photo is made, and when documents are scanned: by a worker, or beside the requests."""

import errno
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.files.storage import default_storage
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.darkroom.developing import ImageProblem
from articles.enums import Scan
from articles.library import background, judging, tasks
from articles.library import photos as library
from articles.models import ContentClock, Document, DocumentVersion, Photo, PhotoVersion
from articles.scanning import Verdict
from tests import factories
from tests.library.conftest import Commits
from tests.library.quick import Darkroom
from tests.library.test_making import again

pytestmark = pytest.mark.django_db

DATABASE = override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})
CLAMD = override_settings(CLAMD="unix:/nowhere")


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], Any]]:
    """What is left to the thread beside the requests."""
    jobs: list[Callable[[], Any]] = []
    monkeypatch.setattr(background, "do", jobs.append)
    return jobs


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Callable[[Scan], None]:
    """Have the scanner say something."""

    def put(result: Scan) -> None:
        monkeypatch.setattr(judging.scanning, "scan", lambda _file: Verdict(result, "Eicar"))

    return put


def uploaded(by: Any = None) -> PhotoVersion:
    """Return a version that a person brought in."""
    photo = Photo(title_en="Harbour")
    return library.keep(photo, factories.picture(), factories.developed(), by=by or factories.editor())


def document(scan: Scan = Scan.WAITING, **version: Any) -> DocumentVersion:
    """Return a document with its file."""
    from articles.library import documents

    row = Document(title_en="Report")
    made = documents.add_document(row, factories.table(), by=version.pop("by", None), name="figures.csv")
    DocumentVersion.objects.filter(pk=made.pk).update(scan=scan)
    made.refresh_from_db()
    return made


def waiting() -> list[tuple[str, list[Any]]]:
    """Return the tasks that a worker will do, in its order."""
    rows = DBTaskResult.objects.ready().order_by("-priority", "enqueued_at")
    return [(row.task_path.rpartition(".")[2], row.args_kwargs["args"]) for row in rows]


@DATABASE
def test_a_worker_finds_the_task_exactly_if_the_photo_is_stored() -> None:
    version = uploaded()
    assert waiting() == [("finish", [version.pk])]


@DATABASE
def test_mails_go_before_pictures_that_nobody_waits_for() -> None:
    uploaded()
    assert DBTaskResult.objects.get().priority < 0


@DATABASE
def test_a_task_makes_what_is_missing(darkroom: Darkroom) -> None:
    version = uploaded()
    assert tasks.finish.call(version.pk) is True
    assert again(version).avif_widths == [240, 400, 520, 700, 800, 1000]


@DATABASE
def test_what_had_no_room_is_tried_again_later_and_given_up_at_last(darkroom: Darkroom) -> None:
    version = uploaded()
    DBTaskResult.objects.all().delete()
    darkroom.problem = OSError(errno.ENOSPC, "No space left on device")
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        assert [tasks.finish.call(version.pk, attempt) for attempt in range(4)] == [False] * 4
    later = DBTaskResult.objects.order_by("run_after").values_list("run_after", flat=True)
    assert [moment - now for moment in later] == [timedelta(minutes=minutes) for minutes in (1, 10, 60)]


@DATABASE
def test_what_is_no_picture_any_more_is_not_tried_again(darkroom: Darkroom) -> None:
    version = uploaded()
    DBTaskResult.objects.all().delete()
    darkroom.problem = ImageProblem("Not any more.")
    assert (tasks.finish.call(version.pk), waiting()) == (False, [])


def test_without_a_worker_it_is_made_beside_the_requests(
    beside: list[Callable[[], Any]], commits: Commits, darkroom: Darkroom
) -> None:
    with commits():
        version = uploaded()
    assert darkroom.wanted == []  # the upload does not wait
    for job in beside:
        job()
    assert again(version).avif_widths == [240, 400, 520, 700, 800, 1000]


def test_what_the_command_line_brings_in_is_left_to_the_command(
    beside: list[Callable[[], Any]], commits: Commits
) -> None:
    with commits():
        factories.photo()
    assert beside == []


@DATABASE
def test_a_worker_takes_up_what_tasks_that_died_left_over(darkroom: Darkroom) -> None:
    unfinished, finished, old = uploaded(), uploaded(), uploaded()
    tasks.finish.call(finished.pk)
    PhotoVersion.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=3))
    file = document()
    DBTaskResult.objects.all().delete()
    with CLAMD:
        tasks.resume()
    assert waiting() == [("scan", [file.pk]), ("finish", [unfinished.pk])]


@CLAMD
@DATABASE
def test_a_document_waits_for_the_scanner() -> None:
    from articles.library import documents

    version = documents.add_document(Document(title_en="Report"), factories.table(), by=None, name="a.csv")
    assert (version.scan, version.is_safe, waiting()) == (Scan.WAITING, False, [("scan", [version.pk])])


def test_without_a_scanner_nothing_waits(beside: list[Callable[[], Any]], commits: Commits) -> None:
    from articles.library import documents

    with commits():
        version = documents.add_document(Document(title_en="Report"), factories.table(), by=None, name="a.csv")
    assert (version.scan, version.is_safe, beside) == (Scan.OFF, True, [])


@CLAMD
def test_a_clean_document_is_served_from_then_on(says: Callable[[Scan], None]) -> None:
    version = document()
    before = ContentClock.objects.get().version
    says(Scan.CLEAN)
    assert tasks.scan.call(version.pk) is True
    version.refresh_from_db()
    assert (version.scan, ContentClock.objects.get().version) == (Scan.CLEAN, before + 1)


@CLAMD
def test_an_infected_document_loses_its_file_and_its_author_is_told(
    says: Callable[[Scan], None], commits: Commits
) -> None:
    author = factories.editor()
    author.email = "press@example.org"
    author.save()
    version = document(by=author)
    says(Scan.INFECTED)
    with commits():
        assert tasks.scan.call(version.pk) is True
    version.refresh_from_db()
    assert (version.scan, default_storage.exists(version.file_name)) == (Scan.INFECTED, False)
    (told,) = mail.outbox
    assert (told.to, "Eicar" in told.body, "figures" in told.body) == (["press@example.org"], True, False)


@CLAMD
@DATABASE
def test_without_an_answer_it_waits_and_is_asked_about_again_and_again(says: Callable[[Scan], None]) -> None:
    version = document()
    says(Scan.WAITING)
    now = timezone.now()
    DBTaskResult.objects.all().delete()
    with time_machine.travel(now, tick=False):
        assert [tasks.scan.call(version.pk, attempt) for attempt in range(6)] == [False] * 6
    later = DBTaskResult.objects.order_by("run_after").values_list("run_after", flat=True)
    assert [(moment - now) // timedelta(minutes=1) for moment in later] == [1, 2, 5, 15, 60]
    version.refresh_from_db()
    assert version.scan == Scan.WAITING


@CLAMD
def test_who_was_clean_stays_so_while_the_scanner_is_down(says: Callable[[Scan], None]) -> None:
    version = document(Scan.CLEAN)
    says(Scan.WAITING)
    assert judging.judge(version.pk) == Scan.CLEAN


@CLAMD
def test_a_document_removed_meanwhile_is_no_error(says: Callable[[Scan], None]) -> None:
    says(Scan.CLEAN)
    assert (tasks.scan.call(4711), judging.judge(4711)) == (True, None)


@CLAMD
def test_a_lost_file_is_looked_for_again(says: Callable[[Scan], None]) -> None:
    version = document()
    default_storage.delete(version.file_name)
    says(Scan.CLEAN)
    assert tasks.scan.call(version.pk) is False


def test_jobs_beside_the_requests_are_done_one_after_the_other_and_a_failure_stops_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(background, "QUIET", 0.01)
    done: list[int] = []

    def fail() -> None:
        raise ValueError("a test")

    for job in (lambda: done.append(1), fail, lambda: done.append(2)):
        background.do(job)
    background._Process.jobs.join()
    assert done == [1, 2]
