"""The checks as a whole: the demo's texts, keys, places, languages of the interface, speed."""

import re
import statistics
import time
from dataclasses import replace
from functools import cache

import pytest
from django.utils import translation

from articles.checks import Attached, Finding, Kind, Material, Name, Picture, check, corrected
from articles.demo.texts import RELEASES, UPDATES
from articles.enums import Scan, all_codes
from articles.importing import read_file
from articles.models.release import Text
from tests.checks.material import alone, compared

LIMIT = 0.1
"""Seconds for a release of 1,500 words."""
SLOWNESS = 3
"""How much slower than ours the processor that runs the tests may be; time that others use is not counted."""


@cache
def demo(reference: str, *, updates: bool = False) -> tuple[str, dict[str, Text]]:
    """Return the original language of a release of the demo and its texts."""
    texts, original = {}, ""
    for path in sorted(((UPDATES if updates else RELEASES) / reference).glob("*.md")):
        parsed = read_file(path.name, path.read_bytes(), language=None, languages=all_codes())
        texts[parsed.language] = Text(parsed.title, parsed.dateline, parsed.lead, parsed.body, parsed.notes).cleaned()
        original = original if parsed.translation_of else parsed.language
    return original, texts


def materials(reference: str, *, updates: bool = False) -> list[Material]:
    original, texts = demo(reference, updates=updates)
    return [Material(language, one, original, texts.get(original)) for language, one in texts.items()]


REFERENCES = sorted(path.name for path in RELEASES.iterdir())


@pytest.mark.parametrize("reference", REFERENCES)
def test_the_texts_of_the_demo_give_no_finding(reference: str) -> None:
    assert {one.language: check(one) for one in materials(reference)} == {
        one.language: [] for one in materials(reference)
    }


@pytest.mark.parametrize("reference", sorted(path.name for path in UPDATES.iterdir()))
def test_the_updates_of_the_demo_give_no_finding(reference: str) -> None:
    assert [found for one in materials(reference, updates=True) for found in check(one)] == []


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_wrong_digit_in_a_translation_of_the_demo_is_found(reference: str) -> None:
    for material in materials(reference):
        if material.language == material.original_language:
            continue
        number = re.search(r"(?<![\d.,:/a-z-])[1-9]\d\d(?![\d.,  /-])", re.sub("<[^>]*>", "", material.text.body))
        if number is None:
            continue
        wrong = material.text.body.replace(number[0], "7193")
        found = check(replace(material, text=replace(material.text, body=wrong, lead="…", title="…")))
        assert [one for one in found if one.key.startswith("figure:extra:7193")], material.language


def test_an_original_is_checked_by_itself() -> None:
    assert alone("en", "154 States, on 5 February 2018.") == []
    one = Text("T", "D", "L", "<p>154</p>")
    assert check(Material("en", one, "en", Text("T", "D", "L", "<p>155</p>"))) == []


EVERYTHING = (
    '<h2>A</h2><p>In all, 154 States of the <a href="https://example.org/x">Council of Ports</a> met on 5 February '
    "2018, and “all of the many people who stood there were heard at last,” it said.</p>",
    "<p>Réunion : l'eau.</p>",
)


def everything() -> list[Finding]:
    names = [Name({"en": "Council of Ports", "fr": "Conseil des ports"})]
    there, here = EVERYTHING
    figure = f'<figure data-photo="{"p" * 22}"></figure>'
    text, original = Text(body=here, title="T" * 111), Text(body=there + figure)
    documents = [Attached("", "figures.xlsx", "d" * 22, "v" * 22, Scan.CLEAN)]
    material = Material("fr", text, "en", original, names, [Picture("")], documents)
    return check(material)


def test_every_kind_can_be_found() -> None:
    assert {one.kind for one in everything()} == set(Kind)


def test_a_place_is_a_part_of_its_excerpt() -> None:
    for one in everything():
        assert one.mark in one.excerpt and len(one.excerpt) <= 120 and len(one.key) <= 120
        assert one.field in {"title", "dateline", "lead", "body", "photo", "documents"}
    [long] = compared("en", "word " * 80 + "154 States " + "word " * 80, "fr", "rien")
    assert "154" in long.excerpt and len(long.excerpt) <= 120 and long.excerpt.startswith("…")


def test_keys_are_the_same_in_every_language_of_the_interface() -> None:
    with translation.override("en"):
        english = everything()
    with translation.override("fr"):
        french = everything()
    assert [one.key for one in english] == [one.key for one in french]
    assert len({one.key for one in english}) == len(english)


def test_a_key_stays_where_other_paragraphs_come_and_go() -> None:
    before = compared("en", "<p>In 154 States.</p>", "fr", "<p>Rien.</p>")
    after = compared("en", "<p>New.</p><p>New.</p><p>In 154 States.</p>", "fr", "<p>Rien.</p>")
    assert [one.key for one in before] == [one.key for one in after] == ["figure:missing:154"]
    [one] = alone("fr", "<p>Oui ! Non.</p>")
    [other] = alone("fr", "<p>D’abord.</p><p>Oui ! Non.</p>")
    assert (one.key, one.paragraph, other.paragraph) == (other.key, 1, 2)


def test_the_same_slip_twice_has_two_keys() -> None:
    found = alone("fr", "<p>Oui !</p><p>Oui !</p>")
    assert len({one.key for one in found}) == 2


def test_odd_text_is_no_error() -> None:
    for body in (
        "",
        "<p>",
        "no markup",
        "<p></p>",
        "<a href='x'>y",
        '<a href="http://[">z</a>',
        "5",
        "<p>((( \"'</p>",
        "百分之",
        "<p>1/0 0/0 99:99 32/13/2020</p>",
    ):
        for language in [*all_codes(), "de", "xx-yy"]:
            one = Text(body, body, body, body)
            check(Material(language, one, "en" if language != "en" else "fr", one))
            corrected(one, language)


@pytest.mark.parametrize("language", [code for code in all_codes() if code != "en"])
def test_a_release_of_1500_words_is_checked_in_a_tenth_of_a_second(language: str) -> None:
    there, here = Text("T", "D", "L"), Text("T", "D", "L")
    names = [Name({"en": f"Council number {n}", language: f"Conseil {n}"}) for n in range(100)]
    for reference in REFERENCES:
        original, texts = demo(reference)
        if original == "en" and language in texts and len(there.body.split()) < 1500:
            there = replace(there, body=there.body + texts["en"].body)
            here = replace(here, body=here.body + texts[language].body)
    assert len(there.body.split()) >= 1500
    material = Material(language, here, "en", there, names)
    check(material)
    taken = []
    for _turn in range(5):
        start = time.process_time()
        check(material)
        taken.append(time.process_time() - start)
    print(f"{language}: {1000 * statistics.median(taken):.0f} ms for {len(there.body.split())} words")  # noqa: T201
    assert min(taken) < LIMIT * SLOWNESS
