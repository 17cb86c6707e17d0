"""Opening a picture under limits. Runs in the darkroom's process: no Django here."""

import io
import os
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFile

from articles.darkroom.kinds import HEAD, Refused, kind

MAX_SIDE = 65_500  # pixels; all that a JPEG can hold


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a picture may be and how wide it must be, in pixels."""

    max_pixels: int
    min_width: int


def opened(path: Path, limits: Limits) -> Image.Image:
    """Return the picture in the file at ``path`` with its size known and no pixel of it decoded yet.

    Raises ``Refused``. Only the one reader of Pillow that is meant for the file ever sees it.
    """
    with path.open("rb") as file:
        name = kind(file.read(HEAD))
    if name == "HEIF":
        _bring_heif()
    with _refusals():
        image = Image.open(path, formats=(name,))
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
    with _refusals():
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


class _refusals:  # noqa: N801 (a with statement, and nothing else)
    """Turns what decoders raise into ``Refused``. They are left as strict as they are: half a picture is damaged."""

    def __enter__(self) -> None:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        self._warnings = warnings.catch_warnings()
        self._warnings.__enter__()
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        self._warnings.__exit__(None, None, None)
        if isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
            raise Refused("large") from error
        if isinstance(error, Exception) and not isinstance(error, MemoryError | Refused):
            raise Refused("damaged") from error


def _bring_heif() -> None:
    try:
        import pillow_heif
    except ImportError as error:
        raise Refused("no_heif") from error
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
