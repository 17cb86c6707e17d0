"""Share images: a headline that is never cut and never a row of boxes, in either direction, with a picture or without."""

import io
from itertools import pairwise
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from articles.derivatives import cards, fonts, making
from articles.derivatives.lettering import Face, Unprintable, pieces
from articles.models import Organisation
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.paper]

TITLES = {
    "en": "One in seven sea rescuers is a woman, survey shows",
    "fr": "Une personne sur sept qui sauve des vies en mer est une femme",
    "ar": "امرأة واحدة بين كل سبعة من العاملين في الإنقاذ البحري (World Maritime University)",
    "ru": "Среди морских спасателей каждый седьмой — женщина",
    "zh-hans": "海岸安全组织调查：海上救助人员中每七人就有一名女性",
}
WIDTH = 600.0


def drawn(language: str = "en", *, photo: bool = False, **parts: Any) -> Image.Image | None:
    """Return the share image of a release; None if there is none."""
    release = factories.release(language, photo=factories.photo() if photo else None)
    subject = making.subject(factories.public(language, of=release, **parts).pk)
    assert subject is not None
    made = cards.card(subject.page, subject.site)
    return Image.open(io.BytesIO(made)) if made is not None else None


@pytest.mark.parametrize("photo", [True, False], ids=["with a picture", "without"])
@pytest.mark.parametrize("language", TITLES)
def test_an_image_is_drawn_in_the_size_that_pages_announce(language: str, photo: bool) -> None:
    image = drawn(language, photo=photo, title=TITLES[language])
    assert image is not None
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (1200, 630))
    assert "exif" not in image.info


def test_a_picture_stands_at_the_end_of_the_lines() -> None:
    teal = (0, 128, 128)
    for language, x in {"en": 1199, "ar": 0}.items():
        image = drawn(language, photo=True)
        assert image is not None
        assert all(abs(a - b) < 12 for a, b in zip(image.getpixel((x, 300)), teal, strict=True)), language  # type: ignore[arg-type]


@pytest.mark.parametrize("share", [0.01, 0.5], ids=["no image", "half of one"])
def test_a_broken_picture_keeps_nothing_from_being_made(share: float) -> None:
    photo = factories.photo()
    name = photo.file.file_name(photo.file.widths[-1])
    with default_storage.open(name) as file:
        whole = file.read()
    default_storage.delete(name)
    default_storage.save(name, ContentFile(whole[: int(len(whole) * share)]))
    subject = making.subject(factories.public(of=factories.release(photo=photo)).pk)
    assert subject is not None
    assert cards.card(subject.page, subject.site) is not None


def test_the_ground_has_the_colour_of_the_organisation() -> None:
    Organisation.objects.filter(pk=1).update(accent="#7a1020")
    image = drawn()
    assert image is not None
    assert all(abs(a - b) < 12 for a, b in zip(image.getpixel((5, 5)), (0x7A, 0x10, 0x20), strict=True))  # type: ignore[arg-type]


@pytest.mark.parametrize("title", ["word " * 58, "é" * 25 + " and more", "海" * 290, "a" * 30])
def test_a_long_headline_fits(title: str) -> None:
    assert drawn("zh-hans" if "海" in title else "en", title=title.strip()) is not None


@pytest.mark.parametrize("title", ["a" * 290, "ᚠᚢᚦ runes", "देवनागरी"])
def test_what_cannot_be_set_without_cutting_or_boxes_has_no_image(title: str) -> None:
    assert drawn(title=title) is None


def test_signs_that_no_font_has_are_left_out_of_the_image_alone() -> None:
    assert Face("en", 40).width("Sea 🌊 rescue") < Face("en", 40).width("Sea AA rescue")
    assert drawn(title="Sea 🌊 rescue") is not None


def test_a_machine_without_fonts_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "files", lambda *_a, **_k: [])
    with pytest.raises(Unprintable):
        Face("en", 40).runs("Sea")


# --- Lines ---


def lines(language: str, text: str, width: float = WIDTH) -> list[str]:
    found = Face(language, 48).wrapped(text, width)
    assert found is not None
    return found


@pytest.mark.parametrize("language", TITLES)
def test_lines_hold_the_whole_text_and_none_is_too_wide(language: str) -> None:
    face, found = Face(language, 48), lines(language, TITLES[language])
    glue = "" if language == "zh-hans" else " "
    assert glue.join(found) == TITLES[language]
    assert max(map(face.width, found)) <= WIDTH


def test_lines_are_about_even() -> None:
    found = lines("en", "Captain Noor Haddad appointed ICSO Director of Operations")
    widths = list(map(Face("en", 48).width, found))
    assert min(widths) > max(widths) * 0.5


def test_a_word_that_is_wider_than_the_line_cannot_be_wrapped() -> None:
    assert Face("en", 48).wrapped("a" * 100, WIDTH) is None


def test_a_space_that_does_not_break_keeps_its_words_together() -> None:
    assert pieces("Climat\xa0: agir vite") == ["Climat\xa0: ", "agir ", "vite"]


def test_chinese_lines_do_not_begin_with_what_closes_or_end_with_what_opens() -> None:
    text = "他说：“海上救助人员（女性）占七分之一。”这是报告第3页的内容，共46%。" * 3
    for size in range(20, 60, 3):
        found = Face("zh-hans", size).wrapped(text, WIDTH)
        assert found is not None
        for before, after in pairwise(found):
            assert before[-1] not in "（“" and after[0] not in "，。：”）%", (before, after)


def test_latin_words_in_arabic_are_read_to_the_right_in_a_font_that_has_them() -> None:
    runs = Face("ar", 40).runs("جامعة World Maritime University 2026 في مالمو")
    assert [(run.direction, run.text) for run in runs] == [
        ("rtl", "جامعة "),
        ("ltr", "World Maritime University 2026"),
        ("rtl", " في مالمو"),
    ]
    assert len({run.font.path for run in runs}) == 2


def test_an_arabic_line_begins_at_the_right(monkeypatch: pytest.MonkeyPatch) -> None:
    placed: list[tuple[float, str]] = []

    class Canvas:
        def text(self, place: tuple[float, float], text: str, *_a: Any, **_k: Any) -> None:
            placed.append((place[0], text))

    face = Face("ar", 40)
    face.draw(Canvas(), 1000, 100, "جامعة ICSO", "#fff")  # type: ignore[arg-type]
    assert [text for _x, text in placed] == ["جامعة ", "ICSO"]
    assert placed[0][0] > placed[1][0] == pytest.approx(1000 - face.width("جامعة ICSO"))
