"""Picture: the conference."""

from __future__ import annotations

from .canvas import Canvas
from .geometry import Outline, arc, box, lens, smooth
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
from .people import bust, person


def draw(canvas: Canvas) -> None:
    """A speaker at a lectern, before a hall of delegates and a window on the sea."""
    canvas.gradient(box(0, 0, 1500, 1000), ramp(NAVY, mix(NAVY, DEEP, 0.5), NAVY, INK))
    window = [(310.0, 560.0), *arc(750, 470, 440, 400, 180, 360), (1190.0, 560.0)]
    canvas.glow(750, 360, 820, GOLD, 0.4)
    canvas.gradient(window, ramp(TEAL, SEA, MIST, SAND, GOLD, ROSE))
    with canvas.clip(window):
        canvas.glow(750, 340, 300, SHELL, 0.7)
        canvas.disc(750, 340, 104, SHELL)
        canvas.grain(arc(750, 340, 104, 104, 0, 360), GOLD, "down", 0.7)
        canvas.polygon(lens(640, 200, 420, 16), SHELL, 0.6)
        canvas.polygon(lens(1010, 240, 360, 14), SHELL, 0.6)
        canvas.gradient(box(300, 420, 1200, 570), ramp(SEA, TEAL))
        canvas.polygon(
            [*smooth([(300, 372), (400, 366), (500, 400), (590, 424)]), (300, 424)],
            mix(TEAL, DEEP, 0.5),
        )
        for i in range(12):
            canvas.polygon(lens(750 + canvas.random.gauss(0, 40), 428 + i * 9, 210 - i * 7, 5), SHELL, 0.8)
        for i in range(-3, 4):
            canvas.line([(750 + i * 126, 60), (750 + i * 126, 570)], NAVY, 7)
        canvas.line([(300, 300), (1200, 300)], NAVY, 7)
    canvas.line(window, mix(NAVY, TEAL, 0.5), 14)
    for x, way in ((170, 1), (1330, -1)):
        for dx, ink in ((-76, CORAL), (0, SHELL), (76, SEA)):
            banner: Outline = box(x + dx - 26, 130, x + dx + 26, 520)
            canvas.polygon([*banner[:3], (x + dx, 494), banner[3]], mix(ink, NAVY, 0.25))
            canvas.veil(banner, NAVY, "left" if way > 0 else "right", 0.7)
    _stage(canvas)
    _delegates(canvas)


def _stage(canvas: Canvas) -> None:
    """Draw the stage, the lectern and the speaker in a pool of light."""
    stage = [(140.0, 560.0), (1360.0, 560.0), (1440.0, 664.0), (60.0, 664.0)]
    canvas.gradient(stage, ramp(mix(SAND, RUST, 0.35), mix(RUST, NAVY, 0.55)))
    canvas.disc(750, 612, 280, GOLD, 0.4, 42)
    canvas.rect(60, 664, 1440, 700, INK)
    person(canvas, 750, 618, 272, INK, 0.05, INK)
    canvas.polygon([(690, 500), (810, 500), (796, 632), (704, 632)], CORAL)
    canvas.grain([(690, 500), (810, 500), (796, 632), (704, 632)], RUST, "down", 1.0)
    canvas.polygon([(676, 488), (824, 488), (816, 506), (684, 506)], SHELL)
    canvas.line(arc(750, 560, 28, 28, 0, 360), SHELL, 5)
    canvas.polygon(
        smooth(
            [
                (724, 566),
                (738, 552),
                (750, 562),
                (762, 552),
                (776, 566),
                (762, 574),
                (750, 580),
                (738, 574),
            ],
            closed=True,
        ),
        SHELL,
    )
    for side in (-1, 1):
        canvas.line(
            smooth([(750 + side * 46, 490), (750 + side * 44, 466), (750 + side * 30, 450)]),
            SHELL,
            3,
        )
        canvas.disc(750 + side * 29, 448, 5, SHELL)


def _delegates(canvas: Canvas) -> None:
    """Draw three curved rows of delegates from behind, larger and darker towards us."""
    rows = (
        (724.0, 66.0, 15, mix(DEEP, NAVY, 0.3), mix(GOLD, TEAL, 0.5)),
        (812.0, 98.0, 11, NAVY, SEA),
        (935.0, 150.0, 8, INK, TEAL),
    )
    for y, size, count, ink, rim in rows:
        step = 1560 / count
        for i in range(count):
            x = -30 + step * (i + 0.5) + canvas.random.uniform(-0.1, 0.1) * step
            bow = ((x - 750) / 750) ** 2 * -26
            if count > 8 and canvas.random.random() < 0.1:
                continue
            coat = mix(ink, canvas.random.choice((RUST, TEAL, DEEP, ink, ink)), 0.4)
            bust(
                canvas,
                x,
                y + bow,
                size * canvas.random.uniform(0.95, 1.06),
                coat,
                rim,
                canvas.random.uniform(-0.05, 0.05),
            )
            hair = canvas.random.choice((None, None, (-0.47, 0.1, 0.09), (-0.16, 0.23, 0.24)))
            if hair is not None:
                canvas.disc(x, y + bow + hair[0] * size, hair[1] * size, coat, ry=hair[2] * size)
        back = smooth(
            [
                (-20, y + size * 0.45 - 26),
                (380, y + size * 0.45 - 6),
                (750, y + size * 0.45),
                (1120, y + size * 0.45 - 6),
                (1520, y + size * 0.45 - 26),
            ]
        )
        canvas.polygon([*back, (1520, 1010), (-20, 1010)], mix(ink, INK, 0.6))
        canvas.line(back, rim, 3, 0.6)
