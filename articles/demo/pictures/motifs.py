"""Things that appear in several pictures: water, weather, birds, trees, a far lighthouse."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from .canvas import Canvas
from .geometry import Outline, Point, arc, lens, place, smooth, swell
from .palette import CORAL, INK, SHELL, Colour, mix


def stars(canvas: Canvas, count: int, bottom: float) -> None:
    """Scatter stars above `bottom`, rarer towards it."""
    for _ in range(count):
        x, y = canvas.random.uniform(0, 1500), bottom * canvas.random.random() ** 1.5
        size = canvas.random.choice((1.0, 1.0, 1.4, 2.2))
        canvas.disc(x, y, size, SHELL, alpha=canvas.random.uniform(0.4, 0.95))


def rain(canvas: Canvas, count: int, colour: Colour, slant: float = 60) -> None:
    """Draw slanting rain over the whole sheet, fainter where it is farther away."""
    for _ in range(count):
        x, y = canvas.random.uniform(-100, 1600), canvas.random.uniform(-80, 1000)
        long = canvas.random.uniform(0.3, 1.0)
        end = (x - slant * long, y + 150 * long)
        canvas.line([(x, y), end], colour, 1 + long, alpha=0.12 + 0.2 * long)


def glints(
    canvas: Canvas,
    x: float,
    top: float,
    bottom: float,
    spread: tuple[float, float],
    colour: Colour,
    count: int = 60,
    alpha: float = 0.9,
) -> None:
    """Lay the broken path of a light on water, `spread` units wide at its top and bottom."""
    for i in range(count):
        t = (i + canvas.random.random()) / count
        wide = spread[0] + (spread[1] - spread[0]) * t
        long = wide * canvas.random.uniform(0.15, 0.75)
        at = x + canvas.random.gauss(0, 0.28) * wide
        y = top + (bottom - top) * t**1.25
        canvas.polygon(lens(at, y, long, 3 + 9 * t), colour, alpha * (1 - 0.5 * t))


def streaks(
    canvas: Canvas,
    area: tuple[float, float, float, float],
    count: int,
    colour: Colour,
    alpha: float = 0.5,
) -> None:
    """Lay long flat dashes over an area (x0, y0, x1, y1): ripples, or streaks of cloud."""
    x0, y0, x1, y1 = area
    for _ in range(count):
        t = canvas.random.random()
        long = canvas.random.uniform(60, 260) * (0.4 + t)
        at = canvas.random.uniform(x0, x1)
        canvas.polygon(lens(at, y0 + (y1 - y0) * t, long, 2 + 5 * t), colour, alpha)


def waves(
    canvas: Canvas,
    y: float,
    height: float,
    length: float,
    colour: Colour,
    crest: Colour | None = None,
    phase: float = 0.0,
) -> Outline:
    """Fill the sheet below a line of waves; return that line."""
    line = swell(-20, 1520, y, height, length, phase)
    sea = [*line, (1520, 1020), (-20, 1020)]
    canvas.polygon(sea, colour)
    if crest is not None:
        canvas.grain([*line, *[(x, py + height * 1.4) for x, py in reversed(line)]], crest, "up", 0.6)
        canvas.line(line, crest, 2.5, 0.85)
    return line


def foam(
    canvas: Canvas,
    line: Sequence[Point],
    size: float,
    colour: Colour,
    count: int = 90,
    scatter: float = 1.0,
) -> None:
    """Heap foam along a line: large rounds on it, drops flying off it."""
    for _ in range(count):
        x, y = canvas.random.choice(line)
        away = abs(canvas.random.gauss(0, scatter)) * size * 1.6
        turn = canvas.random.uniform(0, 2 * pi)
        r = size * canvas.random.uniform(0.25, 1.0) / (1 + 1.6 * away / size)
        canvas.disc(x + cos(turn) * away, y + sin(turn) * away, max(r, 1.2), colour)


def foliage(
    canvas: Canvas,
    x: float,
    y: float,
    rx: float,
    ry: float,
    colours: tuple[Colour, ...],
    leaf: float = 26,
) -> None:
    """Heap rounds of leaves into a crown, the first colour in the shade, the last in the light."""
    for layer, colour in enumerate(colours):
        lift = layer / max(1, len(colours) - 1)
        for _ in range(int(90 * (1 - 0.45 * lift))):
            turn, far = canvas.random.uniform(0, 2 * pi), canvas.random.random() ** 0.5
            at_x = x + cos(turn) * far * rx * (1 - 0.25 * lift) + lift * rx * 0.08
            at_y = y + sin(turn) * far * ry * (1 - 0.35 * lift) - lift * ry * 0.3
            size = leaf * canvas.random.uniform(0.5, 1.1) * (1 - 0.5 * lift)
            canvas.disc(at_x, at_y, size * 1.25, colour, ry=size * 0.8)


def gull(canvas: Canvas, x: float, y: float, span: float, colour: Colour, turn: float = 0) -> None:
    """Draw a gull in flight, `span` units from wing tip to wing tip."""
    wings = smooth(
        [
            (-0.5, -0.06),
            (-0.28, -0.15),
            (-0.06, 0.0),
            (0.0, 0.03),
            (0.06, 0.0),
            (0.28, -0.17),
            (0.5, -0.1),
            (0.27, -0.1),
            (0.06, 0.07),
            (0.0, 0.1),
            (-0.05, 0.07),
            (-0.27, -0.08),
        ],
        closed=True,
    )
    canvas.polygon(place(wings, x, y, span, turn), colour)


def tower(canvas: Canvas, x: float, foot: float, tall: float) -> None:
    """Draw a small distant lighthouse with its lamp lit."""
    half = tall * 0.09
    canvas.polygon(
        [
            (x - half, foot),
            (x + half, foot),
            (x + half * 0.6, foot - tall * 0.78),
            (x - half * 0.6, foot - tall * 0.78),
        ],
        SHELL,
    )
    canvas.rect(x - half * 0.85, foot - tall * 0.55, x + half * 0.85, foot - tall * 0.36, CORAL)
    canvas.rect(x - half * 0.95, foot - tall * 0.81, x + half * 0.95, foot - tall * 0.77, INK)
    canvas.rect(x - half * 0.5, foot - tall * 0.92, x + half * 0.5, foot - tall * 0.81, SHELL)
    canvas.polygon(
        [
            (x - half * 0.7, foot - tall * 0.91),
            (x + half * 0.7, foot - tall * 0.91),
            (x, foot - tall),
        ],
        CORAL,
    )


def cloud(canvas: Canvas, x: float, y: float, wide: float, colour: Colour, shade: Colour | None = None) -> None:
    """Draw a heaped cloud with a flat base at `y`, `wide` units across."""
    tops: Outline = []
    for i in range(7):
        t = i / 6
        r = wide * (0.07 + 0.13 * sin(pi * t)) * canvas.random.uniform(0.8, 1.15)
        tops.append((x - wide / 2 + wide * t, r))
    for cx, r in sorted(tops, key=lambda top: -top[1]):
        heap = [*arc(cx, y - r * 0.5, r, r, 180, 360), (cx + r, y), (cx - r, y)]
        canvas.polygon(heap, colour)
        if shade is not None:
            canvas.veil(heap, shade, "down", 0.35)
            canvas.grain(heap, shade, "down", 0.38)
    canvas.polygon(lens(x, y, wide * 1.4, wide * 0.03), mix(colour, shade or colour, 0.45))
