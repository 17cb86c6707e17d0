"""Texts per language: what is not written in a language is empty there, whatever other languages hold."""

import pytest
from django.utils import translation

from articles.enums import all_codes, suffix
from articles.models import Organisation, Release, Text, Topic
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "es", "ar", "ru", "zh-hans"])
def test_a_text_is_never_shown_in_another_language(language: str) -> None:
    release = factories.draft("en", title="English").release
    with translation.override(language):
        assert (Release.objects.get(pk=release.pk).title or "") == ""


@pytest.mark.parametrize("language", ["fr", "es", "ar", "ru", "zh-hans"])
def test_values_of_a_text_are_never_those_of_another_language(language: str) -> None:
    factories.draft("en", title="English")
    with translation.override(language):
        assert [value or "" for value in Release.objects.values_list("title", flat=True)] == [""]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_a_release_may_exist_in_any_single_language(language: str) -> None:
    release = factories.draft(language, title="Alone").release
    release.refresh_from_db()
    assert {code: release.text(code).title for code in all_codes() if release.text(code)} == {language: "Alone"}


def test_every_language_keeps_its_own_text() -> None:
    release = factories.release()
    for code in all_codes():
        factories.draft(code, of=release, title=f"Title {code}")
    release.refresh_from_db()
    assert [release.text(code).title for code in all_codes()] == [f"Title {code}" for code in all_codes()]


@pytest.mark.parametrize("active", ["en", "ar", "zh-hans"])
def test_saving_a_text_does_not_depend_on_the_active_language(active: str) -> None:
    with translation.override(active):
        release = factories.draft("fr", title="Titre").release
    release.refresh_from_db()
    assert {suffix(code): release.text(code).title for code in all_codes()} == {
        "en": "", "fr": "Titre", "es": "", "ar": "", "ru": "", "zh_hans": "",
    }  # fmt: skip


def test_a_topic_without_a_name_in_a_language_shows_its_slug_there() -> None:
    topic = factories.topic("ports", languages=["en"])
    with translation.override("fr"):
        assert str(Topic.objects.get(pk=topic.pk)) == "ports"


def test_the_organisation_has_no_name_in_a_language_in_which_nobody_gave_it_one() -> None:
    Organisation.objects.update(name_en="Coastal Safety")
    with translation.override("ru"):
        assert (Organisation.objects.get(pk=1).name or "") == ""


def test_an_empty_text_is_false_and_any_part_makes_it_true() -> None:
    assert [bool(Text()), bool(Text(dateline="PARIS")), bool(Text(body="<p>x</p>"))] == [False, True, True]
