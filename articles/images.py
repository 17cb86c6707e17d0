"""Pictures: decided by content, rebuilt from fresh pixels.

What is served is never the file that came in: it is decoded under limits, turned upright, converted to sRGB, and
encoded anew, so no metadata, appended script or odd format survives. Measured pitfalls: docs/decisions/0006.
"""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageFile, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 40_000_000
MIN_WIDTH = 400  # pixels
MAX_HEIGHT = 65_500  # pixels; all that a JPEG can hold
WIDTHS = (400, 800, 1600)  # pixels; a picture is never enlarged
QUALITY = 82


class ImageProblem(ValueError):
    """A file that is not taken as a picture; the message is for the person who chose it."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """One encoded size: ``width`` and ``height`` in pixels, ``data`` a JPEG."""

    width: int
    height: int
    data: bytes


def _open(file: BinaryIO) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it for the whole process that imports it
            image = Image.open(file, formats=FORMATS)
            if image.width * image.height > MAX_PIXELS:
                raise Image.DecompressionBombError
            # MPO: what many cameras write, a JPEG with a preview or the other eye's view behind it.
            if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
                raise ImageProblem(_("Animated pictures are not taken."))
            image.load()
    except ImageProblem:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        message = _("This picture has more than 40 megapixels. Make it smaller.")
        raise ImageProblem(message) from error
    except Exception as error:  # Pillow's decoders raise a dozen types on damaged files
        message = _("This file is not a JPEG, PNG or WebP picture, or it is damaged.")
        raise ImageProblem(message) from error
    return image


def _upright(image: Image.Image) -> Image.Image:
    """Return ``image`` as its EXIF orientation says; as it is where that cannot be read."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # noqa: BLE001 (Pillow raises half a dozen types on damaged EXIF)
        return image


def _to_srgb(image: Image.Image) -> Image.Image:
    """Return ``image`` as RGB in the sRGB colour space, on white where it is transparent."""
    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow would clip to white
        image = image.point(lambda value: value / 256).convert("L")
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None  # a broken profile: the bare numbers are the best guess
        if converted is not None:
            return converted
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return image.convert("RGB")


def renditions(file: BinaryIO) -> Iterator[Rendition]:
    """Yield the picture in every width of ``WIDTHS`` up to its own (and in its own, if it is smaller than the widest).

    Raises ``ImageProblem`` before the first one if the file is too large, not a picture, animated or too small.
    """
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(0)
    if size > MAX_BYTES:
        raise ImageProblem(_("This file is larger than 25 MB."))
    upright = _upright(_open(file))
    if upright.width < MIN_WIDTH:
        raise ImageProblem(_("This picture is less than 400 pixels wide."))
    if upright.height > MAX_HEIGHT:
        raise ImageProblem(_("This picture is more than 65,500 pixels high."))
    pixels = _to_srgb(upright)
    fresh = Image.new("RGB", pixels.size)
    fresh.paste(pixels)
    largest = min(fresh.width, WIDTHS[-1])
    for width in [*(w for w in WIDTHS if w < largest), largest]:
        height = max(1, round(fresh.height * width / fresh.width))
        scaled = fresh.resize((width, height), Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        scaled.save(buffer, "JPEG", quality=QUALITY, optimize=True, progressive=True)
        yield Rendition(width, height, buffer.getvalue())
