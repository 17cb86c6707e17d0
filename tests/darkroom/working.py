"""Developing in this process, where the process is not the point: the enlarger's own function on a folder."""

import io
import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from articles.darkroom import enlarger


@dataclass
class Work:
    """What the enlarger said, and the files that it made."""

    result: dict[str, Any]
    files: dict[str, bytes]

    def picture(self, name: str) -> Image.Image:
        return Image.open(io.BytesIO(self.files[name]))

    @property
    def narrowest(self) -> Image.Image:
        """What readers with a small screen get."""
        return self.picture("400.png" if "400.png" in self.files else "400.jpg")


def work(
    data: bytes, *wanted: str, focus: tuple[int, int] = (50, 50), max_pixels: int = 40_000_000, min_width: int = 400
) -> Work:
    """Return what becomes of the file ``data``; the base set if nothing else is ``wanted``."""
    job = {"wanted": wanted or ["base"], "focus": list(focus), "max_pixels": max_pixels, "min_width": min_width}
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").write_bytes(data)
        result = json.loads(json.dumps(enlarger.result(folder, job)))
        return Work(result, {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "in"})


def near(first: object, second: object, by: int = 6) -> bool:
    """Tell whether two colours are the same but for what is lost in writing them."""
    assert isinstance(first, tuple) and isinstance(second, tuple)
    return len(first) == len(second) and all(abs(a - b) <= by for a, b in zip(first, second, strict=True))


def corners(image: Image.Image) -> list[Any]:
    """Return the colours of the middles of the quarters of ``image``, from top left to bottom right."""
    at = [(x, y) for y in (1, 3) for x in (1, 3)]
    return [image.getpixel((image.width * x // 4, image.height * y // 4)) for x, y in at]
