"""XML within documents, read without entities, without a tree, and of bounded size."""

from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext as _

from articles.filetypes.problems import DocumentProblem

DEPTH = 200
ELEMENTS = 100_000
TEXT = 200  # characters of an element's text that are kept


@dataclass(slots=True)
class Element:
    """One element: its name without namespace, its attributes without theirs, and the beginning of its text."""

    name: str
    attributes: dict[str, str]
    text: str = ""


@dataclass(slots=True)
class _Reader:
    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) >= DEPTH or len(self.elements) >= ELEMENTS:
            raise _broken()
        element = Element(_local(name), {_local(key): value for key, value in attributes.items()})
        self.elements.append(element)
        self.open.append(element)

    def end(self, _name: str) -> None:
        self.open.pop()

    def text(self, data: str) -> None:
        if self.open and len(self.open[-1].text) < TEXT:
            self.open[-1].text += data[:TEXT]


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _broken() -> DocumentProblem:
    return DocumentProblem(_("This document is damaged. Open it, and save it anew."))


def _forbidden(*_arguments: object) -> None:
    raise _broken()


def elements(data: bytes) -> list[Element]:
    """Return the elements of an XML file in their order; refused where it is none, or declares a document type."""
    if not data:
        return []
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    # No document type: no entity to expand, none to fetch.
    parser.StartDoctypeDeclHandler = _forbidden
    parser.EntityDeclHandler = _forbidden
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise _broken() from error
    return reader.elements
