"""Lists narrowed by topic, year, month and other languages, together: one address each, exact numbers, no dead ends."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client, override_settings

from articles import workflow
from articles.models import Edition
from articles.views import lists
from tests import factories
from tests.views.lists import get, links, pager, publish_many

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
DAY = datetime(2018, 2, 5, 12, tzinfo=UTC)
OPTION = re.compile(r'<option value="([^"]*)"[^>]*?(?: selected)?>([^<]+)</option>')


def select(page: str, name: str) -> str:
    """Return the options of a filter as HTML; empty if it is not there."""
    part = re.search(rf'<select [^>]*name="{name}">(.*?)</select>', page, re.DOTALL)
    return part[1] if part else ""


def offered(page: str, name: str) -> dict[str, str]:
    """Return the options of a filter, but for the empty one: the text of each by its value."""
    return {value: unescape(text) for value, text in OPTION.findall(select(page, name)) if value}


def chosen(page: str) -> dict[str, str]:
    """Return the links that remove a filter, by the filter's name."""
    part = re.search(r'<ul class="chosen".*?</ul>', page, re.DOTALL)
    found = re.findall(r'<a href="([^"]+)" aria-label="Remove filter: ([^"]+)"', part[0]) if part else []
    return {unescape(name): unescape(path) for path, name in found}


def found(page: str) -> str:
    """Return how many releases the page says there are."""
    return re.findall(r'<div class="found">\s*<p>([^<]+)</p>', page)[0]


@pytest.fixture
def archive() -> dict[str, Edition]:
    """Four releases: by topic, year and languages; the last is in English alone."""
    ports, safety = factories.topic("ports"), factories.topic("safety")
    rows = {}
    for slug, topics, moment, languages in (
        ("a", [ports], DAY, ["en", "ar"]),
        ("b", [ports, safety], DAY + timedelta(days=60), ["en", "fr", "ar"]),
        ("c", [safety], DAY + timedelta(days=400), ["en", "fr"]),
        ("d", [ports], DAY + timedelta(days=800), ["en"]),
    ):
        release = factories.release("en", topics=topics)
        for language in languages:
            rows[f"{slug}-{language}"] = factories.public(language, moment, of=release, slug=f"{slug}-{language}")
    return rows


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("topic=ports&year=2018", ["b", "a"]),
        ("topic=ports&year=2018&month=02", ["a"]),
        ("topic=ports&also=fr", ["b"]),
        ("year=2018&also=ar", ["b", "a"]),
        ("year=2018&month=04&also=ar", ["b"]),
        ("also=fr", ["c", "b"]),
        ("topic=safety&year=2018&month=04&also=fr", ["b"]),
    ],
)
def test_filters_combine(client: Client, archive: dict[str, Edition], query: str, slugs: list[str]) -> None:
    page = get(client, f"/en/news/?{query}")
    assert links(page) == [archive[f"{slug}-en"].get_absolute_url() for slug in slugs]
    assert found(page) == ("1 release" if len(slugs) == 1 else f"{len(slugs)} releases")


@pytest.mark.parametrize("query", ["topic=ports&also=fr", "also=fr", "topic=safety&also=ar", "also=ar"])
def test_few_and_many_are_found_alike(
    client: Client, archive: dict[str, Edition], query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = links(get(client, f"/en/news/?{query}"))
    monkeypatch.setattr(lists, "FEW", 0)
    assert links(get(client, f"/en/news/?{query}")) == few != []


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("topic=&year=&month=&also=", "/en/news/"),
        ("topic=ports&year=&month=&also=", "/en/news/topics/ports/"),
        ("topic=ports", "/en/news/topics/ports/"),
        ("year=2018", "/en/news/2018/"),
        ("year=2018&month=02", "/en/news/2018/02/"),
        ("year=2018&month=2", "/en/news/2018/02/"),
        ("month=02", "/en/news/"),
        ("topic=&year=&month=02&also=fr", "/en/news/?also=fr"),
        ("year=2018&topic=ports", "/en/news/?topic=ports&year=2018"),
        ("also=fr&topic=ports", "/en/news/?topic=ports&also=fr"),
        ("topic=ports&year=2018&month=&also=", "/en/news/?topic=ports&year=2018"),
        ("topic=%70orts&year=2018", "/en/news/?topic=ports&year=2018"),
        ("topic=ports&before=b-en", "/en/news/topics/ports/?before=b-en"),
        ("before=b-en&topic=ports&year=2018", "/en/news/?topic=ports&year=2018&before=b-en"),
        ("before=%62-en", "/en/news/?before=b-en"),
        ("topic=ports&year=2018&utm_source=x", "/en/news/"),
        ("topic=ports&topic=safety", "/en/news/"),
        ("topic=ports&&year=2018", "/en/news/"),
    ],
)
def test_every_list_has_one_address(client: Client, archive: dict[str, Edition], query: str, path: str) -> None:
    response = client.get(f"/en/news/?{query}")
    assert (response.status_code, response.headers["Location"]) == (302, path)
    assert client.get(path).status_code == 200


def test_a_topic_in_another_script_has_one_address_too(client: Client) -> None:
    topic = factories.topic("موانئ")
    factories.public("ar", DAY, of=factories.release("ar", topics=[topic]))
    path = "/ar/news/topics/%D9%85%D9%88%D8%A7%D9%86%D8%A6/"
    assert client.get("/ar/news/?topic=%D9%85%D9%88%D8%A7%D9%86%D8%A6").headers["Location"] == path
    assert client.get(path).status_code == 200
    query = "/ar/news/?topic=%D9%85%D9%88%D8%A7%D9%86%D8%A6&year=2018"
    assert client.get(query).status_code == 200
    assert client.get(query.lower()).headers["Location"] == query


@pytest.mark.parametrize(
    "query",
    [
        "topic=nothing&year=2018", "topic=nothing", "year=2019&also=ar&topic=nothing", "also=en", "also=xx", "also=ru",
        "year=18&also=fr", "year=99999999999999999999&also=fr", "year=%D9%A2%D9%A0%D9%A1%D9%A8&also=fr",
        "year=1017&also=fr", "year=2018&month=13&also=fr", "year=2018&month=00&also=fr", "year=-2018", "year=2018.0",
        "topic=%00&year=2018", "topic=a%00b", "topic=%ff&year=2018", "also=%00", "also=" + "x" * 4000,
        "topic=" + "x" * 4000 + "&year=2018", "topic=%F0%9F%9A%A2&also=fr", "topic=ports%2F..&year=2018",
        "year=2017&also=fr", "year=2018&month=03&also=fr", "topic=a%20b", "topic=../..", "topic=%E2%80%AE",
        "topic=ports&year=2018&before=", "topic=ports&year=2018&before=c-en", "topic=ports&also=fr&before=a-en",
        "topic=ports&year=2018&before=%00", "year=1%00&also=fr",
    ],
    ids=lambda value: value[:30],
)  # fmt: skip
def test_a_list_that_there_is_not_is_a_404(client: Client, archive: dict[str, Edition], query: str) -> None:
    assert client.get(f"/en/news/?{query}").status_code == 404


def test_filters_that_find_nothing_together_say_so_and_can_be_removed(
    client: Client, archive: dict[str, Edition]
) -> None:
    page = get(client, "/en/news/?topic=ports&year=2019")
    assert (found(page), links(page)) == ("0 releases", [])
    assert chosen(page) == {"ports en": "/en/news/2019/", "2019": "/en/news/topics/ports/"}
    assert '<details class="filters" open>' in page


def test_each_filter_can_be_removed_and_all_together(client: Client, archive: dict[str, Edition]) -> None:
    page = get(client, "/en/news/?topic=safety&year=2018&month=04&also=fr")
    assert chosen(page) == {
        "safety en": "/en/news/?year=2018&month=04&also=fr",
        "April 2018": "/en/news/?topic=safety&year=2018&also=fr",
        "also in French": "/en/news/?topic=safety&year=2018&month=04",
    }
    assert '<a href="/en/news/">Clear all</a>' in page
    assert all(client.get(path).status_code == 200 for path in chosen(page).values())


def test_options_lead_to_something_and_say_to_how_much(client: Client, archive: dict[str, Edition]) -> None:
    page = get(client, "/en/news/?topic=ports&year=2018")
    assert offered(page, "topic") == {"ports": "ports en (2)", "safety": "safety en (1)"}
    assert offered(page, "year") == {"2020": "2020 (1)", "2018": "2018 (2)"}
    assert offered(page, "month") == {"02": "February (1)", "04": "April (1)"}
    assert offered(page, "also") == {"fr": "French (1)", "ar": "Arabic (2)"}


@pytest.mark.parametrize(
    "path",
    ["/en/news/", "/en/news/2018/", "/en/news/2018/04/", "/en/news/topics/ports/", "/en/news/?topic=ports&also=ar"],
)
def test_what_an_option_says_is_what_it_leads_to(client: Client, archive: dict[str, Edition], path: str) -> None:
    page = get(client, path)
    selected = dict.fromkeys(("topic", "year", "month", "also"), "")
    for name in selected:
        selected[name] = next(iter(re.findall(r'<option value="([^"]+)"[^>]* selected>', select(page, name))), "")
    tried = 0
    for name in selected:
        for value, text in offered(page, name).items():
            query = selected | {name: value}
            if name == "year":
                query["month"] = ""
            target = client.get("/en/news/", query, follow=True).content.decode()
            assert found(target).split()[0] == re.findall(r"\((\d+)\)$", text)[0], (name, value)
            tried += 1
    assert tried >= 4


def test_a_combination_is_left_out_of_search_engines_and_canonical_to_itself(
    client: Client, archive: dict[str, Edition]
) -> None:
    page = get(client, "/en/news/?topic=ports&year=2018")
    assert '<meta name="robots" content="noindex, follow">' in page
    assert 'rel="canonical" href="https://news.example.org/en/news/?topic=ports&amp;year=2018"' in page
    assert "robots" not in get(client, "/en/news/topics/ports/")


def test_a_combination_alternates_with_the_languages_in_which_it_finds_something(
    client: Client, archive: dict[str, Edition]
) -> None:
    page = get(client, "/en/news/?topic=safety&year=2018")
    paths = re.findall(r'hreflang="([^"]+)" href="https://news.example.org([^"]+)"', page)
    assert [(tag, unescape(path)) for tag, path in paths if tag != "x-default"] == [
        (tag, f"/{tag}/news/?topic=safety&year=2018") for tag in ("en", "fr", "ar")
    ]


def test_what_is_also_in_a_language_does_not_alternate_with_that_language(
    client: Client, archive: dict[str, Edition]
) -> None:
    page = get(client, "/en/news/?also=ar")
    assert re.findall(r'rel="alternate" hreflang="([^"]+)"', page) == ["en", "fr", "x-default"]


def test_a_topic_without_a_name_here_is_no_filter_here(client: Client) -> None:
    topic = factories.topic("ports", languages=["en"])
    release = factories.release("en", topics=[topic])
    factories.public("en", DAY, of=release)
    factories.public("fr", DAY, of=release)
    assert offered(get(client, "/fr/news/"), "topic") == {}
    assert client.get("/fr/news/?topic=ports&year=2018").status_code == 404


def test_a_language_that_is_not_shown_is_no_filter(client: Client, archive: dict[str, Edition]) -> None:
    with override_settings(LANGUAGES=[("en", "English"), ("fr", "French")]):
        assert offered(get(client, "/en/news/"), "also") == {"fr": "French (2)"}
        assert client.get("/en/news/?also=ar").status_code == 404


def test_a_filtered_list_is_walked_in_both_directions(client: Client) -> None:
    expected = publish_many([DAY + timedelta(hours=n) for n in range(45)])
    for path in expected:
        edition = Edition.objects.get(slug=path.split("/")[-2])
        factories.public("fr", edition.publish_at, of=edition.release)
    first = get(client, "/en/news/?year=2018&also=fr")
    second = get(client, unescape(pager(first)["next"]))
    third = get(client, unescape(pager(second)["next"]))
    assert [links(first), links(second), links(third)] == [expected[:20], expected[20:40], expected[40:]]
    assert unescape(pager(third)["prev"]) == unescape(pager(first)["next"])
    assert unescape(pager(second)["prev"]) == "/en/news/?year=2018&also=fr"
    assert found(first) == found(third) == "45 releases"


def test_a_cursor_outlives_the_withdrawal_of_the_other_language(client: Client, archive: dict[str, Edition]) -> None:
    factories.public("fr", DAY, of=archive["a-en"].release)
    workflow.withdraw(archive["b-fr"], reason="error", by=None)
    page = get(client, "/en/news/?also=fr&before=b-en")
    assert links(page) == [archive["a-en"].get_absolute_url()]


def test_rows_show_their_topics_by_name(client: Client, archive: dict[str, Edition]) -> None:
    rows = re.findall(r'<ul class="row-topics".*?</ul>', get(client, "/en/news/2018/04/"), re.DOTALL)
    assert [re.findall(r'<a href="([^"]+)">([^<]+)</a>', row) for row in rows] == [
        [("/en/news/topics/ports/", "ports en"), ("/en/news/topics/safety/", "safety en")]
    ]


def test_numbers_are_written_as_the_language_writes_them(client: Client, archive: dict[str, Edition]) -> None:
    from articles.models import Tally

    Tally.objects.filter(also="", topic=0, year=0).update(number=12345)
    assert found(get(client, "/en/news/")) == "12,345 releases"


@pytest.mark.parametrize(
    "hide",
    [
        lambda **o: factories.scheduled(NOW + timedelta(hours=1), "ar", **o),
        lambda **o: factories.approved("ar", **o),
        lambda **o: factories.draft("ar", **o),
    ],
    ids=["scheduled", "approved", "draft"],
)
def test_nothing_hidden_changes_a_byte_of_any_list(client: Client, hide: Callable[..., object]) -> None:
    with time_machine.travel(NOW, tick=False):
        ports, other = factories.topic("ports"), factories.topic("other")
        release = factories.release("en", topics=[ports])
        for language in ("en", "fr"):
            factories.public(language, DAY, of=release)
        paths = [
            "/en/news/", "/fr/news/", "/ar/news/", "/en/news/2018/", "/en/news/topics/ports/", "/en/news/?also=fr",
            "/en/news/?also=ar", "/en/news/?topic=ports&year=2018", "/en/news/2026/", "/ar/news/topics/ports/",
            "/en/news/?topic=other&year=2018", "/ar/news/?also=en", "/sitemap.xml", "/sitemap-ar.xml",
        ]  # fmt: skip
        before = [(r.status_code, r.content, r.headers) for r in map(client.get, paths)]
        hide(of=release)
        hide(of=factories.release("ar", topics=[ports, other]))
        assert [(r.status_code, r.content, r.headers) for r in map(client.get, paths)] == before


def test_a_scheduled_translation_is_counted_at_its_second(client: Client) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        release = factories.release("en", topics=[factories.topic("ports")])
        factories.public("en", DAY, of=release)
        factories.scheduled(NOW + timedelta(hours=1), "ar", of=release)
        clock.move_to(NOW + timedelta(hours=1) - timedelta(microseconds=1))
        statuses = [client.get("/en/news/?also=ar").status_code]
        clock.move_to(NOW + timedelta(hours=1))
        page = get(client, "/en/news/?also=ar")
        assert (statuses, found(page), list(offered(get(client, "/ar/news/"), "also"))) == (
            [404],
            "1 release",
            ["en"],
        )
