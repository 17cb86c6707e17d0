"""A thing on the sheet drawn around its own origin, so that it can be moved, sized and tilted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .canvas import Canvas
from .geometry import Outline, Point, place
from .palette import Colour


@dataclass(frozen=True)
class Frame:
    """Where a thing stands: origin (x, y), size, and turn in degrees clockwise."""

    canvas: Canvas
    x: float
    y: float
    size: float = 1.0
    turn: float = 0.0

    def polygon(self, points: Sequence[Point], colour: Colour) -> Outline:
        """Fill an outline given in the thing's own units; return it in those of the sheet."""
        moved = place(points, self.x, self.y, self.size, self.turn)
        self.canvas.polygon(moved, colour)
        return moved

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw a stroke given in the thing's own units, its width too."""
        moved = place(points, self.x, self.y, self.size, self.turn)
        self.canvas.line(moved, colour, width * self.size)

    def glow(self, point: Point, radius: float, colour: Colour, strength: float) -> None:
        """Let light fall off around a point given in the thing's own units."""
        x, y = place([point], self.x, self.y, self.size, self.turn)[0]
        self.canvas.glow(x, y, radius * self.size, colour, strength)
