"""The sizes and formats that a picture is made in. Runs in the darkroom's process: no Django here."""

import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from PIL import Image

from articles.darkroom.toning import on_white

WIDTHS = (240, 400, 520, 700, 800, 1200, 1600, 2000)  # pixels; a picture is never enlarged
SOCIAL = (1200, 630)  # pixels; what services ask for that show a link with a picture
LIST = (3, 2)  # the shape to which lists cut a picture, and within which galleries show it (site.css, release.css)
# How they are written was measured, in docs/decisions/0029.
JPEG = {"quality": 82, "optimize": True, "progressive": True}
LARGE_JPEG = {"quality": 82}
FULL_JPEG = {"quality": 92, "subsampling": 0}
AVIF = {"quality": 60, "speed": 6, "max_threads": 1}
FLAT_AVIF = {"quality": 70, "speed": 6, "max_threads": 1, "subsampling": "4:4:4"}
LARGE = 8_000_000  # pixels; beyond, to write AVIF takes too long, and a progressive JPEG too much memory


@dataclass(frozen=True, slots=True)
class Print:
    """One encoded picture: ``name`` as in ``developing.Made``, ``width`` and ``height`` in pixels."""

    name: str
    width: int
    height: int
    data: bytes


def widths(own: int) -> list[int]:
    """Return the widths in pixels of a picture of ``own``: those of ``WIDTHS`` up to its own, narrowest first."""
    largest = min(own, WIDTHS[-1])
    return [*(width for width in WIDTHS if width < largest), largest]


def height_at(width: int, size: tuple[int, int]) -> int:
    """Return the height in pixels of a picture of ``size`` when it is ``width`` pixels wide."""
    return max(1, round(size[1] * width / size[0]))


def share_needed(size: tuple[int, int], wanted: Collection[str]) -> float:
    """Return how much of the width of a picture of ``size`` has to be decoded for what is ``wanted``: at most 1."""
    if "base" in wanted:
        return 1
    needs = {"avif": WIDTHS[-1] / size[0], "social": SOCIAL[0] / cut(size, (50, 50))[2]}
    return min(1, max(needs[one] for one in wanted))


def prints(
    image: Image.Image, size: tuple[int, int], wanted: Collection[str], focus: tuple[int, int], *, flat: bool
) -> Iterator[Print]:
    """Yield what is ``wanted`` of ``image``, which is RGB or RGBA, and of ``size`` pixels before any was left out.

    What shows through stays so in flat art alone; a photograph lies on white. ``image`` may be empty afterwards.
    """
    if not flat and image.mode == "RGBA":
        image, see_through = on_white(image), image
        see_through.close()
    scaled = _scaled(image, size) if {"base", "avif"} & set(wanted) else []
    if "base" in wanted:
        yield from _base(image, scaled, flat=flat)
    if {"base", "social"} & set(wanted):
        yield _social(image, focus)
    if "avif" in wanted and not _is_large(scaled[-1]):
        if scaled[-1] is not image:
            image.close()  # an encoder of AVIF needs the room
        for one in scaled:
            yield _print(f"{one.width}.avif", one, "AVIF", FLAT_AVIF if flat else AVIF)


def _scaled(image: Image.Image, size: tuple[int, int]) -> list[Image.Image]:
    """Return ``image`` in each of its widths, narrowest first, each made from the next wider one."""
    made = []
    for width in reversed(widths(size[0])):
        there = (width, height_at(width, size))
        if image.size != there:
            image = image.resize(there, Image.Resampling.LANCZOS, reducing_gap=2.0)
        made.append(image)
    return made[::-1]


def _base(image: Image.Image, scaled: list[Image.Image], *, flat: bool) -> Iterator[Print]:
    """Yield the sizes and the full picture as PNG if it is flat art that needs it or gains by it, else as JPEG."""
    jpegs = [] if image.mode == "RGBA" else [_jpeg(one) for one in scaled]
    pngs = [_print(f"{one.width}.png", one, "PNG", {"optimize": True}) for one in scaled] if flat else []
    if pngs and (not jpegs or _weight(pngs) <= _weight(jpegs)):
        yield from pngs
        yield _print("full.png", image, "PNG", {})
    else:
        yield from jpegs
        yield _print("full.jpg", image, "JPEG", FULL_JPEG)


def _jpeg(image: Image.Image) -> Print:
    return _print(f"{image.width}.jpg", image, "JPEG", LARGE_JPEG if _is_large(image) else JPEG)


def _is_large(image: Image.Image) -> bool:
    return image.width * image.height > LARGE


def _weight(made: list[Print]) -> int:
    return sum(len(one.data) for one in made)


def _social(image: Image.Image, focus: tuple[int, int]) -> Print:
    left, top, width, height = cut(image.size, focus)
    box = (left, top, left + width, top + height)
    part = on_white(image.resize(SOCIAL, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0))
    return _print(f"social-{focus[0]}-{focus[1]}.jpg", part, "JPEG", JPEG)


def cut(
    size: tuple[int, int], focus: tuple[int, int], shape: tuple[int, int] = SOCIAL
) -> tuple[float, float, float, float]:
    """Return left, top, width, height of the largest part of a picture of ``size`` that has ``shape``.

    ``focus``, in percent of width and height, is in its middle, or as near to that as the edges let it.
    """
    width = min(float(size[0]), size[1] * shape[0] / shape[1])
    height = width * shape[1] / shape[0]
    left = min(max(size[0] * focus[0] / 100 - width / 2, 0), size[0] - width)
    top = min(max(size[1] * focus[1] / 100 - height / 2, 0), size[1] - height)
    return left, top, width, height


def _print(name: str, image: Image.Image, form: str, options: dict[str, Any]) -> Print:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return Print(name, image.width, image.height, buffer.getvalue())
