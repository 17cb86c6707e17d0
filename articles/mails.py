"""Mails to the people whom a step of the workflow concerns.

A mail names the release by its reference number and leads to the desk; headlines and texts stay there, because a
mailbox is no place for what is under embargo. It is in the language of the person's preferences, and can be turned off.

The task of a mail is stored in the transaction of the verb where the backend is a table (TASKS=database): it exists if
and only if the step was done. Where tasks run at once (TASKS=immediate) it is sent when the transaction is through.
"""

import logging
from datetime import timedelta
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from articles import permissions
from articles.enums import Action, own_name, shown_codes, suffix
from articles.models import AuditEntry, Edition, Preferences
from articles.moments import local, zone
from articles.people import name_of

log = logging.getLogger(__name__)

# What people can be told of, and turn off, one by one.
TOLD = (Action.SUBMIT, Action.SEND_BACK, Action.APPROVE, Action.REVOKE, Action.HOLD)
# Minutes after which a mail that could not be sent is tried again.
RETRIES = (1, 5, 30, 120, 600)


def announce(entry: AuditEntry) -> None:
    """Tell the people whom a person's step concerns, but not that person; imports are told to nobody."""
    if entry.actor_id is None:
        return
    for person, action in _concerned(entry).items():
        if person.pk != entry.actor_id and person.email:
            _enqueue(entry.pk, person.pk, action)


def _enqueue(entry: int, person: int, action: str, attempt: int = 0) -> None:
    backend = deliver.get_backend()
    if not backend.supports_defer:
        transaction.on_commit(partial(deliver.enqueue, entry, person, action), robust=True)
    elif attempt:
        later = timezone.now() + timedelta(minutes=RETRIES[attempt - 1])
        deliver.using(run_after=later).enqueue(entry, person, action, attempt)
    else:
        deliver.enqueue(entry, person, action)


def _concerned(entry: AuditEntry) -> dict[User, Action]:
    """Return the people to tell, and of which step each: who is told of a hold need not be told of its cause."""
    if entry.action == Action.SUBMIT:
        return dict.fromkeys(_approvers([entry.language]) - _authors(entry, entry.language), Action.SUBMIT)
    told: dict[User, Action] = {}
    if entry.action in {Action.SEND_BACK, Action.APPROVE, Action.REVOKE}:
        told |= dict.fromkeys(_authors(entry, entry.language), Action(entry.action))
    if entry.action == Action.REVOKE and (held := held_languages(entry)):
        people = _approvers(held).union(*(_authors(entry, language) for language in held))
        told |= dict.fromkeys(people, Action.HOLD)
    return told


def held_languages(entry: AuditEntry) -> list[str]:
    """Return the shown languages of the entry's release that are held."""
    held = Edition.objects.filter(release=entry.release_id, held_for__isnull=False)
    found = set(held.values_list("language", flat=True))
    return [language for language in shown_codes() if language in found]


def _approvers(languages: list[str]) -> set[User]:
    return {
        person
        for language in languages
        for person in User.objects.with_perm(f"articles.approve_{suffix(language)}").filter(is_staff=True)
    }


def _authors(entry: AuditEntry, language: str) -> set[User]:
    """Return who wrote the newest revision in ``language`` and who submitted it."""
    edition = Edition.objects.select_related("current__author").filter(release=entry.release_id, language=language)
    found = {e.current.author for e in edition if e.current and e.current.author}
    submitted = AuditEntry.objects.filter(release=entry.release_id, language=language, action=Action.SUBMIT)
    last = submitted.select_related("actor").order_by("-pk").first()
    return found | ({last.actor} if last and last.actor else set())


@task()
def deliver(entry: int, person: int, action: str, attempt: int = 0) -> bool:
    """Send the mail of an audit entry to a person, and tell whether there was one to send.

    Nothing is sent for a draft that was deleted meanwhile, or to who left, turned it off, or may not read the language.
    A mail that cannot be sent is tried again after ``RETRIES`` where tasks can wait.
    """
    row = AuditEntry.objects.select_related("actor", "release").filter(pk=entry, release__isnull=False).first()
    user = User.objects.filter(pk=person, is_active=True, is_staff=True).exclude(email="").first()
    if row is None or row.release is None or user is None:
        return False
    preferences = Preferences.objects.filter(person=user).first() or Preferences(person=user)
    readable = set(permissions.readable(user, row.release.original))
    about = {row.language, *held_languages(row)} if action == Action.HOLD else {row.language}
    if action in preferences.muted or not readable & about:
        return False
    with translation.override(preferences.language or settings.LANGUAGE_CODE):
        subject, text = _written(row, Action(action), row.note if row.language in readable else "")
    try:
        send_mail(subject, text, None, [user.email])
    except (OSError, SMTPException):
        log.warning("The mail of audit entry %s to person %s could not be sent", entry, person, exc_info=True)
        if deliver.get_backend().supports_defer and attempt < len(RETRIES):
            _enqueue(entry, person, action, attempt + 1)
        return False
    return True


def _written(entry: AuditEntry, action: Action, note: str) -> tuple[str, str]:
    """Return subject and text of a mail in the active language; ``note`` is the reason, as far as it may be read."""
    subjects = {
        Action.SUBMIT: _("Waiting for your review: %(reference)s, %(languages)s"),
        Action.SEND_BACK: _("Sent back: %(reference)s, %(languages)s"),
        Action.APPROVE: _("Approved: %(reference)s, %(languages)s"),
        Action.REVOKE: _("Approval revoked: %(reference)s, %(languages)s"),
        Action.HOLD: _("Held, will not go out: %(reference)s, %(languages)s"),
    }
    languages = held_languages(entry) if action == Action.HOLD else [entry.language]
    names = ", ".join(map(own_name, languages))
    values = {
        "reference": entry.reference,
        "languages": names,
        "language": own_name(entry.language),
        "action": action.label,
        "person": name_of(entry.actor),
        "at": local(entry.at),
        "zone": zone(),
        "note": note,
    }
    held = _(
        "Release %(reference)s is held: %(languages)s will not go out at the moment that was set, because the approval"
        " of %(language)s was revoked."
    )
    lines = [
        (held if action == Action.HOLD else _("Release %(reference)s, %(language)s: %(action)s.")) % values,
        "",
        _("By: %(person)s") % values,
        _("At: %(at)s (%(zone)s)") % values,
        *([_("Reason: %(note)s") % values] if note else []),
        "",
        settings.SITE_URL + reverse("admin:articles_release_change", args=[entry.release_id]),
        "",
        _("Which mails you get is set here:"),
        settings.SITE_URL + reverse("admin:articles_preferences_changelist"),
    ]
    return subjects[action] % values, "\n".join(lines) + "\n"
