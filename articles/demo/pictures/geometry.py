"""Outlines as lists of points, in units of a sheet 1500 wide and 1000 high; y grows downwards."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, radians, sin
from random import Random

Point = tuple[float, float]
Outline = list[Point]


def smooth(points: Sequence[Point], closed: bool = False, steps: int = 10) -> Outline:
    """Return a Catmull-Rom curve through the points, `steps` points for each stretch."""
    count = len(points)
    stretches = count if closed else count - 1
    curve: Outline = []
    for index in range(stretches):
        p0, p1, p2, p3 = (
            points[(index + k) % count] if closed else points[min(max(index + k, 0), count - 1)] for k in (-1, 0, 1, 2)
        )
        for step in range(steps):
            t = step / steps
            curve.append((_blend(p0[0], p1[0], p2[0], p3[0], t), _blend(p0[1], p1[1], p2[1], p3[1], t)))
    if not closed:
        curve.append(points[-1])
    return curve


def _blend(a: float, b: float, c: float, d: float, t: float) -> float:
    """Return the Catmull-Rom value at `t` (0 to 1) between b and c."""
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def place(points: Sequence[Point], x: float, y: float, size: float = 1.0, turn: float = 0.0) -> Outline:
    """Return the outline scaled by `size`, turned clockwise by degrees, then moved to (x, y)."""
    c, s = cos(radians(turn)) * size, sin(radians(turn)) * size
    return [(x + px * c - py * s, y + px * s + py * c) for px, py in points]


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float, steps: int = 48) -> Outline:
    """Return points on an ellipse from `start` to `end` degrees, clockwise from the right."""
    turns = (radians(start + (end - start) * i / steps) for i in range(steps + 1))
    return [(x + rx * cos(t), y + ry * sin(t)) for t in turns]


def box(x0: float, y0: float, x1: float, y1: float) -> Outline:
    """Return the four corners of an upright rectangle."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def ridge(random: Random, x0: float, x1: float, y: float, rise: float, rough: int = 5) -> Outline:
    """Return a hilly line from x0 to x1 around `y`, at most about `rise` units up or down."""
    waves = [(1 + k, random.uniform(0, 2 * pi), 1 / (1 + k)) for k in range(rough)]
    total = sum(weight for _, _, weight in waves)
    steps = 90
    line: Outline = []
    for i in range(steps + 1):
        t = i / steps
        height = sum(weight * sin(2 * pi * n * t * 0.9 + p) for n, p, weight in waves) / total
        line.append((x0 + (x1 - x0) * t, y - rise * height))
    return line


def swell(x0: float, x1: float, y: float, height: float, length: float, phase: float = 0.0) -> Outline:
    """Return a line of waves with sharp crests, `length` units from crest to crest."""
    steps = int(abs(x1 - x0) / 6)
    line: Outline = []
    for i in range(steps + 1):
        x = x0 + (x1 - x0) * i / steps
        crest = 1 - abs(sin(pi * (x / length + phase)))
        drift = sin(2 * pi * (x / (length * 3.7) + phase)) * height * 0.4
        line.append((x, y - height * crest**1.3 + drift))
    return line


def blob(random: Random, x: float, y: float, rx: float, ry: float, rough: float = 0.12) -> Outline:
    """Return a closed, softly irregular outline around (x, y)."""
    waves = [(n, random.uniform(0, 2 * pi), random.uniform(0.4, 1.0) / n) for n in range(2, 7)]
    line: Outline = []
    for i in range(120):
        t = 2 * pi * i / 120
        r = 1 + rough * 2 * sum(weight * sin(n * t + p) for n, p, weight in waves)
        line.append((x + rx * r * cos(t), y + ry * r * sin(t)))
    return line


def ribbon(points: Sequence[Point], start: float, end: float) -> Outline:
    """Return the outline of a stroke along `points` whose width runs from `start` to `end`."""
    left: Outline = []
    right: Outline = []
    last = len(points) - 1
    for i, (x, y) in enumerate(points):
        ax, ay = points[max(i - 1, 0)]
        bx, by = points[min(i + 1, last)]
        length = max(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5, 1e-6)
        half = (start + (end - start) * i / last) / 2
        nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]


def stroke(points: Sequence[Point], width: float) -> Outline:
    """Return the outline of a brush stroke along `points`, `width` in its middle, pointed ends."""
    last = len(points) - 1
    upper: Outline = []
    lower: Outline = []
    for i, (x, y) in enumerate(points):
        ax, ay = points[max(i - 1, 0)]
        bx, by = points[min(i + 1, last)]
        length = max(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5, 1e-6)
        half = width / 2 * sin(pi * i / last)
        nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
        upper.append((x + nx, y + ny))
        lower.append((x - nx, y - ny))
    return upper + lower[::-1]


def lens(x: float, y: float, width: float, height: float) -> Outline:
    """Return a flat, pointed dash: a glint on water or a streak of cloud."""
    half = width / 2
    upper = [(x - half + width * i / 16, y - height / 2 * sin(pi * i / 16)) for i in range(17)]
    lower = [(x + half - width * i / 16, y + height / 2 * sin(pi * i / 16)) for i in range(17)]
    return upper + lower
