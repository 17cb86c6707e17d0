"""Picture: the village on the cliff."""

from __future__ import annotations

from .canvas import Canvas
from .geometry import arc, box, lens, place, smooth, stroke
from .motifs import glints, gull, streaks
from .palette import (
    CORAL,
    DEEP,
    GOLD,
    INK,
    MIST,
    NAVY,
    ROSE,
    RUST,
    SAND,
    SEA,
    SHELL,
    TEAL,
    mix,
    ramp,
)


def draw(canvas: Canvas) -> None:
    """White houses climb a cliff in the evening sun above a small harbour."""
    canvas.gradient(box(0, 0, 1500, 660), ramp(TEAL, SEA, MIST, SAND, GOLD, ROSE))
    canvas.glow(330, 470, 640, SHELL, 0.7)
    canvas.disc(330, 486, 92, SHELL)
    canvas.grain(arc(330, 486, 92, 92, 0, 360), GOLD, "down", 0.85)
    for x, y, wide in ((300, 150, 640), (820, 95, 420), (120, 290, 420), (600, 330, 360)):
        canvas.polygon(lens(x, y, wide, 20), SHELL, 0.6)
        canvas.polygon(lens(x + wide * 0.2, y + 15, wide * 0.5, 10), ROSE, 0.6)
    canvas.polygon(
        [*smooth([(-10, 560), (90, 548), (200, 580), (300, 600), (380, 622)]), (-10, 622)],
        mix(SEA, MIST, 0.3),
    )
    canvas.gradient(box(0, 620, 1500, 1000), ramp(mix(ROSE, SEA, 0.4), SEA, TEAL, DEEP, NAVY))
    streaks(canvas, (0, 640, 900, 980), 80, MIST, 0.22)
    glints(canvas, 330, 626, 960, (150, 330), SHELL, 64)
    _cliff(canvas)
    _houses(canvas)
    _quay(canvas)
    for x, y, way in ((250, 800, 1), (520, 730, -1)):
        _sailboat(canvas, x, y, 1.0 if way > 0 else 0.62)
    for x, y, span in ((560, 210, 70), (640, 250, 50), (480, 265, 42), (700, 180, 38)):
        gull(canvas, x, y, span, NAVY, -8)


def _cliff(canvas: Canvas) -> None:
    """Draw the cliff with a lit face and three terraces."""
    cliff = [
        *smooth(
            [
                (600, 905),
                (640, 800),
                (660, 700),
                (740, 640),
                (770, 540),
                (860, 490),
                (900, 392),
                (1020, 340),
                (1090, 262),
                (1230, 232),
                (1380, 190),
                (1520, 176),
            ],
            steps=5,
        ),
        (1520, 1010),
        (600, 1010),
    ]
    canvas.gradient(cliff, ramp(TEAL, DEEP, NAVY, INK))
    canvas.grain(cliff, SEA, "left", 0.5)
    for facet in (
        [(660, 700), (740, 640), (760, 760), (700, 880), (640, 880)],
        [(770, 548), (850, 500), (860, 620), (800, 700), (750, 640)],
        [(905, 398), (1000, 350), (990, 470), (930, 540), (880, 500)],
        [(820, 720), (900, 680), (920, 800), (840, 890), (790, 820)],
    ):
        shape = facet
        canvas.polygon(shape, mix(DEEP, CORAL, 0.3))
        canvas.grain(shape, ROSE, "left", 0.55)
    for points in (
        [(760, 720), (900, 690), (1120, 706), (1300, 690), (1520, 700)],
        [(860, 560), (1010, 545), (1220, 566), (1520, 548)],
        [(980, 420), (1140, 405), (1320, 420), (1520, 400)],
    ):
        canvas.polygon(stroke(smooth(points), 26), mix(SEA, TEAL, 0.5))


def _houses(canvas: Canvas) -> None:
    """Stack the houses in rows, the far ones first, with cypresses between them."""
    canvas.rect(1236, 108, 1296, 250, SHELL)
    canvas.grain(box(1236, 108, 1296, 250), mix(CORAL, TEAL, 0.4), "right", 0.9)
    canvas.polygon([(1226, 112), (1266, 52), (1306, 112)], CORAL)
    canvas.rect(1254, 136, 1278, 172, NAVY)
    rows = (
        (300.0, 1085.0, 0.72, 6),
        (425.0, 965.0, 0.84, 6),
        (562.0, 868.0, 0.96, 6),
        (712.0, 770.0, 1.1, 6),
    )
    for base, start, size, count in rows:
        x = start
        for i in range(count + 2):
            wide = canvas.random.uniform(78, 118) * size
            tall = canvas.random.uniform(72, 128) * size
            if i % 4 == 2:
                _cypress(canvas, x - 4, base + 6, 150 * size)
            _house(canvas, (x, base - tall, x + wide, base + 14), i)
            x += wide + canvas.random.uniform(-12, 10) * size


def _house(canvas: Canvas, frame: tuple[float, float, float, float], number: int) -> None:
    """Draw one house, lit from the left, with a tiled or flat roof."""
    x0, y0, x1, y1 = frame
    wall = (SHELL, SHELL, mix(SAND, SHELL, 0.4), ROSE, SHELL, mix(CORAL, ROSE, 0.4))[number % 6]
    canvas.rect(x0, y0, x1, y1, wall)
    side = x0 + (x1 - x0) * 0.66
    canvas.rect(side, y0, x1, y1, mix(wall, DEEP, 0.42))
    canvas.veil(box(x0, y0, x1, y1), TEAL, "down", 0.3)
    unit = (x1 - x0) / 10
    if number % 3 == 0:
        canvas.rect(x0 - unit * 0.3, y0 - unit * 0.6, x1 + unit * 0.3, y0 + 2, mix(wall, SHELL, 0.6))
    else:
        peak = y0 - unit * 3.2
        canvas.polygon([(x0 - unit * 0.6, y0 + 2), (x0 + unit * 3.2, peak), (side + unit * 0.4, y0 + 2)], CORAL)
        canvas.polygon(
            [
                (x0 + unit * 3.2, peak),
                (x1 - unit * 2.4, peak),
                (x1 + unit * 0.6, y0 + 2),
                (side + unit * 0.4, y0 + 2),
            ],
            RUST,
        )
    rows = max(1, int((y1 - y0 - 20) / (unit * 4.4)))
    for row in range(rows):
        for column in (1.3, 4.0, 7.4):
            wx, wy = x0 + unit * column, y0 + unit * (1.5 + row * 4.2)
            lit = canvas.random.random() < 0.3
            canvas.rect(wx, wy, wx + unit * 1.4, wy + unit * 2.2, GOLD if lit else NAVY)


def _cypress(canvas: Canvas, x: float, foot: float, tall: float) -> None:
    """Draw a cypress."""
    tree = smooth(
        [
            (x, foot - tall),
            (x + tall * 0.1, foot - tall * 0.5),
            (x + tall * 0.11, foot - tall * 0.15),
            (x, foot),
            (x - tall * 0.11, foot - tall * 0.15),
            (x - tall * 0.1, foot - tall * 0.5),
        ],
        closed=True,
    )
    canvas.polygon(tree, mix(NAVY, DEEP, 0.5))
    canvas.grain(tree, SEA, "left", 0.7)


def _quay(canvas: Canvas) -> None:
    """Draw the quay, the steps up to the village and two moored boats."""
    canvas.polygon([(610, 868), (1520, 838), (1520, 1010), (560, 1010), (570, 900)], NAVY)
    canvas.polygon([(590, 884), (1520, 846), (1520, 878), (578, 912)], mix(SAND, TEAL, 0.25))
    for i in range(13):
        x, y = 1000 + i * 9, 856 - i * 11
        canvas.rect(x, y - 6, x + 92 - i * 3, y + 6, mix(SAND, SHELL, 0.4) if i % 2 else SAND)
    canvas.gradient(
        [
            *smooth([(420, 960), (700, 938), (1000, 948), (1300, 930), (1520, 940)]),
            (1520, 1010),
            (400, 1010),
        ],
        ramp(DEEP, NAVY),
    )
    for x, y, ink in ((760, 935, CORAL), (960, 950, SEA), (1200, 938, GOLD)):
        hull = smooth(
            [
                (x - 84, y - 26),
                (x, y - 14),
                (x + 84, y - 30),
                (x + 62, y + 8),
                (x, y + 14),
                (x - 62, y + 8),
            ],
            closed=True,
        )
        canvas.line([(x + 8, y - 12), (x + 8, y - 112)], INK, 4)
        canvas.polygon(hull, ink)
        canvas.veil(hull, INK, "down", 0.5)
        canvas.line(smooth([(x - 84, y - 26), (x, y - 14), (x + 84, y - 30)]), SHELL, 4)
        canvas.polygon(lens(x, y + 16, 210, 9), MIST, 0.6)


def _sailboat(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a small boat under sail."""
    canvas.polygon(place(lens(0, 14, 210, 18), x, y, size), NAVY, 0.5)
    canvas.polygon(place([(4, -14), (4, -190), (96, -24)], x, y, size), SHELL)
    canvas.polygon(place([(-6, -20), (-6, -172), (-66, -26)], x, y, size), CORAL)
    canvas.polygon(
        place(smooth([(-92, -14), (0, -6), (98, -16), (64, 14), (-62, 14)], closed=True), x, y, size),
        INK,
    )
