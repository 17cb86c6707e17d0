"""Which texts of the media library a person may read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F
from django.utils.translation import get_language

from articles import permissions
from articles.enums import shown_codes, suffix
from articles.models import Document, GalleryPhoto, Illustration, Photo, Release, ReleaseDocument

Thing = Photo | Document


def readable(person: permissions.Person, things: Sequence[Thing]) -> dict[int, list[str]]:
    """Return by key the languages in which ``person`` may read the texts of ``things``, which are of one kind.

    As with releases: one's own, and the originals of those that use it. Three queries at most, none for who reads all.
    """
    if permissions.reads_every_language(person):
        return {thing.pk: shown_codes() for thing in things}
    own = permissions.own(person)
    found = _originals(things) if person.has_perm("articles.view_release") else {}
    return {
        thing.pk: [code for code in shown_codes() if code in own or code in found.get(thing.pk, ())] for thing in things
    }


def _originals(things: Sequence[Thing]) -> Mapping[int, set[str]]:
    keys = [thing.pk for thing in things]
    pairs: list[Iterable[tuple[int, str]]]
    if things and isinstance(things[0], Document):
        pairs = [ReleaseDocument.objects.filter(document__in=keys).values_list("document", "release__original")]
    else:
        within = Illustration.objects.filter(photo__photo__in=keys, revision__edition__current=F("revision"))
        pairs = [
            Release.objects.filter(photo__in=keys).values_list("photo", "original"),
            GalleryPhoto.objects.filter(photo__in=keys).values_list("photo", "release__original"),
            within.values_list("photo__photo", "revision__edition__release__original"),
        ]
    found: dict[int, set[str]] = defaultdict(set)
    for rows in pairs:
        for key, original in rows:
            found[key].add(original)
    return found


def languages_of(person: permissions.Person, thing: Thing | None = None) -> list[str]:
    """Return the languages in which ``person`` may read the texts of ``thing``, or of anything in the library."""
    if thing is not None and thing.pk is not None:
        return readable(person, [thing])[thing.pk]
    return shown_codes() if permissions.reads_every_language(person) else permissions.own(person)


def may_have(person: permissions.Person, thing: Thing) -> bool:
    """Tell whether ``person`` may have the file: a document in one language is read by who may read that there."""
    return not isinstance(thing, Document) or not thing.language or thing.language in languages_of(person, thing)


def preferred(codes: Iterable[str]) -> list[str]:
    """Return ``codes`` with that of the interface first."""
    return sorted(codes, key=lambda code: code != get_language())


def text_in(thing: Thing, name: str, language: str) -> str:
    """Return a text of ``thing`` in ``language``, empty if there is none."""
    return getattr(thing, f"{name}_{suffix(language)}", "") or ""
