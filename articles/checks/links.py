"""Links: a translation leads to the same targets as its original, or to their variants in its language."""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.utils.translation import gettext as _

from articles.checks.content import Content, Link, shown
from articles.checks.material import Finding, Kind
from articles.checks.places import Piece, Place, key
from articles.enums import all_codes

LANGUAGE_PARAMETERS = {"lang", "language", "locale", "hl", "l"}
OWN_NEWS = re.compile(r"^/news/(?P<when>\d{4}/)?[^/]+/?$")


@lru_cache(maxsize=1)
def _code() -> str:
    """Return the pattern of a language code in an address: those of the newsroom, with or without a region."""
    codes = {code.partition("-")[0] for code in all_codes()}
    return f"(?:(?:{'|'.join(sorted(codes))})(?:[-_](?:[a-z]{{2}}|hans|hant))?|cn)"


@lru_cache(maxsize=4096)
def canonical(target: str) -> str:
    """Return an address without what names a language: variants of one page have the same."""
    target = target.strip()
    try:
        parts = urlsplit(target)
    except ValueError:  # no address at all, as http://[
        return target
    scheme = parts.scheme.lower()
    if scheme in {"mailto", "tel"}:
        address = parts.path if scheme == "mailto" else re.sub(r"[^\d+]", "", parts.path)
        return f"{scheme}:{address.lower()}"
    code = re.compile(_code(), re.IGNORECASE)
    labels = parts.netloc.lower().split(".")
    if len(labels) > 2 and (code.fullmatch(labels[0]) or labels[0] == "www"):
        labels = labels[1:]
    segments = parts.path.split("/")
    own = len(segments) > 2 and bool(code.fullmatch(segments[1]))
    path = "/".join(segment for segment in segments if not code.fullmatch(segment))
    path = re.sub(rf"[-_.]{_code()}(?=\.\w{{2,5}}$)", "", path, flags=re.IGNORECASE).rstrip("/")
    news = OWN_NEWS.match(path) if own else None
    if news is not None:  # a release of this newsroom: each language has its own slug
        path = f"/news/{news['when'] or ''}*"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(name, value) for name, value in pairs if name.lower() not in LANGUAGE_PARAMETERS])
    fragment = parts.fragment if not path and not parts.netloc else ""
    return ".".join(labels) + path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def check_links(here: Content, original: Content) -> Iterator[Finding]:
    """Yield the targets that only one of the two texts links to."""
    ours, theirs = _targets(here), _targets(original)
    missing = _("The original links to %(target)s, this text does not. The place shown is the original’s.")
    extra = _("The link to %(target)s is not in the original.")
    for targets, others, change, message in ((theirs, ours, "missing", missing), (ours, theirs, "extra", extra)):
        for target, (field, link) in reversed(targets.items()):
            if target not in others:
                yield _finding(field, link, key("link", change, target), message)


def _targets(content: Content) -> dict[str, tuple[str, Link]]:
    """Return the first link to each target of body and notes, with the field in which it stands, the last one first."""
    links = [("body", link) for link in content.body.links] + [("notes", link) for link in content.notes.links]
    return {canonical(link.target): (field, link) for field, link in reversed(links)}


def _finding(field: str, link: Link, identity: str, message: str) -> Finding:
    text, words = shown(link.run.text), shown(link.words)
    start = max(0, text.find(words))
    paragraph = link.run.block if field == "body" else None
    place = Place(Piece(field, paragraph, text), start, start + len(words))
    return Finding(
        kind=Kind.LINK,
        message=message % {"target": link.target},
        field=field,
        paragraph=paragraph,
        excerpt=place.excerpt,
        mark=place.mark,
        key=identity,
    )
