"""Press pictures of a fictional coastal safety organisation, and its emblem, drawn by program.

One module per picture, named after its key; others are cut out of one. To add one: write a module with
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
    emblem,
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

# Key of the picture that another is cut out of, and where: left, top, right and bottom, in shares of its size.
_CUTS: dict[str, tuple[str, tuple[float, float, float, float]]] = {
    "lighthouse-upright": ("lighthouse", (0.46, 0.0, 0.905, 1.0)),
    "dawn-watch": ("coast-dawn", (0.48, 0.4, 1.0, 0.92)),
    "buoy-mooring": ("buoy", (0.38, 0.0, 0.825, 1.0)),
}
EMBLEM = "emblem"

KEYS: tuple[str, ...] = (*_SCENES, *_CUTS, EMBLEM)


def draw(key: str, width: int = 1600) -> Image.Image:
    """Return the picture named `key`, the same at every call: RGB, 3:2, `width` pixels wide; a cut of a wider one.

    The emblem is RGBA and square. Raises KeyError for an unknown key.
    """
    if key == EMBLEM:
        return emblem.draw()
    if key in _CUTS:
        source, (left, top, right, bottom) = _CUTS[key]
        whole = draw(source, width * 5 // 4)
        across, down = whole.size
        return whole.crop((round(left * across), round(top * down), round(right * across), round(bottom * down)))
    canvas = Canvas(width, key)
    _SCENES[key](canvas)
    return canvas.finish()
