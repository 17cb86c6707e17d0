"""Picture: the chart on the table."""

from __future__ import annotations

from math import cos, radians, sin

from .canvas import Canvas
from .geometry import arc, blob, box, place, smooth
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
    """A nautical chart on a table: islands, depth lines, a route, dividers and a pencil."""
    canvas.gradient(box(0, 0, 1500, 1000), ramp(NAVY, mix(NAVY, INK, 0.4), INK))
    for i in range(9):
        canvas.line([(-10, 120 * i + 30), (1510, 120 * i + 10)], INK, 4, 0.8)
    sheet = place(box(-700, -470, 700, 470), 760, 512, 0.97, -4)
    canvas.shadow([(x + 22, y + 26) for x, y in sheet], INK, 22, 0.85)
    canvas.polygon(sheet, SHELL)
    sea = place(box(-662, -432, 662, 432), 760, 512, 0.97, -4)
    canvas.polygon(sea, mix(MIST, SHELL, 0.25))
    with canvas.clip(sea):
        _depths(canvas)
        for i in range(-6, 7):
            for a, b in (((i * 120, -500), (i * 120, 500)), ((-720, i * 120), (720, i * 120))):
                canvas.line(place([a, b], 760, 512, 0.97, -4), NAVY, 1.5, 0.28)
        _route(canvas)
        _compass(canvas, 1190, 300)
    canvas.line([*sea, sea[0]], NAVY, 5)
    inner = place(box(-680, -450, 680, 450), 760, 512, 0.97, -4)
    canvas.line([*inner, inner[0]], NAVY, 2)
    canvas.glow(560, 330, 900, SHELL, 0.22)
    _instruments(canvas)


def _depths(canvas: Canvas) -> None:
    """Draw the coast and two islands inside bands that darken with depth."""
    coast = smooth(
        [
            (20, 60),
            (470, 30),
            (520, 160),
            (450, 240),
            (500, 330),
            (400, 420),
            (410, 540),
            (290, 600),
            (300, 720),
            (160, 790),
            (120, 960),
            (0, 980),
        ]
    )
    lands = (
        [*coast, (-40, 900), (-40, 60)],
        blob(canvas.random, 850, 610, 190, 120, 0.16),
        blob(canvas.random, 1180, 760, 80, 54, 0.2),
        blob(canvas.random, 660, 300, 58, 40, 0.2),
    )
    canvas.gradient(box(-50, -50, 1600, 1100), ramp(TEAL, DEEP), across=True)
    inks = (
        mix(TEAL, SEA, 0.35),
        mix(TEAL, SEA, 0.75),
        mix(SEA, MIST, 0.3),
        mix(SEA, MIST, 0.65),
        mix(MIST, SHELL, 0.25),
    )
    for reach, ink in zip((190, 142, 98, 60, 26), inks, strict=True):
        canvas.halo(list(lands), reach, ink)
    for land in lands:
        canvas.polygon(land, SAND)
        canvas.veil(land, CORAL, "left", 0.4)
        canvas.grain(land, CORAL, "left", 0.32)
        canvas.line([*land, land[0]], NAVY, 4)
    for x, y, r in ((860, 600, 84), (850, 605, 44), (190, 330, 130), (185, 330, 80)):
        ring = blob(canvas.random, x, y, r, r * 0.62, 0.12)
        canvas.line([*ring, ring[0]], RUST, 2.5, 0.7)


def _route(canvas: Canvas) -> None:
    """Draw the dashed coral route with its waypoints and a small ship."""
    route = smooth(
        [
            (410, 690),
            (520, 770),
            (690, 805),
            (880, 800),
            (1040, 700),
            (1090, 560),
            (1040, 440),
            (900, 380),
            (760, 420),
        ],
        steps=16,
    )
    for i in range(0, len(route) - 4, 6):
        canvas.line(route[i : i + 4], CORAL, 9)
    for x, y in (route[0], route[48], route[80]):
        canvas.disc(x, y, 17, SHELL)
        canvas.disc(x, y, 11, CORAL)
    canvas.disc(760, 420, 30, CORAL, 0.35)
    canvas.disc(760, 420, 15, CORAL)
    canvas.disc(760, 420, 6, SHELL)


def _compass(canvas: Canvas, x: float, y: float) -> None:
    """Draw the compass rose."""
    canvas.disc(x, y, 158, SHELL, 0.16)
    for r, wide in ((158, 3), (142, 8), (96, 2)):
        canvas.line(arc(x, y, r, r, 0, 360, 90), SHELL, wide, 0.9)
    for i in range(72):
        t = radians(i * 5 - 4)
        canvas.line([(x + 142 * cos(t), y + 142 * sin(t)), (x + 157 * cos(t), y + 157 * sin(t))], SHELL, 2)
    for long, half, start in ((112, 15, 45), (186, 22, 0)):
        for i in range(4):
            turn = start + i * 90 - 4
            north = start == 0 and i == 0
            canvas.polygon(place([(0, -long), (half, -half), (0, 0)], x, y, 1, turn), RUST if north else NAVY)
            canvas.polygon(
                place([(0, -long), (-half, -half), (0, 0)], x, y, 1, turn),
                CORAL if north else SHELL,
            )


def _instruments(canvas: Canvas) -> None:
    """Lay brass dividers and a pencil on the chart, with their shadows."""
    left = place([(-16, 0), (12, 0), (3, 330), (-2, 390)], 640, 560, 1.0, 24)
    right = place([(-12, 0), (16, 0), (2, 390), (-3, 330)], 640, 560, 1.0, -20)
    for leg in (left, right):
        canvas.shadow([(x + 18, y + 22) for x, y in leg], INK, 7, 0.6)
    for leg in (left, right):
        canvas.gradient(leg, ramp(GOLD, mix(GOLD, RUST, 0.35), mix(MIST, NAVY, 0.4)))
    canvas.line([(640, 530), (640, 486)], mix(GOLD, RUST, 0.4), 26)
    canvas.line([(637, 530), (637, 488)], GOLD, 14)
    canvas.disc(642, 556, 42, mix(GOLD, RUST, 0.4))
    canvas.disc(640, 552, 38, GOLD)
    canvas.disc(640, 552, 13, RUST)
    pencil = place(box(-260, -15, 200, 15), 1160, 880, 1.0, -24)
    canvas.shadow([(x + 16, y + 20) for x, y in pencil], INK, 8, 0.6)
    canvas.polygon(pencil, CORAL)
    canvas.polygon(place(box(-260, -15, 200, -4), 1160, 880, 1, -24), ROSE)
    canvas.polygon(place(box(-300, -15, -258, 15), 1160, 880, 1, -24), SHELL)
    canvas.polygon(place([(200, -15), (262, 0), (200, 15)], 1160, 880, 1, -24), SAND)
    canvas.polygon(place([(240, -6), (262, 0), (240, 6)], 1160, 880, 1, -24), INK)
