"""What a picture file says of itself: title, caption, credit, place, date. Runs in the darkroom's process.

Where several say it, XMP goes before IPTC, which knows no alphabet but what it is told, and both before EXIF, which
cameras fill by themselves. Of EXIF three tags are read; where the camera stood is none of them.
"""

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PIL import Image, IptcImagePlugin

from articles.darkroom import xmp

Label = dict[str, Any]
"""Texts by the names of ``developing.Offered``; ``taken_at`` a list in ISO 8601, mostly without offset."""

MAX_TEXT = 5000  # characters of one text
MAX_KEYWORDS = 100

# What cameras and telephones write where a caption belongs.
BOILERPLATE = re.compile(
    r"(?:(?:olympus|konica|minolta|konica minolta|samsung|kodak|sanyo|fujifilm|panasonic)?\s*digital (?:still )?camera"
    r"|sony dsc|minolta dsc|dcim\S*|exif_jpeg_\w+|jpeg|default|untitled|untitled-\d+|picture|image|screenshot|camera"
    r"|(?:oz?nor|oznorwo|cof|dav|dig|edf|hdr|hdrpl|mde|mtf|nor|pano|ptr|rhdr|sdr|tof|vsco|burst)(?:_\w+)*"
    r"|processed with \S+ .*|created with gimp|charset=\w+.*|\W*)",
    re.IGNORECASE,
)
FILE_NAME = re.compile(
    r"_?(?:img|imgp|dsc|dscn|dscf|dji|gopr|pxl|sam|mvimg|p|r)[_-]?\d[\d_-]*(?:\.\w{3,4})?", re.IGNORECASE
)
TEXTS = ("title", "caption", "photographer", "credit", "terms", "place")
IPTC = {"title": 5, "caption": 120, "photographer": 80, "credit": 110, "terms": 116}
IPTC_PLACE = (92, 90, 95, 101)  # place in the city, city, province, country
UTF_8 = b"\x1b%G"


def read(image: Image.Image) -> Label:
    """Return what ``image`` says of itself, raw but for its length; what cannot be read is as if it were not there."""
    sources: tuple[Callable[[Image.Image], Label], ...] = (_xmp, _iptc, _exif)
    found: list[Label] = []
    for source in sources:
        with contextlib.suppress(Exception):  # damaged information is no reason to refuse a picture
            found.append(source(image))
    label = {name: next(_said(found, name), "") for name in TEXTS}
    keywords: list[str] = next((one["keywords"] for one in found if one.get("keywords")), [])
    dates = [date for one in found for date in one.get("taken_at", []) if date]
    return label | {"keywords": [word[:MAX_TEXT] for word in keywords[:MAX_KEYWORDS]], "taken_at": dates}


def _said(found: list[Label], name: str) -> Iterator[str]:
    for one in found:
        text = str(one.get(name, ""))[:MAX_TEXT].strip("\0 \t\r\n")
        if text and not (name in {"title", "caption"} and _by_camera(text)):
            yield text


def _by_camera(text: str) -> bool:
    return bool(BOILERPLATE.fullmatch(text) or FILE_NAME.fullmatch(text))


def _xmp(image: Image.Image) -> Label:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return xmp.read(packet.encode() if isinstance(packet, str) else packet)


def _iptc(image: Image.Image) -> Label:
    said: Mapping[tuple[int, int], bytes | list[bytes]] = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]
    utf_8 = said.get((1, 90)) == UTF_8

    def all_of(number: int) -> list[str]:
        value = said.get((2, number), [])
        return [_decoded(one, utf_8=utf_8) for one in (value if isinstance(value, list) else [value])]

    def first(number: int) -> str:
        return next(iter(all_of(number)), "")

    label: Label = {name: first(number) for name, number in IPTC.items()}
    label["title"] = first(105) or label["title"]  # the headline; an object name is often the name of a file
    label["place"] = ", ".join(filter(None, map(first, IPTC_PLACE)))
    label["keywords"] = all_of(25)
    label["taken_at"] = [first(55) + "T" + first(60) if first(60) else first(55)]
    return label


def _decoded(data: bytes, *, utf_8: bool) -> str:
    """Return ``data`` as text: UTF-8 if that is said or possible, else as Western programs wrote it."""
    if utf_8:
        return data.decode("utf-8", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _exif(image: Image.Image) -> Label:
    exif = image.getexif()
    detail = exif.get_ifd(0x8769)

    def text(value: object) -> str:
        # Pillow reads them as Latin-1; programs write UTF-8 all the same.
        return _decoded(str(value or "").encode("latin-1", "replace"), utf_8=False)

    taken, offset = text(detail.get(0x9003)).strip("\0 "), text(detail.get(0x9011)).strip("\0 ")
    date, _space, time = taken.partition(" ")
    return {
        "caption": text(exif.get(0x010E)),
        "photographer": text(exif.get(0x013B)),
        "taken_at": [f"{date.replace(':', '-')}T{time}{offset}"] if time else [],
    }
