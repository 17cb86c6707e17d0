"""Hostile and odd files, each with what must become of it: the colours of a rendition, or the word of a refusal.

``SOUND``: name → (maker of the file, colours of the quarters of what readers get; one colour for a plain picture).
``REFUSED``: name → (maker of the file, why it is refused, its numbers).
"""

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

from PIL import Image, ImageCms
from pillow_heif import HeifFile, from_pillow, register_heif_opener

from tests.darkroom import files
from tests.darkroom.files import BLUE, GREEN, RED, WHITE, box, chunk, file, plain, png, quarters, with_chunk

register_heif_opener()

Colour = tuple[int, ...]
Maker = Callable[[], bytes]
QUARTERS = (RED, GREEN, BLUE, WHITE)
SWAPPED = (GREEN, RED, BLUE, WHITE)
TEAL, BLACK = (0, 128, 128), (0, 0, 0)
UNDONE = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""What a camera does to an upright picture that it marks with each orientation."""


def lying(orientation: int, form: str = "JPEG") -> bytes:
    """Return the quarters as a camera held in this way writes them."""
    turn = UNDONE[orientation]
    image = quarters() if turn is None else quarters().transpose(turn)
    exif = files.turned(orientation).tobytes()
    image.info["exif"] = exif  # where the writer of HEIC looks for it
    return file(image, form, exif=exif)


def several(*images: Image.Image, form: str = "", **options: Any) -> bytes:
    """Return ``images`` in one file."""
    return file(images[0], form, save_all=True, append_images=images[1:], **options)


def with_primary(number: int) -> bytes:
    """Return a HEIC that holds two pictures, of which one is meant to be seen."""
    heif: HeifFile = from_pillow(plain("RGB", "red"))
    heif.add_from_pillow(plain("RGB", TEAL))
    return file_of(heif, number)


def file_of(heif: HeifFile, primary: int) -> bytes:
    buffer = io.BytesIO()
    heif.save(buffer, primary_index=primary)
    return buffer.getvalue()


def palette(clear: bool) -> bytes:
    """Return a PNG with a palette, of whose colours one is transparent or none."""
    image = plain("P", 0)
    image.putpalette([*RED, *[0] * 765])
    return file(image, "PNG", **({"transparency": 0} if clear else {}))


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
HTML = b"<!DOCTYPE html><script>alert(1)</script>"

SOUND: dict[str, tuple[Maker, Colour | tuple[Colour, ...]]] = {
    **{f"jpeg, orientation {n}": (lambda n=n: lying(n), QUARTERS) for n in UNDONE},
    "png, orientation 6": (lambda: lying(6, "PNG"), QUARTERS),
    "webp, orientation 8": (lambda: lying(8, "WEBP"), QUARTERS),
    "avif, orientation 6": (lambda: lying(6, "AVIF"), QUARTERS),
    "avif, orientation 5": (lambda: lying(5, "AVIF"), QUARTERS),
    "heic, orientation 6": (lambda: lying(6, "HEIF"), QUARTERS),
    "heic, orientation 7": (lambda: lying(7, "HEIF"), QUARTERS),
    "orientation 9, which there is not": (lambda: file(quarters(), "JPEG", exif=files.turned(9)), QUARTERS),
    "damaged exif": (lambda: file(quarters(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\xff\xff"), QUARTERS),
    "progressive jpeg": (lambda: file(quarters(), "JPEG", progressive=True), QUARTERS),
    "grey jpeg": (lambda: file(plain("L", 117), "JPEG"), (117, 117, 117)),
    "png": (lambda: file(quarters(), "PNG"), QUARTERS),
    "interlaced png": (lambda: png(400, 300, 8, 2, bytes(1201 * 300)), BLACK),
    "webp": (lambda: file(quarters(), "WEBP"), QUARTERS),
    "webp without loss": (lambda: file(quarters(), "WEBP", lossless=True), QUARTERS),
    "avif": (lambda: file(quarters(), "AVIF"), QUARTERS),
    "heic": (lambda: file(quarters(), "HEIF"), QUARTERS),
    "heic of two, the first is meant": (lambda: with_primary(0), RED),
    "heic of two, the second is meant": (lambda: with_primary(1), TEAL),
    "camera's jpeg with a preview": (lambda: several(plain("RGB", TEAL), plain("RGB", "red"), form="MPO"), TEAL),
    "1 bit": (lambda: file(plain("1", 1), "PNG"), WHITE),
    "grey png": (lambda: file(plain("L", 117), "PNG"), (117, 117, 117)),
    "1 bit, of which one is clear": (
        lambda: png(400, 300, 1, 0, bytes(51 * 300), chunk(b"tRNS", b"\0\0")),
        (*BLACK, 0),
    ),
    "16 bits of grey": (lambda: file(plain("I;16", 117 * 256), "PNG"), (117, 117, 117)),
    "16 bits of colour": (
        lambda: png(400, 300, 16, 2, (b"\0" + struct.pack(">3H", 0, 128 * 257, 128 * 257) * 400) * 300),
        TEAL,
    ),
    "16 bits of grey and of opacity": (
        lambda: png(400, 300, 16, 4, (b"\0" + struct.pack(">2H", 117 * 257, 65535) * 400) * 300),
        (117, 117, 117),
    ),
    "16 bits of colour, of which one is clear": (
        lambda: png(
            400,
            300,
            16,
            2,
            (b"\0" + struct.pack(">3H", 0, 128 * 257, 128 * 257) * 400) * 300,
            chunk(b"tRNS", struct.pack(">3H", 0, 128 * 257, 128 * 257)),
        ),
        (*TEAL, 0),
    ),
    "palette": (lambda: palette(clear=False), RED),
    "palette with a clear colour": (lambda: palette(clear=True), (*RED, 0)),
    "colour that is clear": (lambda: file(plain("RGB", TEAL), "PNG", transparency=TEAL), (*TEAL, 0)),
    "grey that is clear": (lambda: file(plain("L", 117), "PNG", transparency=117), (117, 117, 117, 0)),
    "half clear": (lambda: file(plain("RGBA", (255, 0, 0, 128)), "PNG"), (255, 0, 0, 128)),
    "clear grey": (lambda: file(plain("LA", (90, 0)), "PNG"), (90, 90, 90, 0)),
    "opaque with opacity": (lambda: file(plain("RGBA", (*TEAL, 255)), "WEBP", lossless=True), TEAL),
    "clear avif": (lambda: file(plain("RGBA", (255, 0, 0, 0)), "AVIF"), WHITE),
    "clear heic": (lambda: file(plain("RGBA", (255, 0, 0, 0)), "HEIF"), WHITE),
    "cmyk": (lambda: file(plain("CMYK", (0, 255, 255, 0)), "JPEG"), RED),
    "cmyk with a profile": (
        lambda: file(plain("CMYK", (255, 0, 0, 0)), "JPEG", icc_profile=files.grey_cmyk()),
        (119, 119, 119),
    ),
    "cmyk with a profile of rgb": (lambda: file(plain("CMYK", (0, 255, 255, 0)), "JPEG", icc_profile=SRGB), RED),
    "srgb profile": (lambda: file(quarters(), "JPEG", icc_profile=SRGB), QUARTERS),
    "other primaries, jpeg": (lambda: file(quarters(), "JPEG", icc_profile=files.swapped_rgb()), SWAPPED),
    "other primaries, png": (lambda: file(quarters(), "PNG", icc_profile=files.swapped_rgb()), SWAPPED),
    "other primaries, webp": (lambda: file(quarters(), "WEBP", icc_profile=files.swapped_rgb()), SWAPPED),
    "other primaries, avif": (lambda: file(quarters(), "AVIF", icc_profile=files.swapped_rgb()), SWAPPED),
    "other primaries, heic": (lambda: file(quarters(), "HEIF", icc_profile=files.swapped_rgb()), SWAPPED),
    "other primaries, half clear": (
        lambda: file(plain("RGBA", (255, 0, 0, 128)), "PNG", icc_profile=files.swapped_rgb()),
        (*GREEN, 128),
    ),
    "linear grey": (lambda: file(plain("L", 128), "JPEG", icc_profile=files.linear_grey()), (188, 188, 188)),
    "linear grey, half clear": (
        lambda: file(plain("LA", (128, 128)), "PNG", icc_profile=files.linear_grey()),
        (188, 188, 188, 128),
    ),
    "broken profile": (lambda: file(quarters(), "JPEG", icc_profile=b"not a profile"), QUARTERS),
    "profile of lab": (lambda: file(quarters(), "JPEG", icc_profile=LAB), QUARTERS),
    "jpeg with a page behind it": (lambda: file(quarters(), "JPEG") + HTML, QUARTERS),
    "png with an archive behind it": (lambda: file(quarters(), "PNG") + b"PK\3\4secret", QUARTERS),
    "webp with a program behind it": (
        lambda: file(quarters(), "WEBP", lossless=True, exif=bytes(2000)) + b"<?php system('id') ?>",
        QUARTERS,
    ),
    "png that says it is one frame of one": (
        lambda: with_chunk(
            with_chunk(file(quarters(), "PNG"), b"fcTL", struct.pack(">5I2H2B", 0, 480, 320, 0, 0, 1, 1, 0, 0)),
            b"acTL",
            struct.pack(">II", 1, 0),
        ),
        QUARTERS,
    ),
}


def claiming(width: int, height: int) -> bytes:
    """Return a small PNG whose header claims a size in pixels."""
    return png(width, height, 8, 0, b"")


def claiming_jpeg(width: int, height: int) -> bytes:
    """Return a small JPEG whose header claims a size in pixels."""
    data = file(plain("L", 0), "JPEG")
    frame = data.index(b"\xff\xc0") + 5
    return data[:frame] + struct.pack(">HH", height, width) + data[frame + 4 :]


def claiming_webp(width: int, height: int) -> bytes:
    """Return a WebP whose header claims a canvas in pixels."""
    sides = b"".join((side - 1).to_bytes(3, "little") for side in (width, height))
    return b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<II", 10, 0) + sides + bytes(8)


@cache
def bomb() -> bytes:
    """Return 100 kilobytes that grow to 100 megabytes."""
    packer = zlib.compressobj(6)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()


def cut(data: bytes) -> bytes:
    """Return what arrived of ``data`` before the connection broke."""
    return data[: len(data) * 2 // 3]


def noise() -> Image.Image:
    return Image.effect_noise((500, 400), 60).convert("RGB")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="500" height="300"><script/></svg>'
REFUSED: dict[str, tuple[Maker, str, dict[str, int]]] = {
    name: (maker, why, numbers[0] if numbers else {})
    for name, (maker, why, *numbers) in {
        "text": (lambda: b"not a picture", "unknown"),
        "nul": (lambda: bytes(5000), "unknown"),
        "html page": (lambda: HTML + file(quarters(), "JPEG"), "markup"),
        "svg": (lambda: SVG, "svg"),
        "svg with a declaration": (lambda: b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->' + SVG, "svg"),
        "pdf": (lambda: file(quarters(), "PDF"), "pdf"),
        "pdf after a blank line": (lambda: b"\n" + file(quarters(), "PDF"), "pdf"),
        "eps": (lambda: file(quarters(), "EPS"), "eps"),
        "eps with a preview": (lambda: b"\xc5\xd0\xd3\xc6" + bytes(100), "eps"),
        "psd": (lambda: b"8BPS\0\1" + bytes(100), "psd"),
        "tiff": (lambda: file(quarters(), "TIFF"), "tiff"),
        "raw of canon": (lambda: box(b"ftyp", b"crx \0\0\0\1crx isom"), "tiff"),
        "gif": (lambda: file(quarters(), "GIF"), "gif"),
        "moving gif": (lambda: several(quarters(), noise(), form="GIF"), "gif"),
        "bmp": (lambda: file(quarters(), "BMP"), "bmp"),
        "ico": (lambda: file(plain("RGB", "red", 256, 256), "ICO"), "ico"),
        "jpeg 2000": (lambda: file(quarters(), "JPEG2000"), "jpeg2000"),
        "jpeg xl": (lambda: b"\xff\x0a" + bytes(100), "jpegxl"),
        "film": (lambda: box(b"ftyp", b"isom\0\0\2\0isomiso2avc1mp41"), "film"),
        "archive": (lambda: b"PK\3\4" + bytes(100), "archive"),
        "jpeg that is a page too": (lambda: files.with_segment(file(quarters(), "JPEG"), 0xFE, b"*/" + HTML), "two"),
        "png that is a pdf too": (lambda: with_chunk(file(quarters(), "PNG"), b"tEXt", b"a\0%PDF-1.7"), "two"),
        "moving png": (lambda: several(quarters(), noise(), noise(), form="PNG"), "animated", {"frames": 3}),
        "moving webp": (lambda: several(noise(), quarters(500, 400), form="WEBP"), "animated", {"frames": 2}),
        "moving avif": (lambda: several(noise(), quarters(500, 400), form="AVIF"), "animated", {"frames": 2}),
        "heic of a burst": (lambda: file(quarters(), "HEIF").replace(b"ftypheic", b"ftyphevc"), "sequence"),
        "start of a jpeg": (lambda: file(noise(), "JPEG")[:20], "damaged"),
        "cut jpeg": (lambda: cut(file(noise(), "JPEG")), "damaged"),
        "cut progressive jpeg": (lambda: cut(file(noise(), "JPEG", progressive=True)), "damaged"),
        "cut png": (lambda: cut(file(noise(), "PNG")), "damaged"),
        "cut webp": (lambda: cut(file(noise(), "WEBP")), "damaged"),
        "cut avif": (lambda: cut(file(noise(), "AVIF")), "damaged"),
        "cut heic": (lambda: cut(file(noise().crop((0, 0, 400, 60)), "HEIF")), "damaged"),
        "png with a wrong sum": (lambda: file(noise(), "PNG").replace(b"IDAT", b"IDAU", 1), "damaged"),
        "heic by its name alone": (lambda: box(b"ftyp", b"heic\0\0\0\0mif1heic") + bytes(500), "damaged"),
        "13,000 squared": (lambda: claiming(13_000, 13_000), "large"),
        "30,000 squared": (lambda: claiming(30_000, 30_000), "large"),
        "two thousand million squared": (lambda: claiming(2**31 - 1, 2**31 - 1), "large"),
        "jpeg of 65,500 squared": (lambda: claiming_jpeg(65_500, 65_500), "large"),
        "webp of 16,383 squared": (lambda: claiming_webp(16_383, 16_383), "large"),
        "one pixel over": (lambda: claiming(40_000_001, 1), "large"),
        "no pixel": (lambda: claiming(0, 0), "damaged"),
        "narrow": (lambda: claiming(399, 300), "narrow"),
        "narrow when upright": (lambda: file(plain("L", 0, 600, 399), "JPEG", exif=files.turned(6)), "narrow"),
        "high": (lambda: claiming(400, 65_501), "long"),
        "wide": (lambda: claiming(65_501, 400), "long"),
        "bomb in a text": (
            lambda: with_chunk(file(quarters(), "PNG"), b"zTXt", b"a\0\0" + bomb()),
            "damaged",
        ),
        "bomb in a text of any language": (
            lambda: with_chunk(file(quarters(), "PNG"), b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + bomb()),
            "damaged",
        ),
        "bomb in a profile": (
            lambda: with_chunk(file(quarters(), "PNG"), b"iCCP", b"a\0\0" + bomb()),
            "damaged",
        ),
        "png without its colours": (lambda: png(400, 300, 8, 3, bytes(401 * 300)), "damaged"),
        "png with more opacities than colours": (
            lambda: png(400, 300, 8, 3, bytes(401 * 300), chunk(b"PLTE", bytes(3)), chunk(b"tRNS", bytes(300))),
            "damaged",
        ),
        "png without its pixels": (lambda: png(400, 300, 8, 0, b"\0"), "damaged"),
    }.items()
}
