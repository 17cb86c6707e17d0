"""Differences of plain text, word by word, in every script."""

import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.comparing import word_diff
from articles.comparing.tokens import words
from tests.comparing.reading import elements, side
from tests.hostile import PAYLOADS

PER_LANGUAGE = {
    ("en", "The port is open", "The port was open today"): (
        "The port <del>is</del><ins>was</ins> open<ins> today</ins>"
    ),
    ("en", "the port’s quay", "the ports’ quay"): "the <del>port’s</del><ins>ports’</ins> quay",
    ("en", "grew 3.5 percent", "grew 3.6 percent"): "grew <del>3.5</del><ins>3.6</ins> percent",
    ("fr", "le quai de l’eau", "le quai de l’air"): "le quai de l’<del>eau</del><ins>air</ins>",
    ("fr", "Le ministre : « oui »", "Le ministre : « non »"): "Le ministre : « <del>oui</del><ins>non</ins> »",
    ("es", "¿Qué puerto?", "¿Qué puertos?"): "¿Qué <del>puerto</del><ins>puertos</ins>?",
    ("ar", "كَتَبَ الوزير", "كتب الوزير"): "<del>كَتَبَ</del><ins>كتب</ins> الوزير",
    ("ru", "Порт открыт", "Порт закрыт"): "Порт <del>открыт</del><ins>закрыт</ins>",
    ("zh-hans", "港口今天宣布", "港口昨天宣布"): "港口<del>今</del><ins>昨</ins>天宣布",
    ("zh-hans", "共5个港口。", "共15个港口。"): "共<del>5</del><ins>15</ins>个港口。",
}
SPACES = {
    ("10 000", "10\xa0000"): "10<del> </del><ins>␣</ins>000",
    ("10\xa0000", "10\u202f000"): "10<del>␣</del><ins>˽</ins>000",
    ("non\u202f!", "non !"): "non<del>˽</del><ins> </ins>!",
    ("dit\xa0: oui", "dit\xa0: non"): "dit\xa0: <del>oui</del><ins>non</ins>",
    ("one\ntwo", "one two"): "one<del>↵\n</del><ins> </ins>two",
    ("brown fox", "brown, fox"): "brown<ins>,</ins> fox",
}
WHOLE = [
    "e\u0301",
    "كَ",
    "👩\u200d👩\u200d👧",
    "🇫🇷",
    "1\ufe0f\u20e3",
    "👍🏽",
    "نمی\u200cخواهم",
    "क्षि",
    " \u0301",
    "葛\U000e0100",
]
ALPHABET = st.text("ab c,.'’\n\xa0\u202f\u0301\u200d👩🇫🇷港口今كَ1<>&\"", max_size=60)
steady = settings(deadline=None, database=None)


@pytest.mark.parametrize("texts", PER_LANGUAGE, ids=str)
def test_changed_words_stand_between_unchanged_ones(texts: tuple[str, str, str]) -> None:
    language, before, after = texts
    assert word_diff(before, after, language) == PER_LANGUAGE[texts]


@pytest.mark.parametrize("texts", SPACES, ids=repr)
def test_changed_white_space_can_be_seen_and_unchanged_is_left_alone(texts: tuple[str, str]) -> None:
    assert word_diff(*texts, "fr") == SPACES[texts]


@pytest.mark.parametrize("grapheme", WHOLE, ids=ascii)
def test_a_grapheme_is_never_split(grapheme: str) -> None:
    assert grapheme in [word.core for word in words(f"x, {grapheme}, y", "en")]


def test_every_language_has_a_change_of_direction_neutral_markup() -> None:
    assert elements(word_diff("الوزير هنا", "الوزير هناك", "ar")) == {"ins", "del"}


def test_tiny_words_between_changes_are_taken_into_them() -> None:
    diff = word_diff("reports growth of exports", "announces decline of imports", "en")
    assert diff == "<del>reports growth of exports</del><ins>announces decline of imports</ins>"


def test_longer_words_between_changes_stay() -> None:
    assert word_diff("a quick brown fox", "a slow brown dog", "en") == (
        "a <del>quick</del><ins>slow</ins> brown <del>fox</del><ins>dog</ins>"
    )


def test_line_ends_of_forms_are_no_change() -> None:
    assert word_diff("one\r\ntwo", "one\ntwo", "en") == "one\ntwo"


def test_what_was_empty_is_added_and_what_is_empty_removed() -> None:
    assert word_diff("", "new", "en") == "<ins>new</ins>"
    assert word_diff("old", "", "en") == "<del>old</del>"
    assert word_diff("", "", "en") == ""


@pytest.mark.parametrize("payload", [*PAYLOADS.values(), '"><img src=x onerror=alert(1)>'])
def test_hostile_text_is_inert_on_either_side(payload: str) -> None:
    for before, after in ((payload, ""), ("", payload), (payload, f"{payload}x"), (payload, payload), ("x", payload)):
        diff = word_diff(before, after, "en")
        assert isinstance(diff, SafeString)
        assert elements(diff) <= {"ins", "del"}


@steady
@given(ALPHABET)
def test_words_joined_are_the_text(text: str) -> None:
    assert "".join(word.core + word.space for word in words(text, "fr")) == text


@steady
@given(ALPHABET, ALPHABET, st.sampled_from(["en", "fr", "ar", "zh-hans"]))
def test_without_insertions_it_reads_as_before_and_without_deletions_as_after(
    before: str, after: str, language: str
) -> None:
    diff = word_diff(before, after, language)
    assert side(diff, "ins") == before
    assert side(diff, "del") == after
    assert elements(diff) <= {"ins", "del"}
