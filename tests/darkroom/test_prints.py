"""The sizes and formats that a picture is made in, and what is not in them."""

from typing import Any

import pytest
from PIL import Image, ImageDraw

from articles.darkroom import prints
from tests.darkroom import files
from tests.darkroom.files import BLUE, GREEN, RED, WHITE, file, plain, quarters
from tests.darkroom.working import Work, corners, near, work


def photograph(width: int, height: int) -> Image.Image:
    """Return what no compression makes small."""
    return Image.merge("RGB", [Image.effect_noise((width, height), 40)] * 3)


def chart(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return bars on plain ground, of whom none is visible through the other."""
    image = Image.new(mode, (width, height), "white" if mode == "RGB" else (0, 0, 0, 0))
    for place in range(10, width, 60):
        ImageDraw.Draw(image).rectangle((place, place % height, place + 30, height), fill="teal")
    return image


def sizes(done: Work) -> dict[str, tuple[int, int]]:
    """Return what the enlarger says of its files, having looked whether it is true."""
    said = {one["name"]: (one["width"], one["height"]) for one in done.result["made"]}
    assert said == {name: done.picture(name).size for name in done.files}
    return said


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (400, [240, 400]),
        (401, [240, 400, 401]),
        (1000, [240, 400, 520, 700, 800, 1000]),
        (1200, [240, 400, 520, 700, 800, 1200]),
        (2000, [240, 400, 520, 700, 800, 1200, 1600, 2000]),
        (2300, [240, 400, 520, 700, 800, 1200, 1600, 2000]),
    ],
)
def test_a_picture_is_made_in_each_width_up_to_its_own_and_never_enlarged(width: int, widths: list[int]) -> None:
    done = work(file(plain("RGB", RED, width, width // 2), "JPEG"))
    expected = {f"{one}.jpg": (one, round(width // 2 * one / width)) for one in widths}
    assert sizes(done) == expected | {"full.jpg": (width, width // 2), "social-50-50.jpg": (1200, 630)}


def test_avif_comes_in_the_same_widths_alone() -> None:
    done = work(file(plain("RGB", RED, 1000, 600), "JPEG"), "avif")
    assert sizes(done) == {
        "240.avif": (240, 144),
        "400.avif": (400, 240),
        "520.avif": (520, 312),
        "700.avif": (700, 420),
        "800.avif": (800, 480),
        "1000.avif": (1000, 600),
    }
    assert {done.picture(name).format for name in done.files} == {"AVIF"}


def test_avif_is_lighter_than_jpeg() -> None:
    done = work(file(photograph(600, 300), "JPEG"), "base", "avif")
    assert all(len(done.files[f"{width}.avif"]) < 0.8 * len(done.files[f"{width}.jpg"]) for width in (400, 600))


def test_a_picture_too_tall_for_avif_has_none_so_that_nobody_gets_a_narrower_one_instead() -> None:
    data = file(plain("RGB", RED, 400, prints.LARGE // 400 + 1), "PNG")
    assert work(data, "avif").files == {}


def test_everything_at_once_is_what_each_alone_would_be() -> None:
    data = file(quarters(800, 600), "JPEG")
    together = work(data, "base", "avif", "social")
    assert together.files == work(data, "base").files | work(data, "avif").files


@pytest.mark.parametrize(("wanted", "name"), [("social", "social-50-50.jpg"), ("avif", "400.avif")])
def test_a_picture_that_is_decoded_smaller_shows_the_same(
    wanted: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(prints.AVIF, "speed", 10)
    small = work(file(quarters(4001, 2667), "JPEG"), wanted)  # no multiple of eight
    assert (small.result["width"], small.result["height"]) == (4001, 2667)
    assert wanted == "social" or sizes(small)["2000.avif"] == (2000, 1333)
    assert all(map(near, corners(small.picture(name)), (RED, GREEN, BLUE, WHITE), [20] * 4))


@pytest.mark.parametrize("width", [600, 1200, 4800])
@pytest.mark.parametrize(("focus", "colour"), [((0, 50), RED), ((25, 50), RED), ((75, 10), BLUE), ((100, 100), BLUE)])
def test_a_social_picture_of_a_wide_one_is_cut_around_its_focus(
    width: int, focus: tuple[int, int], colour: tuple[int, ...]
) -> None:
    image = plain("RGB", RED, width, width // 4)
    image.paste(BLUE, (width // 2, 0, width, width // 4))
    done = work(file(image, "JPEG"), "social", focus=focus)
    name = f"social-{focus[0]}-{focus[1]}.jpg"
    assert sizes(done) == {name: (1200, 630)}
    assert [near(one, colour, 20) for one in corners(done.picture(name))] == [True] * 4


@pytest.mark.parametrize(("focus", "colours"), [(0, (RED, RED)), (50, (RED, BLUE)), (100, (BLUE, BLUE))])
def test_a_social_picture_of_a_tall_one_is_cut_around_its_focus(focus: int, colours: tuple[Any, Any]) -> None:
    image = plain("RGB", RED, 600, 1200)
    image.paste(BLUE, (0, 600, 600, 1200))
    cut = work(file(image, "JPEG"), "social", focus=(50, focus)).picture(f"social-50-{focus}.jpg")
    assert near(cut.getpixel((600, 10)), colours[0], 20)
    assert near(cut.getpixel((600, 620)), colours[1], 20)


def test_the_focus_is_where_people_see_it_in_a_picture_taken_sideways() -> None:
    lying = plain("RGB", RED, 1200, 600)  # its left is the top
    lying.paste(BLUE, (600, 0, 1200, 600))
    data = file(lying, "JPEG", exif=files.turned(6))
    assert near(work(data, "social", focus=(50, 0)).picture("social-50-0.jpg").getpixel((600, 600)), RED, 20)


def test_a_chart_is_made_as_png_without_loss() -> None:
    image = chart(1000, 600)
    done = work(file(image, "PNG"))
    assert done.result["flat"] is True
    assert sizes(done).keys() == {
        "240.png",
        "400.png",
        "520.png",
        "700.png",
        "800.png",
        "1000.png",
        "full.png",
        "social-50-50.jpg",
    }
    assert done.picture("full.png").tobytes() == image.tobytes() == done.picture("1000.png").tobytes()


def test_a_chart_keeps_what_shows_through_and_its_social_picture_is_white_there() -> None:
    done = work(file(chart(500, 263, "RGBA"), "PNG"), "base", "avif")
    assert {done.picture(name).mode for name in done.files if not name.startswith("social")} == {"RGBA"}
    assert [done.picture(name).getchannel("A").getpixel((399, 0)) for name in ("400.avif", "400.png")] == [0, 0]
    assert near(done.picture("social-50-50.jpg").getpixel((1199, 0)), WHITE)


def test_a_photograph_lies_on_white_where_it_shows_through() -> None:
    image = photograph(500, 400)
    image.putalpha(Image.new("L", image.size, 0))
    done = work(file(image, "PNG"), "base", "avif")
    assert done.result["flat"] is False
    assert [corners(done.picture(f"400.{end}")) for end in ("jpg", "avif")] == [[WHITE] * 4] * 2


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_a_photograph_is_made_as_jpeg_whatever_it_came_as(form: str) -> None:
    done = work(file(photograph(500, 400), form))
    assert (done.result["flat"], "400.jpg" in done.files) == (False, True)


def test_flat_art_that_is_smaller_as_jpeg_is_made_as_jpeg() -> None:
    image = chart(1000, 600)
    image.paste(photograph(500, 600), (0, 0))
    image.paste(photograph(140, 600), (500, 0))
    image = image.resize((4000, 600), Image.Resampling.NEAREST)  # most pixels are as their neighbour
    done = work(file(image, "PNG"))
    assert (done.result["flat"], "full.jpg" in done.files) == (True, True)


@pytest.mark.parametrize(
    ("image", "colour"),
    [
        (plain("RGB", (0, 128, 128)), "#008080"),
        (plain("RGBA", (0, 0, 0, 0)), "#ffffff"),
        (plain("L", 90), "#5a5a5a"),
    ],
)
def test_the_colour_that_stands_for_a_picture_is_its_mean_on_white(image: Image.Image, colour: str) -> None:
    assert work(file(image, "PNG"), "social").result["colour"] == colour


def test_nothing_but_pixels_is_in_anything_that_is_made() -> None:
    canary = b"CanaryCanary"
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = canary.decode()
    exif.get_ifd(0x8825)[1], exif.get_ifd(0x8825)[2] = "N", (38.0, 42.0, 0.0)
    common: dict[str, Any] = {"exif": exif, "xmp": canary, "icc_profile": files.swapped_rgb()}
    jpeg = file(photograph(500, 400), "JPEG", comment=canary, dpi=(300, 300), **common)
    png = files.with_chunk(file(chart(500, 400), "PNG", dpi=(300, 300), **common), b"tEXt", b"Comment\0" + canary)
    one, two = work(jpeg, "base", "avif"), work(png, "base", "avif")
    made = one.files | {f"flat {name}": data for name, data in two.files.items()}
    assert {name for name, data in made.items() if canary in data} == set()
    for name, data in made.items():
        if name.endswith(".jpg"):
            # JFIF, tables, frame: no EXIF or XMP (E1), profile (E2), IPTC (ED), comment (FE)
            assert set(files.segments(data)) <= {0xE0, 0xDB, 0xC0, 0xC2, 0xC4}, name
            assert b"\0\x01\x01\0\0\x01\0\x01\0\0" in data[:30], name  # no resolution, no thumbnail
            assert data.endswith(b"\xff\xd9")
        elif name.endswith(".png"):
            assert set(files.chunks(data)) == {b"IHDR", b"IDAT", b"IEND"}, name
        else:
            head = data[: data.index(b"mdat")]
            assert [word for word in (b"Exif", b"mime", b"prof", b"rICC") if word in head] == [], name
            assert head.count(b"infe") == 1, name  # the picture itself
