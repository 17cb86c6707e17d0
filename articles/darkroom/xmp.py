"""Reading XMP, which is XML from anywhere. Runs in the darkroom's process.

ISO 16684-1; properties by the IPTC Photo Metadata Standard. A packet has no business with a document type, so one that
has is not read: there are then no entities either, whatever they would have fetched or grown to.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

MAX_BYTES = 1_000_000
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
EXIF = "{http://ns.adobe.com/exif/1.0/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
PLACE = (f"{IPTC_CORE}Location", f"{PHOTOSHOP}City", f"{PHOTOSHOP}State", f"{PHOTOSHOP}Country")


class _Plain(ET.TreeBuilder):
    """Builds the tree of a document that declares nothing."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ValueError("A packet of XMP has no document type.")


def read(packet: bytes) -> dict[str, Any]:
    """Return the texts of ``packet`` as ``labels.Label``; ``ValueError`` or ``ParseError`` where it cannot be read."""
    if not packet or len(packet) > MAX_BYTES:
        return {}
    parser = ET.XMLParser(target=_Plain())  # noqa: S314 (no document type, so no entities)
    parser.feed(re.sub(rb"\0+\Z", b"", packet))
    said: dict[str, list[str]] = {}
    for description in parser.close().iter(f"{RDF}Description"):
        for name, texts in _properties(description):
            said.setdefault(name, texts)

    def first(*names: str) -> str:
        return next((text for name in names for text in said.get(name, [])), "")

    return {
        "title": first(f"{PHOTOSHOP}Headline", f"{DC}title"),
        "caption": first(f"{DC}description"),
        "photographer": ", ".join(said.get(f"{DC}creator", [])),
        "credit": first(f"{PHOTOSHOP}Credit"),
        "terms": first(f"{RIGHTS}UsageTerms", f"{DC}rights"),
        "place": ", ".join(filter(None, map(first, PLACE))),
        "keywords": said.get(f"{DC}subject", []),
        "taken_at": [first(f"{EXIF}DateTimeOriginal"), first(f"{PHOTOSHOP}DateCreated")],
    }


def _properties(description: ET.Element) -> Iterator[tuple[str, list[str]]]:
    """Yield each property with its texts: an attribute, a plain element, or a list, of languages or of values."""
    for name, value in description.attrib.items():
        yield name, [value]
    for element in description:
        items = list(element.iter(f"{RDF}li"))
        # Of the same text in several languages, the one that is meant for everybody goes first.
        items.sort(key=lambda item: item.get(LANGUAGE) != "x-default")
        texts = [text for item in items or [element] if (text := (item.text or "").strip())]
        if texts:
            yield element.tag, texts
