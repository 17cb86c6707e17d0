"""Accents: the one colour of an organisation, checked for contrast, and the style sheet that carries it.

Contrast is WCAG 2.2's (relative luminance, 1 to 21); near colours are found in OKLCH (Björn Ottosson, "A perceptual
color space for image processing", 2020), where lightness can change and the colour stays the same to the eye.
"""

import hashlib
import math
import re

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

# What texts in the accent stand on, as in static/newsroom/site.css: paper, ground, note.
LIGHT = ("#ffffff", "#f5f3ee", "#fdf3d0")
DARK = ("#15171a", "#202327", "#3b3317")
# The accents of site.css, where an organisation has none of its own.
DEFAULTS = ("#0b4f7d", "#8ec8f2")
NEEDED = 4.5  # WCAG 2.2, 1.4.3: text of any size

_FORM = re.compile(r"#[0-9a-f]{6}\Z")

# Between linear sRGB, the cones' answers, and Oklab.
_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONES = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)

Three = tuple[float, float, float]


def normal(typed: str) -> str:
    """Return a colour as ``#rrggbb``; what is no colour comes back as it is, but for white space and case."""
    colour = typed.strip().lower()
    digits = colour.removeprefix("#")
    if re.fullmatch(r"[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits}" if is_colour(f"#{digits}") else colour


def _linear(colour: str) -> Three:
    """Return red, green and blue of ``colour`` as amounts of light, 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _hex(light: Three) -> str:
    """Return amounts of light as ``#rrggbb``."""
    parts = (min(1.0, max(0.0, part)) for part in light)
    coded = (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in parts)
    return "#" + "".join(f"{round(part * 255):02x}" for part in coded)


def _times(matrix: tuple[Three, Three, Three], vector: Three) -> Three:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    red, green, blue = _linear(one)
    first = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    red, green, blue = _linear(other)
    second = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def worst(colour: str, grounds: tuple[str, ...]) -> tuple[float, str]:
    """Return the lowest contrast of ``colour`` on ``grounds``, and the ground."""
    return min((ratio(colour, ground), ground) for ground in grounds)


def is_colour(text: str) -> bool:
    """Tell whether ``text`` is ``#rrggbb``."""
    return bool(_FORM.match(text))


def floored(contrast: float, places: int) -> str:
    """Return ``contrast`` as people write it, rounded down: what falls short must not read as if it were enough."""
    return number_format(math.floor(contrast * 10**places) / 10**places, places)


def passes(colour: str, grounds: tuple[str, ...]) -> bool:
    """Tell whether ``colour`` is a colour in which text can be read on all of ``grounds``."""
    return is_colour(colour) and worst(colour, grounds)[0] >= NEEDED


def nearest(colour: str, grounds: tuple[str, ...]) -> str:
    """Return the colour of the same hue nearest to ``colour`` that passes on ``grounds``.

    Only its lightness moves, away from the grounds, and its saturation where no screen could show it.
    """
    if passes(colour, grounds):
        return colour
    cones = _times(_TO_CONES, _linear(colour))
    lightness, a, b = _times(_TO_LAB, (math.cbrt(cones[0]), math.cbrt(cones[1]), math.cbrt(cones[2])))
    end = 0.0 if grounds == LIGHT else 1.0
    steps = (lightness + (end - lightness) * step / 256 for step in range(257))
    return next(found for step in steps if passes(found := _shown(step, a, b), grounds))


def _shown(lightness: float, a: float, b: float) -> str:
    """Return a colour of Oklab as a screen can show it: as saturated as it gets."""
    for share in range(32, -1, -1):
        cones = _times(_FROM_LAB, (lightness, a * share / 32, b * share / 32))
        light = _times(_FROM_CONES, (cones[0] ** 3, cones[1] ** 3, cones[2] ** 3))
        if all(-0.0005 <= part <= 1.0005 for part in light):
            break
    return _hex(light)


def _check(colour: str, grounds: tuple[str, ...]) -> None:
    if not is_colour(colour):
        raise ValidationError(_("Write the colour as # and six digits from 0 to f, such as #0b4f7d."), code="form")
    if passes(colour, grounds):
        return
    found, ground = worst(colour, grounds)
    values = {
        "ratio": floored(found, 2),
        "needed": number_format(NEEDED, 1),
        "ground": ground,
        "nearest": nearest(colour, grounds),
    }
    message = _(
        "Text in this colour is too hard to read: its contrast on %(ground)s is %(ratio)s to 1, and %(needed)s to 1 is "
        "needed. The nearest colour that passes is %(nearest)s."
    )
    raise ValidationError(message, code="contrast", params=values)


def check_on_light(colour: str) -> None:
    """Raise ``ValidationError`` unless ``colour`` can be read on every light ground."""
    _check(colour, LIGHT)


def check_on_dark(colour: str) -> None:
    """Raise ``ValidationError`` unless ``colour`` can be read on every dark ground."""
    _check(colour, DARK)


def accents(on_light: str, on_dark: str) -> tuple[str, str]:
    """Return the accents of an organisation that has chosen ``on_light`` and ``on_dark``.

    What is empty follows from the other one; what is no accent (it came in past the form) counts as empty.
    """
    light = on_light if passes(on_light, LIGHT) else ""
    dark = on_dark if passes(on_dark, DARK) else ""
    if not light and not dark:
        return DEFAULTS
    return light or nearest(dark, LIGHT), dark or nearest(light, DARK)


def sheet(on_light: str, on_dark: str) -> str:
    """Return the style sheet with the accents of an organisation; empty where they are the site's own."""
    light, dark = accents(on_light, on_dark)
    if (light, dark) == DEFAULTS:
        return ""
    return (
        f":root, .sheet {{ --accent: {light}; }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}\n"
    )


def digest(text: str) -> str:
    """Return the name of a style sheet: 16 hexadecimal digits that change with its text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
