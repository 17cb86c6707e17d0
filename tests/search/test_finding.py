"""What is found, in which order, and how it is counted."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from articles.moments import period
from tests import factories
from tests.search.asking import ask, found, titles, total

pytestmark = pytest.mark.django_db

DAY = datetime(2024, 5, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "title", "typed"),
    [
        ("en", "Lighthouse keepers trained", "lighthouses TRAINING"),
        ("fr", "L’OTAN et ses porte-parole ont déclaré", "otan déclaration"),
        ("fr", "L’OTAN et ses porte-parole", "l'otan"),
        ("fr", "Le porte-parole est arrivé", "porteparole"),
        ("fr", "Le porte-parole est arrivé", "porte-parole"),
        ("fr", "Le porte-parole est arrivé", "parole"),
        ("fr", "5\u202f000 marins formés", "5000"),
        ("es", "Nuevas organizaciones marítimas", "organizacion maritima"),
        ("ar", "الْمُنَظَّمَة تدعو إلى السلامة", "منظمة سلامه"),
        ("ar", "تدريب ٥٠٠ بحار مع NATO", "500 nato"),
        ("ru", "Самолёт для безопасности мореплавания", "самолет безопасность"),
        ("zh-hans", "国际海上安全会议在北京举行", "海上"),
        ("zh-hans", "国际海上安全会议在北京举行", "海"),
        ("zh-hans", "国际海上安全会议在北京举行", "海上安全会议"),
        ("zh-hans", "国际海上安全会议在北京举行", "北京 会议"),
        ("zh-hans", "北约NATO秘书长", "nato"),
    ],
)
def test_a_word_is_found_in_any_of_its_forms(language: str, title: str, typed: str) -> None:
    factories.public(language, title="x", lead="", body="<p>y</p>", dateline="")
    factories.public(language, title=title)
    assert titles(typed, language) == [title]


@pytest.mark.parametrize("part", ["title", "lead", "dateline", "body", "notes", "caption", "reference"])
def test_every_part_of_a_text_is_searched(part: str) -> None:
    photo = factories.photo(caption_en="The gyroscope" if part == "caption" else "")
    reference = "2026-GYROSCOPE" if part == "reference" else ""
    of = factories.release("en", photo=photo, reference=reference)
    values = {"body": "<p>One <b>gyroscope</b></p>", "notes": "<p>A gyroscope</p>"}
    parts: Any = {part: values.get(part, "The gyroscope")} if part not in {"caption", "reference"} else {}
    edition = factories.public("en", of=of, **parts)
    factories.public("en")
    assert found("gyroscope") == [edition]


def test_all_words_have_to_match() -> None:
    factories.public("en", title="Harbour lights")
    factories.public("en", title="Harbour safety")
    assert titles("harbour safety") == ["Harbour safety"]


QUOTED = ['"{}"', "«{}»", "« {} »", "„{}“", "“{}”", "「{}」", "『{}』", "”{}”"]


@pytest.mark.parametrize("quotation", QUOTED)
def test_a_phrase_is_found_where_its_words_follow_each_other(quotation: str) -> None:
    factories.public("en", title="First", body="<p>The rescue of the teams</p>")
    factories.public("en", title="Second", body="<p>All rescue teams came</p>")
    assert titles(quotation.format("rescue team")) == ["Second"]


def test_a_longer_phrase_is_more_than_its_pairs() -> None:
    factories.public("en", title="First", body="<p>Blue sea here, sea wind there, blue</p>")
    factories.public("en", title="Second", body="<p>A blue sea wind</p>")
    assert titles('"blue sea wind"') == ["Second"]


def test_a_phrase_of_four_words_is_more_than_what_three_and_three_of_them_make() -> None:
    factories.public("en", title="First", body="<p>Cold blue sea here, blue sea wind there, cold</p>")
    factories.public("en", title="Second", body="<p>A cold blue sea wind</p>")
    assert titles('"cold blue sea wind"') == ["Second"]


def test_newer_texts_with_the_words_of_a_phrase_in_another_order_take_no_place_of_its_own() -> None:
    lead = "A safe harbour in the north."
    factories.public("en", DAY, title="The oldest", lead=lead)
    factories.public("en", DAY + timedelta(days=1), title="In the north", lead=lead)
    for day in range(2, 6):
        factories.public(
            "en", DAY + timedelta(days=day), lead="A safe place, a harbour in the north of a safe harbour."
        )
    assert titles('"safe harbour in"') == titles('"safe harbour in"', best=True) == ["In the north", "The oldest"]


def test_no_phrase_goes_from_the_headline_into_the_lead() -> None:
    factories.public("en", title="A blue", lead="sea", dateline="")
    assert titles('"blue sea"') == []


def test_a_chinese_phrase_is_contiguous() -> None:
    factories.public("zh-hans", title="中国的国人和人民")
    factories.public("zh-hans", title="中国人民")
    assert titles("「中国人民」", "zh-hans") == ["中国人民"]
    assert titles("“中国人民”", "zh-hans") == ["中国人民"]


def test_the_newest_come_first() -> None:
    for number, days in enumerate([3, 1, 2]):
        factories.public("en", DAY + timedelta(days=days), title=f"Buoy {number}")
    assert titles("buoy") == ["Buoy 0", "Buoy 2", "Buoy 1"]


def test_the_best_have_it_in_the_headline_then_in_the_lead_then_anywhere() -> None:
    factories.public("en", DAY, title="A beacon in the storm")
    factories.public("en", DAY + timedelta(days=1), title="Lead", lead="A beacon and a storm")
    factories.public("en", DAY + timedelta(days=2), title="Storm", lead="A beacon")
    factories.public("en", DAY + timedelta(days=3), title="Body", body="<p>Beacons, storms</p>")
    factories.public("en", DAY + timedelta(days=4), title="Nothing")
    expected = ["A beacon in the storm", "Storm", "Lead", "Body"]
    assert titles("beacon storm", best=True) == expected
    assert titles("beacon storm") == ["Body", "Storm", "Lead", "A beacon in the storm"]


@pytest.mark.parametrize("best", [False, True])
def test_pages_follow_each_other_without_gap_or_repetition(best: bool) -> None:
    for number in range(45):
        where = ("title", "lead", "body")[number % 3]
        text = {where: f"<p>buoy {number}</p>" if where == "body" else f"buoy {number}"}
        factories.public("en", DAY + timedelta(hours=number // 2), **text)
    pages, after = [], None
    for size in (20, 20, 5):
        page = ask("buoy", best=best, after=after)
        assert (len(page.hits), page.total) == (size, 45)
        assert page.more is (size == 20)
        pages += [hit.edition for hit in page.hits]
        after = pages[-1]
    assert len(set(pages)) == 45
    if not best:
        assert pages == sorted(pages, key=lambda edition: str(edition.publish_at), reverse=True)
    else:
        assert ["buoy" in edition.live.title for edition in pages] == [True] * 15 + [False] * 30


def test_a_search_is_limited_to_a_topic_and_to_a_period() -> None:
    ports = factories.topic("ports")
    one = factories.public("en", DAY, of=factories.release("en", topics=[ports]), title="Buoy one")
    two = factories.public("en", DAY.replace(year=2023), of=factories.release("en", topics=[ports]), title="Buoy two")
    factories.public("en", DAY, title="Buoy three")
    assert found("buoy", topic=ports) == [one, two]
    assert found("buoy", topic=ports, period=period(2023)) == [two]
    assert (total("buoy", topic=ports), total("buoy", period=period(2024))) == (2, 2)


def test_a_period_has_its_first_moment_and_not_the_first_after_it() -> None:
    first, after = period(2024)
    factories.public("en", first, title="Buoy first")
    factories.public("en", after, title="Buoy after")
    assert titles("buoy", period=(first, after)) == ["Buoy first"]


def test_languages_are_searched_apart() -> None:
    release = factories.release("en")
    factories.public("en", of=release, title="Radar")
    factories.public("fr", of=release, title="Radar")
    assert (total("radar", "en"), total("radar", "fr"), total("radar", "es")) == (1, 1, 0)


def test_many_editions_of_one_moment_are_all_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.search.index.SPAN", 2)
    for number in range(5):
        factories.public("en", DAY, title=f"Buoy {number}")
    assert sorted(titles("buoy")) == [f"Buoy {number}" for number in range(5)]


def test_matches_are_counted_exactly_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.search.limits.MAX_COUNT", 3)
    for expected in (1, 2, 3, 4, 4):
        factories.public("en", title="Buoy")
        assert total("buoy") == expected
