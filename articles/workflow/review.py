"""Verbs of review: from draft to approved and, if need be, back."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.enums import Action, Stage, State
from articles.models import TEXT_FIELDS, AuditEntry, Edition, PreviewLink, Revision
from articles.workflow.checking import require_settled
from articles.workflow.moves import FourEyes, Incomplete, begin, finish
from articles.workflow.timing import hold_release


@transaction.atomic
def submit(edition: Edition, *, by: User | None, at: datetime | None = None, seen: int | None = None) -> Edition:
    """Draft to in review. Needs a headline and a body."""
    at = at or timezone.now()
    locked = begin(edition, Action.SUBMIT, by, at, seen)
    current = locked.current
    if current is None or not (current.title and current.body):
        raise Incomplete(_("A headline and a body are needed before review."))
    locked.stage = Stage.IN_REVIEW
    return finish(locked, Action.SUBMIT, by, at, revision=current)


@transaction.atomic
def send_back(
    edition: Edition, *, by: User | None, note: str = "", at: datetime | None = None, seen: int | None = None
) -> Edition:
    """In review, or approved and not gone out, back to draft, with a note for the writer.

    Preview links die with an approval.
    """
    at = at or timezone.now()
    locked = begin(edition, Action.SEND_BACK, by, at, seen)
    if by is not None and not note.strip():
        raise Incomplete(_("Say why this text is sent back."))
    locked.stage = Stage.DRAFT
    if locked.approved_id == locked.current_id:
        locked.approved = locked.live
        PreviewLink.objects.standing(locked).update(revoked_at=at)
    return finish(locked, Action.SEND_BACK, by, at, revision=locked.current, note=note.strip())


@transaction.atomic
def approve(
    edition: Edition,
    *,
    by: User | None,
    because: str = "",
    at: datetime | None = None,
    seen: int | None = None,
) -> Edition:
    """In review to approved: the current revision is what may go out. Nothing goes out by this alone.

    Whoever last edited the text cannot approve it (setting FOUR_EYES): ``FourEyes``. A superuser can by saying why,
    ``because``, which goes into the audit log. Findings of the checks that nobody has settled: ``Unsettled``.
    """
    at = at or timezone.now()
    locked = begin(edition, Action.APPROVE, by, at, seen)
    because = because.strip()
    note = ""
    if wrote_last(by, locked):
        if not (by is not None and by.is_superuser and because):
            raise FourEyes(_("You edited this text last. Somebody else has to approve it."))
        note = because
    require_settled(locked, by)
    locked.stage = Stage.APPROVED
    locked.approved = locked.current
    return finish(locked, Action.APPROVE, by, at, revision=locked.approved, note=note)


def wrote_last(person: User | None, edition: Edition) -> bool:
    """Tell whether ``person`` made the newest revision of ``edition`` or last changed its text, where that matters.

    A new picture makes a revision too: then both its author and that of the text are meant. So is who has given it
    another slug since.
    """
    return edition.pk in last_written_by(person, [edition.pk])


def last_written_by(person: User | None, editions: Collection[int]) -> set[int]:
    """Return those of ``editions`` (keys) of which ``wrote_last`` holds for ``person``; two queries, no texts."""
    if person is None or not editions or not settings.FOUR_EYES:
        return set()
    current = {name: F(f"edition__current__{name}") for name in TEXT_FIELDS}
    rows = Revision.objects.filter(edition__in=editions, edition__current__isnull=False).annotate(
        same=ExpressionWrapper(Q(**current), output_field=BooleanField())
    )
    newest: dict[int, int | None] = {}
    text: dict[int, int | None] = {}
    settled: set[int] = set()
    for edition, author, same in rows.order_by("edition_id", "-number").values_list("edition_id", "author_id", "same"):
        newest.setdefault(edition, author)
        if not same:
            settled.add(edition)
        elif edition not in settled:
            text[edition] = author
    wrote = {edition for edition, author in newest.items() if person.pk in {author, text.get(edition, author)}}
    return wrote | _readdressed_last_by(person, editions)


def _readdressed_last_by(person: User, editions: Collection[int]) -> set[int]:
    """Return those of ``editions`` whose slug ``person`` changed after the newest revision: a save without a text."""
    saves = AuditEntry.objects.filter(
        release=OuterRef("release"), language=OuterRef("language"), action__in=[Action.SAVE, Action.REVERT]
    ).order_by("-pk")
    rows = Edition.objects.filter(pk__in=editions).annotate(
        saved=Subquery(saves.values("revision")[:1]), saver=Subquery(saves.values("actor")[:1])
    )
    return set(rows.filter(saved__isnull=True, saver=person.pk).values_list("pk", flat=True))


@transaction.atomic
def revoke(
    edition: Edition, *, by: User | None, note: str = "", at: datetime | None = None, seen: int | None = None
) -> Edition:
    """Take an approval back before its text is public; the text is in review again, and preview links to it die.

    If it was scheduled, every language of the release that is scheduled is held: ``Edition.held_for`` keeps the moment.
    """
    at = at or timezone.now()
    locked = begin(edition, Action.REVOKE, by, at, seen)
    if by is not None and not note.strip():
        raise Incomplete(_("Say why this approval is revoked."))
    revoked = locked.approved
    PreviewLink.objects.standing(locked).update(revoked_at=at)
    if locked.state(at) == State.SCHEDULED:
        hold_release(locked, by, at, note.strip())
        locked.refresh_from_db()
    locked.approved = None
    if locked.stage == Stage.APPROVED:
        locked.stage = Stage.IN_REVIEW
    return finish(locked, Action.REVOKE, by, at, revision=revoked, note=note.strip())
