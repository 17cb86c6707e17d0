"""People as silhouettes: standing, walking, or seated and seen from behind."""

from __future__ import annotations

from .canvas import Canvas
from .frame import Frame
from .geometry import arc, place, ribbon, smooth
from .palette import Colour


def person(
    canvas: Canvas,
    x: float,
    foot: float,
    tall: float,
    colour: Colour,
    stride: float = 0.12,
    top: Colour | None = None,
    arms: tuple[int, ...] = (-1, 1),
) -> None:
    """Draw someone standing or walking, as a silhouette; `top` is the colour of the jacket.

    `arms` names the arms that hang: -1 the left one, 1 the right one.
    """
    body, jacket = Frame(canvas, x, foot, tall), top or colour
    for side in (-1, 1):
        _leg(body, side, stride, colour)
    for side in arms:
        arm = [(side * 0.09, -0.8), (side * 0.14, -0.62), (side * (0.12 + stride * 0.3), -0.45)]
        body.polygon(ribbon(smooth(arm), 0.075, 0.045), jacket)
    right = [(0.05, -0.84), (0.105, -0.79), (0.09, -0.62), (0.1, -0.45)]
    left = [(-px, py) for px, py in reversed(right)]
    body.polygon(smooth(right + left, closed=True), jacket)
    body.polygon(ribbon([(0, -0.82), (0, -0.9)], 0.07, 0.06), colour)
    body.polygon(arc(0.005, -0.925, 0.058, 0.072, 0, 360), colour)


def _leg(body: Frame, side: int, stride: float, colour: Colour) -> None:
    """Draw one leg and its shoe; `side` is -1 for the left one, 1 for the right one."""
    toe = side * stride
    leg = [(side * 0.03, -0.5), (side * (0.03 + stride * 0.45), -0.26), (toe, -0.02)]
    body.polygon(ribbon(smooth(leg), 0.115, 0.06), colour)
    shoe = [(toe - 0.03, 0.0), (toe + 0.06, 0.0), (toe + 0.02, -0.04), (toe - 0.03, -0.04)]
    body.polygon(shoe, colour)


def bust(
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    colour: Colour,
    rim: Colour | None = None,
    turn: float = 0.0,
) -> None:
    """Draw someone seated, seen from behind, head to chest; `rim` is light on the edge."""
    shoulders = smooth(
        [
            (-0.66, 1.5),
            (-0.6, 0.5),
            (-0.5, 0.2),
            (-0.16, 0.06),
            (-0.11, -0.12),
            (0.11, -0.12),
            (0.16, 0.06),
            (0.5, 0.2),
            (0.6, 0.5),
            (0.66, 1.5),
        ]
    )
    head = arc(turn, -0.26, 0.2, 0.25, 0, 360)
    if rim is not None:
        for outline in (shoulders, head):
            canvas.polygon(place(outline, x, y - size * 0.02, size * 1.015), rim)
    for outline in (shoulders, head):
        canvas.polygon(place(outline, x, y, size), colour)
