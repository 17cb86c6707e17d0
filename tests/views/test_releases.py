"""The page of one release: what it shows, in which language, and to whom it answers how."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from django.utils.translation import pgettext

from articles import workflow
from articles.models import Edition
from tests import factories
from tests.hostile import body_of

pytestmark = pytest.mark.django_db

DAY = datetime(2018, 2, 5, 9, tzinfo=UTC)
DATES = {
    "en": "Feb. 5, 2018",
    "fr": "05 février 2018",
    "es": "5 de febrero de 2018",
    "ar": "5 شباط/فبراير 2018",
    "ru": "5 февраля 2018 г.",
    "zh-hans": "2018年2月5日",
}
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')


def get(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def shown_date(page: str) -> str:
    """Return the words of the date under which the release stands."""
    found = re.findall(r'<p class="release-date"><time datetime="[^"]+">([^<]+)</time></p>', page)
    assert len(found) == 1
    return str(found[0])


@pytest.mark.parametrize("page", ["detail", "print"])
def test_the_french_date_is_exactly_as_french_press_offices_print_it(client: Client, page: str) -> None:
    edition = factories.public("fr", DAY)
    assert shown_date(get(client, edition.address(page))) == "05 février 2018"


@pytest.mark.parametrize("language", ["es", "ru", "zh-hans"])
def test_other_languages_have_their_own_dates(client: Client, language: str) -> None:
    edition = factories.public(language, DAY)
    assert shown_date(get(client, edition.get_absolute_url())).replace("\xa0", " ") == DATES[language]


def test_the_date_is_that_of_the_newsroom_zone_and_the_machine_reads_the_moment(client: Client) -> None:
    edition = factories.public("fr", datetime(2017, 12, 31, 23, 30, tzinfo=UTC))
    page = get(client, edition.get_absolute_url())
    assert re.findall(r'<time datetime="([^"]+)">([^<]+)<', page) == [("2018-01-01T00:30:00+01:00", "01 janvier 2018")]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
@pytest.mark.parametrize("page", ["detail", "print"])
def test_the_dateline_runs_into_the_text_with_the_dash_of_the_language(
    client: Client, language: str, page: str
) -> None:
    edition = factories.public(language, DAY, dateline="LISBON", body="<p>One.</p><p>Two.</p>")
    with translation.override(language):
        dash = pgettext("between dateline and first paragraph", " – ")
    place = "<bdi>LISBON</bdi>" if language == "ar" else "LISBON"
    assert body_of(get(client, edition.address(page))) == (
        f'<p><span class="dateline">{place}{dash}</span>One.</p><p>Two.</p>'
    )


def test_a_release_without_a_dateline_begins_with_its_text(client: Client) -> None:
    edition = factories.public(dateline="", body="<p>One.</p>")
    assert body_of(get(client, edition.get_absolute_url())) == "<p>One.</p>"


@pytest.mark.parametrize(
    ("language", "lang", "direction"),
    [("en", "en", "ltr"), ("fr", "fr", "ltr"), ("ar", "ar", "rtl"), ("zh-hans", "zh-Hans", "ltr")],
)
@pytest.mark.parametrize("page", ["detail", "print"])
def test_a_page_says_its_language_and_direction(
    client: Client, language: str, lang: str, direction: str, page: str
) -> None:
    response = client.get(factories.public(language).address(page))
    opening = response.content.decode().split("\n")[1]
    assert (opening, response.headers["Content-Language"]) == (f'<html lang="{lang}" dir="{direction}">', language)


def test_the_headline_lead_and_dateline_are_text_not_markup(client: Client) -> None:
    hostile = '"><script>alert(1)</script>'
    edition = factories.public(title=hostile, lead=hostile, dateline=hostile, slug="x")
    page = get(client, edition.get_absolute_url())
    assert (page.count("<script>"), page.count("&lt;script&gt;alert(1)&lt;/script&gt;")) == (0, 7)


@pytest.mark.parametrize(
    ("lead", "length", "end"),
    [("word " * 60, 160, " word…"), ("words " * 60, 156, " words…"), ("海" * 200, 160, "海海…")],
)
def test_the_description_is_the_lead_cut_between_words(client: Client, lead: str, length: int, end: str) -> None:
    page = get(client, factories.public(lead=lead).get_absolute_url())
    found = re.findall(r'<meta name="description" content="([^"]*)">', page)
    assert (len(found), len(found[0]), found[0].endswith(end)) == (1, length, True)


def test_without_a_lead_the_description_is_the_beginning_of_the_text(client: Client) -> None:
    page = get(client, factories.public(lead="", body="<p>One &amp; two.</p><p>Three.</p>").get_absolute_url())
    assert re.findall(r'<meta name="description" content="([^"]*)">', page) == ["One &amp; two. Three."]


def test_the_canonical_address_is_the_site_s_not_the_visitor_s(client: Client) -> None:
    edition = factories.public("en", DAY, slug="ports")
    page = client.get(edition.get_absolute_url(), headers={"host": "localhost"}).content.decode()
    assert (re.findall(r'<link rel="canonical" href="([^"]+)">', page), "localhost" in page) == (
        ["https://news.example.org/en/news/2018/ports/"],
        False,
    )


def test_the_canonical_address_of_the_print_page_is_the_release(client: Client) -> None:
    edition = factories.public("en", DAY, slug="ports")
    page = get(client, edition.address("print"))
    assert re.findall(r'<link rel="canonical" href="([^"]+)">', page) == [
        "https://news.example.org/en/news/2018/ports/"
    ]


def six(states: dict[str, str]) -> dict[str, Edition]:
    """Return the editions of one release, by language, each in the state that is asked for."""
    release = factories.release("en")
    builders = {
        "public": lambda code: factories.public(code, DAY, of=release, slug=f"s-{code}"),
        "draft": lambda code: factories.draft(code, of=release, slug=f"s-{code}"),
        "scheduled": lambda code: factories.scheduled(factories.in_days(1), code, of=release, slug=f"s-{code}"),
        "withdrawn": lambda code: factories.withdrawn(code, of=release, slug=f"s-{code}"),
    }
    return {code: builders[state](code) for code, state in states.items()}


STATES = {"en": "public", "fr": "draft", "es": "scheduled", "ar": "public", "ru": "withdrawn", "zh-hans": "public"}


def test_alternates_lead_to_the_public_editions_alone_and_back(client: Client) -> None:
    editions = six(STATES)
    expected = [
        ("en", "https://news.example.org/en/news/2018/s-en/"),
        ("ar", "https://news.example.org/ar/news/2018/s-ar/"),
        ("zh-Hans", "https://news.example.org/zh-hans/news/2018/s-zh-hans/"),
        ("x-default", "https://news.example.org/en/news/2018/s-en/"),
    ]
    pages = [get(client, editions[code].get_absolute_url()) for code in ("en", "ar", "zh-hans")]
    assert [ALTERNATE.findall(page) for page in pages] == [expected] * 3


def test_without_the_default_language_the_first_one_is_the_default(client: Client) -> None:
    editions = six({"ar": "public", "fr": "public"})
    found = dict(ALTERNATE.findall(get(client, editions["ar"].get_absolute_url())))
    assert found["x-default"] == "https://news.example.org/fr/news/2018/s-fr/"


def test_a_release_in_one_language_has_no_alternates(client: Client) -> None:
    assert ALTERNATE.findall(get(client, factories.public().get_absolute_url())) == []


def test_the_switcher_leads_to_the_same_release_or_to_the_list(client: Client) -> None:
    page = get(client, six(STATES)["en"].get_absolute_url())
    header = page.partition("<header")[2].partition("</header>")[0]
    assert re.findall(r'<li><a href="([^"]+)" lang="([^"]+)"', header) == [
        ("/en/news/2018/s-en/", "en"),
        ("/fr/news/", "fr"),
        ("/es/news/", "es"),
        ("/ar/news/2018/s-ar/", "ar"),
        ("/ru/news/", "ru"),
        ("/zh-hans/news/2018/s-zh-hans/", "zh-Hans"),
    ]


def test_also_available_in_names_each_language_in_itself(client: Client) -> None:
    page = get(client, six(STATES)["en"].get_absolute_url())
    also = page.partition('<section class="also"')[2].partition("</section>")[0]
    assert re.findall(r'<a href="([^"]+)" lang="([^"]+)" dir="([^"]+)" hreflang="([^"]+)">([^<]+)<', also) == [
        ("/ar/news/2018/s-ar/", "ar", "rtl", "ar", "العربيّة"),
        ("/zh-hans/news/2018/s-zh-hans/", "zh-Hans", "ltr", "zh-Hans", "简体中文"),
    ]


def test_the_topics_of_a_release_are_those_with_a_name_in_the_language(client: Client) -> None:
    topics = [factories.topic("zoo"), factories.topic("ports"), factories.topic("nameless", languages=["fr"])]
    page = get(client, factories.public("en", of=factories.release(topics=topics)).get_absolute_url())
    assert re.findall(r'href="/en/news/topics/([^/]+)/">([^<]+)<', page) == [("ports", "ports en"), ("zoo", "zoo en")]


# --- What is not there ---


@pytest.mark.parametrize("page", ["", "print/"])
def test_a_release_answers_under_its_own_year_alone(client: Client, page: str) -> None:
    factories.public("en", DAY, slug="ports")
    paths = [f"/en/news/{year}/ports/{page}" for year in (2017, 2018, 2019)]
    assert [client.get(path).status_code for path in paths] == [404, 200, 404]


def test_a_release_answers_in_its_own_language_alone(client: Client) -> None:
    factories.public("en", DAY, slug="ports")
    paths = [f"/{code}/news/2018/ports/" for code in ("en", "fr", "ar")]
    assert [client.get(path).status_code for path in paths] == [200, 404, 404]


@pytest.mark.parametrize("page", ["", "print/"])
@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "scheduled"])
def test_hidden_and_nonexistent_answer_alike(client: Client, state: str, page: str) -> None:
    at = factories.in_days(1)
    if state == "scheduled":
        factories.scheduled(at, slug="hidden")
    else:
        getattr(factories, state)(slug="hidden")
    hidden, nothing = (client.get(f"/en/news/{at.year}/{slug}/{page}") for slug in ("hidden", "nothing"))
    assert (hidden.status_code, hidden.content, hidden.headers) == (404, nothing.content, nothing.headers)


@pytest.mark.parametrize("method", ["head", "options", "post", "put", "delete", "patch"])
def test_hidden_and_nonexistent_answer_every_method_alike(client: Client, method: str) -> None:
    at = factories.in_days(1)
    factories.scheduled(at, slug="hidden")
    hidden, nothing = (getattr(client, method)(f"/en/news/{at.year}/{slug}/") for slug in ("hidden", "nothing"))
    assert (hidden.status_code, hidden.content, dict(hidden.headers)) == (
        nothing.status_code,
        nothing.content,
        dict(nothing.headers),
    )


def test_a_scheduled_release_is_there_at_its_very_second(client: Client) -> None:
    with time_machine.travel(DAY, tick=False) as clock:
        path = factories.scheduled(DAY + timedelta(hours=1), "fr", slug="ports").get_absolute_url()
        statuses = []
        for moment in (DAY + timedelta(hours=1, microseconds=-1), DAY + timedelta(hours=1)):
            clock.move_to(moment)
            statuses.append(client.get(path).status_code)
    assert statuses == [404, 200]


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("page", ["detail", "print"])
def test_a_withdrawn_release_is_gone_in_its_own_language(client: Client, language: str, page: str) -> None:
    edition = factories.withdrawn(language, title="Canary")
    response = client.get(edition.address(page))
    text = response.content.decode()
    assert (response.status_code, text.split("\n")[1], "Canary" in text, edition.slug in text) == (
        410,
        f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">',
        False,
        False,
    )


def test_a_withdrawn_release_under_another_year_is_a_404(client: Client) -> None:
    factories.withdrawn("en", published_at=DAY, slug="gone")
    assert [client.get(f"/en/news/{year}/gone/").status_code for year in (2018, 2019)] == [410, 404]


def test_a_restored_release_is_there_again(client: Client) -> None:
    edition = factories.withdrawn()
    workflow.restore(edition, by=None)
    assert client.get(edition.get_absolute_url()).status_code == 200


def test_newer_text_is_not_shown_before_it_is_published(client: Client) -> None:
    edition = factories.public(title="Before", slug="x")
    before = client.get(edition.get_absolute_url())
    workflow.approve(workflow.submit(factories.revise(edition, title="Canary"), by=None), by=None)
    after = client.get(edition.get_absolute_url())
    workflow.publish(edition, by=None)
    published = get(client, edition.get_absolute_url())
    assert (before.content == after.content, "<h1>Canary</h1>" in published) == (True, True)


# --- How it answers ---


def test_a_release_with_a_query_leads_to_itself_without(client: Client) -> None:
    path = factories.public("ar", slug="ميناء").get_absolute_url()
    response = client.get(f"{path}?utm_source=x")
    assert (response.status_code, response.headers["Location"]) == (302, path)


def test_an_address_without_its_last_slash_leads_to_the_one_with(client: Client) -> None:
    path = factories.public().get_absolute_url()
    response = client.get(path.rstrip("/"))
    assert (response.status_code, response.headers["Location"]) == (301, path)


def test_the_head_of_a_page_is_that_of_the_page(client: Client) -> None:
    path = factories.public().get_absolute_url()
    with time_machine.travel(factories.in_days(1), tick=False):
        got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content, head.headers) == (200, b"", got.headers)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_public_page_takes_nothing_from_readers(client: Client, method: str) -> None:
    response = getattr(client, method)(factories.public().get_absolute_url())
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_a_reader_who_has_the_page_gets_a_304(client: Client) -> None:
    path = factories.public().get_absolute_url()
    etag = client.get(path).headers["ETag"]
    response = client.get(path, headers={"if-none-match": etag})
    assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", etag)


@pytest.mark.parametrize(("seconds", "expires"), [(-3600, "@{now+30}"), (-10, "@{now+9}"), (-1, "0"), (0, "@{now+30}")])
def test_nginx_lets_go_of_pages_one_second_before_the_next_publication(
    client: Client, seconds: int, expires: str
) -> None:
    with time_machine.travel(DAY, tick=False) as clock:
        path = factories.public().get_absolute_url()
        event = DAY + timedelta(hours=2)
        factories.scheduled(event)
        clock.move_to(event + timedelta(seconds=seconds))
        now = int((event + timedelta(seconds=seconds)).timestamp())
        header = client.get(path).headers["X-Accel-Expires"]
    assert header == {"@{now+30}": f"@{now + 30}", "@{now+9}": f"@{now + 9}", "0": "0"}[expires]


def test_a_picture_is_shown_with_its_texts_in_the_language(client: Client) -> None:
    photo = factories.photo(alt_fr="Un <phare>", caption_fr="Le phare", credit_fr="OISC", alt_en="Canary")
    page = get(client, factories.public("fr", of=factories.release("fr", photo=photo)).get_absolute_url())
    figure = page.partition("<figure")[2].partition("</figure>")[0]
    assert (
        re.findall(r' alt="([^"]*)"', figure),
        re.findall(r"<figcaption>(.*)$", figure, re.MULTILINE),
        re.findall(r'(?:src|srcset)="([^"]*)"', figure),
        "Canary" in page,
    ) == (
        ["Un &lt;phare&gt;"],
        ['<span>Le phare</span> <span class="credit">OISC</span>'],
        [
            f"/media/{photo.file.token}-800.jpg",
            ", ".join(f"/media/{photo.file.token}-{width}.jpg {width}w" for width in (240, 400, 520, 700, 800, 1000)),
        ],
        False,
    )
