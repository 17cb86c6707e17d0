"""Who is told of which step, in which language, and when the mail server is away."""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import mails, permissions, workflow
from articles.enums import Action
from articles.models import AuditEntry, Edition, Preferences
from tests import factories

pytestmark = pytest.mark.django_db

DATABASE = override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})
# The worker closes connections that are old, as between requests: it has to find what was committed.
REAL = pytest.mark.django_db(transaction=True)
Commits = Callable[..., Any]


def reached(person: User, **preferences: object) -> User:
    """Return ``person`` with a mail address and, if any are given, preferences."""
    person.email = f"{person.username}@icso.example"
    person.save()
    if preferences:
        Preferences.objects.create(person=person, **preferences)
    return person


def editor(language: str = "", **preferences: object) -> User:
    """Return an editor, of one language if it is given, who can be reached."""
    group = permissions.editors(language) if language else permissions.EDITORS
    return reached(factories.person(group), **preferences)


def written(by: User, language: str = "en", **options: Any) -> Edition:
    release = options.pop("of", None) or factories.release(language)
    workflow.save_text(release, language, factories.text(), by=by)
    return release.editions.get(language=language)


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Commits) -> Commits:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def recipients() -> list[str]:
    return sorted(address.partition("@")[0] for message in mail.outbox for address in message.to)


def test_a_submitted_text_is_told_to_who_may_approve_it_in_its_language(commits: Commits) -> None:
    writer, english, _french, everywhere = reached(factories.writer()), editor("en"), editor("fr"), editor()
    with commits():
        workflow.submit(written(writer), by=writer)
    assert recipients() == sorted([english.username, everywhere.username])


def test_who_takes_a_step_is_not_told_of_it(commits: Commits) -> None:
    writing_editor = editor()
    with commits():
        workflow.submit(written(writing_editor), by=writing_editor)
    assert recipients() == []


def test_who_wrote_the_text_is_not_asked_to_approve_it_whoever_submits(commits: Commits) -> None:
    author, other = editor(), editor()
    with commits():
        workflow.submit(written(author), by=factories.writer())
    assert recipients() == [other.username]


@pytest.mark.parametrize("verb", [workflow.send_back, workflow.approve, workflow.revoke])
def test_author_and_submitter_are_told_what_became_of_their_text(
    verb: Callable[..., Edition], commits: Commits
) -> None:
    author, submitter = reached(factories.translator("en")), reached(factories.writer())
    edition = workflow.submit(written(author), by=submitter)
    if verb is workflow.revoke:
        workflow.approve(edition, by=None)
    options = {} if verb is workflow.approve else {"note": "The figure"}
    with commits():
        verb(edition, by=factories.editor(), **options)
    assert recipients() == sorted([author.username, submitter.username])


def test_the_reason_and_the_way_to_the_desk_stand_in_the_mail_and_the_headline_does_not(commits: Commits) -> None:
    author = reached(factories.translator("en"))
    release = factories.release("en")
    workflow.save_text(release, "en", factories.text("Secret headline", body="<p>Secret body</p>"), by=author)
    edition = workflow.submit(release.editions.get(), by=None)
    with commits():
        workflow.send_back(edition, by=factories.editor(), note="Who & when?")
    (message,) = mail.outbox
    address = f"https://news.example.org/admin/articles/release/{release.pk}/change/"
    assert "Secret" not in message.subject + message.body
    assert (f"Sent back: {release.reference}, English", True, True) == (
        message.subject,
        "Reason: Who & when?" in message.body,
        address in message.body,
    )


@pytest.mark.parametrize(("language", "word"), [("fr", "Français"), ("ar", "العربيّة"), ("zh-hans", "简体中文")])
def test_each_person_is_written_to_in_the_language_of_their_preferences(
    language: str, word: str, commits: Commits
) -> None:
    author = reached(factories.translator(language), language=language)
    edition = workflow.submit(written(author, language), by=factories.writer())
    with commits():
        workflow.approve(edition, by=factories.editor())
    (message,) = mail.outbox
    assert (word in message.subject, "Approved" in message.subject + message.body) == (True, False)


@pytest.mark.parametrize("muted", [action.value for action in mails.TOLD])
def test_each_kind_of_mail_can_be_turned_off(muted: str, commits: Commits) -> None:
    editor(muted=[muted])
    author = reached(factories.translator("en"), muted=[muted])
    with commits():
        edition = workflow.submit(written(author), by=factories.writer())
        if muted == Action.SEND_BACK:
            workflow.send_back(edition, by=factories.editor(), note="x")
        else:
            workflow.approve(edition, by=factories.editor())
            workflow.schedule(edition, publish_at=factories.in_days(1), by=None)
            workflow.revoke(edition, by=factories.editor(), note="x")
    subjects = {message.subject.partition(":")[0] for message in mail.outbox}
    named = {
        Action.SUBMIT: "Waiting for your review", Action.SEND_BACK: "Sent back", Action.APPROVE: "Approved",
        Action.REVOKE: "Approval revoked", Action.HOLD: "Held, will not go out",
    }  # fmt: skip
    assert named[Action(muted)] not in subjects


def test_a_hold_is_told_once_to_each_editor_and_author_of_every_language_that_is_held(commits: Commits) -> None:
    french, spanish, arabic = (editor(language) for language in ("fr", "es", "ar"))
    translator = reached(factories.translator("fr"))
    release = factories.release("en")
    moment = factories.in_days(1)
    written(translator, "fr", of=release)
    for language in ("en", "fr", "ar"):
        if language != "fr":
            factories.draft(language, of=release)
        edition = workflow.approve(workflow.submit(release.editions.get(language=language), by=None), by=None)
        workflow.schedule(edition, publish_at=moment, by=None)
    with commits():
        workflow.revoke(release.editions.get(language="en"), by=factories.editor(), note="A wrong figure")
    assert recipients() == sorted([french.username, arabic.username, translator.username])
    assert {message.subject for message in mail.outbox} == {
        f"Held, will not go out: {release.reference}, English, Français, العربيّة"
    }
    assert spanish.username not in recipients()


def test_no_mail_leaves_for_a_step_that_was_not_done_after_all(commits: Commits) -> None:
    editor()
    edition = written(factories.writer())
    with commits() as callbacks, pytest.raises(workflow.EditConflict):
        workflow.submit(edition, by=factories.writer(), seen=99)
    assert (callbacks, recipients()) == ([], [])


def test_a_mail_server_that_is_away_does_not_keep_a_text_from_review(
    commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor()
    monkeypatch.setattr(mails, "send_mail", _unreachable)
    with commits():
        edition = workflow.submit(written(factories.writer()), by=factories.writer())
    assert edition.stage == "in_review"


def _unreachable(*_args: object, **_kwargs: object) -> None:
    raise SMTPServerDisconnected("nobody is there")


@REAL
@DATABASE
def test_with_a_table_of_tasks_the_mail_waits_for_the_worker() -> None:
    person = editor()
    workflow.submit(written(factories.writer()), by=factories.writer())
    assert (recipients(), DBTaskResult.objects.ready().count()) == ([], 1)
    call_command("worker", batch=True, startup_delay=False, verbosity=0)
    assert (recipients(), DBTaskResult.objects.successful().count()) == ([person.username], 1)


@DATABASE
def test_a_mail_that_could_not_be_sent_is_tried_again_later_and_given_up_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    editor()
    monkeypatch.setattr(mails, "send_mail", _unreachable)
    workflow.submit(written(factories.writer()), by=factories.writer())
    (row,) = DBTaskResult.objects.all()
    delays = []
    for _attempt in range(len(mails.RETRIES) + 1):
        row.task.call(*row.args_kwargs["args"])
        newest = DBTaskResult.objects.order_by("-enqueued_at").first()
        if newest is None or newest == row:
            break
        row = newest
        delays.append(round((row.run_after - timezone.now()) / timedelta(minutes=1)))
    assert delays == list(mails.RETRIES)


@REAL
@DATABASE
def test_a_mail_whose_worker_was_killed_is_sent_by_the_next() -> None:
    person = editor()
    workflow.submit(written(factories.writer()), by=factories.writer())
    row = DBTaskResult.objects.get()
    row.claim("killed")
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=11))
    call_command("worker", batch=True, startup_delay=False, verbosity=0)
    assert recipients() == [person.username]


@REAL
@DATABASE
def test_nobody_is_told_of_a_draft_that_was_deleted_meanwhile() -> None:
    editor()
    edition = workflow.submit(written(factories.writer()), by=factories.writer())
    workflow.discard(edition.release, by=None)
    call_command("worker", batch=True, startup_delay=False, verbosity=0)
    assert recipients() == []


@REAL
@DATABASE
@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}, {"email": ""}])
def test_who_left_the_desk_meanwhile_is_not_told(change: dict[str, object]) -> None:
    person = editor()
    workflow.submit(written(factories.writer()), by=factories.writer())
    User.objects.filter(pk=person.pk).update(**change)
    call_command("worker", batch=True, startup_delay=False, verbosity=0)
    assert (recipients(), AuditEntry.objects.filter(action="submit").count()) == ([], 1)


def test_what_the_command_line_does_is_told_to_nobody(commits: Commits) -> None:
    editor()
    with commits():
        workflow.submit(written(reached(factories.writer())), by=None)
    assert recipients() == []


def test_an_editor_whose_text_is_held_is_told_without_the_reason_that_another_language_has(commits: Commits) -> None:
    french = reached(factories.person(permissions.editors("fr")))
    release = factories.release("en")
    moment = factories.in_days(1)
    for language in ("fr", "es"):
        factories.scheduled(moment, language, of=release)
    with commits():
        workflow.revoke(release.editions.get(language="es"), by=factories.editor(), note="canary7Q")
    (message,) = mail.outbox
    assert (message.to, "Held, will not go out" in message.subject, "canary7Q" in message.body) == (
        [french.email],
        True,
        False,
    )
