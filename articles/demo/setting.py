"""What the demo's releases need around them: the organisation, topics. Only what is empty is filled."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db.models import Model

from articles.enums import suffix
from articles.models import Organisation, Term, Topic

FOLDER = Path(__file__).parent


def _read(name: str) -> dict[str, Any]:
    """Return the tables of the TOML file ``name`` in this folder."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def fill(row: Model, field: str, words: Mapping[str, str]) -> bool:
    """Put ``words`` per language into the empty columns of ``field``, and tell whether there were any."""
    empty = [code for code in words if not getattr(row, f"{field}_{suffix(code)}")]
    for code in empty:
        setattr(row, f"{field}_{suffix(code)}", words[code].strip())
    return bool(empty)


def bring_organisation() -> bool:
    """Fill the organisation's empty name, tagline, boilerplate and contact, and tell whether any was empty."""
    row, _created = Organisation.objects.get_or_create(pk=1)
    filled = [fill(row, field, words) for field, words in _read("organisation.toml").items()]
    if any(filled):
        row.save()
    return any(filled)


def organisation_name(code: str) -> str:
    """Return what the organisation is called in a language."""
    return str(_read("organisation.toml")["name"][code])


def bring_glossary() -> None:
    """Make the names of the glossary, where it has none."""
    if Term.objects.exists():
        return
    for name in _read("glossary.toml")["name"]:
        forms = {f"form_{suffix(code)}": form for code, form in name.items() if code != "note"}
        Term.objects.create(note=name["note"], **forms)


def bring_topics() -> bool:
    """Make the topics that do not exist, name them where they have no name, and tell whether that changed anything."""
    changed = False
    for slug, names in _read("topics.toml").items():
        topic, _created = Topic.objects.get_or_create(slug=slug)
        if fill(topic, "name", names):
            topic.save()
            changed = True
    return changed
