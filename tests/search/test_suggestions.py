"""What may have been meant, and what has most of what was asked."""

import pytest

from articles.search.vocabulary import distance
from tests import factories
from tests.search.asking import ask, helped

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "title", "typed", "meant"),
    [
        ("en", "The lighthouse", "lighthuose", "lighthouse"),
        ("en", "The lighthouse", "lighthous3", ""),
        ("en", "The lighthouse", "ligthouse", "lighthouse"),
        ("en", "The lighthouse", "mighthouse", "lighthouse"),
        ("en", "The lighthouse", "lighthouze", "lighthouse"),
        ("en", "The lighthouse", "lightthousse", "lighthouse"),
        ("en", "The lighthouse", "completely", ""),
        ("en", "A port", "pert", "port"),
        ("en", "A sea", "sae", ""),
        ("fr", "La déclaration", "déclaratoin", "déclaration"),
        ("fr", "La sécurité", "securtie", "sécurité"),
        ("es", "Organización", "orgnización", "organización"),
        ("ar", "المنظمة الدولية", "المنضمة", "المنظمة"),
        ("ru", "Безопасность", "безопастность", "безопасность"),
        ("zh-hans", "北约NATOPOLIS", "natoplis", "natopolis"),
    ],
)
def test_a_typing_error_is_recognised(language: str, title: str, typed: str, meant: str) -> None:
    factories.public(language, title=title)
    assert helped(typed, language).suggestion == meant


def test_only_the_mistyped_word_is_replaced() -> None:
    factories.public(title="The lighthouse of the harbour")
    assert helped('harbour "x y" LIGHTHUOSE!').suggestion == 'harbour "x y" lighthouse!'


def test_nothing_is_suggested_where_every_word_is_public() -> None:
    factories.public(title="Harbour lights")
    factories.public(title="Lighthouse")
    help_ = helped("harbour lighthouse")
    assert (help_.suggestion, help_.missing) == ("", 1)


def test_the_nearest_word_is_suggested_and_of_equals_the_one_known_longest() -> None:
    factories.public("en", factories.in_days(-9), title="marine")
    factories.public("en", factories.in_days(-5), title="martine")
    factories.public("en", factories.in_days(-7), title="carine")
    assert helped("marinw").suggestion == "marine"
    assert helped("zarine").suggestion == "marine"


def test_the_first_three_words_that_nobody_knows_are_corrected_whatever_else_is_typed() -> None:
    factories.public(title="Lighthouse harbour beacon derrick")
    assert helped("lighthuose harbuor becon derick").suggestion == "lighthouse harbour beacon derick"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("beacon buoy zeppelin", {"Beacon buoy"}),
        ("beacon buoy crane", {"Beacon buoy", "Crane buoy"}),
        ("crane derrick", {"Crane buoy", "Derrick"}),
        ("zeppelin", set()),
    ],
)
def test_what_has_most_of_the_words_is_found(typed: str, found: set[str]) -> None:
    for title in ("Beacon buoy", "Crane buoy", "Derrick"):
        factories.public(title=title)
    page = ask(typed)
    assert page.help is not None
    assert {hit.edition.live.title for hit in page.hits} == found
    assert page.total == len(found)


@pytest.mark.parametrize(
    ("first", "second", "away"),
    [("", "", 0), ("a", "", 1), ("port", "prot", 1), ("port", "post", 1), ("ca", "abc", 3), ("kitten", "sitting", 3)],
)
def test_distances_are_those_of_optimal_string_alignment(first: str, second: str, away: int) -> None:
    assert (distance(first, second), distance(second, first)) == (away, away)


def test_a_distance_is_not_followed_further_than_asked() -> None:
    assert distance("abcdef", "uvwxyz", 2) == 3
