"""Picture: the lifeboat."""

from __future__ import annotations

from .canvas import Canvas
from .frame import Frame
from .geometry import (
    arc,
    box,
    ribbon,
    smooth,
    stroke,
)
from .motifs import cloud, foam, gull, rain, streaks, waves
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
    """A lifeboat climbs over a wave under a breaking storm sky."""
    canvas.gradient(box(0, 0, 1500, 640), ramp(NAVY, DEEP, TEAL, SEA, mix(MIST, SAND, 0.5), SAND))
    canvas.glow(1130, 520, 620, SHELL, 0.85)
    for x, y, wide, ink, shade in (
        (240, 190, 760, TEAL, NAVY),
        (1210, 130, 820, DEEP, NAVY),
        (760, 290, 520, mix(SEA, TEAL, 0.4), TEAL),
    ):
        cloud(canvas, x, y, wide, ink, shade)
    streaks(canvas, (0, 330, 1500, 520), 30, SHELL, 0.35)
    waves(canvas, 560, 30, 210, mix(SEA, MIST, 0.25), MIST)
    waves(canvas, 628, 56, 330, mix(SEA, TEAL, 0.5), MIST, 0.3)
    waves(canvas, 715, 80, 470, TEAL, SEA, 0.62)
    _lifeboat(canvas, 760, 640, -11)
    back = smooth(
        [
            (-20, 800),
            (150, 736),
            (330, 742),
            (520, 764),
            (720, 734),
            (900, 668),
            (1040, 610),
            (1160, 600),
            (1290, 660),
            (1400, 730),
            (1520, 760),
        ]
    )
    canvas.gradient([*back, (1520, 1020), (-20, 1020)], ramp(TEAL, DEEP, NAVY))
    canvas.grain([*back, (1520, 900), (-20, 900)], SEA, "up", 0.36)
    _spray(canvas)
    for y, phase in ((842, 0.0), (905, 0.35)):
        for x0 in (60, 430, 800, 1130):
            vein = smooth(
                [
                    (x0 + phase * 200, y + 40),
                    (x0 + 130, y + 14),
                    (x0 + 250, y + 4),
                    (x0 + 330, y - 26),
                ]
            )
            canvas.polygon(stroke(vein, 11), SEA, 0.5)
    waves(canvas, 955, 62, 520, NAVY, TEAL, 0.2)
    for x, y, span in ((250, 380, 92), (370, 330, 60), (150, 320, 46)):
        gull(canvas, x, y, span, SHELL, -10)
    rain(canvas, 60, SHELL)


def _spray(canvas: Canvas) -> None:
    """Throw white water up from the bow and along the hull."""
    plume = smooth(
        [
            (1000, 650),
            (1110, 570),
            (1200, 450),
            (1222, 540),
            (1300, 500),
            (1290, 590),
            (1390, 640),
            (1200, 680),
        ],
        closed=True,
    )
    canvas.polygon(plume, SHELL)
    canvas.veil(plume, SEA, "down", 0.55)
    foam(canvas, smooth([(980, 660), (1100, 610), (1220, 600), (1350, 650)]), 44, SHELL, 90, 0.8)
    foam(canvas, smooth([(1120, 590), (1220, 470), (1290, 430)]), 24, SHELL, 110, 1.6)
    foam(canvas, smooth([(400, 752), (600, 762), (760, 730), (980, 660)]), 26, SHELL, 110, 0.7)
    foam(canvas, smooth([(1000, 690), (1200, 650), (1420, 740)]), 18, MIST, 70, 0.9)


def _lifeboat(canvas: Canvas, x: float, y: float, turn: float) -> None:
    """Draw the lifeboat from the side, bow to the right."""
    boat = Frame(canvas, x, y, 1.0, turn)
    _mast(boat)
    for at, tall in ((-310, 150), (-235, 142)):
        _crew(boat, at, tall)
    boat.line([(-390, -150), (-170, -150)], INK, 5)
    for post in (-390, -335, -280, -225, -170):
        boat.line([(post, -150), (post, -86)], INK, 5)
    _cabin(boat)
    _hull(boat)


def _mast(boat: Frame) -> None:
    """Draw the mast, the radar and the light."""
    boat.line([(-40, -290), (-40, -430)], INK, 7)
    boat.line([(-78, -300), (-64, -372), (-18, -372), (-8, -300)], INK, 7)
    boat.polygon(box(-92, -394, 12, -380), INK)
    boat.glow((-40, -438), 90, GOLD, 0.95)
    boat.polygon(arc(-40, -438, 10, 10, 0, 360), SHELL)


def _crew(boat: Frame, x: float, tall: float) -> None:
    """Draw one of the crew in a helmet and a life vest, standing at `x` on the deck."""
    right = [(37, 0.0), (38, 0.42), (26, 0.66), (0, 0.74)]
    left = [(-dx, up) for dx, up in right[-2::-1]]
    boat.polygon(smooth([(x + dx, -90 - tall * up) for dx, up in right + left]), NAVY)
    vest = boat.polygon(box(x - 25, -90 - tall * 0.62, x + 25, -90 - tall * 0.1), CORAL)
    boat.canvas.grain(vest, RUST, "left", 0.6)
    boat.polygon(box(x - 25, -90 - tall * 0.34, x + 25, -90 - tall * 0.26), SHELL)
    arm = [(x + 24, -90 - tall * 0.56), (x + 46, -90 - tall * 0.36)]
    boat.polygon(ribbon(arm, 21, 16), NAVY)
    boat.polygon(arc(x + 4, -98 - tall * 0.82, 19, 21, 0, 360), INK)
    boat.polygon(arc(x + 3, -100 - tall * 0.84, 24, 23, 175, 365), GOLD)


def _cabin(boat: Frame) -> None:
    """Draw the wheelhouse, its roof and its three panes."""
    aft = [(-165, -80), (-150, -215), (-118, -292)]
    fore = [(52, -292), (128, -200), (190, -180), (214, -80)]
    cabin = boat.polygon(aft + fore, SHELL)
    boat.canvas.veil(cabin, TEAL, "left", 0.45)
    boat.canvas.grain(cabin, TEAL, "left", 0.18)
    boat.polygon([(-118, -296), (-132, -310), (62, -310), (58, -290)], CORAL)
    for pane in (
        [(-128, -215), (-104, -272), (-60, -272), (-60, -215)],
        [(-46, -215), (-46, -272), (16, -272), (16, -215)],
        [(30, -215), (30, -272), (46, -272), (96, -215)],
    ):
        boat.canvas.grain(boat.polygon(pane, NAVY), SEA, "up", 0.8)
    boat.polygon(box(-150, -150, 200, -132), CORAL)


def _hull(boat: Frame) -> None:
    """Draw the hull with its white band, fender and portholes."""
    deck = smooth([(-430, -92), (-200, -80), (80, -84), (290, -120), (462, -182)])
    bow = [(462, -182), (430, -60), (330, 60), (210, 130)]
    stern = [(-380, 130), (-425, 40), (-430, -92)]
    hull = boat.polygon(deck + smooth(bow + stern), CORAL)
    boat.canvas.veil(hull, RUST, "down", 0.7)
    boat.canvas.grain(hull, RUST, "down", 0.45)
    upper = smooth([(-428, -36), (-200, -22), (90, -26), (290, -58), (437, -104)])
    lower = smooth([(428, -72), (290, -28), (90, 6), (-200, 10), (-426, -4)])
    boat.polygon(upper + lower, SHELL)
    fender = [(-432, -94), (-200, -82), (80, -86), (290, -122), (466, -186)]
    boat.line(smooth(fender), NAVY, 13)
    for x in (-300, -180, -60):
        boat.polygon(arc(x, 40, 15, 15, 0, 360), NAVY)
