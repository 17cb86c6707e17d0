"""Twelve press pictures of a fictional coastal safety organisation, drawn by program.

One module per picture, named after its key. To add one: write a module with
`draw(canvas)`, name it in `_SCENES` below, and give it words in `../photos.toml`.
"""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from . import (
    buoy,
    chart_map,
    cliff_village,
    coast_dawn,
    conference,
    control_room,
    harbour_night,
    lighthouse,
    mangrove,
    rescue_boat,
    storm_surge,
    training_pool,
)
from .canvas import Canvas

_SCENES: dict[str, Callable[[Canvas], None]] = {
    "coast-dawn": coast_dawn.draw,
    "lighthouse": lighthouse.draw,
    "rescue-boat": rescue_boat.draw,
    "storm-surge": storm_surge.draw,
    "harbour-night": harbour_night.draw,
    "control-room": control_room.draw,
    "chart-map": chart_map.draw,
    "mangrove": mangrove.draw,
    "buoy": buoy.draw,
    "training-pool": training_pool.draw,
    "conference": conference.draw,
    "cliff-village": cliff_village.draw,
}

KEYS: tuple[str, ...] = tuple(_SCENES)


def draw(key: str, width: int = 1600) -> Image.Image:
    """Return the picture named `key`, RGB, 3:2, `width` pixels wide; the same at every call.

    Raises KeyError for an unknown key.
    """
    scene = _SCENES[key]
    canvas = Canvas(width, key)
    scene(canvas)
    return canvas.finish()
