"""The checks of a text, all in one call."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from articles.checks.comparison import compare
from articles.checks.content import Content
from articles.checks.form import check_fields, check_structure
from articles.checks.links import check_links
from articles.checks.material import Finding, Material
from articles.checks.media import check_media, compare_pictures
from articles.checks.names import check_names
from articles.checks.places import key
from articles.checks.quotations import check_count, check_marks
from articles.checks.typography import check_typography


def check(material: Material) -> list[Finding]:
    """Return what is found in a text: of an original what shows by itself, of a translation all.

    Messages are in the active language of the interface. The texts are taken as the database holds them
    (``Text.cleaned``). No two findings have the same key.
    """
    return list(_distinct(_findings(material)))


def _findings(material: Material) -> Iterator[Finding]:
    here = Content(material.text, material.language)
    yield from check_fields(here)
    yield from check_media(here, material)
    if material.original is not None and material.original_language not in {"", material.language}:
        original = Content(material.original, material.original_language)
        yield from compare(here, original)
        yield from check_names(here, original, tuple(material.names))
        yield from check_links(here, original)
        yield from check_count(here, original)
        yield from check_structure(here, original)
        yield from compare_pictures(here, original, material.photos)
    yield from check_marks(here)
    yield from check_typography(material.text, material.language)


def _distinct(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Number the keys of problems that are the same letter for letter."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.key] += 1
        number = seen[finding.key]
        yield finding if number == 1 else replace(finding, key=key(finding.key[:110], number))
