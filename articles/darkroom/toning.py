"""Pixels as screens want them: upright, in sRGB, with nothing else about them. Runs in the darkroom's process."""

import io

from PIL import Image, ImageChops, ImageCms

from articles.darkroom.opening import orientation

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SPACES = {"RGB": "RGB ", "RGBA": "RGB ", "L": "GRAY", "LA": "GRAY", "CMYK": "CMYK"}
LOSSLESS = {"PNG", "WEBP"}  # what charts and screenshots come as; a JPEG of one is no smaller as PNG
FLAT = 0.6  # share of pixels that are exactly as their neighbour: photographs have up to a quarter, charts nine tenths
BANDS, BAND = 24, 16  # how many strips of the picture are looked at, and their height in pixels


def toned(image: Image.Image) -> Image.Image:
    """Return the decoded ``image`` upright in sRGB, as RGB or, where something shows through, RGBA.

    What comes back is made anew from pixels and has no information of any kind. ``image`` is empty afterwards, as
    two pictures of 40 megapixels are all that there is room for.
    """
    turn = TURNS.get(orientation(image))
    profile = image.info.get("icc_profile")
    image = _instead(image, _plain(image))
    image = _instead(image, _in_srgb(image, profile))
    if image.mode == "RGBA" and image.getchannel("A").getextrema()[0] == 255:
        image = _instead(image, image.convert("RGB"))
    fresh = Image.new(image.mode, image.size)
    fresh.paste(image)
    image.close()
    return fresh if turn is None else _instead(fresh, fresh.transpose(turn))


def _instead(old: Image.Image, new: Image.Image) -> Image.Image:
    """Return ``new``, and give back the memory of ``old`` if it is another."""
    if old is not new:
        old.close()
    return new


def _plain(image: Image.Image) -> Image.Image:
    """Return ``image`` in one of the modes of ``SPACES``, with 8 bits a channel."""
    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow would clip to white
        return image.point(lambda value: value / 256).convert("L")
    if image.mode == "P":
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    if image.mode in {"RGB", "L", "1"} and "transparency" in image.info:
        return _with_clear_colour(image)
    if image.mode in SPACES:
        return image
    return image.convert({"1": "L", "La": "LA", "PA": "RGBA", "RGBa": "RGBA"}.get(image.mode, "RGB"))


def _with_clear_colour(image: Image.Image) -> Image.Image:
    """Return ``image`` with the one colour transparent that its file names; Pillow keeps 8 bits of each 16."""
    named = image.info["transparency"]
    parts = named if isinstance(named, tuple) else (named,)
    if any(not isinstance(part, int) for part in parts):
        return image.convert("RGB")
    if max(parts) > 255:
        parts = tuple(part >> 8 for part in parts)
    image.info["transparency"] = parts if isinstance(named, tuple) else parts[0]
    return image.convert("RGBA" if image.mode == "RGB" else "LA")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    alpha = image.getchannel("A") if image.mode == "LA" else None
    colours = image.getchannel("L") if image.mode == "LA" else image
    converted = _converted(colours, profile) if profile else None
    if converted is None:  # no profile, or a broken one: the bare numbers are the best guess
        converted = colours if colours.mode in {"RGB", "RGBA"} else colours.convert("RGB")
    if alpha is not None:
        converted.putalpha(alpha)
    return converted


def _converted(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Return ``image`` with its numbers changed from those of ``profile`` to those of sRGB; None if it does not fit."""
    out = image.mode if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if source.profile.xcolor_space != SPACES[image.mode]:
            return None
        transform = ImageCms.buildTransform(
            source,
            ImageCms.createProfile("sRGB"),
            image.mode,
            out,
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        if image.mode != out:
            return ImageCms.applyTransform(image, transform)
        if not _changes_nothing(transform, out):
            ImageCms.applyTransform(image, transform, inPlace=True)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    return image


def _changes_nothing(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Tell whether ``transform`` leaves colours as they are, as that of nearly every picture does: sRGB to sRGB."""
    levels = range(0, 256, 17)
    pixels = bytes(part for red in levels for green in levels for blue in levels for part in (red, green, blue))
    before = Image.frombytes("RGB", (len(pixels) // 3, 1), pixels).convert(mode)
    after = ImageCms.applyTransform(before, transform)
    assert after is not None
    difference = ImageChops.difference(before.convert("RGB"), after.convert("RGB"))
    return max(high for _low, high in difference.getextrema()) <= 1  # type: ignore[misc]  # one pair a channel


def on_white(image: Image.Image) -> Image.Image:
    """Return ``image`` as RGB, on white where it is transparent: itself if it is RGB already."""
    if image.mode == "RGB":
        return image
    ground = Image.new("RGB", image.size, "white")
    for top in range(0, image.height, 256):  # in strips: a whole mask would be a third picture in memory
        strip = image.crop((0, top, image.width, min(top + 256, image.height)))
        ground.paste(strip, (0, top), strip)
    return ground


def is_flat(image: Image.Image, form: str) -> bool:
    """Tell whether a picture that came in as ``form`` is a chart, a logo, a screenshot, rather than a photograph."""
    if form not in LOSSLESS or image.width < 2:
        return False
    same = total = 0
    step = max(BAND, image.height // BANDS)
    for top in range(0, image.height, step):
        band = image.crop((0, top, image.width, min(top + BAND, image.height))).convert("RGB")
        left = band.crop((0, 0, band.width - 1, band.height))
        right = band.crop((1, 0, band.width, band.height))
        red, green, blue = ImageChops.difference(left, right).split()
        same += ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()[0]
        total += left.width * left.height
    return same >= FLAT * total


def colour(image: Image.Image) -> str:
    """Return the one colour that stands for the whole picture until it is there, as ``#rrggbb``."""
    pixel = on_white(image).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    return "#{:02x}{:02x}{:02x}".format(*map(int, pixel))
