"""The list, its pages, archives and topics."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from articles.models import Edition
from tests import factories
from tests.views.lists import get, links, pager, publish_many

pytestmark = pytest.mark.django_db

DAY = datetime(2018, 2, 5, 12, tzinfo=UTC)


def walk(client: Client, path: str, direction: str) -> list[list[str]]:
    """Return the links of a page and of all that follow in a direction."""
    pages = []
    while path:
        page = get(client, path)
        pages.append(links(page))
        path = pager(page).get(direction, "")
        assert len(pages) < 20
    return pages


SPREAD = [DAY + timedelta(hours=n) for n in range(45)]
TIED = [DAY] * 45
HALF_TIED = [DAY + timedelta(hours=n // 11) for n in range(45)]


@pytest.mark.parametrize("moments", [SPREAD, TIED, HALF_TIED], ids=["spread", "tied", "half tied"])
def test_going_older_shows_every_release_once_twenty_a_page(client: Client, moments: list[datetime]) -> None:
    expected = publish_many(moments)
    pages = walk(client, "/en/news/", "next")
    assert pages == [expected[:20], expected[20:40], expected[40:]]


@pytest.mark.parametrize("moments", [SPREAD, TIED, HALF_TIED], ids=["spread", "tied", "half tied"])
def test_older_and_newer_meet_exactly(client: Client, moments: list[datetime]) -> None:
    expected = publish_many(moments)
    first = get(client, "/en/news/")
    second = get(client, pager(first)["next"])
    third = get(client, pager(second)["next"])
    assert links(get(client, pager(third)["prev"])) == links(second) == expected[20:40]
    assert pager(third)["prev"] == pager(first)["next"]


def test_a_release_of_another_list_is_no_cursor(client: Client) -> None:
    factories.public(published_at=DAY, slug="of-2018")
    factories.public(published_at=DAY.replace(year=2020), slug="of-2020")
    factories.public(published_at=DAY - timedelta(days=1))
    topic = factories.topic("ports")
    factories.public(of=factories.release("en", topics=[topic]), published_at=DAY - timedelta(days=2))
    answers = [
        client.get(path).status_code
        for path in (
            "/en/news/2018/?before=of-2018",
            "/en/news/2018/?before=of-2020",
            "/en/news/2020/?before=of-2018",
            "/en/news/topics/ports/?before=of-2018",
        )
    ]
    assert answers == [200, 404, 404, 404]


def test_newer_than_the_second_page_is_the_list_itself(client: Client) -> None:
    publish_many(SPREAD)
    second = pager(get(client, "/en/news/"))["next"]
    assert pager(get(client, second))["prev"] == "/en/news/"


def test_the_newest_page_under_another_address_leads_to_the_list(client: Client) -> None:
    factories.withdrawn(published_at=DAY, slug="gone")
    factories.public(published_at=DAY - timedelta(days=1))
    response = client.get("/en/news/?before=gone")
    assert (response.status_code, response.headers["Location"]) == (302, "/en/news/")


def test_a_page_keeps_its_releases_when_something_is_published(client: Client) -> None:
    publish_many(SPREAD)
    second = pager(get(client, "/en/news/"))["next"]
    before = links(get(client, second))
    factories.public()
    assert links(get(client, second)) == before


def test_the_last_page_leads_no_further(client: Client) -> None:
    expected = publish_many(SPREAD[:20])
    page = get(client, "/en/news/")
    assert (links(page), pager(page)) == (expected, {})


def test_nothing_is_older_than_the_oldest(client: Client) -> None:
    publish_many(SPREAD[:3])
    assert client.get("/en/news/?before=release-000").status_code == 404


def test_the_release_at_a_cursor_may_have_been_withdrawn(client: Client) -> None:
    edition = factories.withdrawn(published_at=DAY, slug="gone")
    factories.public(published_at=DAY + timedelta(days=1))
    older = factories.public(published_at=DAY - timedelta(days=1))
    assert links(get(client, f"/en/news/?before={edition.slug}")) == [older.get_absolute_url()]


@pytest.mark.parametrize(
    "cursor", ["", "nothing", "%00", "a%00b", "%ff", "%F0%9F%9A%A2", "x" * 5000, "..%2f..", "1%20OR%201=1", "%E2%80%AE"],
    ids=lambda value: value[:12],
)  # fmt: skip
def test_a_cursor_that_there_is_not_is_a_404(client: Client, cursor: str) -> None:
    factories.public()
    assert client.get(f"/en/news/?before={cursor}").status_code == 404


@pytest.mark.parametrize("build", [factories.draft, lambda **o: factories.scheduled(factories.in_days(1), **o)])
def test_a_hidden_release_is_no_cursor(client: Client, build: object) -> None:
    build(slug="hidden")  # type: ignore[operator]
    factories.public(published_at=DAY)
    hidden = client.get("/en/news/?before=hidden")
    nothing = client.get("/en/news/?before=nothing")
    assert (hidden.status_code, hidden.content, hidden.headers) == (404, nothing.content, nothing.headers)


@pytest.mark.parametrize(
    "query",
    ["page=2", "x", "before=a&", "after=a", "utm_source=a", "before=a&after=b", "before=a&before=b", "before=a&x=1", "%00", "%ff=%ff", "=", "a=" + "x" * 3000],
    ids=lambda value: value[:12],
)  # fmt: skip
def test_an_odd_query_leads_to_the_page_without_it(client: Client, query: str) -> None:
    factories.public(slug="a")
    response = client.get(f"/en/news/?{query}")
    assert (response.status_code, response.headers["Location"]) == (302, "/en/news/")


@pytest.mark.parametrize(
    "path",
    [
        "/en/news/%00/", "/en/news/2018/%00/", "/en/news/2018/%ff/", "/en/news/2018/a%00b/print/", "/%00", "/%ff/",
        "/en/news/topics/%00/", "/en/news/2018/%F0%9F%9A%A2/", "/en/news/2018/" + "x" * 5000 + "/",
        "/media/" + "x" * 22 + "-" + "9" * 5000 + ".jpg", "/en/news/2018/%E2%80%AE/", "/sitemap-en-%00.xml",
        "/en/news/%D9%A2%D9%A0%D9%A1%D9%A8/", "/en/news/2018/%D9%A0%D9%A2/", "/xx/news/", "/EN/news/", "/en/NEWS/",
    ],
    ids=lambda value: value[:24],
)  # fmt: skip
def test_an_odd_path_is_a_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_language_without_releases_has_a_list_that_says_so(client: Client) -> None:
    factories.public("en")
    assert links(get(client, "/fr/news/")) == []


# --- Archives ---


@pytest.fixture
def around_new_year() -> dict[str, Edition]:
    """A release on either side of midnight in Paris; both are 2017 by UTC."""
    return {
        "2017": factories.public("fr", datetime(2017, 12, 31, 22, 59, 59, tzinfo=UTC), slug="ancien"),
        "2018": factories.public("fr", datetime(2017, 12, 31, 23, 30, tzinfo=UTC), slug="nouveau"),
    }


@pytest.mark.parametrize("year", ["2017", "2018"])
def test_a_year_begins_at_midnight_in_the_newsroom(
    client: Client, around_new_year: dict[str, Edition], year: str
) -> None:
    assert links(get(client, f"/fr/news/{year}/")) == [f"/fr/news/{year}/{around_new_year[year].slug}/"]


@pytest.mark.parametrize(("month", "slug"), [("2017/12", "ancien"), ("2018/01", "nouveau")])
def test_a_month_begins_at_midnight_in_the_newsroom(
    client: Client, around_new_year: dict[str, Edition], month: str, slug: str
) -> None:
    assert links(get(client, f"/fr/news/{month}/")) == [f"/fr/news/{month[:4]}/{slug}/"]


@pytest.mark.parametrize(
    "period",
    [
        "2018/2",
        "2018/00",
        "2018/13",
        "2018/002",
        "18",
        "0000",
        "0999",
        "3000",
        "9999",
        "20180",
        "2018/02/05",
        "2018/2a",
    ],
)
def test_a_period_that_is_no_address_is_a_404(client: Client, period: str) -> None:
    factories.public("en", DAY)
    assert client.get(f"/en/news/{period}/").status_code == 404


@pytest.mark.parametrize("period", ["2019", "1000", "2999", "2018/03", "2999/12"])
def test_a_period_without_releases_is_a_404(client: Client, period: str) -> None:
    factories.public("en", DAY)
    factories.public("fr", DAY + timedelta(days=30))
    assert client.get(f"/en/news/{period}/").status_code == 404


def test_archives_are_walked_without_losing_or_repeating_a_release(client: Client) -> None:
    publish_many([DAY - timedelta(days=400), *SPREAD[:25], DAY + timedelta(days=400)])
    pages = walk(client, "/en/news/2018/02/", "next")
    assert [[path.split("-")[-1] for path in page] for page in pages] == [
        [f"{n:03}/" for n in range(25, 5, -1)],
        [f"{n:03}/" for n in range(5, 0, -1)],
    ]


def test_the_years_that_hold_something_are_linked_newest_first(client: Client) -> None:
    for year in (2011, 2018, 2015):
        factories.public("en", datetime(year, 6, 1, tzinfo=UTC))
    factories.draft("en")
    factories.public("fr", datetime(2013, 6, 1, tzinfo=UTC))
    found = re.findall(r'<li><a href="/en/news/(\d{4})/"', get(client, "/en/news/"))
    assert found == ["2018", "2015", "2011"]


def test_a_year_links_its_months_that_hold_something(client: Client) -> None:
    for month in (2, 11, 3):
        factories.public("en", datetime(2018, month, 15, tzinfo=UTC))
    factories.public("en", datetime(2017, 5, 15, tzinfo=UTC))
    found = re.findall(r'<li><a href="/en/news/(\d{4}/\d\d)/"', get(client, "/en/news/2018/"))
    assert found == ["2018/02", "2018/03", "2018/11"]


def test_archives_alternate_with_the_languages_that_have_something_in_them(client: Client) -> None:
    factories.public("en", DAY)
    factories.public("fr", DAY)
    factories.public("ru", DAY + timedelta(days=40))
    found = re.findall(r'hreflang="([^"]+)" href="https://news.example.org([^"]+)"', get(client, "/en/news/2018/02/"))
    assert found == [
        ("en", "/en/news/2018/02/"),
        ("fr", "/fr/news/2018/02/"),
        ("x-default", "/en/news/2018/02/"),
    ]


# --- Topics ---


def test_a_topic_is_closed_until_something_under_it_is_public(client: Client) -> None:
    topic = factories.topic("ports")
    release = factories.release(topics=[topic])
    factories.scheduled(factories.in_days(1), "en", of=release)
    closed = client.get("/en/news/topics/ports/").status_code
    factories.public("en", of=factories.release(topics=[topic]))
    assert (closed, client.get("/en/news/topics/ports/").status_code) == (404, 200)


def test_a_topic_is_closed_in_a_language_in_which_it_has_no_name(client: Client) -> None:
    topic = factories.topic("ports", languages=["en"])
    factories.public("fr", of=factories.release("fr", topics=[topic]))
    assert client.get("/fr/news/topics/ports/").status_code == 404


def test_a_topic_shows_its_own_releases_in_this_language(client: Client) -> None:
    topic = factories.topic("ports")
    release = factories.release(topics=[topic])
    mine = factories.public("en", of=release)
    factories.public("fr", of=release)
    factories.public("en", of=factories.release(topics=[factories.topic()]))
    assert links(get(client, "/en/news/topics/ports/")) == [mine.get_absolute_url()]


def test_a_hidden_topic_and_none_answer_alike(client: Client) -> None:
    factories.draft(of=factories.release(topics=[factories.topic("hidden")]))
    hidden, nothing = client.get("/en/news/topics/hidden/"), client.get("/en/news/topics/nothing/")
    assert (hidden.status_code, hidden.content, hidden.headers) == (404, nothing.content, nothing.headers)


def test_the_first_page_of_the_press_says_whom_to_call(client: Client) -> None:
    page = get(client, "/fr/news/")
    assert "shelf-contact" not in page
    factories.organisation()
    contact = get(client, "/fr/news/").partition('aria-labelledby="shelf-contact"')[2].partition("</section>")[0]
    assert 'href="mailto:press@icso.example"' in contact


def test_a_reader_finds_the_feed_of_the_newsroom_on_every_page_and_that_of_a_topic_beside_its_name(
    client: Client,
) -> None:
    factories.public("fr", of=factories.release("fr", topics=[factories.topic("ports")]))
    topic = get(client, "/fr/news/topics/ports/")
    head, _footer, foot = topic.partition("<footer")
    main = head.partition("<main")[2]
    assert re.findall(r'<a href="([^"]+\.rss)"', foot) == ["/fr/news/feed.rss"]
    assert re.findall(r'<a href="([^"]+\.rss)"', main) == ["/fr/news/topics/ports/feed.rss"]
    assert re.findall(r'<a href="([^"]+\.rss)"', get(client, "/fr/cookies/")) == ["/fr/news/feed.rss"]


def test_the_list_links_the_topics_that_have_something_here_in_the_order_of_their_names(client: Client) -> None:
    shown = [factories.topic("zoo"), factories.topic("ports")]
    factories.public("en", of=factories.release(topics=[*shown, factories.topic("nameless", languages=["fr"])]))
    factories.public("fr", of=factories.release("fr", topics=[factories.topic("elsewhere")]))
    shelf = get(client, "/en/news/").partition('aria-labelledby="shelf-topics"')[2]
    assert re.findall(r'/en/news/topics/([^/]+)/"', shelf) == ["ports", "zoo"]
