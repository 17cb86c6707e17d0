"""``make_corpus``: rows in bulk that are as the workflow would leave them."""

from collections import Counter
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import workflow
from articles.corpus.phrases import Phrases, languages
from articles.corpus.rows import CODES, STRIDE, Corpus, code_of
from articles.enums import State, all_codes
from articles.models import ContentClock, Edition, Release, Revision, Topic
from tests import factories

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def make(releases: int, **options: object) -> None:
    call_command("make_corpus", releases=releases, stdout=StringIO(), **options)


def test_there_are_phrases_in_every_language() -> None:
    assert languages() == sorted(all_codes())


@pytest.mark.parametrize("language", languages())
def test_texts_are_as_clean_as_the_database_would_make_them(language: str) -> None:
    phrases = Phrases(language, seed=1)
    found = [phrases.text() for _i in range(200)]
    assert [text.cleaned() for text in found] == found


def test_common_phrases_are_drawn_as_zipf_says() -> None:
    phrases = Phrases("en", seed=1)
    counts = Counter(phrases["subject"] for _i in range(40_000))
    first, second = counts["coastal authorities"], counts["rescue teams"]
    assert 1.8 < first / second < 2.2


def test_the_same_seed_gives_the_same_rows_and_another_gives_others() -> None:
    def batch(seed: int) -> object:
        keys = iter(range(1, 100)), iter(range(1, 100))
        return Corpus(["en", "ar"], seed, [1, 2], AT).batch(iter(range(1, 20)), *keys)

    assert batch(1) == batch(1)
    assert batch(1) != batch(2)


def test_codes_do_not_repeat() -> None:
    assert len({code_of(number) for number in range(50_000)}) == 50_000
    assert code_of(7) == code_of(7 + CODES)
    assert [factor for factor in (23, 31) if STRIDE % factor == 0] == []


@pytest.mark.django_db
def test_every_release_gets_an_edition_in_every_language() -> None:
    make(10)
    assert (Release.objects.count(), Edition.objects.count(), Revision.objects.count()) == (10, 60, 60)


@pytest.mark.django_db
def test_only_the_languages_asked_for_are_written() -> None:
    make(5, languages=["ar", "fr"])
    assert Counter(Edition.objects.values_list("language", flat=True)) == {"fr": 5, "ar": 5}


@pytest.mark.django_db
def test_rows_are_as_the_models_want_them() -> None:
    make(20)
    for release in Release.objects.all():
        release._meta.get_field("reference").run_validators(release.reference)
        for edition in release.editions.select_related("current__source__edition"):
            edition._meta.get_field("slug").run_validators(edition.slug)
            assert edition.current.digest == edition.current.compute_digest()
            assert edition.current.text() == release.text(edition.language)
            source = edition.current.source
            assert (source.edition.language if source else edition.language) == release.original


@pytest.mark.django_db
def test_most_editions_are_public_and_some_are_not() -> None:
    make(1500, languages=["en"])
    states = Counter(edition.state(timezone.now()) for edition in Edition.objects.all())
    assert set(states) == {State.PUBLIC, State.SCHEDULED, State.DRAFT, State.WITHDRAWN}
    assert states[State.PUBLIC] > 1400


@pytest.mark.django_db
def test_releases_have_topics() -> None:
    make(10)
    assert [release for release in Release.objects.all() if not release.topics.exists()] == []
    assert Topic.objects.count() == 6


@pytest.mark.django_db
def test_a_second_run_adds_to_what_is_there() -> None:
    mine = factories.public()
    make(10)
    make(10)
    mine.refresh_from_db()
    assert (Release.objects.count(), mine.state(timezone.now())) == (21, State.PUBLIC)


@pytest.mark.django_db
def test_people_can_go_on_writing_beside_it() -> None:
    make(3)
    edition = Edition.objects.filter(live__isnull=False).first()
    workflow.save_text(edition.release, edition.language, factories.text(title="Corrected"), by=None)
    edition.refresh_from_db()
    assert edition.newer_text_waiting
    assert factories.public().state(timezone.now()) == State.PUBLIC


@pytest.mark.django_db
def test_the_content_clock_moves_once() -> None:
    make(1)
    before = ContentClock.objects.get().version
    make(600, languages=["en", "fr", "es"])
    assert ContentClock.objects.get().version == before + 1


@pytest.mark.django_db
def test_a_language_without_phrases_is_refused() -> None:
    with pytest.raises(CommandError, match="There are no phrases in “de”"):
        make(1, languages=["de"])
