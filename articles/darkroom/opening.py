"""Opening a picture under limits. Runs in the darkroom's process: no Django here."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageFile

from articles.darkroom.kinds import HEAD, Refused, kind

MAX_SIDE = 65_500  # pixels; all that a JPEG can hold


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a picture may be and how wide it must be, in pixels."""

    max_pixels: int
    min_width: int


def opened(file: BinaryIO, limits: Limits) -> Image.Image:
    """Return the picture in ``file`` with its size known and no pixel of it decoded yet.

    Raises ``Refused``. Only the one reader of Pillow that is meant for the file ever sees it.
    """
    name = kind(file.read(HEAD))
    file.seek(0)
    if name == "HEIF":
        _bring_heif()
    with refusals():
        image = Image.open(file, formats=(name,))
    check(image.width, image.height, limits, sideways=orientation(image) > 4)
    # MPO: what many cameras write, a JPEG with a preview or the other eye's view behind it. A HEIF container may hold
    # other pictures too, of which Pillow shows the one that is meant to be seen.
    frames = getattr(image, "n_frames", 1)
    if frames > 1 and name not in {"JPEG", "HEIF"}:
        raise Refused("animated", frames=frames)
    image.format = name
    return image


def load(image: Image.Image, limits: Limits) -> None:
    """Decode ``image``; ``Refused`` if it is damaged, or other than its header said."""
    with refusals():
        image.load()
    if image.width * image.height > limits.max_pixels:
        raise Refused("large")


def check(width: int, height: int, limits: Limits, *, sideways: bool) -> None:
    """Raise ``Refused`` if a picture of ``width`` by ``height`` pixels is too large or too small."""
    if width * height > limits.max_pixels:
        raise Refused("large")
    if (height if sideways else width) < limits.min_width:
        raise Refused("narrow")
    if max(width, height) > MAX_SIDE:
        raise Refused("long")


def orientation(image: Image.Image) -> int:
    """Return which way up the picture was taken, 1 to 8 as in EXIF; 1 where that is not said or cannot be read."""
    try:
        value = image.getexif().get(0x0112, 1)
    except Exception:  # noqa: BLE001 (Pillow raises half a dozen types on damaged EXIF)
        return 1
    return value if value in range(1, 9) else 1


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what a picture makes Pillow raise into ``Refused``. Decoders are kept strict: half a picture is damaged."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("large") from error
    except (MemoryError, Refused):
        raise
    except Exception as error:  # Pillow's decoders raise a dozen types on damaged files
        raise Refused("damaged") from error


def _bring_heif() -> None:
    try:
        import pillow_heif
    except ImportError as error:
        raise Refused("no_heif") from error
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
