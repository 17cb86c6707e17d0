"""Share images: what messengers and social networks show beside a link, 1200 by 630 pixels.

The headline on a ground of the house's colour, beside the picture if there is one. No date: an image is made before
anybody knows for certain when it goes out.
"""

import io
import logging
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from PIL import Image, ImageColor, ImageDraw, ImageOps

from articles import html
from articles.derivatives.lettering import Face, Unprintable
from articles.derivatives.papers import accent_of, read
from articles.pages import ReleasePage
from articles.site import Site

log = logging.getLogger(__name__)

WIDTH, HEIGHT = 1200, 630  # pixels, the shape that Open Graph's readers cut to
PHOTO = 500  # pixels of the width that a picture takes
EDGE = 64  # pixels around the text
BOTTOM = 536  # pixels from above at which the headline ends at the latest
SIZES = (76, 68, 60, 54, 48, 43, 39, 35, 32, 29, 26)  # pixels; the first in which a headline fits
NAMES = (30, 26, 22, 18)  # pixels; the same for the organisation's name
RISE = 0.8  # of the height of a line above its letters' foot
INK = "#ffffff"
DEEPER, SOFTER = 0.22, 0.74  # how far the rings are from the ground to black, and small print to white
QUALITY = 88


@dataclass(frozen=True, slots=True)
class Column:
    """Where the text stands: its left and right edge in pixels, whether it runs to the left; the ink of small print."""

    left: int
    right: int
    rtl: bool
    soft: str

    @property
    def start(self) -> int:
        """Where lines begin."""
        return self.right if self.rtl else self.left

    @property
    def width(self) -> int:
        """How wide lines may be."""
        return self.right - self.left


def card(page: ReleasePage, site: Site) -> bytes | None:
    """Return the share image of a release as JPEG; None if its headline cannot be set without cutting or boxes."""
    with translation.override(site.language):
        headline, name, kind = html.clean_line(page.revision.title), site.name, _("Press release")
    ground = accent_of(site)  # readable on white, so white is readable on it
    image = Image.new("RGB", (WIDTH, HEIGHT), ground)
    rtl = site.direction == "rtl"
    photo = _photo(page)
    if photo is not None:
        image.paste(photo, (0 if rtl else WIDTH - PHOTO, 0))
    else:
        _ornament(image, _between(ground, "#000000", DEEPER), rtl=rtl)
    beside = PHOTO if photo is not None else 0
    soft = _between(ground, INK, SOFTER)
    column = Column(EDGE + (beside if rtl else 0), WIDTH - EDGE - (0 if rtl else beside), rtl, soft)
    try:
        _write(ImageDraw.Draw(image), column, site.language, headline, name, kind)
    except Unprintable:
        return None
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return buffer.getvalue()


def _photo(page: ReleasePage) -> Image.Image | None:
    """Return the part of the picture that is shown; None if there is none, or its file is lost or broken."""
    data = read(page.photo, page.photo.widths[-1]) if page.photo else b""
    if not data:
        return None
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as original:
            return ImageOps.fit(original.convert("RGB"), (PHOTO, HEIGHT), Image.Resampling.LANCZOS)
    except OSError:  # which would read as a full disk, and keep papers and the other releases of a command waiting
        log.warning("The picture %s is broken", page.photo.token if page.photo else "")
        return None


def _between(one: str, other: str, share: float) -> str:
    """Return the colour that is ``share`` (0 to 1) of the way from one to the other."""
    pairs = zip(ImageColor.getrgb(one), ImageColor.getrgb(other), strict=True)
    red, green, blue = (round(a + (b - a) * share) for a, b in pairs)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _ornament(image: Image.Image, ink: str, *, rtl: bool) -> None:
    """Draw rings like those of a wave around the far lower corner, in twice the size so that they are smooth."""
    drawn = Image.new("L", (WIDTH * 2, HEIGHT * 2), 0)
    canvas = ImageDraw.Draw(drawn)
    centre = (0 if rtl else WIDTH * 2, HEIGHT * 2)
    for radius in range(1400, 0, -140):
        box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
        canvas.ellipse(box, fill=255 if radius // 140 % 2 == 0 else 0)
    image.paste(ink, mask=drawn.resize(image.size, Image.Resampling.LANCZOS))


def _write(canvas: ImageDraw.ImageDraw, column: Column, language: str, headline: str, name: str, kind: str) -> None:
    """Write name, headline and kind; ``Unprintable`` if something does not fit in any size."""
    top = _lines(canvas, column, _fitted(language, name, column.width, NAMES, 72), EDGE, INK) + 16
    left = column.start - 72 if column.rtl else column.start
    canvas.rectangle((left, top, left + 72, top + 4), fill=column.soft)
    fitted = _fitted(language, headline, column.width, SIZES, BOTTOM - top - 28)
    _lines(canvas, column, fitted, top + 28, INK)
    small = Face(language, 26, bold=False)
    small.draw(canvas, column.start, HEIGHT - EDGE + 10, kind, column.soft)


def _lines(
    canvas: ImageDraw.ImageDraw, column: Column, fitted: tuple[Face, list[str]], top: float, ink: str
) -> float:  # fmt: skip
    """Write lines from ``top`` on and return where they end, in pixels from above."""
    face, lines = fitted
    for number, line in enumerate(lines):
        face.draw(canvas, column.start, top + face.leading * (number + RISE), line, ink)
    return top + face.leading * len(lines)


def _fitted(
    language: str, text: str, width: int, sizes: tuple[int, ...], height: float
) -> tuple[Face, list[str]]:  # fmt: skip
    """Return the largest letters in which ``text`` takes no more than ``width`` and ``height``, and its lines."""
    for size in sizes:
        face = Face(language, size)
        lines = face.wrapped(text, width)
        if lines is not None and len(lines) * face.leading <= height:
            return face, lines
    raise Unprintable(text)
