"""Names of the glossary in a translation."""

import pytest

from articles.checks import Kind, Name
from tests.checks.material import alone, compared

SECRETARIAT = Name({
    "en": "the INTERPOL General Secretariat",
    "fr": "le Secrétariat général d’INTERPOL",
    "es": "la Secretaría General de INTERPOL",
    "ru": "Генеральный секретариат Интерпола",
    "ar": "الأمانة العامة للإنتربول",
    "zh-hans": "国际刑警组织秘书处",
})  # fmt: skip
CENTRE = Name(
    {"en": "Command Centre|Operations Centre", "fr": "Centre de commandement|CCC", "ru": "", "ar": "مركز القيادة"}
)


@pytest.mark.parametrize(
    ("language", "translation"),
    [
        ("fr", "Le Secrétariat général d’INTERPOL l’a dit."),
        ("fr", "Les membres du Secrétariat général d'INTERPOL."),
        ("fr", "LE SECRÉTARIAT GÉNÉRAL D’INTERPOL"),
        ("fr", "<p>Le <em>Secrétariat</em> général d’INTERPOL l’a dit.</p>"),
        ("es", "Un portavoz de la Secretaría General de INTERPOL."),
        ("ru", "Сотрудники Генерального секретариата Интерпола."),
        ("ru", "В Генеральном секретариате Интерпола."),
        ("ar", "وقالت الأمانة العامة للإنتربول"),
        ("ar", "موظفو الأمانة العامة للإنتربول"),
        ("ar", "وبالأمانة العامة للإنتربول"),
        ("ar", "للأمانة العامّة للانتربول"),
        ("zh-hans", "国际刑警组织秘书处表示"),
    ],
)
def test_an_approved_form_is_known_in_every_inflection(language: str, translation: str) -> None:
    original = "The INTERPOL General Secretariat said so."
    assert compared("en", original, language, translation, SECRETARIAT, only=Kind.NAME) == []


@pytest.mark.parametrize(
    ("language", "translation", "approved"),
    [
        ("fr", "Le Secrétariat d’INTERPOL l’a dit.", "le Secrétariat général d’INTERPOL"),
        ("fr", "Le secrétariat général d’Interpol l’a dit.", "le Secrétariat général d’INTERPOL"),
        ("ru", "Главный секретариат Интерпола сообщил.", "Генеральный секретариат Интерпола"),
        ("ar", "السكرتارية العامة للإنتربول", "الأمانة العامة للإنتربول"),
        ("zh-hans", "国际刑警秘书处表示", "国际刑警组织秘书处"),
    ],
)
def test_another_form_is_found_and_the_approved_one_named(language: str, translation: str, approved: str) -> None:
    original = "Staff of the INTERPOL General Secretariat said so."
    [found] = compared("en", original, language, translation, SECRETARIAT, only=Kind.NAME)
    assert approved in found.message
    assert (found.mark, found.excerpt, found.key) == ("INTERPOL General Secretariat", original, f"name:{approved}")


def test_a_name_is_wanted_only_where_the_original_has_it() -> None:
    original = "The general secretariat of another body said so."
    assert compared("en", original, "fr", "Rien.", SECRETARIAT, only=Kind.NAME) == []


def test_any_alternative_of_a_form_will_do() -> None:
    for original in ("The Command Centre opened.", "The Operations Centre opened."):
        assert compared("en", original, "fr", "Le CCC a ouvert.", CENTRE, only=Kind.NAME) == []
    [found] = compared("en", "The Operations Centre opened.", "fr", "Le centre a ouvert.", CENTRE, only=Kind.NAME)
    assert found.key == "name:Centre de commandement"


def test_a_form_in_an_oblique_case_of_the_original_is_known() -> None:
    [found] = compared("ru", "В Генеральном секретариате Интерпола", "fr", "Rien", SECRETARIAT, only=Kind.NAME)
    assert found.mark == "Генеральном секретариате Интерпола"


def test_a_language_without_a_form_is_left_alone() -> None:
    assert compared("en", "The Command Centre opened.", "ru", "Ничего.", CENTRE, only=Kind.NAME) == []
    assert compared("en", "The Command Centre opened.", "es", "Nada.", CENTRE, only=Kind.NAME) == []


def test_an_original_needs_no_names() -> None:
    assert alone("en", "Nothing.") == []
