"""Picture: the data buoy."""

from __future__ import annotations

from .canvas import Canvas
from .frame import Frame
from .geometry import (
    Outline,
    arc,
    box,
    lens,
    place,
    smooth,
    swell,
)
from .motifs import gull, tower, waves
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
    """A data buoy rides the swell; below the surface its chain runs down among fish."""
    canvas.gradient(box(0, 0, 1500, 520), ramp(mix(ROSE, CORAL, 0.3), ROSE, GOLD, SAND, SHELL))
    canvas.disc(420, 330, 118, SHELL)
    canvas.grain(arc(420, 330, 118, 118, 0, 360), GOLD, "down", 0.7)
    for x, y, wide in ((1150, 110, 620), (250, 150, 520), (1290, 250, 460), (760, 205, 320)):
        canvas.polygon(lens(x, y, wide, 20), SHELL, 0.6)
        canvas.polygon(lens(x - wide * 0.2, y + 15, wide * 0.6, 10), CORAL, 0.35)
    canvas.polygon(
        [
            *smooth([(1090, 470), (1180, 440), (1280, 405), (1400, 420), (1520, 380)]),
            (1520, 480),
            (1090, 480),
        ],
        mix(TEAL, MIST, 0.25),
    )
    tower(canvas, 1290, 408, 78)
    waves(canvas, 470, 14, 170, mix(SEA, MIST, 0.55), SHELL)
    waves(canvas, 500, 26, 290, mix(SEA, MIST, 0.1), MIST, 0.4)
    _buoy_body(canvas, 850, 520, 7)
    line = swell(-20, 1520, 545, 44, 520, 0.13)
    canvas.gradient([*line, (1520, 1010), (-20, 1010)], ramp(SEA, TEAL, DEEP, NAVY, INK))
    with canvas.clip([*line, (1520, 1010), (-20, 1010)]):
        _below(canvas, 850)
    canvas.line(line, SHELL, 8)
    canvas.line([(x, y + 13) for x, y in line], MIST, 3, 0.7)
    for x, y, span in ((600, 190, 84), (690, 150, 56), (1120, 330, 44)):
        gull(canvas, x, y, span, NAVY, 6)


def _buoy_body(canvas: Canvas, x: float, y: float, turn: float) -> None:
    """Draw the buoy above water: float, lattice, solar panel, instruments and light."""
    body = Frame(canvas, x, y, 1.0, turn)
    for a, b in (
        ((-92, -60), (-34, -330)),
        ((92, -60), (34, -330)),
        ((-78, -130), (62, -200)),
        ((78, -130), (-62, -200)),
        ((-62, -200), (46, -270)),
        ((62, -200), (-46, -270)),
        ((0, -330), (0, -400)),
        ((-34, -330), (-84, -352)),
        ((-84, -352), (-84, -392)),
    ):
        body.line([a, b], INK, 9)
    for cup in (-108, -60):
        body.polygon(arc(cup, -394, 13, 13, 0, 180), INK)
    body.polygon(box(-108, -398, -60, -392), INK)
    panel = body.polygon([(-58, -118), (-46, -226), (46, -226), (58, -118)], NAVY)
    canvas.grain(panel, SEA, "up", 0.8)
    for t in (-20, 20):
        body.line([(t * 1.3, -118), (t, -226)], MIST, 2.5)
    body.line([(-52, -172), (52, -172)], MIST, 2.5)
    body.polygon(box(-48, -342, 48, -326), INK)
    body.glow((0, -420), 170, SHELL, 0.95)
    body.polygon([*arc(0, -418, 20, 24, 180, 360), (20, -396), (-20, -396)], CORAL)
    deck = body.polygon([(-170, -66), (-150, -92), (150, -92), (170, -66)], RUST)
    canvas.grain(deck, INK, "right", 0.5)
    hull = body.polygon([(-186, -66), (186, -66), (160, 40), (96, 110), (-96, 110), (-160, 40)], CORAL)
    canvas.grain(hull, RUST, "right", 1.0)
    body.polygon([(-182, -46), (182, -46), (175, -16), (-175, -16)], SHELL)


def _below(canvas: Canvas, x: float) -> None:
    """Draw light shafts, the keel, the chain and two shoals below the surface."""
    for top, wide, lean in ((240, 90, -170), (470, 60, -110), (1080, 80, 110), (1290, 120, 190)):
        shaft: Outline = [
            (top, 480),
            (top + wide, 480),
            (top + wide * 1.9 + lean, 1010),
            (top + lean, 1010),
        ]
        canvas.polygon(shaft, MIST, 0.1)
    keel = place([(-186, -66), (186, -66), (160, 40), (96, 110), (-96, 110), (-160, 40)], x, 520, 1, 7)
    canvas.polygon(keel, mix(RUST, NAVY, 0.35))
    canvas.grain(keel, NAVY, "down", 1.0)
    chain = smooth([(x - 12, 628), (x - 6, 720), (x + 26, 820), (x + 20, 920), (x - 20, 1010)])
    for i in range(0, len(chain) - 1, 2):
        px, py = chain[i]
        canvas.disc(px, py, 7 if i % 4 else 5, MIST, 0.9, 13)
    for cx, cy, count, ink, way in (
        (430, 800, 26, GOLD, 1),
        (1230, 760, 18, SEA, -1),
        (1080, 905, 12, TEAL, -1),
    ):
        for i in range(count):
            row, column = divmod(i, 6)
            fx = cx + (column - 2.5) * 62 + row % 2 * 30 + canvas.random.uniform(-22, 22)
            fy = cy + (abs(column - 2.5) * 7 - 36) * (2 - row) + canvas.random.uniform(-11, 11)
            size = canvas.random.uniform(15, 25)
            canvas.polygon(lens(fx, fy, size * 2, size * 0.75), ink)
            canvas.polygon(
                [
                    (fx - way * size * 0.7, fy),
                    (fx - way * size * 1.5, fy - size * 0.45),
                    (fx - way * size * 1.5, fy + size * 0.45),
                ],
                ink,
            )
