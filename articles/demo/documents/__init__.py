"""The demo's documents: tables, letters and fact sheets, made here and taken into the media library as a person's are.

By file: ``documents.toml`` (what there is), ``files/`` (what it is made of), ``office`` (DOCX, XLSX), ``fact_sheets``.
"""

import tomllib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from articles.demo.documents import fact_sheets, office
from articles.demo.photos import tags
from articles.demo.setting import fill
from articles.library import documents as library
from articles.models import Document, Photo

FOLDER = Path(__file__).parent
FACT_SHEETS = "index-facts"
MAKERS: dict[str, Callable[[str], bytes]] = {"csv": str.encode, "docx": office.letter, "xlsx": office.workbook}


def keys() -> list[str]:
    """Return the keys of all documents, as the plan names them."""
    return [FACT_SHEETS, *_read()]


def bring_documents(emblem: Photo) -> dict[str, list[Document]]:
    """Return the documents by key, made where they are not there; of fact sheets, which bear ``emblem``, all languages.

    Those are printed in one run, which takes about four seconds; where nothing can be printed they are left out.
    """
    present = {code: _find(_sheet_name(code)) for code in fact_sheets.codes()}
    missing = [code for code, found in present.items() if found is None]
    for code, pdf in fact_sheets.printed_in(missing, emblem).items():
        sheet = {"language": code, "tags": ["fact sheet"], "title": {code: fact_sheets.title(code)}}
        present[code] = _take_in(_sheet_name(code), pdf, sheet)
    found = {FACT_SHEETS: [document for document in present.values() if document is not None]}
    for key, about in _read().items():
        name = f"{Path(about['source']).stem}-demo.{about['form']}"
        found[key] = [_find(name) or _take_in(name, _made(about), about)]
    return found


def _read() -> dict[str, dict[str, Any]]:
    return tomllib.loads((FOLDER / "documents.toml").read_text(encoding="utf-8"))


def _sheet_name(code: str) -> str:
    return f"coastal-safety-index-facts-{code}-demo.pdf"


def _find(name: str) -> Document | None:
    return Document.objects.filter(versions__original_name=name).select_related("current").order_by("pk").first()


def _made(about: Mapping[str, Any]) -> bytes:
    source = (FOLDER / "files" / about["source"]).read_text(encoding="utf-8")
    return MAKERS[about["form"]](source)


def _take_in(name: str, content: bytes, about: Mapping[str, Any]) -> Document:
    document = Document(language=about.get("language", ""))
    fill(document, "title", about["title"])
    library.add_document(document, BytesIO(content), by=None, name=name)
    document.tags.set(tags(about["tags"]))
    return document
