"""Picture: the training pool."""

from __future__ import annotations

from itertools import pairwise

from .canvas import Canvas
from .geometry import arc, box, lens, place, ribbon, smooth, stroke
from .palette import (
    CORAL,
    DEEP,
    GOLD,
    INK,
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

TILT = -13.0


def draw(canvas: Canvas) -> None:
    """From above: trainees in life vests swim to a raft in a pool; an instructor looks on."""
    canvas.gradient(box(0, 0, 1500, 1000), ramp(SAND, mix(SAND, ROSE, 0.35)), across=True)
    for i in range(-14, 15):
        canvas.line(place([(-1000, i * 92), (1000, i * 92)], 750, 500, 1, TILT), mix(SAND, SHELL, 0.5), 3)
        canvas.line(place([(i * 92, -900), (i * 92, 900)], 750, 500, 1, TILT), mix(SAND, SHELL, 0.5), 3)
    rim = place(box(-1000, -330, 1000, 368), 750, 500, 1, TILT)
    pool = place(box(-1000, -300, 1000, 338), 750, 500, 1, TILT)
    canvas.polygon(rim, SHELL)
    canvas.gradient(pool, ramp(SEA, mix(SEA, TEAL, 0.5), TEAL, mix(TEAL, DEEP, 0.5)))
    with canvas.clip(pool):
        _pool_water(canvas)
        canvas.shadow(place(box(-1000, -330, 1000, -262), 750, 500, 1, TILT), NAVY, 8, 0.5)
        for x, y, turn in (
            (392, 410, 30.0),
            (330, 640, -12.0),
            (540, 745, -52.0),
            (1130, 300, 205.0),
        ):
            _swimmer(canvas, x, y, turn)
        _raft(canvas, 800, 510)
    rope = smooth([(1195, 752), (1130, 668), (1190, 590), (1120, 520), (1060, 470)])
    canvas.line(rope, SHELL, 6)
    _ring(canvas, 1030, 440)
    for x, y, ink, turn in (
        (1205, 775, CORAL, -20.0),
        (868, 934, CORAL, 8.0),
        (972, 908, TEAL, -14.0),
        (300, 118, CORAL, 170.0),
    ):
        _bystander(canvas, x, y, ink, turn, hauling=x > 1000)


def _pool_water(canvas: Canvas) -> None:
    """Draw the lanes on the floor of the pool and the net of light above them."""
    for lane in (-190, -63, 64, 191):
        canvas.polygon(place(box(-1000, lane - 13, 1000, lane + 13), 750, 500, 1, TILT), NAVY, 0.38)
    for _ in range(150):
        x, y = canvas.random.uniform(-60, 1560), canvas.random.uniform(60, 960)
        long = canvas.random.uniform(40, 110)
        wave = smooth(
            [
                (-long, 0),
                (-long * 0.3, canvas.random.uniform(-16, 16)),
                (long * 0.4, canvas.random.uniform(-16, 16)),
                (long, 0),
            ],
            steps=6,
        )
        canvas.polygon(place(stroke(wave, 5), x, y, 1, TILT + canvas.random.uniform(-25, 25)), SHELL, 0.22)


def _raft(canvas: Canvas, x: float, y: float) -> None:
    """Draw the inflatable raft from above, with its canopy, ropes and shadow."""
    canvas.shadow(arc(x + 30, y + 40, 236, 236, 0, 360), NAVY, 16, 0.75)
    for r, alpha in ((300, 0.2), (272, 0.3)):
        canvas.line(arc(x, y, r, r, 0, 360, 90), SHELL, 4, alpha)
    tube = arc(x, y, 230, 230, 22.5, 382.5, 8)
    canvas.polygon(tube, CORAL)
    canvas.veil(tube, RUST, "down", 0.8)
    canvas.grain(tube, RUST, "right", 0.5)
    edge = arc(x, y, 212, 212, 22.5, 382.5, 8)
    for (ax, ay), (bx, by) in pairwise(edge):
        for t in (0.0, 0.5):
            cx, cy = ax + (bx - ax) * t, ay + (by - ay) * t
            ex, ey = ax + (bx - ax) * (t + 0.5), ay + (by - ay) * (t + 0.5)
            dip = ((cx + ex) / 2 + (x - cx) * 0.07, (cy + ey) / 2 + (y - cy) * 0.07)
            canvas.line(smooth([(cx, cy), dip, (ex, ey)], steps=5), SHELL, 5)
            canvas.disc(cx, cy, 8, SHELL)
    canvas.polygon(arc(x, y, 184, 184, 22.5, 382.5, 8), RUST)
    canvas.polygon(arc(x + 4, y + 8, 172, 172, 22.5, 382.5, 8), mix(NAVY, DEEP, 0.4))
    for px, py in ((-112.0, -66.0), (-128.0, 30.0), (-66.0, 112.0)):
        canvas.polygon(arc(x + px, y + py, 38, 42, 0, 360), GOLD)
        canvas.grain(arc(x + px, y + py, 38, 42, 0, 360), CORAL, "down", 0.8)
        canvas.polygon(
            stroke(
                [(x + px, y + py), (x + px * 0.72, y + py * 0.72), (x + px * 0.45, y + py * 0.45)],
                34,
            ),
            mix(TEAL, NAVY, 0.3),
        )
        canvas.disc(x + px * 0.94, y + py * 0.94, 20, INK)
    canopy = [
        *arc(x, y, 196, 196, -67.5, 112.5, 4),
        (x - 10, y + 110),
        (x + 8, y),
        (x + 20, y - 110),
    ]
    canvas.shadow([(a - 24, b + 8) for a, b in canopy], INK, 8, 0.6)
    canvas.polygon(canopy, mix(GOLD, CORAL, 0.35))
    for start in (-67.5, -22.5, 22.5, 67.5):
        panel = [(x + 30, y), *arc(x, y, 196, 196, start, start + 45, 1)]
        canvas.veil(panel, RUST, "right" if start < 0 else "down", 0.55)
        canvas.line([(x + 30, y), panel[1]], SHELL, 4, 0.8)
    canvas.disc(x + 30, y, 11, SHELL)


def _swimmer(canvas: Canvas, x: float, y: float, turn: float) -> None:
    """Draw a trainee swimming to the right, turned clockwise by `turn` degrees."""
    for r, alpha in ((70, 0.5), (98, 0.3), (126, 0.18)):
        canvas.line(place(arc(-20, 0, r * 1.25, r * 0.8, 0, 360), x, y, 1, turn), SHELL, 4, alpha)
    canvas.polygon(place(lens(-30, 16, 190, 62), x, y + 14, 1, turn), NAVY, 0.4)
    for arm in ([(8, -22), (48, -36), (92, -20)], [(8, 22), (4, 50), (-34, 60)]):
        limb = smooth(arm)
        canvas.polygon(place(ribbon(limb, 17, 9), x, y, 1, turn), NAVY)
    for side in (-1, 1):
        leg = smooth([(-46, side * 12), (-88, side * 20), (-122, side * 12)])
        canvas.polygon(place(ribbon(leg, 20, 9), x, y, 1, turn), NAVY, 0.8)
    body = place(
        smooth([(26, -26), (34, 0), (26, 26), (-48, 20), (-54, 0), (-48, -20)], closed=True),
        x,
        y,
        1,
        turn,
    )
    canvas.polygon(body, GOLD)
    canvas.grain(body, CORAL, "down", 0.8)
    canvas.polygon(place(box(-24, -24, -14, 24), x, y, 1, turn), SHELL)
    canvas.polygon(place(arc(42, 0, 19, 17, 0, 360), x, y, 1, turn), INK)


def _ring(canvas: Canvas, x: float, y: float) -> None:
    """Draw a lifebuoy floating on the water."""
    canvas.polygon(arc(x + 10, y + 14, 54, 54, 0, 360), NAVY, 0.45)
    canvas.line(arc(x, y, 40, 40, 0, 360), SHELL, 26)
    for start in (15, 105, 195, 285):
        canvas.line(arc(x, y, 40, 40, start, start + 42, 14), CORAL, 26)


def _bystander(canvas: Canvas, x: float, y: float, ink: Colour, turn: float, hauling: bool) -> None:
    """Draw someone on the deck from above, with a long shadow; `hauling` a rope or not."""
    canvas.shadow(
        smooth([(x - 16, y + 4), (x + 20, y - 10), (x + 118, y + 84), (x + 84, y + 104)], closed=True),
        mix(NAVY, RUST, 0.3),
        5,
        0.55,
    )
    canvas.polygon(place(arc(0, 0, 46, 24, 0, 360), x, y, 1, turn), ink)
    for side in (-1, 1) if hauling else ():
        arm = smooth([(side * 36, -4), (side * 36, -26), (side * 8, -48)])
        canvas.polygon(place(ribbon(arm, 19, 12), x, y, 1, turn), ink)
    canvas.veil(place(arc(0, 0, 46, 24, 0, 360), x, y, 1, turn), INK, "down", 0.4)
    canvas.disc(x, y - 3, 21, INK)
    canvas.disc(x - 1, y - 6, 17, SHELL)
