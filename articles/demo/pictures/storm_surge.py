"""Picture: the storm surge."""

from __future__ import annotations

from .canvas import Canvas
from .geometry import (
    Outline,
    box,
    ribbon,
    smooth,
    stroke,
)
from .motifs import cloud, foam, rain, waves
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
    mix,
    ramp,
)


def draw(canvas: Canvas) -> None:
    """A wave breaks over a sea wall, in front of a row of houses with lit windows."""
    canvas.gradient(box(0, 0, 1500, 800), ramp(INK, NAVY, DEEP, TEAL, mix(SEA, TEAL, 0.3)))
    canvas.glow(640, 620, 620, SEA, 0.6)
    for x, y, wide, ink in (
        (180, 120, 900, NAVY),
        (950, 90, 1000, mix(NAVY, INK, 0.5)),
        (560, 215, 700, mix(DEEP, NAVY, 0.4)),
        (1320, 215, 720, NAVY),
    ):
        cloud(canvas, x, y, wide, ink, INK)
    waves(canvas, 700, 40, 260, mix(DEEP, TEAL, 0.5), SEA)
    _terrace(canvas)
    waves(canvas, 775, 60, 380, DEEP, TEAL, 0.3)
    canvas.polygon([(860, 716), (1520, 716), (1520, 1010), (812, 1010)], NAVY)
    canvas.grain([(860, 716), (1520, 716), (1520, 1010), (812, 1010)], INK, "down", 1.0)
    canvas.rect(846, 700, 1520, 722, mix(TEAL, MIST, 0.45))
    for x in range(930, 1500, 118):
        canvas.line([(x, 722), (x - 8, 1000)], INK, 4, 0.7)
    _breaker(canvas)
    waves(canvas, 930, 70, 440, NAVY, TEAL, 0.55)
    foam(canvas, smooth([(640, 915), (740, 885), (850, 880), (960, 925)]), 20, SHELL, 130, 0.8)
    waves(canvas, 985, 44, 360, INK, DEEP, 0.1)
    rain(canvas, 170, MIST, 95)


def _terrace(canvas: Canvas) -> None:
    """Draw the houses behind the wall, the lamp posts and the warning light."""
    x = 1012.0
    plan = ((105, 210, CORAL), (92, 262, TEAL), (112, 228, SAND), (96, 284, DEEP), (120, 240, RUST))
    for wide, tall, ink in plan:
        wall = mix(ink, NAVY, 0.52)
        canvas.rect(x, 702 - tall, x + wide, 702, wall)
        canvas.grain(box(x, 702 - tall, x + wide, 702), INK, "right", 0.8)
        canvas.polygon([(x - 6, 704 - tall), (x + wide / 2, 640 - tall), (x + wide + 6, 704 - tall)], INK)
        canvas.rect(x + wide * 0.7, 640 - tall, x + wide * 0.84, 690 - tall, INK)
        for row in range(int(tall // 72)):
            for column in (0.2, 0.6):
                lit = canvas.random.random() < 0.42
                wx, wy = x + wide * column, 716 - tall + 24 + row * 70
                canvas.rect(wx, wy, wx + 22, wy + 36, GOLD if lit else INK)
                if lit:
                    canvas.glow(wx + 11, wy + 18, 60, GOLD, 0.45)
        x += wide + 2
    canvas.line([(966, 705), (966, 470)], INK, 9)
    canvas.rect(950, 462, 982, 476, INK)
    canvas.glow(966, 440, 250, CORAL, 0.95)
    canvas.polygon([(952, 464), (954, 430), (966, 420), (978, 430), (980, 464)], CORAL)
    canvas.disc(966, 446, 9, SHELL)


def _breaker(canvas: Canvas) -> None:
    """Draw the great wave, curling to the right, with veins and a torn crest."""
    body: Outline = smooth(
        [
            (-30, 640),
            (90, 560),
            (220, 420),
            (360, 300),
            (520, 236),
            (680, 232),
            (800, 290),
            (862, 388),
            (850, 452),
        ]
    )
    hollow: Outline = smooth(
        [
            (850, 452),
            (800, 404),
            (716, 388),
            (640, 430),
            (600, 520),
            (612, 640),
            (690, 760),
            (840, 860),
            (900, 1010),
        ]
    )
    shape = [*body, *hollow, (-30, 1010)]
    canvas.gradient(shape, ramp(mix(SEA, MIST, 0.2), TEAL, DEEP, NAVY))
    canvas.veil(shape, NAVY, "down", 0.5)
    canvas.grain(shape, NAVY, "down", 0.35)
    for start, middle, end in (
        ((60, 930), (240, 560), (600, 330)),
        ((190, 960), (330, 610), (640, 352)),
        ((330, 970), (430, 650), (600, 440)),
        ((-10, 800), (160, 530), (500, 290)),
    ):
        vein = smooth([start, middle, end])
        canvas.polygon(stroke(vein, 22), MIST, 0.6)
    canvas.polygon(ribbon(body, 8, 44), SHELL)
    lip = smooth([(520, 240), (680, 236), (800, 292), (860, 388), (852, 448)])
    foam(canvas, lip, 34, SHELL, 150, 0.6)
    foam(canvas, smooth([(680, 236), (800, 292), (856, 400), (846, 520)]), 20, SHELL, 150, 1.7)
    foam(canvas, smooth([(90, 556), (220, 420), (360, 300), (520, 240)]), 20, SHELL, 110, 0.8)
    _burst(canvas, 852, 905)


def _burst(canvas: Canvas, x: float, y: float) -> None:
    """Throw the water that meets the wall upwards, in jets that thin out as they rise."""
    for ink, count, reach in ((mix(SEA, MIST, 0.4), 20, 1.12), (MIST, 20, 1.0), (SHELL, 24, 0.86)):
        for _ in range(count):
            out, up = canvas.random.gauss(0.1, 0.42), canvas.random.uniform(0.55, 1.0) * reach
            for i in range(16):
                t = i / 15
                r = (1 - t) ** 1.2 * canvas.random.uniform(20, 40) + 2.5
                at_x = x + canvas.random.gauss(0, 7) + out * 210 * t
                at_y = y - up * 380 * (1.35 * t - 0.35 * t**2) + abs(out) * 70 * t**2
                canvas.disc(at_x, at_y, r, ink)
    foam(canvas, smooth([(640, 915), (750, 880), (860, 880), (980, 910)]), 34, SHELL, 110, 0.7)
    foam(canvas, smooth([(880, 704), (960, 694), (1080, 700)]), 17, SHELL, 60, 0.8)
