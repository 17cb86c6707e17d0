"""Fields for the photos and documents of a release: chosen in the media library, in an order.

A list says its keys in their order, ``<name>``, a number for the place of each, ``<name>-place-<key>``, and more keys
to add, ``<name>-add``. With scripts (``media_fields.js``) things are added in a dialog and moved by hand, by buttons or
keys; without, the numbers do it, and 0 takes a thing away.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.admin.library.tiles import Tile, tiles
from articles.enums import Scan
from articles.filetypes.notes import said
from articles.models import Document, Photo, Release

KEY = re.compile(r"[0-9]{1,18}", re.ASCII)
PLACE = re.compile(r"[0-9]{1,6}", re.ASCII)
NOTHING = "0"  # the key of nothing
MODELS: Mapping[str, type[Photo] | type[Document]] = {"photo": Photo, "document": Document}


@dataclass(frozen=True, slots=True)
class Item:
    """A thing in a list, at its place from 1; ``notes``: what is to be known of a document before it goes out."""

    tile: Tile
    place: int
    notes: list[str]
    unsafe: str


def things(kind: str, keys: Iterable[str]) -> list[Photo | Document]:
    """Return photos or documents by their keys, in that order; what is not there is left out."""
    wanted = [int(key) for key in keys if KEY.fullmatch(str(key))]
    if not wanted:
        return []
    found = MODELS[kind]._default_manager.select_related("current").in_bulk(wanted)
    return [found[key] for key in dict.fromkeys(wanted) if key in found]


def stored(release: Release) -> dict[str, list[int]]:
    """Return the keys of what a release has in its lists, by the name of the field."""
    if release._state.adding:
        return {"gallery": [], "documents": []}
    return {
        "gallery": list(release.gallery_photos.values_list("photo", flat=True)),
        "documents": list(release.release_documents.values_list("document", flat=True)),
    }


class PhotoSelect(AutocompleteSelect):
    """The lead photo. A browser without scripts, in which Django's field offers nothing, sends its number beside it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(f"{name}-number", "") or super().value_from_datadict(data, files, name)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        select = super().render(name, value, attrs, renderer)
        return format_html("{}{}", select, render_to_string("admin/articles/media/_number.html", {"name": name}))


class MediaList(forms.Widget):
    """A list of photos or documents that can be changed, or, ``readonly``, only looked at."""

    use_fieldset = True

    def __init__(self, kind: str, person: Any, *, most: int, readonly: bool = False) -> None:
        super().__init__()
        self.kind, self.person, self.most, self.readonly = kind, person, most, readonly

    def id_for_label(self, id_: str) -> str:
        return ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str] | None:
        """Return the keys in their order; None if the page that was sent has no such list."""
        if f"{name}-shown" not in data and name not in data:
            return None
        sent = [key if KEY.fullmatch(key) else NOTHING for key in _all(data, name)]
        placed = []
        for number, key in enumerate(sent, start=1):
            typed = data.get(f"{name}-place-{key}", "")
            place = int(typed) if PLACE.fullmatch(typed) else number
            if place:
                placed.append((place, number, key))
        added = re.split(r"[\s,;]+", data.get(f"{name}-add", "")[:1000].strip())
        new = [key if KEY.fullmatch(key) else NOTHING for key in added if key]
        return list(dict.fromkeys([key for _place, _number, key in sorted(placed)] + new))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return self.value_from_datadict(data, files, name) is None

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        keys = value if isinstance(value, list | tuple) else [value] if value else []
        context = {
            "name": name,
            "kind": self.kind,
            "items": items(self.person, things(self.kind, map(str, keys))),
            "most": self.most,
            "readonly": self.readonly,
            "attributes": flatatt({key: text for key, text in (attrs or {}).items() if key.startswith("aria-")}),
        }
        return render_to_string("admin/articles/media/_list.html", context)


def _all(data: Any, name: str) -> Sequence[str]:
    if isinstance(data, MultiValueDict):
        return data.getlist(name)
    found = data.get(name, [])
    return found if isinstance(found, list) else [found]


def items(person: Any, rows: Sequence[Photo | Document]) -> list[Item]:
    """Return things of one kind as ``person`` may see them."""
    made = []
    for place, (row, tile) in enumerate(zip(rows, tiles(person, rows), strict=True), start=1):
        notes, unsafe = [], ""
        if isinstance(row, Document) and row.current:
            notes = [sentence for note in row.current.notes if (sentence := said(note))]
            unsafe = str(Scan(row.current.scan).label) if not row.current.is_safe else ""
        made.append(Item(tile, place, notes, unsafe))
    return made


class MediaField(forms.Field):
    """Photos or documents in an order; its value is a list of them, or None if the page did not have the list."""

    hidden_widget = forms.MultipleHiddenInput
    default_error_messages = {}

    def __init__(self, kind: str, *, most: int, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.kind, self.most = kind, most

    def prepare_value(self, value: Any) -> Any:
        return [str(key) for key in value or []]

    def to_python(self, value: Any) -> list[str] | None:
        return None if value is None else [str(key) for key in value]

    def clean(self, value: Any) -> list[Photo | Document] | None:
        """Return what the keys mean. ``ValidationError`` where one means nothing, or there are too many."""
        keys = self.to_python(value)
        if keys is None:
            return None
        if len(keys) > self.most:
            raise forms.ValidationError(_("No more than %(number)d can be chosen here.") % {"number": self.most})
        found = things(self.kind, keys)
        if len(found) != len(keys):
            raise forms.ValidationError(_("Something that was chosen here is not in the media library any more."))
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether ``data`` are other keys than ``initial``, or the same in another order."""
        return data is not None and [str(key) for key in initial or []] != [str(key) for key in data]
