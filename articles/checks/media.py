"""Pictures and documents: their texts in this language, pictures of one text and not of the other, what is not safe."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from articles import html
from articles.checks.content import Content
from articles.checks.material import Attached, Finding, Kind, Material, Picture
from articles.checks.places import key
from articles.enums import Scan


def check_media(here: Content, material: Material) -> Iterator[Finding]:
    """Yield what is wrong with the photos and documents of one text."""
    yield from _alternative_texts(here, material)
    shown = {picture.token for picture in material.pictures if picture.role == "body"}
    for token, paragraph in _pictures_of(here).items():
        if token not in shown:
            message = _("A picture of this text is not in the media library any more: readers do not see it.")
            yield Finding(Kind.PICTURE, message, "body", paragraph, "", "", key("picture", "unknown", token))
    for document in material.documents:
        yield from _document(document)


def _alternative_texts(here: Content, material: Material) -> Iterator[Finding]:
    """Yield each photo that has none once, however often it is shown."""
    places = _pictures_of(here)
    told: set[str] = set()
    for picture in material.pictures:
        if picture.alt.strip() or (picture.token and picture.token in told):
            continue
        told.add(picture.token)
        in_body = picture.role == "body"
        yield Finding(
            kind=Kind.ALT,
            message=_alt_message(picture),
            field="body" if in_body else "photo",
            paragraph=places.get(picture.token) if in_body else None,
            excerpt="",
            mark="",
            key=key("alt", "missing", 1 if picture.role == "lead" else picture.token),
            asset=picture.token,
        )


def _alt_message(picture: Picture) -> str:
    if picture.role == "lead":
        return _("The photo has no alternative text in this language.")
    if picture.role == "gallery":
        message = _("The photo “%(name)s” in the gallery has no alternative text in this language.")
    else:
        message = _("The photo “%(name)s” in the text has no alternative text in this language.")
    return message % {"name": picture.name}


def _pictures_of(content: Content) -> dict[str, int | None]:
    """Return the pictures of a text, by token, with the paragraph of the body in which each stands first."""
    numbers = (number for number, block in enumerate(content.body.blocks, 1) for _each in range(block["figure"]))
    places: dict[str, int | None] = {}
    for token, number in zip(html.photos_in(content.text.body), numbers, strict=False):
        places.setdefault(token, number)
    for token in html.photos_in(content.text.notes):
        places.setdefault(token, None)
    return places


def compare_pictures(here: Content, original: Content, names: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the pictures that stand in one of the two texts alone; ``names`` by token."""
    ours, theirs = _pictures_of(here), _pictures_of(original)
    missing = _("The original has the picture “%(name)s” in its text, which is missing here.")
    extra = _("The picture “%(name)s” in the text is not in the original.")
    for token in theirs:
        if token not in ours:
            yield _difference(missing, "missing", token, names, None)
    for token, paragraph in ours.items():
        if token not in theirs:
            yield _difference(extra, "extra", token, names, paragraph)


def _difference(message: str, change: str, token: str, names: Mapping[str, str], paragraph: int | None) -> Finding:
    said = message % {"name": names.get(token) or token}
    return Finding(Kind.PICTURE, said, "body", paragraph, "", "", key("picture", change, token), asset=token)


def _document(document: Attached) -> Iterator[Finding]:
    """Yield what is wrong with a document. What a virus was found in, or may be in, is not served: nobody can let it
    stand. What is told of a file is told again of the next.
    """
    name = {"name": document.name}
    if not document.title.strip():
        message = _("The document “%(name)s” has no title in this language.")
        yield _about(document, message % name, "title", document.token)
    if document.scan == Scan.WAITING:
        message = _("The document “%(name)s” has not been scanned for viruses yet. Readers would not get it.")
        yield _about(document, message % name, "waiting", document.version, blocking=True)
    elif document.scan == Scan.INFECTED:
        message = _("A virus was found in the document “%(name)s”. Take it out of the release or replace its file.")
        yield _about(document, message % name, "infected", document.version, blocking=True)
    for code, sentence in document.notes.items():
        said = _("“%(name)s”: %(note)s") % {**name, "note": sentence}
        yield _about(document, said, code, document.version)


def _about(document: Attached, message: str, *what: str, blocking: bool = False) -> Finding:
    return Finding(
        Kind.DOCUMENT, message, "documents", None, "", "", key("document", *what),
        asset=document.token, blocking=blocking,
    )  # fmt: skip
