"""Picture: dawn on the coast."""

from __future__ import annotations

from .canvas import Canvas
from .geometry import Outline, arc, box, lens, ribbon, smooth
from .motifs import glints, gull, streaks, tower
from .palette import (
    CORAL,
    DEEP,
    GOLD,
    INK,
    MIST,
    NAVY,
    ROSE,
    SAND,
    SEA,
    SHELL,
    TEAL,
    Colour,
    mix,
    ramp,
)
from .people import person


def draw(canvas: Canvas) -> None:
    """Two walkers on a headland watch the sun rise over layered capes."""
    canvas.gradient(box(0, 0, 1500, 540), ramp(TEAL, SEA, mix(MIST, SAND, 0.4), GOLD, ROSE))
    canvas.glow(960, 440, 620, SHELL, 0.75)
    for at, height, wide, ink in (
        (380, 120, 620, MIST),
        (1180, 175, 760, SHELL),
        (640, 250, 520, ROSE),
        (1290, 305, 560, ROSE),
        (330, 365, 640, CORAL),
    ):
        canvas.polygon(lens(at, height, wide, 22), ink, 0.55)
        canvas.polygon(lens(at + wide * 0.2, height + 16, wide * 0.7, 12), ink, 0.45)
    canvas.disc(960, 452, 104, SHELL)
    canvas.grain(arc(960, 452, 104, 104, 0, 360), GOLD, "down", 0.9)
    canvas.gradient(box(0, 520, 1500, 1000), ramp(ROSE, mix(SEA, ROSE, 0.25), TEAL, DEEP, NAVY))
    streaks(canvas, (0, 535, 1500, 900), 110, MIST, 0.16)
    glints(canvas, 960, 526, 900, (190, 430), SHELL, 80)
    _capes(canvas)
    canvas.gradient(_dawn_cliff(), ramp(DEEP, NAVY, INK))
    canvas.line(_dawn_cliff()[:-2], mix(ROSE, DEEP, 0.2), 4, 0.8)
    canvas.grain(_dawn_cliff(), INK, "down", 0.9)
    for i in range(70):
        x = canvas.random.uniform(930, 1500)
        y = 800 - (x - 900) * 0.17 + canvas.random.uniform(4, 30)
        tall, lean = 18 + i % 17, canvas.random.uniform(4, 14)
        blade = smooth([(x, y), (x + lean * 0.3, y - tall * 0.6), (x + lean, y - tall)], steps=4)
        canvas.polygon(ribbon(blade, 7, 0.5), mix(INK, NAVY, 0.5))
    person(canvas, 1195, 752, 148, INK, 0.09, CORAL)
    person(canvas, 1262, 742, 132, INK, 0.07, NAVY)
    for x, y, span in ((700, 260, 74), (785, 300, 50), (620, 330, 42), (1150, 215, 40)):
        gull(canvas, x, y, span, NAVY, -6)


def _dawn_cliff() -> Outline:
    """Return the foreground headland, rising from the lower middle to the right edge."""
    line = smooth(
        [
            (560, 1010),
            (700, 945),
            (800, 880),
            (905, 826),
            (1020, 790),
            (1150, 762),
            (1300, 742),
            (1420, 722),
            (1510, 700),
        ]
    )
    return [*line, (1510, 1010), (560, 1010)]


def _capes(canvas: Canvas) -> None:
    """Draw four headlands on the left, paler with distance, and the light on the third."""
    capes: tuple[tuple[Outline, Colour, Colour], ...] = (
        (
            [(-10, 425), (160, 418), (330, 440), (480, 470), (600, 496), (640, 524)],
            mix(ROSE, MIST, 0.55),
            MIST,
        ),
        (
            [(-10, 380), (120, 372), (250, 408), (345, 425), (420, 470), (500, 536)],
            mix(SEA, MIST, 0.35),
            MIST,
        ),
        (
            [(-10, 330), (90, 326), (190, 372), (290, 402), (335, 478), (392, 500), (420, 556)],
            TEAL,
            SEA,
        ),
        (
            [(-10, 420), (60, 436), (130, 500), (180, 520), (240, 610), (300, 640), (330, 690)],
            NAVY,
            DEEP,
        ),
    )
    for index, (points, ink, light) in enumerate(capes):
        line = smooth(points)
        base = points[-1][1]
        shape = [*line, (-10, base)]
        canvas.polygon(shape, ink)
        canvas.grain(shape, light, "down", 0.75)
        canvas.line(line, mix(ink, SHELL, 0.45), 2.5, 0.7)
        canvas.polygon(lens(points[-1][0] - 60, base, 240, 9), SHELL, 0.75)
        if index == 2:
            canvas.glow(246, 288, 110, GOLD, 0.8)
            tower(canvas, 246, 390, 106)
    canvas.polygon(
        smooth([(-10, 700), (200, 690), (330, 688), (250, 740), (80, 800), (-10, 905)]),
        mix(SAND, ROSE, 0.35),
    )
    edge = smooth([(340, 688), (262, 745), (92, 806), (-10, 915)])
    canvas.line(edge, SHELL, 7, 0.85)
    canvas.line([(x + 26, y + 14) for x, y in edge], MIST, 3, 0.6)
