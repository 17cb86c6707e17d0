"""What is checked of a revision besides its text: the photos and documents that it froze, as the desk calls them."""

from collections.abc import Iterable

from articles import checks, html
from articles.enums import IllustrationRole, suffix
from articles.filetypes.notes import said
from articles.models import Edition, Photo, PhotoVersion, Revision


def material(edition: Edition, source: Revision | None, names: Iterable[checks.Name] = ()) -> checks.Material:
    """Return the newest revision of ``edition`` as the checks read it, beside ``source``, which it translates.

    Costs two queries; one more if there is a lead photo, and one if ``source`` refers to photos that the text does not.
    """
    current = edition.current
    assert current is not None
    languages = (edition.language, edition.release.original)
    pictures = [*_lead(current, languages), *_illustrations(current, languages)]
    called = {picture.token: picture.name for picture in pictures}
    return checks.Material(
        language=edition.language,
        text=current.text(),
        original_language=edition.release.original,
        original=source.text() if source else None,
        names=tuple(names),
        pictures=pictures,
        documents=_documents(current, languages),
        photos=called | _others(source, called, languages),
    )


def _lead(revision: Revision, languages: tuple[str, str]) -> list[checks.Picture]:
    if revision.photo_id is None:
        return []
    photo = PhotoVersion.objects.select_related("photo").get(pk=revision.photo_id).photo
    return [checks.Picture(revision.photo_alt, "lead", called(photo, languages), photo.token)]


def _illustrations(revision: Revision, languages: tuple[str, str]) -> list[checks.Picture]:
    rows = list(revision.illustrations.select_related("photo__photo"))
    rows.sort(key=lambda row: (row.role != IllustrationRole.BODY, row.position))
    return [checks.Picture(row.alt, row.role, called(row.photo.photo, languages), row.key) for row in rows]


def _documents(revision: Revision, languages: tuple[str, str]) -> list[checks.Attached]:
    found = []
    for row in revision.attachments.select_related("document__document"):
        version, document = row.document, row.document.document
        found.append(
            checks.Attached(
                title=getattr(document, f"title_{suffix(languages[0])}") or "",
                name=version.original_name or row.title,
                token=document.token,
                version=version.token,
                scan=version.scan,
                notes={note: sentence for note in version.notes if (sentence := said(note))},
            )
        )
    return found


def _others(source: Revision | None, known: dict[str, str], languages: tuple[str, str]) -> dict[str, str]:
    """Return what the photos are called that ``source`` refers to and that are not ``known``."""
    tokens = [*html.photos_in(source.body), *html.photos_in(source.notes)] if source else []
    others = set(tokens) - set(known)
    found = Photo.objects.filter(token__in=others) if others else []
    return {photo.token: called(photo, languages) for photo in found}


def called(photo: Photo, languages: Iterable[str]) -> str:
    """Return what a photo is called in the first of ``languages`` in which it has a title, or by its token."""
    titles = (getattr(photo, f"title_{suffix(language)}") for language in languages)
    return next(filter(None, titles), photo.token)
