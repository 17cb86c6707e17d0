"""When papers and share images are made: after each step that changes what they show, before their moment, once."""

import errno
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import freshness, workflow
from articles.derivatives import keys, making, tasks
from articles.enums import DerivativeKind
from articles.models import ContentClock, Derivative, Edition, Organisation
from articles.models.derivative import FOLDER
from tests import factories
from tests.derivatives.quick import Press

pytestmark = pytest.mark.django_db

DATABASE = override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})
KINDS = {"a4", "letter", "share"}
Commits = Callable[..., Any]


def made(edition: Edition) -> dict[str, bytes]:
    """Return the files of an edition by kind."""
    return {row.kind: row.read() for row in Derivative.objects.filter(edition=edition, link=None)}


def stored() -> set[str]:
    """Return the names of all files that there are."""
    return set(default_storage.listdir(FOLDER)[1]) if default_storage.exists(FOLDER) else set()


@pytest.fixture(autouse=True)
def _no_files_of_other_tests() -> None:
    for name in stored():
        default_storage.delete(f"{FOLDER}/{name}")


@pytest.mark.parametrize(
    ("build", "kinds"),
    [
        (factories.draft, set()),
        (factories.in_review, set()),
        (factories.approved, set()),
        pytest.param(lambda: factories.scheduled(factories.in_days(3)), KINDS, id="scheduled"),
        (factories.public, KINDS),
        (factories.withdrawn, set()),
    ],
)
def test_papers_are_made_of_what_is_public_or_will_be_by_time_alone(
    press: Press, build: Callable[[], Edition], kinds: set[str]
) -> None:
    edition = build()
    assert making.make(edition.release_id)
    assert set(made(edition)) == kinds


def test_all_languages_of_a_release_are_printed_in_one_job(press: Press) -> None:
    release = factories.release("en")
    editions = [factories.public(language, of=release) for language in ("en", "ar", "zh-hans")]
    making.make(release.pk)
    assert [len(job) for job in press.jobs] == [3]
    assert [set(made(edition)) for edition in editions] == [KINDS] * 3


def test_doing_it_twice_makes_nothing_twice(press: Press) -> None:
    edition = factories.public()
    making.make(edition.release_id)
    before = set(Derivative.objects.values_list("token", flat=True))
    assert making.make(edition.release_id)
    assert (len(press.jobs), set(Derivative.objects.values_list("token", flat=True))) == (1, before)


def test_a_hidden_language_gets_none(press: Press) -> None:
    edition = factories.public("ar")
    with override_settings(LANGUAGES=[("en", "English")]):
        making.make(edition.release_id)
    assert made(edition) == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda edition: factories.correct(edition, title="Another headline"),
        lambda edition: workflow.readdress(edition, slug="elsewhere", by=None),
        lambda edition: factories.correct(edition, title=edition.live.title, change="minor", lead="Shorter."),
    ],
    ids=["another text", "another address", "a minor change"],
)
def test_a_change_of_what_they_show_replaces_papers_and_removes_the_old_files(
    press: Press, commits: Commits, change: Callable[[Edition], Edition]
) -> None:
    edition = factories.public(title="A headline")
    with commits():
        making.make(edition.release_id)
    first, files = made(edition), stored()
    change(edition)
    with commits():
        making.make(edition.release_id)
    second = made(edition)
    assert {kind for kind in ("a4", "letter") if first[kind] == second[kind]} == set()
    assert len(files) == len(stored()) == 3
    assert len(files & stored()) <= 1  # the share image of a moved release stays


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Commits) -> Commits:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_withdrawn_release_keeps_no_papers_and_a_restored_one_gets_new_ones(press: Press, commits: Commits) -> None:
    edition = factories.public()
    with commits():
        making.make(edition.release_id)
        edition = workflow.withdraw(edition, reason="legal", by=None)
        making.make(edition.release_id)
    assert (made(edition), stored()) == ({}, set())
    making.make(workflow.restore(edition, by=None).release_id)
    assert set(made(edition)) == KINDS


def test_a_paper_that_was_overtaken_while_it_was_printed_is_not_stored(press: Press) -> None:
    edition = factories.public(title="Old")

    def overtake() -> None:
        press.busy.side_effect = None
        factories.correct(edition, title="New")

    press.busy.side_effect = overtake
    making.make(edition.release_id)
    assert set(made(edition)) == {"share"}  # drawn before
    assert len(stored()) == 1
    making.make(edition.release_id)
    assert set(made(edition)) == KINDS
    assert "New" in press.jobs[-1][0].markup


def test_a_paper_whose_release_was_withdrawn_while_it_was_printed_is_not_stored(press: Press) -> None:
    edition = factories.public()
    press.busy.side_effect = lambda: workflow.withdraw(Edition.objects.get(pk=edition.pk), reason="error", by=None)
    making.make(edition.release_id)
    assert set(made(edition)) <= {"share"}


def test_a_full_disk_leaves_nothing_half_made(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = factories.public()
    save = type(default_storage)._save if hasattr(type(default_storage), "_save") else default_storage._save

    def full(name: str, content: Any) -> str:
        save(name, content)  # some of it is written
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(default_storage, "_save", full)
    assert tasks.make_derivatives.call(edition.release_id) is False
    assert (Derivative.objects.count(), stored()) == (0, set())


def test_a_process_that_dies_before_the_row_is_written_leaves_a_file_that_is_pruned(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = factories.public()
    default_storage.save(f"{FOLDER}/{'x' * 22}.pdf", factories.picture())
    making.make(edition.release_id)
    call_command("prune_media")
    assert len(stored()) == 4  # it may be one that is just being written
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("prune_media")
    assert (len(stored()), set(made(edition))) == (3, KINDS)


def test_a_lost_file_is_made_anew(press: Press) -> None:
    edition = factories.public()
    making.make(edition.release_id)
    for name in stored():
        default_storage.delete(f"{FOLDER}/{name}")
    making.make(edition.release_id)
    assert set(made(edition)) == KINDS


def test_there_is_one_paper_of_each_kind(press: Press) -> None:
    edition = factories.public()
    making.make(edition.release_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Derivative.objects.create(edition=edition, kind="a4", key="x", frame="y")


def test_what_is_made_for_a_public_page_counts_as_a_change_and_what_is_made_ahead_does_not(press: Press) -> None:
    version = lambda: ContentClock.objects.get(pk=1).version  # noqa: E731
    ahead, public = factories.scheduled(factories.in_days(1)), factories.public()
    freshness.forget()
    before = version()
    making.make(ahead.release_id)
    assert version() == before
    making.make(public.release_id)
    assert version() > before


def test_another_boilerplate_makes_papers_due_but_not_wrong(press: Press) -> None:
    factories.organisation()
    edition = factories.public()
    making.make(edition.release_id)
    before = {row.kind: (row.key, row.frame) for row in Derivative.objects.all()}
    Organisation.objects.filter(pk=1).update(boilerplate_en="<p>Another</p>")
    making.make(edition.release_id)
    after = {row.kind: (row.key, row.frame) for row in Derivative.objects.all()}
    assert {kind: key for kind, (key, _frame) in before.items()} == {kind: key for kind, (key, _frame) in after.items()}
    assert all(before[kind][1] != after[kind][1] for kind in KINDS)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_key_does_not_depend_on_the_language_of_the_process(press: Press, language: str) -> None:
    factories.organisation()
    edition = factories.public("fr", of=factories.release("fr", topics=[factories.topic("ports")]))
    with override_settings(LANGUAGE_CODE=language):
        making.make(edition.release_id)
        subject = making.subject(edition.pk)
    assert subject is not None
    assert {row.key for row in Derivative.objects.all()} == {subject.label(kind).key for kind in KINDS}
    assert subject.due() == []


def test_papers_and_images_have_keys_of_their_own() -> None:
    subject = making.subject(factories.public().pk)
    assert subject is not None
    assert keys.key_of("a4", subject.page) == keys.key_of("letter", subject.page)
    assert keys.key_of("a4", subject.page) != keys.key_of(DerivativeKind.SHARE, subject.page)


# --- Tasks ---


def test_a_step_of_a_person_has_papers_made_when_it_is_through(press: Press, commits: Commits) -> None:
    edition = factories.approved()
    with commits():
        workflow.publish(edition, by=factories.editor())
        assert made(edition) == {}
    assert set(made(edition)) == KINDS


def test_what_the_command_line_publishes_is_left_to_a_command(press: Press, commits: Commits) -> None:
    with commits():
        edition = factories.public()
    assert made(edition) == {}
    call_command("make_derivatives")
    assert set(made(edition)) == KINDS


@DATABASE
def test_with_a_worker_the_task_is_stored_with_the_step(press: Press) -> None:
    factories.approved()
    assert waiting() == 0
    factories.scheduled(factories.in_days(1))
    assert waiting() == 1
    edition = factories.approved()
    with pytest.raises(RuntimeError), transaction.atomic():
        workflow.publish(edition, by=None)
        raise RuntimeError
    assert waiting() == 1


def waiting() -> int:
    """Return how many tasks of ours wait."""
    return DBTaskResult.objects.filter(task_path="articles.derivatives.tasks.make_derivatives").count()


@DATABASE
def test_what_could_not_be_made_is_tried_again_and_given_up_in_the_end(press: Press) -> None:
    edition = factories.public()
    press.broken = True
    DBTaskResult.objects.all().delete()
    assert tasks.make_derivatives.call(edition.release_id) is False
    [again] = DBTaskResult.objects.all()
    assert again.args_kwargs["args"] == [edition.release_id, 1]
    assert again.run_after > timezone.now()
    assert tasks.make_derivatives.call(edition.release_id, len(tasks.RETRIES)) is False
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize("release", [0, 10**15])
def test_a_release_that_is_gone_has_nothing_to_make(press: Press, release: int) -> None:
    assert tasks.make_derivatives.call(release)


def test_another_topic_has_papers_made_anew(press: Press, commits: Commits) -> None:
    edition = factories.public()
    making.make(edition.release_id)
    before = Derivative.objects.get(edition=edition, kind="a4").frame
    with commits():
        topic = factories.topic()
        workflow.share(edition.release, by=factories.person(superuser=True), photo=None, topics=[topic])
    assert Derivative.objects.get(edition=edition, kind="a4").frame != before
