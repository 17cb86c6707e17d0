"""The inks of the series. Every picture mixes its colours from these and no others."""

from __future__ import annotations

Colour = tuple[int, int, int]
Stops = tuple[tuple[float, Colour], ...]

INK: Colour = (9, 24, 40)
NAVY: Colour = (16, 44, 70)
DEEP: Colour = (22, 72, 96)
TEAL: Colour = (31, 111, 122)
SEA: Colour = (77, 160, 146)
MIST: Colour = (176, 212, 198)
SAND: Colour = (236, 210, 163)
GOLD: Colour = (250, 203, 120)
ROSE: Colour = (245, 165, 128)
CORAL: Colour = (236, 103, 76)
RUST: Colour = (172, 62, 52)
SHELL: Colour = (252, 243, 224)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the ink between two inks; `share` (0 to 1) is how much of the second it holds."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def ramp(*colours: Colour) -> Stops:
    """Return gradient stops that place the colours at equal distances."""
    last = max(1, len(colours) - 1)
    return tuple((index / last, colour) for index, colour in enumerate(colours))
