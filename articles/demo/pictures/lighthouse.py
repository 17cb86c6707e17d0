"""Picture: the lighthouse."""

from __future__ import annotations

from .canvas import Canvas
from .geometry import Outline, arc, box, ridge, swell
from .motifs import (
    foam,
    gull,
    stars,
    streaks,
    waves,
)
from .palette import (
    CORAL,
    DEEP,
    GOLD,
    INK,
    MIST,
    NAVY,
    ROSE,
    RUST,
    SEA,
    SHELL,
    TEAL,
    mix,
    ramp,
)


def draw(canvas: Canvas) -> None:
    """A lighthouse sweeps its beam over a night sea."""
    canvas.gradient(box(0, 0, 1500, 745), ramp(INK, NAVY, DEEP, TEAL, SEA, GOLD, CORAL))
    stars(canvas, 190, 430)
    streaks(canvas, (0, 520, 1500, 715), 26, NAVY, 0.35)
    _beam(canvas, 1000, 262)
    for y, rise, ink in ((700, 26, mix(TEAL, CORAL, 0.3)), (728, 18, DEEP)):
        line = [(x, py + max(0.0, x - 200) ** 2 / 3200) for x, py in ridge(canvas.random, -10, 620, y, rise)]
        canvas.polygon([*line, (620, 790), (-10, 790)], ink)
    canvas.gradient(box(0, 740, 1500, 1000), ramp(mix(CORAL, DEEP, 0.45), DEEP, NAVY, INK))
    streaks(canvas, (0, 745, 1500, 860), 70, ROSE, 0.3)
    waves(canvas, 850, 22, 190, mix(DEEP, NAVY, 0.3), SEA)
    _rock(canvas)
    _lighthouse_tower(canvas, 1000)
    waves(canvas, 925, 30, 260, NAVY, TEAL, 0.4)
    foam(canvas, swell(640, 1330, 915, 22, 140), 20, SHELL, 150, 0.9)
    foam(canvas, swell(560, 1420, 935, 10, 110), 12, MIST, 120, 0.8)
    waves(canvas, 975, 26, 320, INK, DEEP, 0.15)
    for x, y, span in ((560, 470, 60), (640, 430, 44), (480, 520, 36)):
        gull(canvas, x, y, span, SHELL, 8)


def _beam(canvas: Canvas, x: float, y: float) -> None:
    """Throw the beam to the left edge, and a shorter one to the right."""
    for spread, alpha in ((1.0, 0.22), (0.62, 0.3), (0.3, 0.4)):
        left: Outline = [
            (x, y - 8),
            (-20, y + 40 - 190 * spread),
            (-20, y + 40 + 170 * spread),
            (x, y + 8),
        ]
        right: Outline = [
            (x, y - 8),
            (1520, y - 60 * spread - 8),
            (1520, y + 62 * spread),
            (x, y + 8),
        ]
        canvas.polygon(left, GOLD, alpha)
        canvas.polygon(right, GOLD, alpha * 0.8)
    canvas.veil([(x, y), (-20, y - 155), (-20, y + 215)], mix(NAVY, DEEP, 0.4), "left", 0.8)
    canvas.glow(x, y, 330, GOLD, 0.8)


def _rock(canvas: Canvas) -> None:
    """Draw the rock, its facets, and the keeper's house with a lit window."""
    rock: Outline = [
        (620, 940),
        (660, 880),
        (742, 858),
        (790, 800),
        (872, 776),
        (935, 742),
        (1090, 738),
        (1170, 752),
        (1262, 760),
        (1300, 822),
        (1372, 862),
        (1420, 940),
    ]
    canvas.rect(1115, 672, 1245, 762, mix(SHELL, NAVY, 0.3))
    canvas.polygon([(1100, 676), (1130, 622), (1230, 622), (1260, 676)], RUST)
    canvas.rect(1200, 600, 1218, 640, RUST)
    canvas.rect(1146, 698, 1174, 732, GOLD)
    canvas.rect(1196, 698, 1220, 762, INK)
    canvas.glow(1160, 715, 90, GOLD, 0.55)
    canvas.polygon(rock, INK)
    for facet in (
        [(742, 858), (790, 800), (872, 776), (900, 830), (820, 880), (750, 930)],
        [(935, 742), (1010, 740), (1035, 800), (980, 850), (915, 800)],
        [(1100, 740), (1170, 752), (1190, 820), (1120, 870), (1080, 800)],
        [(1262, 760), (1300, 822), (1330, 870), (1260, 910), (1225, 830)],
    ):
        canvas.polygon(facet, NAVY)
        canvas.grain(facet, TEAL, "left", 0.55)


def _lighthouse_tower(canvas: Canvas, x: float) -> None:
    """Draw the striped tower with gallery, lantern and dome, lit from the left."""
    top, foot = 310.0, 748.0

    def half(y: float) -> float:
        return 46 + 36 * ((y - top) / (foot - top)) ** 2

    for index in range(5):
        y0, y1 = top + 88 * index, min(foot, top + 88 * (index + 1))
        edge = [y0 + (y1 - y0) * i / 6 for i in range(7)]
        band = [(x - half(y), y) for y in edge] + [(x + half(y), y) for y in reversed(edge)]
        canvas.polygon(band, SHELL if index % 2 else CORAL)
        dark = [(x + half(y) * 0.1, y) for y in edge] + [(x + half(y), y) for y in reversed(edge)]
        canvas.grain(dark, NAVY, "right", 1.0)
    for y in (430, 560):
        canvas.rect(x - 9, y, x + 9, y + 30, NAVY)
    canvas.rect(x - 10, 686, x + 22, 750, NAVY)
    canvas.rect(x - 70, 298, x + 70, 313, INK)
    for i in range(-4, 5):
        canvas.line([(x + i * 16, 298), (x + i * 16, 274)], INK, 3)
    canvas.line([(x - 66, 274), (x + 66, 274)], INK, 4)
    canvas.rect(x - 36, 226, x + 36, 298, GOLD)
    canvas.glow(x, 262, 150, SHELL, 0.95)
    for i in (-36, -12, 12, 36):
        canvas.line([(x + i, 226), (x + i, 298)], INK, 4)
    canvas.polygon([*arc(x, 226, 46, 46, 180, 360), (x + 52, 230), (x - 52, 230)], CORAL)
    canvas.grain(arc(x, 226, 46, 46, 180, 360), RUST, "right", 1.0)
    canvas.line([(x, 182), (x, 152)], INK, 5)
