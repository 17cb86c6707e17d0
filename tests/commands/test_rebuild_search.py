"""``rebuild_search``: the index as a whole, and what ``check`` says of it."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from articles.models import Edition, Indexed, Word
from articles.search import rebuilding, tables
from articles.search.analysis import VERSION
from tests import factories
from tests.search.asking import helped, titles

pytestmark = pytest.mark.django_db


def rebuild(**options: object) -> str:
    out = StringIO()
    call_command("rebuild_search", stdout=out, **options)
    return out.getvalue()


def warnings() -> list[str]:
    return [one.msg for one in run_checks(tags=["database"], databases=["default"]) if one.id == "articles.W001"]


def lose(language: str) -> None:
    """Take the index of a language away, as if the newsroom were older than its search."""
    rebuilding.forget(language)


def test_an_older_newsroom_gets_its_index() -> None:
    factories.public("en", title="Buoy")
    factories.scheduled(factories.in_days(1), "en")
    factories.public("fr", title="Bouée")
    lose("en")
    assert (titles("buoy"), warnings()) == ([], ["The search index of “en” is not up to date."])
    assert "en: 2 editions brought up to date." in rebuild()
    assert (titles("buoy"), titles("bouée", "fr"), warnings()) == (["Buoy"], ["Bouée"], [])
    assert "en: 0 editions" in rebuild()


def test_words_are_suggested_again() -> None:
    factories.public(title="Lighthouse")
    lose("en")
    rebuild()
    assert helped("lighthuose").suggestion == "lighthouse"


def test_another_version_of_the_analyser_outdates_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.public(title="Buoy")
    for module in ("rebuilding", "index"):
        monkeypatch.setattr(f"articles.search.{module}.VERSION", VERSION + 1)
    assert warnings() == ["The search index of “en” is not up to date."]
    rebuild()
    assert (warnings(), list(Indexed.objects.values_list("analyser", flat=True))) == ([], [VERSION + 1])
    assert titles("buoy") == ["Buoy"]


def test_what_does_not_belong_is_removed() -> None:
    edition = factories.public(title="Buoy")
    Edition.objects.filter(pk=edition.pk).update(live=None)
    assert warnings() == ["The search index of “en” is not up to date."]
    rebuild()
    assert (Indexed.objects.count(), warnings()) == (0, [])


def test_who_was_interrupted_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    for _number in range(5):
        factories.public(title="Buoy")
    lose("en")
    steps: Iterator[int] = rebuilding.catch_up("en")
    assert next(steps) == 2
    assert len(titles("buoy")) == 2
    assert list(rebuilding.catch_up("en")) == [2, 1]
    assert len(titles("buoy")) == 5


def test_anew_forgets_words_that_no_text_has_any_more() -> None:
    factories.withdrawn(title="Zeppelin")
    factories.public(title="Buoy")
    assert Word.objects.filter(word="zeppelin").exists()
    rebuild(anew=True, language=["en"])
    assert not Word.objects.filter(word="zeppelin").exists()
    assert titles("buoy") == ["Buoy"]


def test_only_the_languages_asked_for_are_made() -> None:
    for language in ("en", "fr"):
        factories.public(language, title="Radar")
        lose(language)
    rebuild(language=["fr"])
    assert (titles("radar", "en"), titles("radar", "fr")) == ([], ["Radar"])


def test_a_language_that_there_is_not_is_refused() -> None:
    with pytest.raises(CommandError, match="There is no language “de”"):
        rebuild(language=["de"])


def test_every_language_has_a_table_and_migrating_again_keeps_what_is_in_it() -> None:
    factories.public(title="Buoy")
    call_command("migrate", verbosity=0)
    assert titles("buoy") == ["Buoy"]
    for language in ("en", "fr", "es", "ar", "ru", "zh-hans"):
        tables.delete(language, [1])


def test_synthetic_releases_are_in_the_index() -> None:
    call_command("make_corpus", releases=3, stdout=StringIO())
    assert warnings() == []
    assert Indexed.objects.count() == Edition.objects.filter(live__isnull=False, withdrawn_at__isnull=True).count()
