"""Verbs that change the working copy: new releases, texts, and what all languages share."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import counts, freshness, search, slugs
from articles.derivatives.tasks import make_soon
from articles.enums import Action, Stage, all_codes
from articles.models import AuditEntry, Document, Edition, Photo, Release, Revision, Text, Topic
from articles.models.release import new_reference
from articles.workflow import media
from articles.workflow.addresses import checked_slug
from articles.workflow.moves import (
    EditConflict,
    IllegalMove,
    Incomplete,
    NotPermitted,
    finish,
    record,
    require_writer,
)

MAX_BODY = 200_000  # characters
MAX_REASON = 1000  # characters


@transaction.atomic
def create_release(
    *,
    by: User | None,
    original: str,
    reference: str = "",
    year: int | None = None,
    photo: Photo | None = None,
    gallery: Iterable[Photo] = (),
    documents: Iterable[Document] = (),
    topics: Iterable[Topic] = (),
    required: Iterable[str] = (),
    note: str = "",
) -> Release:
    """Return a new release without text, written in ``original``; ``year`` is that of a new reference number.

    Needs ``articles.add_release`` and the right to write in ``original``.
    """
    at = timezone.now()
    if original not in all_codes():
        raise Incomplete(_("Choose the language in which this release is written."))
    if by is not None and not by.has_perm("articles.add_release"):
        raise NotPermitted(_("You may not add releases."))
    require_writer(by, original)
    release = Release(original=original, photo=photo, required=_languages(required))
    release.reference = reference or _free_reference(year or timezone.localdate(at).year)
    release.save()
    release.topics.set(topics)
    media.set_gallery(release, gallery)
    media.set_documents(release, documents)
    record(release, Action.CREATE, by, at, original, note=note)
    return release


def _languages(codes: Iterable[str]) -> list[str]:
    """Return ``codes`` in the order of the settings; ``Incomplete`` if one is no language."""
    wanted = set(codes)
    if wanted - set(all_codes()):
        raise Incomplete(_("This is none of the newsroom's languages."))
    return [code for code in all_codes() if code in wanted]


def _free_reference(year: int) -> str:
    """Return a new reference number that no release has."""
    while Release.objects.filter(reference=(drawn := new_reference(year))).exists():
        continue
    return drawn


@transaction.atomic
def save_text(
    release: Release,
    language: str,
    text: Text,
    *,
    by: User | None,
    slug: str | None = None,
    up_to_date: bool = False,
    source: Revision | None = None,
    note: str = "",
    action: Action = Action.SAVE,
    seen: int | None = None,
) -> Revision | None:
    """Store ``text`` as the working copy in ``language`` and append a revision; None if nothing differs.

    The edition's stage becomes draft again; what is approved or live stays as it is. ``slug`` (None: leave it) is taken
    only while the edition has never gone out; an empty one is proposed from the headline. ``up_to_date`` says that a
    translation now follows the original, as far as its revision ``source`` (None: the newest). ``note`` says why, for
    the history. ``seen`` is the edition's version that the person saw: ``EditConflict`` if it has moved on.
    """
    at = timezone.now()
    require_writer(by, language)
    release = Release.objects.select_for_update().get(pk=release.pk)
    if max(len(text.body), len(text.notes)) > MAX_BODY:
        raise Incomplete(_("This text is too long: more than 200,000 characters with its formatting."))
    text = text.cleaned()
    _require_lengths(text)
    edition = release.editions.select_for_update().filter(language=language).first()
    if edition is None:
        if not text:
            return None
        edition = Edition(release=release, language=language)
    elif seen is not None and edition.version != seen:
        raise EditConflict(_("Somebody else has changed this language since you opened it. Nothing of it was saved."))
    changed_slug = _take_slug(edition, slug, text.title)
    before = edition.source
    if edition.current is None or up_to_date:
        edition.source = followed(edition, source)
    revision = _revise(release, edition, text, by, at)
    if revision is None and not changed_slug:
        if edition.source != before:
            finish(edition, Action.FOLLOW, by, at, revision=edition.current, note=_number(edition.source))
        return None
    if changed_slug:
        edition.approved = None  # an address is read too: it goes the way of the text
    edition.stage = Stage.DRAFT
    finish(edition, action, by, at, revision=revision, note=note.strip()[:MAX_REASON])
    return revision


def _require_lengths(text: Text) -> None:
    """Refuse a line that is longer than its column: cleaning and correcting typography may lengthen what was typed."""
    for name in ("title", "dateline"):
        column: Any = Revision._meta.get_field(name)
        try:
            MaxLengthValidator(column.max_length)(getattr(text, name))
        except ValidationError as error:
            raise Incomplete(f"{capfirst(column.verbose_name)}: {' '.join(error.messages)}") from error


def _take_slug(edition: Edition, slug: str | None, headline: str) -> bool:
    """Set the edition's slug from what was typed, or else from the headline; tell whether it changed."""
    before = edition.slug
    wanted = before if slug is None else checked_slug(slug, edition)
    if not wanted and headline:
        wanted = checked_slug(slugs.assign(edition, headline), edition)
    if wanted == before:
        return False
    if edition.live_id is not None:
        raise IllegalMove(_("The address of a text that is scheduled or public is changed with “Change the address”."))
    edition.slug = wanted
    return True


def _revise(
    release: Release,
    edition: Edition,
    text: Text,
    by: User | None,
    at: datetime,
) -> Revision | None:
    """Append the revision that ``text`` and the release's media make, if it differs from the current one."""
    revision = Revision(edition=edition, author=by, created_at=at, **asdict(text))
    media.freeze(revision, release, edition.language, text)
    revision.digest = revision.compute_digest()
    before = edition.current
    revision.source = edition.source
    if before is not None and before.digest == revision.digest:
        return None
    columns = release.set_text(edition.language, text)
    release.updated_at = at
    release.save(update_fields=[*columns, "updated_at"])
    if edition._state.adding:
        edition.save()
        revision.edition = edition
    revision.number = before.number + 1 if before else 1
    revision.save()
    media.store(revision)
    edition.current = revision
    edition.stage = Stage.DRAFT
    return revision


def original_of(edition: Edition) -> Edition | None:
    """Return the edition that ``edition`` translates, with its current revision; None for the original itself."""
    if edition.language == edition.release.original:
        return None
    return edition.release.editions.filter(language=edition.release.original).select_related("current").first()


def followed(edition: Edition, source: Revision | None) -> Revision | None:
    """Return the revision of the original that a translation is said to follow: ``source``, or the newest.

    ``source`` is what the person saw; it must be one of the original's.
    """
    original = original_of(edition)
    if original is None:
        return None
    if source is not None and source.edition_id != original.pk:
        raise Incomplete(_("This is no revision of the original."))
    return source or original.current


def _number(revision: Revision | None) -> str:
    return str(revision.number) if revision else ""


@transaction.atomic
def share(
    release: Release,
    *,
    by: User | None,
    photo: Photo | None,
    topics: Iterable[Topic],
    required: Iterable[str] | None = None,
    gallery: Iterable[Photo] | None = None,
    documents: Iterable[Document] | None = None,
) -> None:
    """Set what all languages share. Other photos or documents append a revision in every language, to be approved like
    text.

    ``required``: the languages without which nothing of the release goes out. None leaves these, the gallery and the
    documents as they are. Needs the right to write in the original language.
    """
    at = timezone.now()
    require_writer(by, release.original)
    release = Release.objects.select_for_update().get(pk=release.pk)
    topics = list(topics)
    before = set(release.topics.values_list("pk", flat=True))
    other_topics = before != {topic.pk for topic in topics}
    other_photo = release.photo_id != (photo.pk if photo else None)
    needed = release.required if required is None else _languages(required)
    other_photo |= gallery is not None and media.set_gallery(release, gallery)
    other_documents = documents is not None and media.set_documents(release, documents)
    if not (other_topics or other_photo or other_documents or needed != release.required):
        return
    release.topics.set(topics)
    release.photo, release.required = photo, needed
    release.updated_at = at
    release.save(update_fields=["photo", "required", "updated_at"])
    names = [*(topic.slug for topic in topics), *([photo.file.original_name or photo.token] if photo else []), *needed]
    record(release, Action.SHARE, by, at, note=", ".join(names))
    if other_photo or other_documents:
        refresh_media(release, by=by)
    if other_topics:
        freshness.bump()
        counts.settle(release.pk)
        search.follow_release(release)
        make_soon(release.pk, by)


@transaction.atomic
def renumber(release: Release, *, by: User | None, reference: str) -> None:
    """Give a release another reference number; an empty one leaves it. Not after a text has gone out under it."""
    release = Release.objects.select_for_update().get(pk=release.pk)
    if not reference or reference == release.reference:
        return
    require_writer(by, release.original)
    if _has_gone_out(release):
        raise IllegalMove(_("The reference number of a text that is scheduled or public cannot be changed."))
    if Release.objects.filter(reference=reference).exists():
        raise Incomplete(_("Another release has this reference number already."))
    before, release.reference = release.reference, reference
    release.save(update_fields=["reference"])
    record(release, Action.RENUMBER, by, timezone.now(), note=before)


def _has_gone_out(release: Release) -> bool:
    """Tell whether any language is or was live, with all of them locked so that none goes out meanwhile."""
    editions = Edition.objects.select_for_update().filter(release=release)
    return any(edition.live_id for edition in editions)


@transaction.atomic
def refresh_media(release: Release, *, by: User | None) -> None:
    """Append a revision in every language whose photos and documents, or their texts there, are no longer the rows'."""
    at = timezone.now()
    # Read only once it is locked: PostgreSQL joins a row that it waited for with what that pointed to before.
    release = Release.objects.select_for_update().get(pk=release.pk)
    original_first = sorted(
        release.editions.select_related("current", "source"),
        key=lambda edition: edition.language != release.original,
    )
    followed: dict[int | None, Revision] = {}
    for edition in original_first:
        before = edition.current
        if before is None:
            continue
        text = before.text()
        edition.source = followed.get(edition.source_id, edition.source)
        revision = _revise(release, edition, text, by, at)
        if revision is not None:
            if edition.language == release.original:
                followed[before.pk] = revision
            finish(edition, Action.SAVE, by, at, revision=revision)


@transaction.atomic
def discard(release: Release, *, by: User | None) -> None:
    """Delete a release of which nothing has ever gone out. Needs ``articles.delete_release``."""
    if by is not None and not by.has_perm("articles.delete_release"):
        raise NotPermitted(_("You may not delete releases."))
    Release.objects.select_for_update().only("pk").filter(pk=release.pk).first()  # before its editions, as every verb
    if _has_gone_out(release):
        raise IllegalMove(
            _("A release that is scheduled or has been public cannot be deleted. Unschedule or withdraw it instead.")
        )
    reference = release.reference
    release.delete()
    AuditEntry.objects.create(actor=by, action=Action.DISCARD, reference=reference)
