"""The fact sheet of the Coastal Safety Index: one page in each language, printed as papers of releases are."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from articles.demo import setting
from articles.derivatives import papers
from articles.derivatives.checks import prints
from articles.derivatives.printing import Document, printed
from articles.enums import direction, tag
from articles.models import Photo

FOLDER = Path(__file__).parent
PAPER = "a4"
EMBLEM, EMBLEM_WIDTH = "picture:emblem", 400  # its address in the sheet; pixels


def codes() -> list[str]:
    """Return the languages in which there is a fact sheet."""
    return list(_read())


def title(code: str) -> str:
    """Return the title of the fact sheet in a language."""
    return str(_read()[code]["title"])


def printed_in(languages: Sequence[str], emblem: Photo) -> dict[str, bytes]:
    """Return the PDF of each language that can be printed on this machine."""
    possible = [code for code in languages if prints(code)]
    made = printed([_sheet(code, emblem) for code in possible])
    return {code: pdfs[PAPER] for code, pdfs in zip(possible, made, strict=True) if PAPER in pdfs}


def _read() -> dict[str, dict[str, Any]]:
    return tomllib.loads((FOLDER / "fact_sheets.toml").read_text(encoding="utf-8"))


def _sheet(code: str, emblem: Photo) -> Document:
    context = {
        "sheet": _read()[code],
        "tag": tag(code),
        "direction": direction(code),
        "organisation": setting.organisation_name(code),
        "emblem": EMBLEM,
    }
    markup = papers.isolated(render_to_string("demo/fact_sheet.html", context))
    style = (FOLDER / "fact_sheet.css").read_text(encoding="utf-8")
    picture = papers.read(emblem.file, emblem.file.fitting(EMBLEM_WIDTH))
    return Document(markup, "https://www.icso.example/", (style,), (PAPER,), {EMBLEM: picture})
