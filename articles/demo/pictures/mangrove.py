"""Picture: the mangrove."""

from __future__ import annotations

from .canvas import Canvas
from .geometry import arc, box, lens, ribbon, ridge, smooth
from .motifs import foam, foliage, glints, gull, streaks
from .palette import (
    CORAL,
    DEEP,
    GOLD,
    INK,
    MIST,
    NAVY,
    RUST,
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
    """A canoe glides between mangroves, whose arched roots stand in still water."""
    canvas.gradient(box(0, 0, 1500, 640), ramp(SEA, MIST, mix(SAND, SHELL, 0.4), SAND, GOLD))
    canvas.glow(900, 400, 520, SHELL, 0.8)
    canvas.disc(900, 400, 128, SHELL)
    canvas.grain(arc(900, 400, 128, 128, 0, 360), GOLD, "down", 0.7)
    for base, rise, ink in ((560, 34, mix(MIST, SEA, 0.35)), (585, 30, mix(SEA, MIST, 0.25))):
        line = ridge(canvas.random, -10, 1510, base - 20, rise, 9)
        canvas.polygon([*line, (1510, 640), (-10, 640)], ink)
        foam(canvas, line, 20, ink, 130, 0.5)
    canvas.veil(box(0, 520, 1500, 642), SHELL, "down", 0.5)
    _mangrove_tree(canvas, 1270, 640, 0.62, (TEAL, mix(TEAL, SEA, 0.6), SEA))
    _mangrove_tree(canvas, 1455, 642, 0.82, (DEEP, TEAL, mix(TEAL, SEA, 0.6)))
    _mangrove_tree(canvas, 300, 650, 1.25, (NAVY, DEEP, TEAL, mix(SEA, TEAL, 0.4)))
    canvas.reflect(640, 360, mix(SEA, MIST, 0.35), 0.45, 11)
    canvas.veil(box(0, 650, 1500, 1000), mix(DEEP, TEAL, 0.4), "down", 0.85)
    glints(canvas, 900, 780, 990, (150, 260), SHELL, 34, 0.6)
    streaks(canvas, (0, 650, 1500, 990), 60, SHELL, 0.24)
    streaks(canvas, (0, 650, 1500, 990), 45, DEEP, 0.3)
    _canoe(canvas, 860, 722)
    for x, y, span in ((650, 190, 70), (730, 225, 52), (590, 245, 44), (1130, 150, 40)):
        gull(canvas, x, y, span, DEEP, -8)


def _mangrove_tree(canvas: Canvas, x: float, water: float, size: float, leaves: tuple[Colour, ...]) -> None:
    """Draw one mangrove: a crown, a trunk and roots that arch into the water."""
    bark = leaves[0]
    knee = water - 150 * size
    for reach in (-250, -190, -135, -85, -40, 45, 92, 150, 205, 265):
        far = reach * size
        rise = knee - (abs(reach) % 37) * size
        root = smooth(
            [
                (x, rise - 40 * size),
                (x + far * 0.4, rise - 12 * size),
                (x + far * 0.82, water - 70 * size),
                (x + far, water + 14),
            ]
        )
        canvas.polygon(ribbon(root, 17 * size, 7 * size), bark)
    for side, tip in ((-1, -170), (1, 190), (1, 60), (-1, -60)):
        limb = smooth(
            [
                (x, knee),
                (x + side * 12 * size, knee - 120 * size),
                (x + tip * size, knee - 260 * size),
            ]
        )
        canvas.polygon(ribbon(limb, 40 * size, 12 * size), bark)
    for dx, dy, rx, ry in (
        (-150, -300, 150, 76),
        (150, -310, 165, 84),
        (0, -380, 190, 92),
        (-20, -270, 120, 52),
    ):
        foliage(canvas, x + dx * size, knee + dy * size, rx * size, ry * size, leaves, 30 * size)


def _canoe(canvas: Canvas, x: float, y: float) -> None:
    """Draw a canoe with someone at the pole, and its reflection."""
    hull = smooth(
        [
            (x - 170, y - 26),
            (x - 90, y - 6),
            (x, y),
            (x + 90, y - 6),
            (x + 170, y - 26),
            (x + 120, y + 20),
            (x, y + 26),
            (x - 120, y + 20),
        ],
        closed=True,
    )
    canvas.polygon(lens(x, y + 38, 330, 44), DEEP, 0.55)
    canvas.polygon([(x - 14, y + 30), (x + 14, y + 30), (x + 8, y + 170), (x - 6, y + 170)], NAVY, 0.3)
    person(canvas, x - 8, y + 4, 178, INK, 0.1, CORAL)
    canvas.line([(x + 62, y - 250), (x + 16, y - 90), (x - 22, y + 46)], INK, 5)
    canvas.polygon(ribbon([(x + 6, y - 132), (x + 34, y - 118)], 15, 11), CORAL)
    canvas.polygon(hull, RUST)
    canvas.grain(hull, INK, "down", 0.9)
    canvas.line(
        smooth([(x - 168, y - 26), (x - 90, y - 6), (x, y), (x + 90, y - 6), (x + 168, y - 26)]),
        GOLD,
        3,
    )
    canvas.line([(x - 240, y + 34), (x + 240, y + 34)], SHELL, 2.5, 0.6)
