"""Picture: the control room."""

from __future__ import annotations

from math import radians, sin

from .canvas import Canvas
from .geometry import arc, blob, box, ribbon, smooth
from .palette import (
    CORAL,
    DEEP,
    GOLD,
    INK,
    MIST,
    NAVY,
    ROSE,
    SEA,
    SHELL,
    TEAL,
    mix,
    ramp,
)
from .people import bust, person

WEST = (
    *((290, 70), (520, 70), (560, 150), (500, 210), (540, 290)),
    *((610, 330), (560, 420), (470, 440), (430, 520), (290, 580)),
)
EAST = (
    *((1010, 70), (1230, 70), (1230, 580), (1060, 570), (1110, 470)),
    *((1030, 420), (1060, 330), (980, 260), (1050, 170)),
)
STATIONS = (
    *((556, 168), (520, 268), (600, 352), (480, 446), (705, 474)),
    *((1040, 190), (1000, 268), (1052, 372), (1082, 470), (790, 500)),
)


def draw(canvas: Canvas) -> None:
    """Operators on night watch face a wall map where a warning spreads in rings."""
    canvas.gradient(box(0, 0, 1500, 1000), ramp(INK, NAVY, mix(NAVY, INK, 0.4), INK))
    canvas.glow(750, 330, 980, TEAL, 0.75)
    _wall_map(canvas, (300, 84, 1200, 560))
    _side_screens(canvas)
    canvas.polygon([(0, 640), (1500, 640), (1500, 1010), (0, 1010)], mix(INK, NAVY, 0.45))
    canvas.veil(box(0, 640, 1500, 800), TEAL, "up", 0.5)
    person(canvas, 1078, 742, 330, INK, 0.07, NAVY, arms=(1,))
    canvas.polygon(ribbon(smooth([(1048, 482), (1000, 450), (936, 398)]), 26, 12), NAVY)
    desk = smooth([(-20, 760), (300, 728), (750, 716), (1200, 728), (1520, 760)])
    canvas.polygon([*desk, (1520, 1010), (-20, 1010)], INK)
    canvas.line(desk, SEA, 5)
    for x, y, wide in ((165, 655, 190), (415, 636, 190), (690, 630, 190), (1270, 646, 190)):
        canvas.glow(x + wide / 2, y + 70, 220, SEA, 0.45)
        canvas.gradient(
            [(x, y), (x + wide, y), (x + wide - 6, y + 112), (x + 6, y + 112)],
            ramp(SEA, TEAL, DEEP),
        )
        canvas.line([(x + 16, y + 30), (x + wide * 0.5, y + 30)], SHELL, 6, 0.8)
        for i in range(7):
            h = canvas.random.uniform(10, 48)
            canvas.rect(
                x + 20 + i * 22,
                y + 96 - h,
                x + 32 + i * 22,
                y + 96,
                CORAL if i == 4 else MIST,
                0.85,
            )
    for x, y, size, turn in (
        (300, 812, 205, 0.03),
        (600, 800, 215, -0.02),
        (1330, 815, 210, -0.04),
    ):
        bust(canvas, x, y, size, INK, SEA, turn)
        canvas.line(arc(x + turn * size, y - size * 0.28, size * 0.215, size * 0.25, 190, 350), CORAL, 8)
        for side in (-1, 1):
            canvas.disc(x + turn * size + side * size * 0.21, y - size * 0.26, 13, CORAL, ry=22)


def _wall_map(canvas: Canvas, frame: tuple[float, float, float, float]) -> None:
    """Draw the great screen: coasts, grid, stations, and rings around a warning."""
    x0, y0, x1, y1 = frame
    canvas.rect(x0 - 12, y0 - 12, x1 + 12, y1 + 12, INK)
    screen = box(x0, y0, x1, y1)
    canvas.gradient(screen, ramp(DEEP, TEAL, DEEP))
    with canvas.clip(screen):
        for i in range(1, 10):
            canvas.line([(x0 + 90 * i, y0), (x0 + 90 * i, y1)], SEA, 1.5, 0.35)
            canvas.line([(x0, y0 + 80 * i), (x1, y0 + 80 * i)], SEA, 1.5, 0.35)
        _lands(canvas)
        _warning(canvas, 820, 330)


def _lands(canvas: Canvas) -> None:
    """Draw two coasts and an island, each with its shallows."""
    west = smooth([*WEST], closed=True)
    east = smooth([*EAST], closed=True)
    isle = blob(canvas.random, 735, 500, 62, 34, 0.2)
    for reach, ink in ((22, mix(TEAL, SEA, 0.4)), (10, mix(TEAL, SEA, 0.75))):
        canvas.halo([west, east, isle], reach, ink)
    for land in (west, east, isle):
        canvas.polygon(land, mix(SEA, MIST, 0.5))
        canvas.veil(land, TEAL, "down", 0.75)


def _warning(canvas: Canvas, x: float, y: float) -> None:
    """Draw the rings that spread from (x, y), and the stations on the coasts."""
    canvas.glow(x, y, 330, CORAL, 0.7)
    for ring, wide in ((46, 7), (96, 6), (152, 5), (214, 4), (282, 3)):
        canvas.line(arc(x, y, ring, ring * 0.9, 0, 360, 90), ROSE, wide, 1.0 if ring < 100 else 0.75)
    canvas.disc(x, y, 20, CORAL)
    canvas.disc(x, y, 9, SHELL)
    for at, height in STATIONS:
        canvas.disc(at, height, 13, GOLD, 0.35)
        canvas.disc(at, height, 6, GOLD)


def _side_screens(canvas: Canvas) -> None:
    """Draw two columns of smaller screens with tide curves and bars."""
    for x0, x1 in ((40, 262), (1238, 1460)):
        for y0, y1 in ((110, 315), (345, 550)):
            canvas.rect(x0 - 8, y0 - 8, x1 + 8, y1 + 8, INK)
            canvas.gradient(box(x0, y0, x1, y1), ramp(mix(DEEP, NAVY, 0.3), DEEP))
            upper = (y0 == 110) == (x0 == 40)
            middle = (y0 + y1) / 2
            for k, ink in ((-38, SEA), (0, GOLD), (38, CORAL)):
                if upper:
                    phase = canvas.random.uniform(0, 360)
                    curve = [(x0 + 14 + t * 2, middle + k + 20 * sin(radians(t * 6 + phase))) for t in range(98)]
                    canvas.line(curve, ink, 4)
                else:
                    for i in range(8):
                        tall = canvas.random.uniform(6, 30)
                        canvas.rect(
                            x0 + 20 + i * 23,
                            middle + k + 16 - tall,
                            x0 + 34 + i * 23,
                            middle + k + 16,
                            ink,
                        )
