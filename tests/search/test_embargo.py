"""Promise 1, for the search: neither results nor counts, suggestions, order or help tell of a hidden text."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from articles.models import Edition
from tests import factories
from tests.search.asking import ask, helped

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
MOMENT = NOW + timedelta(seconds=1)
LANGUAGES = ["en", "fr", "es", "ar", "ru", "zh-hans"]
HIDDEN = ["draft", "in review", "approved", "scheduled"]
CANARY = "kanarienvogel"
TYPO = "kanarienvogle"


def plant(state: str, language: str) -> Edition:
    """Return a hidden edition in which the canary is everywhere, with a topic of its own."""
    photo = factories.photo(**{f"caption_{language.replace('-', '_')}": CANARY})
    of = factories.release(language, topics=[factories.topic("canary-topic")], photo=photo)
    parts = dict.fromkeys(("title", "dateline", "lead"), CANARY)
    options = {"of": of, "body": f"<p>{CANARY}</p>", "notes": f"<p>{CANARY}</p>", **parts}
    if state == "scheduled":
        return factories.scheduled(MOMENT, language, **options)
    make = {"draft": factories.draft, "in review": factories.in_review, "approved": factories.approved}
    return make[state](language, **options)


def answer(query: str, language: str) -> str:
    """Return all of an answer, with the words asked for taken out."""
    response = Client().get(f"/{language}/news/search/?{query}")
    headers = "\n".join(
        f"{name}: {value}" for name, value in response.headers.items() if name not in {"ETag", "Content-Length"}
    )
    said = f"{response.status_code}\n{headers}\n{response.content.decode()}"
    return re.sub(rf"{CANARY}|{TYPO}|wellensittich|wellensittihc", "—", said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", HIDDEN)
def test_a_search_for_a_hidden_word_answers_like_one_for_a_word_that_nobody_has_written(
    state: str, language: str
) -> None:
    with time_machine.travel(NOW, tick=False):
        factories.public(language, title="Something public")
        plant(state, language)
        for hidden, missing in [
            (f"q={CANARY}", "q=wellensittich"),
            (f"q={TYPO}", "q=wellensittihc"),
            (f"q=something+{CANARY}", "q=something+wellensittich"),
            (f"q=%22{CANARY}+{CANARY}%22", "q=%22wellensittich+wellensittich%22"),
            (f"q={CANARY}&sort=best", "q=wellensittich&sort=best"),
            (f"q={CANARY}&year=2026", "q=wellensittich&year=2026"),
            ("q=something&topic=canary-topic", "q=something&topic=other-topic"),
            (f"q=something&before={CANARY}", "q=something&before=wellensittich"),
        ]:
            assert answer(hidden, language) == answer(missing, language), hidden


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scheduled_text_is_found_at_its_second_in_its_language_alone(language: str) -> None:
    with time_machine.travel(NOW, tick=False):
        plant("scheduled", language)
    for moment, expected in ((MOMENT - timedelta(microseconds=1), []), (MOMENT, [language])):
        with time_machine.travel(moment, tick=False):
            pages = {code: Client().get(f"/{code}/news/search/?q={CANARY}").content.decode() for code in LANGUAGES}
        assert [code for code, page in pages.items() if f"<mark>{CANARY}</mark>" in page] == expected


def test_a_word_is_suggested_from_its_moment_on() -> None:
    with time_machine.travel(NOW, tick=False):
        factories.public(title="Something public")
        plant("scheduled", "en")
    assert helped(TYPO, at=MOMENT - timedelta(microseconds=1)).suggestion == ""
    assert helped(TYPO, at=MOMENT).suggestion == CANARY


def test_a_word_that_left_with_its_only_text_is_not_suggested() -> None:
    factories.withdrawn(title=CANARY)
    assert helped(TYPO).suggestion == ""


def test_a_word_of_a_text_that_was_moved_is_suggested_at_the_new_moment() -> None:
    from articles import workflow

    with time_machine.travel(NOW, tick=False):
        edition = plant("scheduled", "en")
        workflow.schedule(edition, publish_at=NOW + timedelta(hours=1), by=None)
    assert helped(TYPO, at=NOW + timedelta(minutes=30)).suggestion == ""
    assert helped(TYPO, at=NOW + timedelta(hours=1)).suggestion == CANARY


def test_a_word_of_a_text_in_preparation_is_not_suggested() -> None:
    edition = factories.public(title="As published")
    factories.revise(edition, title=CANARY)
    assert helped(TYPO).suggestion == ""


def test_hidden_texts_change_neither_the_order_nor_the_count_of_what_is_public() -> None:
    with time_machine.travel(NOW, tick=False):
        for number in range(5):
            where = {"title": "Buoy"} if number % 2 else {"body": "<p>Buoys and a buoy</p>"}
            factories.public("en", NOW - timedelta(days=number), **where)

        def seen() -> list[object]:
            pages = [ask("buoy", best=best, at=NOW) for best in (False, True)]
            return [([hit.edition.pk for hit in page.hits], page.total) for page in pages]

        before = seen()
        for _number in range(25):
            factories.scheduled(MOMENT, title="Buoy buoy buoy")
        assert seen() == before


def test_a_hidden_word_takes_no_public_word_s_place_among_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.search.vocabulary.MAX_NEAREST", 1)
    with time_machine.travel(NOW, tick=False):
        factories.scheduled(MOMENT, title="lighthousf")
        factories.public("en", NOW, title="lighthouse")
        assert helped("lighthousx", at=NOW).suggestion == "lighthouse"
