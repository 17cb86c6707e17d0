"""Builders with unsurprising defaults. A test names only what it is about."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User
from django.utils import timezone
from PIL import Image

from articles import permissions, workflow
from articles.darkroom.developing import Developed, develop
from articles.enums import Change, Withdrawal
from articles.library import photos as library
from articles.library.documents import add_document
from articles.models import Document, Edition, Organisation, Photo, Release, Text, Topic

_numbers = count(1)
BODY = "<p>The first paragraph.</p><p>The second paragraph.</p>"


def text(title: str = "", **parts: str) -> Text:
    """Return a complete text; ``title`` is unique unless given."""
    defaults = {"dateline": "LISBON", "lead": "What happened, in brief.", "body": BODY}
    return Text(title=title or f"Headline number {next(_numbers)}", **(defaults | parts))


def release(original: str = "en", **fields: Any) -> Release:
    """Return a release without text."""
    return workflow.create_release(by=None, original=original, **fields)


def draft(language: str = "en", of: Release | None = None, slug: str | None = None, **parts: str) -> Edition:
    """Return an edition whose working copy is a draft, of a release of its own unless ``of`` is given."""
    owner = of or release(language)
    workflow.save_text(owner, language, text(**parts), by=None, slug=slug)
    return owner.editions.get(language=language)


def in_review(language: str = "en", **options: Any) -> Edition:
    """Return an edition that waits for an editor."""
    return workflow.submit(draft(language, **options), by=None)


def approved(language: str = "en", **options: Any) -> Edition:
    """Return an edition that is approved and has no date."""
    return workflow.approve(in_review(language, **options), by=None)


def scheduled(publish_at: datetime, language: str = "en", **options: Any) -> Edition:
    """Return an edition under embargo."""
    return workflow.schedule(approved(language, **options), publish_at=publish_at, by=None)


def public(language: str = "en", published_at: datetime | None = None, **options: Any) -> Edition:
    """Return a public edition, since now or since ``published_at``."""
    return workflow.publish(approved(language, **options), published_at=published_at, by=None)


def withdrawn(language: str = "en", **options: Any) -> Edition:
    """Return an edition that was public and is not any more."""
    return workflow.withdraw(public(language, **options), reason=Withdrawal.ERROR, by=None)


def revise(edition: Edition, **parts: str) -> Edition:
    """Return ``edition`` with a newer working copy."""
    workflow.save_text(edition.release, edition.language, text(**parts), by=None)
    edition.refresh_from_db()
    return edition


def correct(
    edition: Edition, note: str = "A figure was wrong.", change: str = Change.CORRECTION, **parts: str
) -> Edition:
    """Return a public ``edition`` whose text was replaced just now, with a note for readers."""
    newer = workflow.approve(workflow.submit(revise(edition, **parts), by=None), by=None)
    return workflow.publish(newer, change=change, note=note, by=None)


def replaced(edition: Edition, by_release: Release) -> Edition:
    """Return a public ``edition`` that was withdrawn for the sake of another release."""
    return workflow.withdraw(edition, reason=Withdrawal.REPLACED, replaced_by=by_release, by=None)


def topic(slug: str = "", languages: Iterable[str] = ("en", "fr", "es", "ar", "ru", "zh_hans")) -> Topic:
    """Return a topic that has a name in ``languages`` (column endings)."""
    slug = slug or f"topic-{next(_numbers)}"
    return Topic.objects.create(slug=slug, **{f"name_{end}": f"{slug} {end}" for end in languages})


def picture(width: int = 1000, height: int = 600, form: str = "JPEG", **options: Any) -> BytesIO:
    """Return the file of a plain picture."""
    file = BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, form, **options)
    file.seek(0)
    file.name = f"picture.{form.lower()}"
    return file


def photo(**texts: Any) -> Photo:
    """Return a photo with its files."""
    made = Photo(**({"title_en": f"Photo {next(_numbers)}"} | texts))
    library.keep(made, picture(), developed(), by=None, name="picture.jpeg")
    return made


@cache
def developed() -> Developed:
    """Return what the darkroom makes of ``picture``, once: it takes a process of its own."""
    return develop(picture())


def table() -> BytesIO:
    """Return the file of a table, which is taken as a document."""
    return BytesIO(b"port,ships\r\nLisbon,12\r\nPorto,7\r\n")


def document(**fields: str) -> Document:
    """Return a document with its file, a table."""
    made = Document(**({"title_en": f"Document {next(_numbers)}"} | fields))
    add_document(made, table(), by=None, name="table.csv")
    return made


def organisation() -> Organisation:
    """Return the organisation, named and with contact and boilerplate in every language."""
    row = Organisation.objects.get(pk=1)
    for end in ("en", "fr", "es", "ar", "ru", "zh_hans"):
        setattr(row, f"name_{end}", f"Coastal Safety {end}")
        setattr(row, f"tagline_{end}", f"Tagline {end}")
        setattr(row, f"boilerplate_{end}", f"<p>About us {end}</p>")
        setattr(row, f"press_contact_{end}", "<p><a href='mailto:press@icso.example'>press@icso.example</a></p>")
    row.save()
    return row


def person(*groups: str, superuser: bool = False) -> User:
    """Return a member of staff in ``groups``."""
    user = User.objects.create_user(f"person-{next(_numbers)}", is_staff=True, is_superuser=superuser)
    user.groups.set(Group.objects.filter(name__in=groups))
    assert user.groups.count() == len(groups)
    return user


def translator(language: str) -> User:
    """Return a translator into one language."""
    return person(permissions.translators(language))


def editor() -> User:
    """Return an editor."""
    return person(permissions.EDITORS)


def writer() -> User:
    """Return a writer."""
    return person(permissions.WRITERS)


def administrator() -> User:
    """Return an administrator."""
    return person(permissions.ADMINISTRATORS)


def in_days(days: float) -> datetime:
    """Return the moment so many days from now."""
    return timezone.now() + timedelta(days=days)
