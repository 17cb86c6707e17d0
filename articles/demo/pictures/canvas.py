"""The printing table: a sheet drawn at twice its size, then reduced and given its grain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .geometry import Point, arc, box
from .palette import Colour, Stops, mix

SHEET_WIDTH = 1500
SHEET_HEIGHT = 1000
OVERSAMPLING = 2

Box = tuple[int, int, int, int]


class Canvas:
    """A 3:2 sheet measured in units (1500 x 1000), whatever its size in pixels.

    `random` is seeded, so that the same key always gives the same picture.
    """

    def __init__(self, width: int, seed: str) -> None:
        """Prepare a sheet that `finish` will return `width` pixels wide."""
        self.random = Random(seed)
        self._final = (width, round(width * SHEET_HEIGHT / SHEET_WIDTH))
        size = (self._final[0] * OVERSAMPLING, self._final[1] * OVERSAMPLING)
        self._scale = size[0] / SHEET_WIDTH
        self.image = Image.new("RGB", size)
        self._pen = ImageDraw.Draw(self.image)
        self._noise = Image.frombytes("L", self._final, self.random.randbytes(self._final[0] * self._final[1]))

    # Flat ink

    def polygon(self, points: Sequence[Point], colour: Colour, alpha: float = 1.0) -> None:
        """Fill an outline with one ink; `alpha` below 1 lets the sheet show through."""
        if alpha >= 1:
            self._pen.polygon(self._pixels(points), fill=colour)
            return
        self._stamp(points, colour, alpha)

    def rect(self, x0: float, y0: float, x1: float, y1: float, colour: Colour, alpha: float = 1.0) -> None:
        """Fill an upright rectangle."""
        self.polygon(box(x0, y0, x1, y1), colour, alpha)

    def disc(
        self,
        x: float,
        y: float,
        rx: float,
        colour: Colour,
        alpha: float = 1.0,
        ry: float | None = None,
    ) -> None:
        """Fill a circle, or an ellipse when `ry` is given."""
        if alpha >= 1:
            s, tall = self._scale, rx if ry is None else ry
            bounds = ((x - rx) * s, (y - tall) * s, (x + rx) * s, (y + tall) * s)
            self._pen.ellipse(bounds, fill=colour)
            return
        self.polygon(arc(x, y, rx, rx if ry is None else ry, 0, 360), colour, alpha)

    def line(self, points: Sequence[Point], colour: Colour, width: float, alpha: float = 1.0) -> None:
        """Draw a stroke with round joints and ends, `width` units thick."""
        path, thick = self._pixels(points), max(1, round(width * self._scale))
        if alpha >= 1:
            self._stroke(self._pen, path, thick, colour)
            return
        bounds = self._bounds(points, width)
        if bounds is None:
            return
        mask = Image.new("L", (bounds[2] - bounds[0], bounds[3] - bounds[1]))
        moved = [(x - bounds[0], y - bounds[1]) for x, y in path]
        self._stroke(ImageDraw.Draw(mask), moved, thick, round(255 * alpha))
        self.image.paste(colour, bounds, mask)

    # Gradients, light and shade

    def gradient(self, points: Sequence[Point], stops: Stops, across: bool = False) -> None:
        """Fill an outline with a gradient from its top to its bottom, or `across` from the left."""
        bounds = self._bounds(points, clipped=False)
        visible = self._bounds(points)
        if bounds is None or visible is None:
            return
        size = (bounds[2] - bounds[0], bounds[3] - bounds[1])
        offset = (visible[0] - bounds[0], visible[1] - bounds[1])
        window = (*offset, offset[0] + visible[2] - visible[0], offset[1] + visible[3] - visible[1])
        colours = _gradient(size, stops, across).crop(window)
        self.image.paste(colours, visible, self._mask(points, visible))

    def grain(self, points: Sequence[Point], colour: Colour, toward: str = "down", strength: float = 0.8) -> None:
        """Sprinkle ink over an outline, denser `toward` up, down, left, right, in or out."""
        bounds = self._bounds(points)
        if bounds is None:
            return
        half = (max(1, (bounds[2] - bounds[0]) // 2), max(1, (bounds[3] - bounds[1]) // 2))
        density = _density(toward).resize(half, Image.Resampling.BICUBIC)
        density = density.point([round(v * strength) for v in range(256)])
        left, top = bounds[0] // 2, bounds[1] // 2
        noise = self._noise.crop((left, top, left + half[0], top + half[1]))
        dots = ImageChops.subtract(density, noise).point([0, 0] + [255] * 254)
        size = (bounds[2] - bounds[0], bounds[3] - bounds[1])
        dots = dots.resize(size, Image.Resampling.BILINEAR)
        self.image.paste(colour, bounds, ImageChops.multiply(dots, self._mask(points, bounds)))

    def veil(self, points: Sequence[Point], colour: Colour, toward: str = "down", strength: float = 0.6) -> None:
        """Lay ink over an outline that thickens evenly, without dots, `toward` one side."""
        bounds = self._bounds(points)
        if bounds is None:
            return
        size = (bounds[2] - bounds[0], bounds[3] - bounds[1])
        density = _density(toward).resize(size, Image.Resampling.BILINEAR)
        density = density.point([round(v * strength) for v in range(256)])
        self.image.paste(colour, bounds, ImageChops.multiply(density, self._mask(points, bounds)))

    def glow(
        self,
        x: float,
        y: float,
        radius: float,
        colour: Colour,
        strength: float = 0.8,
        ry: float | None = None,
    ) -> None:
        """Let light fall off softly from (x, y)."""
        tall = radius if ry is None else ry
        bounds = self._bounds(box(x - radius, y - tall, x + radius, y + tall), clipped=False)
        visible = self._bounds(box(x - radius, y - tall, x + radius, y + tall))
        if bounds is None or visible is None:
            return
        fall = [round(255 * strength * max(0.0, 1 - v / 181) ** 2.2) for v in range(256)]
        light = Image.radial_gradient("L").point(fall)
        scale = 256 / (bounds[2] - bounds[0]), 256 / (bounds[3] - bounds[1])
        window = (
            (visible[0] - bounds[0]) * scale[0],
            (visible[1] - bounds[1]) * scale[1],
            (visible[2] - bounds[0]) * scale[0],
            (visible[3] - bounds[1]) * scale[1],
        )
        size = (visible[2] - visible[0], visible[3] - visible[1])
        mask = light.resize(size, Image.Resampling.BICUBIC, box=window)
        self.image.paste(colour, visible, mask)

    def halo(self, outlines: Sequence[Sequence[Point]], reach: float, colour: Colour) -> None:
        """Fill the outlines and all that lies within `reach` units of them, rounded."""
        mask = Image.new("L", (self.image.width // 4, self.image.height // 4))
        pen, r = ImageDraw.Draw(mask), reach * self._scale / 4
        for outline in outlines:
            path = [(x / 4, y / 4) for x, y in self._pixels(outline)]
            pen.polygon(path, fill=255)
            for x, y in path:
                pen.ellipse((x - r, y - r, x + r, y + r), fill=255)
        half = (self.image.width // 2, self.image.height // 2)
        mask = mask.filter(ImageFilter.GaussianBlur(3)).resize(half, Image.Resampling.BICUBIC)
        crisp = mask.point([min(255, max(0, (v - 112) * 8)) for v in range(256)])
        crisp = crisp.resize(self.image.size, Image.Resampling.BILINEAR)
        self.image.paste(colour, mask=crisp)

    def shadow(self, points: Sequence[Point], colour: Colour, blur: float, alpha: float = 0.5) -> None:
        """Lay a soft shape on the sheet, its edge spread over about `blur` units."""
        bounds = self._bounds(points, blur * 3)
        if bounds is None:
            return
        size = (bounds[2] - bounds[0], bounds[3] - bounds[1])
        mask = Image.new("L", (size[0] // 8 + 1, size[1] // 8 + 1))
        path = [((x - bounds[0]) / 8, (y - bounds[1]) / 8) for x, y in self._pixels(points)]
        ImageDraw.Draw(mask).polygon(path, fill=round(255 * alpha))
        mask = mask.filter(ImageFilter.GaussianBlur(blur * self._scale / 8))
        window = (0.0, 0.0, size[0] / 8, size[1] / 8)
        mask = mask.resize(size, Image.Resampling.BILINEAR, box=window)
        self.image.paste(colour, bounds, mask)

    # Whole-sheet steps

    @contextmanager
    def clip(self, points: Sequence[Point]) -> Iterator[None]:
        """Keep what is drawn inside the `with` block only where it lies within the outline."""
        before = self.image.copy()
        yield
        outside = ImageChops.invert(self._mask(points, (0, 0, *self.image.size)))
        self.image.paste(before, mask=outside)

    def reflect(self, y: float, depth: float, water: Colour, share: float, wobble: float) -> None:
        """Mirror what stands above `y` into the water below it, tinted by `share` of `water`."""
        s, width = self._scale, self.image.width
        line, reach = round(y * s), round(depth * s)
        above = self.image.crop((0, line - reach, width, line))
        mirror = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        mirror = Image.blend(mirror, Image.new("RGB", mirror.size, water), share)
        top = 0
        while top < reach:
            tall = round(self.random.uniform(3, 9) * s * (0.4 + top / reach))
            strip = mirror.crop((0, top, width, min(top + tall, reach)))
            shift = round(self.random.uniform(-wobble, wobble) * s * (0.25 + top / reach))
            strip = ImageChops.offset(strip, shift, 0)
            self.image.paste(strip, (0, line + top))
            top += tall

    def finish(self, grain: float = 6.0) -> Image.Image:
        """Return the sheet at its final size, edges smooth, with the tooth of printed paper."""
        sheet = self.image.resize(self._final, Image.Resampling.LANCZOS)
        fine = self._noise.filter(ImageFilter.GaussianBlur(0.7))
        tooth = fine.point([round(min(255, max(0, 128 + (v - 128) * grain / 37))) for v in range(256)])
        return ImageChops.overlay(sheet, Image.merge("RGB", (tooth, tooth, tooth)))

    # Units to pixels

    def _pixels(self, points: Sequence[Point]) -> list[tuple[float, float]]:
        return [(x * self._scale, y * self._scale) for x, y in points]

    def _bounds(self, points: Sequence[Point], margin: float = 0.0, clipped: bool = True) -> Box | None:
        """Return the pixel box around the points on even pixels; None if nothing is visible."""
        path = self._pixels(points)
        more = margin * self._scale + 2
        x0, y0 = (int(min(p[i] for p in path) - more) // 2 * 2 for i in (0, 1))
        x1, y1 = (int(max(p[i] for p in path) + more) // 2 * 2 + 2 for i in (0, 1))
        if clipped:
            x0, y0 = max(0, x0), max(0, y0)
            x1, y1 = min(self.image.width, x1), min(self.image.height, y1)
        return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None

    def _mask(self, points: Sequence[Point], bounds: Box, value: int = 255) -> Image.Image:
        mask = Image.new("L", (bounds[2] - bounds[0], bounds[3] - bounds[1]))
        path = [(x - bounds[0], y - bounds[1]) for x, y in self._pixels(points)]
        ImageDraw.Draw(mask).polygon(path, fill=value)
        return mask

    def _stamp(self, points: Sequence[Point], colour: Colour, alpha: float) -> None:
        bounds = self._bounds(points)
        if bounds is not None:
            self.image.paste(colour, bounds, self._mask(points, bounds, round(255 * alpha)))

    @staticmethod
    def _stroke(pen: ImageDraw.ImageDraw, path: list[tuple[float, float]], thick: int, ink: Colour | int) -> None:
        pen.line(path, fill=ink, width=thick, joint="curve")
        if thick > 3:
            for x, y in (path[0], path[-1]):
                half = (thick - 1) / 2
                pen.ellipse((x - half, y - half, x + half, y + half), fill=ink)


def _gradient(size: tuple[int, int], stops: Stops, across: bool) -> Image.Image:
    """Return a picture of the stops, from a strip of 128 pixels enlarged."""
    strip = Image.new("RGB", (128, 1))
    strip.putdata([_colour_at(stops, i / 127) for i in range(128)])
    if across:
        fine = strip.resize((size[0], 1), Image.Resampling.BICUBIC)
    else:
        strip = strip.transpose(Image.Transpose.ROTATE_270)
        fine = strip.resize((1, size[1]), Image.Resampling.BICUBIC)
    return fine.resize(size, Image.Resampling.NEAREST)


def _colour_at(stops: Stops, t: float) -> Colour:
    """Return the colour of the gradient at `t` (0 to 1)."""
    for (start, first), (end, second) in pairwise(stops):
        if t <= end:
            return mix(first, second, max(0.0, (t - start) / (end - start)))
    return stops[-1][1]


def _density(toward: str) -> Image.Image:
    """Return a 256 x 256 map of how dense the grain is (0 to 255)."""
    if toward in ("in", "out"):
        far = Image.radial_gradient("L")
        return far if toward == "out" else ImageChops.invert(far)
    down = Image.linear_gradient("L")
    turns = {
        "up": Image.Transpose.FLIP_TOP_BOTTOM,
        "right": Image.Transpose.ROTATE_90,
        "left": Image.Transpose.ROTATE_270,
    }
    return down.transpose(turns[toward]) if toward in turns else down
