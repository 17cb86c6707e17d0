"""Picture: the harbour at night."""

from __future__ import annotations

from .canvas import Canvas
from .frame import Frame
from .geometry import Outline, arc, box, lens, ridge, smooth, stroke
from .motifs import foam, glints, stars, streaks
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
    Colour,
    mix,
    ramp,
)

WATERLINE = 690.0


def draw(canvas: Canvas) -> None:
    """A container ship lies under cranes at night; a pilot boat crosses their lights."""
    canvas.gradient(box(0, 0, 1500, WATERLINE), ramp(INK, NAVY, DEEP, TEAL, mix(SEA, SAND, 0.35)))
    stars(canvas, 120, 400)
    canvas.glow(190, 190, 330, MIST, 0.5)
    canvas.disc(190, 190, 84, SHELL)
    canvas.grain(arc(190, 190, 84, 84, 0, 360), SAND, "right", 0.8)
    streaks(canvas, (0, 300, 1500, 560), 16, NAVY, 0.4)
    _city(canvas)
    for x, tall, ink in ((1330, 0.8, mix(DEEP, NAVY, 0.3)), (1040, 0.92, NAVY), (690, 1.06, INK)):
        _crane(canvas, x, tall, ink)
    _container_ship(canvas)
    canvas.rect(-10, 664, 1510, WATERLINE, INK)
    for x in range(60, 1500, 150):
        canvas.line([(x, 664), (x, 596)], INK, 4)
        canvas.glow(x, 592, 84, GOLD, 0.75)
        canvas.disc(x, 592, 7, SHELL)
    canvas.reflect(WATERLINE, 312, NAVY, 0.36, 16)
    canvas.veil(box(0, WATERLINE, 1500, 1000), INK, "down", 0.85)
    for x in range(60, 1500, 150):
        glints(canvas, x, 700, 930, (46, 84), GOLD, 13, 0.6)
    glints(canvas, 190, 760, 990, (120, 210), SHELL, 34, 0.5)
    streaks(canvas, (0, 710, 1500, 990), 60, INK, 0.4)
    _pilot_boat(canvas, 1010, 868)


def _city(canvas: Canvas) -> None:
    """Draw the far shore with its small lights."""
    hill = ridge(canvas.random, -10, 1510, 590, 52, 6)
    canvas.polygon([*hill, (1510, WATERLINE), (-10, WATERLINE)], mix(DEEP, TEAL, 0.3))
    x = -10.0
    while x < 1510:
        wide, tall = canvas.random.uniform(26, 66), canvas.random.uniform(24, 96)
        canvas.rect(x, 668 - tall, x + wide, 690, mix(NAVY, DEEP, canvas.random.uniform(0.3, 0.8)))
        for _ in range(int(tall / 16)):
            wx, wy = (
                x + canvas.random.uniform(4, wide - 8),
                664 - canvas.random.uniform(8, tall - 8),
            )
            canvas.rect(wx, wy, wx + 5, wy + 6, canvas.random.choice((GOLD, GOLD, ROSE)))
        x += wide + canvas.random.uniform(-4, 22)


def _crane(canvas: Canvas, x: float, size: float, ink: Colour) -> None:
    """Draw a quay crane, its boom over the ship to the left."""
    crane = Frame(canvas, x, 668, size)
    for side in (0, 150):
        crane.line([(side, 0), (side * 0.9 + 8, -400)], ink, 18)
    for low, high in (
        ((0, -90), (150, -90)),
        ((0, -250), (146, -250)),
        ((0, -90), (146, -250)),
        ((146, -250), (8, -400)),
    ):
        crane.line([low, high], ink, 11)
    crane.line([(-330, -404), (300, -404)], ink, 22)
    crane.line([(-330, -382), (300, -382)], ink, 5)
    crane.line([(70, -404), (88, -560)], ink, 14)
    crane.line([(140, -404), (88, -560)], ink, 10)
    for end in (-320, -170, 280):
        crane.line([(88, -556), (end, -408)], ink, 5)
    crane.polygon(box(170, -450, 270, -404), ink)
    crane.polygon(box(-150, -380, -104, -348), ink)
    crane.line([(-140, -348), (-150, -250)], ink, 3)
    crane.line([(-112, -348), (-104, -250)], ink, 3)
    crane.polygon(box(-176, -250, -78, -206), mix(CORAL, ink, 0.2))
    for lamp in ((88, -566), (-330, -410), (300, -410)):
        crane.glow(lamp, 62, CORAL, 0.9)
        crane.polygon(arc(*lamp, 6, 6, 0, 360), ROSE)


def _container_ship(canvas: Canvas) -> None:
    """Draw the ship, its stacked boxes and its bridge, bow to the left."""
    inks = (CORAL, TEAL, SAND, SEA, RUST, DEEP, MIST, ROSE)
    for column in range(11):
        high = (2, 3, 4, 4, 5, 4, 5, 5, 4, 3, 4)[column]
        for row in range(high):
            x, y = 200 + column * 68, 560 - row * 34
            ink = mix(canvas.random.choice(inks), NAVY, 0.25 + 0.03 * column)
            crate = box(x, y, x + 64, y + 31)
            canvas.polygon(crate, ink)
            canvas.veil(crate, INK, "down", 0.45)
            canvas.grain(crate, INK, "down", 0.2)
            for rib in range(1, 6):
                canvas.line([(x + rib * 10.7, y + 5), (x + rib * 10.7, y + 26)], INK, 1.5, 0.35)
    canvas.polygon(box(968, 400, 1050, 594), mix(SHELL, NAVY, 0.25))
    canvas.veil(box(968, 400, 1050, 594), NAVY, "right", 0.6)
    canvas.rect(950, 392, 1068, 420, mix(SHELL, NAVY, 0.15))
    canvas.rect(958, 402, 1060, 413, GOLD)
    canvas.glow(1000, 408, 130, GOLD, 0.5)
    for row in range(4):
        for column in range(3):
            canvas.rect(980 + column * 24, 440 + row * 34, 990 + column * 24, 452 + row * 34, GOLD)
    canvas.line([(1006, 392), (1006, 330)], INK, 6)
    canvas.polygon([(1062, 470), (1110, 470), (1104, 594), (1066, 594)], CORAL)
    canvas.rect(1063, 492, 1109, 514, SHELL)
    hull: Outline = [(80, 566), (180, 592), (1150, 592), (1140, 672), (150, 672)]
    canvas.gradient(hull, ramp(mix(NAVY, DEEP, 0.5), INK))
    canvas.polygon([(137, 650), (1143, 650), (1139, 676), (152, 676)], RUST)
    canvas.line([(80, 566), (180, 592), (1150, 592)], mix(MIST, NAVY, 0.3), 5)


def _pilot_boat(canvas: Canvas, x: float, y: float) -> None:
    """Draw the pilot boat and its wake, heading left."""
    for k in range(3):
        wake = smooth(
            [
                (x - 120, y + 16),
                (x + 130 + 40 * k, y + 20 + 6 * k),
                (x + 380 + 60 * k, y + 22 + 22 * k),
            ]
        )
        canvas.polygon(stroke(wake, 11 - 2 * k), MIST, 0.55)
    canvas.polygon(lens(x, y + 26, 330, 30), INK, 0.7)
    canvas.rect(x - 30, y - 78, x + 66, y - 14, SHELL)
    canvas.veil(box(x - 30, y - 78, x + 66, y - 14), NAVY, "right", 0.6)
    canvas.rect(x - 40, y - 90, x + 76, y - 76, CORAL)
    canvas.rect(x - 22, y - 66, x + 4, y - 42, GOLD)
    canvas.rect(x + 14, y - 66, x + 40, y - 42, GOLD)
    canvas.glow(x - 6, y - 54, 90, GOLD, 0.5)
    canvas.line([(x + 20, y - 90), (x + 20, y - 146)], INK, 5)
    canvas.glow(x + 20, y - 148, 80, SHELL, 0.9)
    canvas.disc(x + 20, y - 148, 6, SHELL)
    hull: Outline = [
        *smooth([(x - 146, y - 34), (x - 60, y - 16), (x + 118, y - 18)]),
        (x + 108, y + 22),
        (x - 104, y + 24),
    ]
    canvas.polygon(hull, CORAL)
    canvas.grain(hull, RUST, "down", 1.0)
    foam(canvas, [(x - 118, y + 22), (x - 90, y + 24), (x + 108, y + 22)], 12, SHELL, 40, 0.7)
