"""Opening a file to everybody at once, whether a release shows it or not, and closing it again."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import freshness, permissions
from articles.enums import Action, shown_codes
from articles.models import AuditEntry, Document, Photo
from articles.workflow import EditConflict, NotPermitted


def may_open(person: permissions.Person) -> bool:
    """Tell whether ``person`` may open files to everybody, which is publishing: who approves in some language may."""
    return any(permissions.may_approve(person, language) for language in shown_codes())


def may_replace(person: permissions.Person, thing: Photo | Document) -> bool:
    """Tell whether ``person`` may replace the file of ``thing``: one that is open to everybody is published so."""
    adds = person.has_perm(f"articles.add_{thing._meta.model_name}")
    return adds and (not thing.always_public or may_open(person))


def require_right_to_replace(thing: Photo | Document, by: User | None) -> None:
    """Raise ``NotPermitted`` unless ``by`` may replace the file of ``thing``, as it is now."""
    thing.refresh_from_db(fields=["always_public"])
    if by is not None and not may_replace(by, thing):
        raise NotPermitted(_("Only who approves texts may replace a file that is open to everybody."))


def require_newest(thing: Photo | Document, seen: int | None) -> int:
    """Return the number of the newest file of ``thing``, 0 for none; ``EditConflict`` if ``seen`` is another."""
    newest = thing.versions.order_by("-number").values_list("number", flat=True).first() or 0
    if seen not in {None, newest}:
        raise EditConflict(_("Somebody else has replaced the file since you opened this page. It is shown below."))
    return newest


@transaction.atomic
def set_always_public(thing: Photo | Document, value: bool, *, by: User | None) -> None:
    """Open ``thing`` to everybody from now on, or leave it to the releases that show it; nothing if it is so already.

    Raises ``NotPermitted``.
    """
    if by is not None and not may_open(by):
        raise NotPermitted(_("Only who approves texts may open a file to everybody."))
    if not type(thing)._default_manager.filter(pk=thing.pk, always_public=not value).update(always_public=value):
        return
    thing.always_public = value
    note_in_the_log(thing, Action.OPEN if value else Action.CLOSE, by, "open" if value else "closed")
    freshness.bump()


def note_in_the_log(thing: Photo | Document, action: Action, by: User | None, what: str) -> None:
    """Write into the audit log what became of ``thing``: a code that ``admin.entries`` tells, and its file's name.

    No title: who reads the log may not be allowed to read its language.
    """
    name = thing.current.original_name if thing.current else ""
    note = f"{thing._meta.model_name}_{what}: {name}"
    AuditEntry.objects.create(at=timezone.now(), actor=by, action=action, reference=thing.token, note=note)
