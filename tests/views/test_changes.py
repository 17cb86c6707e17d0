"""Corrections and updates: readers and machines are told of them wherever the text is."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from articles import freshness
from articles.enums import Change
from articles.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime(2018, 11, 24, 9, tzinfo=UTC)
LATER = DAY + timedelta(days=2, minutes=15)
HEAD = re.compile(r'<p class="change-head">(.*?)</p>\s*<p>(.*?)</p>')
MARK = re.compile(r'<p class="row-change">(.*?)</p>')


def get(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def corrected(
    language: str = "en", change: str = Change.CORRECTION, note: str = "430, not 340.", **options: Any
) -> Edition:
    with time_machine.travel(DAY, tick=False):
        edition = factories.public(language, **options)
    with time_machine.travel(LATER, tick=False):
        return factories.correct(edition, note, change)


@pytest.mark.parametrize("page", ["detail", "print"])
@pytest.mark.parametrize(
    ("change", "word"), [(Change.CORRECTION, "Correction"), (Change.UPDATE, "Update")]
)  # fmt: skip
def test_a_page_says_what_was_changed_and_when_with_the_zone(page: str, change: str, word: str) -> None:
    assert HEAD.findall(get(corrected(change=change).address(page))) == [
        (
            f'<strong>{word}</strong>, <time datetime="2018-11-26T10:15:00+01:00">Nov. 26, 2018, 10:15 a.m.</time> '
            "<bdi>(Europe/Paris)</bdi>",
            "430, not 340.",
        )
    ]


def test_the_date_of_a_correction_has_the_form_of_the_language() -> None:
    page = get(corrected("fr").get_absolute_url())
    assert re.findall(r'<time [^>]*10:15:00\+01:00">([^<]+)<', page) == ["26 novembre 2018", "26 novembre 2018 10:15"]


@pytest.mark.parametrize(("change", "word"), [(Change.CORRECTION, "Corrected"), (Change.UPDATE, "Updated")])
def test_beside_its_date_a_release_links_to_what_was_changed(change: str, word: str) -> None:
    page = get(corrected(change=change).get_absolute_url())
    day = '<time datetime="2018-11-26T10:15:00+01:00">Nov. 26, 2018</time>'
    assert f'<p class="release-changed"><a href="#changes">{word} on {day}</a>' in page
    assert page.index('href="#changes"') < page.index("<h1>") < page.index('<section class="changes" id="changes"')


@pytest.mark.parametrize("page", ["detail", "print"])
def test_the_newest_change_comes_first(page: str) -> None:
    edition = corrected(note="First.")
    with time_machine.travel(LATER + timedelta(hours=1), tick=False):
        factories.correct(edition, "Second.", Change.UPDATE)
        assert [note for _head, note in HEAD.findall(get(edition.address(page)))] == ["Second.", "First."]


@pytest.mark.parametrize("page", ["detail", "print"])
def test_a_minor_change_is_told_to_nobody(page: str) -> None:
    edition = factories.correct(factories.public(), "Never shown", Change.MINOR)
    found = get(edition.address(page))
    assert ("Never shown" in found, 'class="change' in found, 'class="row-change' in get("/en/news/")) == (
        False,
        False,
        False,
    )


@pytest.mark.parametrize("page", ["detail", "print"])
def test_a_note_is_text_not_markup(page: str) -> None:
    found = get(corrected(note='"><script>alert(1)</script>').address(page))
    assert (found.count("<script>"), found.count("&lt;script&gt;alert(1)")) == (0, 1)


def test_a_change_is_told_in_its_own_language_alone() -> None:
    release = factories.release("en")
    french = factories.public("fr", of=release)
    corrected("en", of=release)
    assert 'class="change' not in get(french.get_absolute_url())


@pytest.mark.parametrize("path", ["/en/news/", "/en/news/2018/", "/en/news/2018/11/", "/en/news/topics/ports/"])
@pytest.mark.parametrize(("change", "word"), [(Change.CORRECTION, "Corrected"), (Change.UPDATE, "Updated")])
def test_lists_mark_what_was_changed_with_the_day_of_the_newest_change(path: str, change: str, word: str) -> None:
    with time_machine.travel(LATER, tick=False):
        corrected(change=change, of=factories.release(topics=[factories.topic("ports")]))
        factories.public(published_at=DAY)
        expected = f'{word} on <time datetime="2018-11-26T10:15:00+01:00">Nov. 26, 2018</time>'
        assert MARK.findall(get(path)) == [expected]


def test_the_sitemap_has_the_later_of_publication_and_change() -> None:
    corrected("fr")
    assert re.findall("<lastmod>(.*)</lastmod>", get("/sitemap-fr-2018-11.xml")) == ["2018-11-26T10:15:00+01:00"]


def test_a_change_in_preparation_is_told_nowhere() -> None:
    edition = factories.public()
    before = [get(path) for path in (edition.get_absolute_url(), "/en/news/", "/en/news/feed.atom")]
    factories.revise(edition)
    assert [get(path) for path in (edition.get_absolute_url(), "/en/news/", "/en/news/feed.atom")] == before


@pytest.mark.parametrize(("page", "cost"), [("detail", 9), ("print", 7)])
def test_a_correction_costs_one_query_more_and_a_second_one_none(
    page: str, cost: int, django_assert_num_queries: Callable[..., object]
) -> None:
    edition = factories.public()
    for more in (0, 1, 1):
        freshness.forget()
        with django_assert_num_queries(cost + more):
            get(edition.address(page))
        factories.correct(edition)


def test_corrections_cost_lists_nothing(django_assert_num_queries: Callable[..., object]) -> None:
    for _number in range(3):
        factories.correct(factories.public())
    freshness.forget()
    with django_assert_num_queries(6):
        get("/en/news/")


# --- Structured data ---


def data(edition: Edition) -> Any:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', get(edition.get_absolute_url()))
    assert len(found) == 1
    return json.loads(found[0])[0]


def test_a_page_says_to_machines_what_it_is() -> None:
    factories.organisation()
    photo = factories.photo()
    release = factories.release("fr", photo=photo, topics=[factories.topic("ports")], reference="2026-K7QF")
    with time_machine.travel(DAY, tick=False):
        edition = factories.public(
            "fr", of=release, title="Un titre", lead="Un chapeau.", dateline="PARIS", slug="ports"
        )
        found = data(edition)
    address = "https://news.example.org/fr/news/2018/ports/"
    organisation = {"@type": "Organization", "name": "Coastal Safety fr", "url": "https://news.example.org/fr/news/"}
    assert found.pop("image")[0] == {
        "@type": "ImageObject", "width": 1000, "height": 600,
        "url": f"https://news.example.org/media/{photo.file.token}-1000.jpg",
    }  # fmt: skip
    assert found == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": "tag:news.example.org,2018:release/2026-K7QF/fr",
        "identifier": "2026-K7QF",
        "url": address,
        "mainEntityOfPage": {"@type": "WebPage", "@id": address},
        "headline": "Un titre",
        "description": "Un chapeau.",
        "inLanguage": "fr",
        "dateline": "PARIS",
        "datePublished": "2018-11-24T10:00:00+01:00",
        "dateModified": "2018-11-24T10:00:00+01:00",
        "keywords": ["ports fr"],
        "author": organisation,
        "publisher": organisation,
        "isAccessibleForFree": True,
    }


def test_machines_are_told_of_corrections_and_updates_with_their_time() -> None:
    edition = corrected(note="430, not 340.")
    with time_machine.travel(LATER + timedelta(hours=1), tick=False):
        factories.correct(edition, "One port more.", Change.UPDATE)
        found = data(edition)
    assert (found["dateModified"], found["correction"], found["comment"]) == (
        "2018-11-26T11:15:00+01:00",
        [{"@type": "CorrectionComment", "name": "Correction", "text": "430, not 340.", "datePublished": "2018-11-26T10:15:00+01:00"}],
        [{"@type": "Comment", "name": "Update", "text": "One port more.", "datePublished": "2018-11-26T11:15:00+01:00"}],
    )  # fmt: skip


def test_no_text_ends_the_structured_data() -> None:
    hostile = "</script><script>alert(1)</script><!--<script>&\u2028"
    edition = factories.public(title=hostile, lead=hostile, dateline=hostile, slug="x")
    page = get(edition.get_absolute_url())
    raw = page.partition('application/ld+json">')[2].partition("</script>")[0]
    assert [mark for mark in ("<", ">", "&", "\u2028") if mark in raw] == []
    assert data(edition)["headline"] == hostile.replace("\u2028", "")


def test_paper_and_withdrawals_say_nothing_to_machines() -> None:
    paper, gone = factories.public().address("print"), factories.withdrawn().get_absolute_url()
    assert [b"ld+json" in Client().get(path).content for path in (paper, gone)] == [False, False]
