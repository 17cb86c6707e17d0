"""The organisation's emblem: flat art on a ground that shows through."""

from __future__ import annotations

from PIL import Image, ImageDraw

from .geometry import Outline, box, swell
from .palette import CORAL, GOLD, MIST, NAVY, SEA, SHELL, Colour

UNITS = 1000  # the emblem's own measure, both ways
OVERSAMPLING = 2


def draw(width: int = 1200) -> Image.Image:
    """Return the emblem, RGBA, square, ``width`` pixels wide."""
    side = width * OVERSAMPLING
    disc = Image.new("RGBA", (side, side), (*NAVY, 255))
    _paint(ImageDraw.Draw(disc), side / UNITS)
    emblem = Image.new("RGBA", (side, side), (*CORAL, 0))
    emblem.paste(CORAL, mask=_circle(side, 0))
    emblem.paste(disc, mask=_circle(side, side // 22))
    return emblem.resize((width, width), Image.Resampling.LANCZOS)


def _circle(side: int, margin: int) -> Image.Image:
    mask = Image.new("L", (side, side))
    ImageDraw.Draw(mask).ellipse((margin, margin, side - 1 - margin, side - 1 - margin), fill=255)
    return mask


def _paint(pen: ImageDraw.ImageDraw, scale: float) -> None:
    """Paint a lighthouse and the sea at its foot, without gradients: that is what makes it flat."""

    def fill(outline: Outline, colour: Colour) -> None:
        pen.polygon([(x * scale, y * scale) for x, y in outline], fill=colour)

    for side in (-1, 1):  # the beam
        fill([(500, 262), (500 + side * 520, 150), (500 + side * 520, 330)], GOLD)
    fill([(455, 300), (545, 300), (580, 700), (420, 700)], SHELL)
    fill([(446, 400), (554, 400), (563, 500), (437, 500)], CORAL)
    fill(box(440, 286, 560, 304), SHELL)
    fill(box(468, 228, 532, 288), GOLD)
    fill([(452, 230), (548, 230), (500, 168)], CORAL)
    for height, colour in ((590, MIST), (690, SEA), (790, MIST)):
        fill([*swell(-40, 1040, height, 44, 250, phase=height / 70), (1040, 1000), (-40, 1000)], colour)
        fill([*swell(-40, 1040, height + 34, 44, 250, phase=height / 70), (1040, 1000), (-40, 1000)], NAVY)
