"""What an entry of the audit log says to a person: whose entries are shown, and what a verb's note means."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import permissions
from articles.enums import Action, Change, Withdrawal
from articles.models import AuditEntry
from articles.moments import local
from articles.permissions import Person

# What became of a photo or document, which is not of a release (``library.opening.note_in_the_log``).
MEDIA = {
    "photo_open": gettext_lazy("Photo open to everybody from now on:"),
    "photo_closed": gettext_lazy("Photo no longer open to everybody:"),
    "photo_removed": gettext_lazy("Photo:"),
    "document_open": gettext_lazy("Document open to everybody from now on:"),
    "document_closed": gettext_lazy("Document no longer open to everybody:"),
    "document_removed": gettext_lazy("Document:"),
}


class Said(NamedTuple):
    """A note in two parts: ``what`` in the language of the desk, ``words`` as somebody typed them, in any language."""

    what: str = ""
    words: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, self))


def readable_entries(entries: QuerySet[AuditEntry], person: Person) -> QuerySet[AuditEntry]:
    """Keep the entries that ``person`` may read: those of their languages, of originals, and of whole releases.

    Of a deleted release nobody knows any more which language was its original.
    """
    if permissions.reads_every_language(person):
        return entries
    return entries.filter(Q(language="") | Q(language__in=permissions.own(person)) | Q(language=F("release__original")))


def said(entry: AuditEntry) -> Said:
    """Return what the note of ``entry`` means. Verbs store codes and ISO 8601, so that every language can tell them."""
    first, _colon, rest = (part.strip() for part in entry.note.partition(":"))
    found = Said(words=entry.note)
    match entry.action:
        case Action.SCHEDULE:
            found = _moment(entry.note)
        case Action.PUBLISH | Action.RESTORE if first in Change.values:
            found = Said(_labelled(Change(first).label, rest), rest)
        case Action.WITHDRAW if first in Withdrawal.values:
            found = Said(_labelled(Withdrawal(first).label, rest), rest)
        case Action.REVERT if entry.note.isdigit():
            found = Said(_("from revision %(number)s") % {"number": entry.note})
        case Action.FOLLOW if entry.note.isdigit():
            found = Said(_("with revision %(number)s of the original") % {"number": entry.note})
        case Action.OPEN | Action.CLOSE | Action.SHARE | Action.DISCARD if first in MEDIA:
            found = Said(str(MEDIA[first]), rest)
        case Action.READDRESS | Action.RENUMBER if entry.note:
            found = Said(_("before:"), entry.note)
    return found


def _labelled(label: object, rest: str) -> str:
    return f"{label}:" if rest else str(label)


def _moment(note: str) -> Said:
    """Return the moment for which something was scheduled, in the newsroom's zone."""
    try:
        moment = datetime.fromisoformat(note)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        return Said(words=note)
    return Said(_("for %(moment)s") % {"moment": local(moment)})


def account(person: User | None) -> str:
    """Return the name of the account that did something: names of people change, and the log is evidence."""
    return person.get_username() if person else _("command line")
