"""Which files are taken as pictures, and what becomes of them."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageCms, ImageDraw, ImageFile

from articles import images
from tests import factories

TEAL = (0, 128, 128)


def encoded(image: Image.Image, form: str, **options: object) -> io.BytesIO:
    """Return ``image`` as a file."""
    file = io.BytesIO()
    image.save(file, form, **options)
    file.seek(0)
    return file


def plain(mode: str = "RGB", colour: object = "teal", width: int = 500, height: int = 300) -> Image.Image:
    """Return a picture of one colour."""
    return Image.new(mode, (width, height), colour)  # type: ignore[arg-type]


def made(file: io.BytesIO) -> list[Image.Image]:
    """Return what readers get of ``file``, narrowest first."""
    return [Image.open(io.BytesIO(rendition.data)) for rendition in images.renditions(file)]


def claiming(width: int, height: int) -> io.BytesIO:
    """Return a small PNG whose header claims a size in pixels."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * (width + 1) * min(height, 70_000) if width < 500 else b"")
    chunks = [header, b"IDAT" + pixels, b"IEND"]
    framed = (struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in chunks)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(framed))


def middle(file: io.BytesIO) -> tuple[int, ...]:
    """Return the colour in the middle of what readers get of ``file``."""
    image = made(file)[0]
    colour = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(colour, tuple)
    return colour


def close(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    """Tell whether two colours are the same but for what JPEG loses."""
    return all(abs(a - b) <= 4 for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_comes_out_as_jpeg_in_every_width_up_to_its_own(form: str) -> None:
    out = made(factories.picture(1000, 600, form))
    assert [(image.format, image.size) for image in out] == [
        ("JPEG", (400, 240)),
        ("JPEG", (800, 480)),
        ("JPEG", (1000, 600)),
    ]


@pytest.mark.parametrize(
    ("width", "widths"),
    [(400, [400]), (401, [400, 401]), (800, [400, 800]), (1600, [400, 800, 1600]), (3000, [400, 800, 1600])],
)
def test_a_picture_is_never_enlarged_and_never_wider_than_the_widest(width: int, widths: list[int]) -> None:
    assert [image.width for image in made(factories.picture(width, 100))] == widths


def test_the_result_says_its_own_size() -> None:
    out = list(images.renditions(factories.picture(1000, 600)))
    assert [(r.width, r.height) for r in out] == [Image.open(io.BytesIO(r.data)).size for r in out]


REFUSED: dict[str, Callable[[], io.BytesIO]] = {
    "nothing": lambda: io.BytesIO(b""),
    "text": lambda: io.BytesIO(b"not a picture"),
    "an html page": lambda: io.BytesIO(b"<!DOCTYPE html><script>alert(1)</script>"),
    "svg": lambda: io.BytesIO(b'<svg xmlns="http://www.w3.org/2000/svg" width="500" height="300"><script/></svg>'),
    "pdf": lambda: encoded(plain(), "PDF"),
    "eps": lambda: encoded(plain(), "EPS"),
    "tiff": lambda: encoded(plain(), "TIFF"),
    "gif": lambda: encoded(plain(), "GIF"),
    "animated gif": lambda: encoded(plain(), "GIF", save_all=True, append_images=[plain(colour="red")]),
    "bmp": lambda: encoded(plain(), "BMP"),
    "ico": lambda: encoded(plain(width=256, height=256), "ICO"),
    "truncated jpeg": lambda: io.BytesIO(factories.picture().read()[:-200]),
    "truncated png": lambda: io.BytesIO(factories.picture(form="PNG").read()[:-200]),
    "header of a jpeg": lambda: io.BytesIO(factories.picture().read()[:20]),
}


@pytest.mark.parametrize("build", REFUSED.values(), ids=REFUSED.keys())
def test_anything_but_a_whole_jpeg_png_or_webp_is_refused(build: Callable[[], io.BytesIO]) -> None:
    with pytest.raises(images.ImageProblem) as problem:
        made(build())
    assert str(problem.value) == "This file is not a JPEG, PNG or WebP picture, or it is damaged."


def test_a_truncated_picture_is_refused_whatever_other_libraries_tell_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does when it is imported
    with pytest.raises(images.ImageProblem):
        made(REFUSED["truncated jpeg"]())


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_an_animated_picture_is_refused(form: str) -> None:
    with pytest.raises(images.ImageProblem) as problem:
        made(encoded(plain(), form, save_all=True, append_images=[plain(colour="red")]))
    assert str(problem.value) == "Animated pictures are not taken."


@pytest.mark.parametrize(
    ("width", "height", "message"),
    [
        (5000, 8001, "This picture has more than 40 megapixels. Make it smaller."),
        (13000, 13000, "This picture has more than 40 megapixels. Make it smaller."),
        (30000, 30000, "This picture has more than 40 megapixels. Make it smaller."),
        (399, 300, "This picture is less than 400 pixels wide."),
        (1, 1, "This picture is less than 400 pixels wide."),
        (400, 65501, "This picture is more than 65,500 pixels high."),
    ],
)
def test_a_picture_beyond_the_limits_is_refused_with_the_limit(width: int, height: int, message: str) -> None:
    with pytest.raises(images.ImageProblem) as problem:
        made(claiming(width, height))
    assert str(problem.value) == message


def test_a_file_of_more_than_25_megabytes_is_refused_unread() -> None:
    file = factories.picture()
    file.seek(0, io.SEEK_END)
    file.write(b"\0" * (25 * 1024 * 1024))
    with pytest.raises(images.ImageProblem) as problem:
        made(file)
    assert str(problem.value) == "This file is larger than 25 MB."


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_was_hung_behind_a_picture_is_served(form: str) -> None:
    file = factories.picture(form=form)
    file.seek(0, io.SEEK_END)
    file.write(b"<script>alert(1)</script><?php system('id') ?>PK\x03\x04")
    served = b"".join(rendition.data for rendition in images.renditions(file))
    assert [mark for mark in (b"script", b"<?php", b"PK\x03\x04") if mark in served] == []


def test_place_time_comments_and_profiles_of_a_photograph_are_not_served() -> None:
    exif = Image.Exif()
    exif[0x010F] = "CanaryCamera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (38.0, 42.0, 0.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = encoded(plain(width=1000), "JPEG", exif=exif, comment="CanaryComment", icc_profile=profile)
    out = made(file)
    assert [(dict(image.getexif()), sorted(image.info)) for image in out] == [
        ({}, ["jfif", "jfif_density", "jfif_unit", "jfif_version", "progression", "progressive"])
    ] * len(out)


@pytest.mark.parametrize("orientation", [5, 6, 7, 8])
def test_a_photograph_taken_sideways_is_turned_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = made(encoded(plain(width=1000, height=600), "JPEG", exif=exif))
    assert [image.size for image in out] == [(400, 667), (600, 1000)]


def test_a_photograph_taken_sideways_shows_its_top_on_top() -> None:
    sideways = plain(colour="white", width=1000, height=600)
    ImageDraw.Draw(sideways).rectangle((0, 0, 499, 599), fill="black")  # the left half is the top
    exif = Image.Exif()
    exif[0x0112] = 6
    upright = made(encoded(sideways, "JPEG", exif=exif))[0]
    assert (upright.getpixel((200, 20)), upright.getpixel((200, 640))) == ((0, 0, 0), (255, 255, 255))


@pytest.mark.parametrize(
    ("name", "file", "colour"),
    [
        ("grey", lambda: encoded(plain("L", 117), "PNG"), (117, 117, 117)),
        ("16 bits of grey", lambda: encoded(plain("I;16", 117 * 256), "PNG"), (117, 117, 117)),
        ("black and white", lambda: encoded(plain("1", 1), "PNG"), (255, 255, 255)),
        ("CMYK", lambda: encoded(plain("CMYK", (0, 255, 255, 0)), "JPEG"), (255, 0, 0)),
        ("transparent", lambda: encoded(plain("RGBA", (255, 0, 0, 0)), "PNG"), (255, 255, 255)),
        ("half transparent", lambda: encoded(plain("RGBA", (255, 0, 0, 128)), "PNG"), (255, 127, 127)),
        ("transparent grey", lambda: encoded(plain("LA", (0, 0)), "PNG"), (255, 255, 255)),
        ("opaque webp with alpha", lambda: encoded(plain("RGBA", (0, 128, 128, 255)), "WEBP"), TEAL),
        ("camera's jpeg with a preview", lambda: encoded(plain(), "MPO", save_all=True, append_images=[plain()]), TEAL),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_kind_of_pixel_keeps_its_colour_on_white(
    name: str, file: Callable[[], io.BytesIO], colour: tuple[int, int, int]
) -> None:
    assert close(middle(file()), colour)


def test_a_palette_with_a_transparent_colour_lies_on_white() -> None:
    image = plain("P", 0)
    image.putpalette([255, 0, 0, *[0] * 765])
    assert close(middle(encoded(image, "PNG", transparency=0)), (255, 255, 255))


def test_a_broken_colour_profile_is_ignored() -> None:
    assert close(middle(encoded(plain(), "JPEG", icc_profile=b"not a profile")), TEAL)


def test_a_profile_of_the_wrong_kind_is_ignored() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert close(middle(encoded(plain(), "JPEG", icc_profile=lab)), TEAL)
