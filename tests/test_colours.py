"""Accents: contrast as WCAG counts it, the nearest colour that passes, and the sheet that carries them."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from articles import colours

CSS = Path(__file__).resolve().parent.parent / "newsroom" / "static" / "newsroom" / "site.css"
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
HUES = ["#ff0000", "#e6a100", "#1aa34a", "#00a0b0", "#3f7fff", "#d040f0", "#777777"]


def declared(name: str) -> list[str]:
    """Return the values of a custom property in the order of the sheet, #rgb written out."""
    found = re.findall(rf"--{name}: (#[0-9a-f]+);", CSS.read_text(encoding="utf-8"))
    return [colours.normal(value) for value in found]


def test_the_grounds_and_the_accents_are_those_of_the_sheet() -> None:
    light, dark = zip(*(declared(name)[:2] for name in ("paper", "ground", "note")), strict=True)
    assert (light, dark, tuple(declared("accent")[:2])) == (colours.LIGHT, colours.DARK, colours.DEFAULTS)


def test_the_inks_of_the_sheet_can_be_read_on_its_grounds() -> None:
    for number, grounds in enumerate((colours.LIGHT, colours.DARK)):
        for name in ("ink", "ink-soft", "accent"):
            assert colours.passes(declared(name)[number], grounds), (name, grounds)


# Values of WCAG's own examples and of the W3C's contrast figures.
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert round(colours.ratio(one, other), 2) == round(colours.ratio(other, one), 2) == expected


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("#0B4F7D", "#0b4f7d"),
        (" 0b4f7d ", "#0b4f7d"),
        ("#abc", "#aabbcc"),
        ("red", "red"),
        ("", ""),
        ("#12345", "#12345"),
    ],
)
def test_a_colour_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert colours.normal(typed) == kept


@pytest.mark.parametrize("grounds", [colours.LIGHT, colours.DARK])
@given(colour=COLOURS)
def test_there_is_always_a_nearest_colour_and_it_passes(grounds: tuple[str, ...], colour: str) -> None:
    found = colours.nearest(colour, grounds)
    assert colours.passes(found, grounds)
    if colours.passes(colour, grounds):
        assert found == colour


@pytest.mark.parametrize("colour", HUES)
def test_the_nearest_colour_only_just_passes_and_looks_like_the_one_that_was_meant(colour: str) -> None:
    found = colours.nearest(colour, colours.LIGHT)
    assert colours.worst(found, colours.LIGHT)[0] < colours.NEEDED + 0.35
    meant, got = (max(range(3), key=[int(c[at : at + 2], 16) for at in (1, 3, 5)].__getitem__) for c in (colour, found))
    assert meant == got


def test_a_colour_that_is_too_faint_is_refused_with_its_contrast_and_a_better_one() -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        colours.check_on_light("#8ec8f2")
    better = colours.nearest("#8ec8f2", colours.LIGHT)
    assert refused.value.messages == [
        "Text in this colour is too hard to read: its contrast on #fdf3d0 is 1.61 to 1, and 4.5 to 1 is needed. "
        f"The nearest colour that passes is {better}."
    ]
    colours.check_on_dark("#8ec8f2")
    colours.check_on_light(better)


def test_what_just_falls_short_does_not_read_as_if_it_were_enough() -> None:
    assert (colours.floored(4.4999, 2), colours.floored(4.4999, 1)) == ("4.49", "4.4")


@pytest.mark.parametrize(
    "typed", ["red", "#12345", "#12345g", "#1234567", "url(x)", "#000;}", "\x00", "＃0b4f7d", "#０b4f7d"]
)
def test_what_is_no_colour_is_refused_on_any_ground(typed: str) -> None:
    for check in (colours.check_on_light, colours.check_on_dark):
        with pytest.raises(ValidationError) as refused:
            check(typed)
        assert refused.value.code == "form"


def test_an_organisation_without_accents_has_no_sheet() -> None:
    assert colours.sheet("", "") == colours.sheet(*colours.DEFAULTS) == ""


def test_the_accent_that_is_missing_follows_from_the_other() -> None:
    light, dark = colours.accents("#8a1538", "")
    assert light == "#8a1538"
    assert colours.passes(dark, colours.DARK)
    assert colours.accents("", dark) == (colours.nearest(dark, colours.LIGHT), dark)


@pytest.mark.parametrize("stored", ["#fff", "#8ec8f2", "red;} * { display: none", "</style>"])
def test_what_came_in_past_the_form_reaches_no_sheet(stored: str) -> None:
    assert colours.accents(stored, "") == colours.DEFAULTS
    assert colours.sheet(stored, "") == ""


def test_the_sheet_sets_both_accents_and_nothing_else() -> None:
    assert colours.sheet("#8a1538", "#ff9db5") == (
        ":root, .sheet { --accent: #8a1538; }\n@media (prefers-color-scheme: dark) { :root { --accent: #ff9db5; } }\n"
    )
