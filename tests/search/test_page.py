"""The page of the search: its addresses, what it shows, and what it says where nothing is found."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import quote_plus
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from articles import workflow
from articles.enums import Withdrawal, suffix
from articles.models import Organisation
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime(2024, 5, 1, 9, tzinfo=UTC)
PATH = "/en/news/search/"


def page(query: str = "", path: str = PATH) -> str:
    """Return the page at an address that needs no redirect."""
    response = Client().get(f"{path}?{query}" if query else path)
    assert response.status_code == 200, response.headers.get("Location")
    return response.content.decode()


def main(markup: str) -> str:
    return markup.partition("<main")[2].partition("</main>")[0]


def headings(markup: str) -> list[str]:
    """Return the text of the headings under which releases are listed."""
    return [unescape(re.sub("<[^>]+>", "", found)) for found in re.findall(r"<h3>(<a.*?)</h3>", markup)]


def second(markup: str) -> str:
    """Return the text of the heading above what was found."""
    return unescape(re.sub("<[^>]+>", "", re.findall(r'<h2 id="found">(.*?)</h2>', markup)[0]))


def test_without_words_there_is_just_the_form() -> None:
    factories.public(title="Buoy")
    markup = page()
    assert 'name="q"' in main(markup)
    assert "Buoy" not in markup
    assert "noindex" not in markup
    assert 'id="found"' not in markup


def test_what_matched_is_marked_in_headline_and_text() -> None:
    factories.public(
        title="Two lighthouses & a buoy", lead="Keepers at work", body="<p>The <b>lighthouse</b> &lt;old&gt;</p>"
    )
    markup = page("q=lighthouse")
    assert "Two <mark>lighthouses</mark> &amp; a buoy" in markup
    assert "The <mark>lighthouse</mark> &lt;old&gt;" in markup
    assert second(markup) == "1 release matches “lighthouse”"


def test_result_pages_are_not_for_other_search_engines() -> None:
    assert '<meta name="robots" content="noindex, follow">' in page("q=x")


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("q=buoy&sort=&topic=&year=", "q=buoy"),
        ("year=2024&q=buoy&topic=ports&sort=best", "q=buoy&sort=best&topic=ports&year=2024"),
        ("q=buoy&sort=oldest", "q=buoy"),
        ("q=buoy&topic=nothing", "q=buoy"),
        ("q=buoy&year=24", "q=buoy"),
        ("q=buoy&year=٢٠٢٤", "q=buoy"),
        ("q=buoy&year=9999", "q=buoy"),
        ("q=buoy&year=2023", "q=buoy"),
        ("q=buoy&before=nothing", "q=buoy"),
        ("q=buoy&utm_source=mail", "q=buoy"),
        ("q=buoy&q=beacon", "q=beacon"),
        ("q=%20buoy%20%20light", "q=buoy+light"),
        ("q=buoy%20light", "q=buoy+light"),
        ("q=buoy%00", "q=buoy"),
        ("q=%ff", ""),
        ("q=", ""),
        ("topic=ports", ""),
        ("page=2", ""),
        (f"q={'a' * 4000}", f"q={'a' * 300}"),
    ],
)
def test_a_search_has_one_address(asked: str, canonical: str) -> None:
    factories.public("en", DAY, title="Buoy", of=factories.release(topics=[factories.topic("ports")]))
    response = Client().get(f"{PATH}?{asked}")
    assert response.status_code == 302
    assert response.headers["Location"] == (f"{PATH}?{canonical}" if canonical else PATH)
    assert Client().get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "'",
        '""',
        '"" OR 1=1 --',
        "* NEAR(a b) AND NOT ^x -y",
        "title:x",
        "a" * 300,
        "\\",
        "%",
        "'; DROP TABLE articles_edition; --",
        "x:*",
        "!x & (y | z) <-> w",
        "𝕏 🚢 \u202e \u200d \u0301",
        " ".join("abcdefghijklmnopqrstuvwxyz"),
        "«" * 100,
        "海" * 100,
        "١٢٣ ½ ㎞ ﷺ",
        "<script>alert(1)</script>",
        "¹ ² ⁺ ⁼1 ¶",
        "(" * 150,
        "9" * 300,
    ],
)
@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_no_text_breaks_the_search(typed: str, language: str) -> None:
    factories.public(language)
    for extra in ("", "&sort=best"):
        path = f"/{language}/news/search/?q={quote_plus(typed)}{extra}"
        response = Client().get(path, follow=True)
        assert response.status_code == 200
        assert b"<script>alert" not in response.content


@pytest.mark.parametrize(
    "odd", ["q=%00", "q=%ed%a0%80", "q[]=x", "%", "&&&=", "q=x&before=%00", "q=x&topic=%00&year=%00"]
)
def test_odd_queries_lead_to_a_page(odd: str) -> None:
    assert Client().get(f"{PATH}?{odd}", follow=True).status_code == 200


def test_the_pages_of_a_search_lead_on() -> None:
    for number in range(41):
        factories.public("en", DAY + timedelta(hours=number), title=f"Buoy {number}")
    query, seen = "q=buoy", list[str]()
    for _page in range(3):
        markup = page(query)
        seen += headings(markup)
        following = re.findall(r'rel="next" href="/en/news/search/\?([^"]*)"', markup)
        query = unescape(following[0]) if following else ""
    assert seen == [f"Buoy {number}" for number in reversed(range(41))]
    assert query == ""
    assert second(page("q=buoy")) == "41 releases match “buoy”"


def test_a_page_whose_cursor_does_not_match_leads_to_the_first() -> None:
    other = factories.public(title="Beacon")
    factories.public(title="Buoy")
    for sort in ("", "&sort=best"):
        response = Client().get(f"{PATH}?q=buoy{sort}&before={other.slug}")
        assert (response.status_code, response.headers["Location"]) == (302, f"{PATH}?q=buoy{sort}")


def test_where_the_last_release_of_a_page_is_withdrawn_the_first_page_is_shown() -> None:
    gone = factories.public(title="Buoy")
    factories.public(title="Buoy")
    workflow.withdraw(gone, reason=Withdrawal.ERROR, by=None)
    response = Client().get(f"{PATH}?q=buoy&before={gone.slug}")
    assert response.headers["Location"] == f"{PATH}?q=buoy"


def test_a_search_can_be_limited_to_topic_and_year() -> None:
    ports = factories.topic("ports")
    factories.public("en", DAY, title="Buoy one", of=factories.release(topics=[ports]))
    factories.public("en", DAY.replace(year=2023), title="Buoy two", of=factories.release(topics=[ports]))
    factories.public("en", DAY, title="Buoy three")
    assert headings(page("q=buoy&topic=ports")) == ["Buoy one", "Buoy two"]
    assert headings(page("q=buoy&topic=ports&year=2023")) == ["Buoy two"]
    markup = page("q=buoy&year=2024")
    assert headings(markup) == ["Buoy three", "Buoy one"]
    assert '<option value="2024" selected>2024</option>' in markup


def test_more_than_a_thousand_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.search.limits.MAX_COUNT", 1)
    monkeypatch.setattr("articles.search.finding.MAX_COUNT", 1)
    for _number in range(3):
        factories.public(title="Buoy")
    assert second(page("q=buoy")) == "More than 1,000 releases match “buoy”"


def test_where_not_all_words_match_what_has_most_of_them_is_offered() -> None:
    factories.public(title="Harbour lights")
    factories.public(title="Harbour rescue teams")
    factories.public(title="Something else")
    markup = page("q=harbour+rescue+lights")
    assert second(markup) == "Nothing matches all of “harbour rescue lights”"
    assert headings(markup) == ["Harbour rescue teams", "Harbour lights"]
    assert "2 releases have most of what you typed" in markup


def test_a_typing_error_is_answered_with_what_may_have_been_meant() -> None:
    factories.public(title="The lighthouse of the harbour")
    markup = page("q=lighthuose+harbour")
    assert '<a href="/en/news/search/?q=lighthouse+harbour">' in markup
    assert headings(markup) == ["The lighthouse of the harbour"]


def test_who_finds_nothing_is_helped() -> None:
    topic = factories.topic("ports")
    factories.public(title="Newest of all", of=factories.release(topics=[topic]))
    markup = main(page("q=zeppelin"))
    assert "Check the spelling." in markup
    assert 'href="/en/news/topics/ports/"' in markup
    assert "Newest of all" in markup
    assert "Did you mean" not in markup


def test_who_limited_the_search_too_much_is_told() -> None:
    ports = factories.topic("ports")
    factories.public("en", DAY, title="Beacon", of=factories.release(topics=[ports]))
    factories.public("en", DAY, title="Buoy")
    markup = page("q=buoy&topic=ports")
    assert '<a href="/en/news/search/?q=buoy">There are matches in other topics or years</a>' in markup
    assert headings(markup) == []


def test_the_switcher_leads_to_the_same_words_in_another_language() -> None:
    factories.public(title="Buoy")
    markup = page("q=buoy&sort=best")
    assert 'href="/fr/news/search/?q=buoy"' in markup
    assert '<link rel="canonical" href="https://news.example.org/en/news/search/?q=buoy&amp;sort=best">' in markup


def test_quotation_marks_of_a_search_are_escaped_in_its_field() -> None:
    assert 'value="&quot;a b&quot;"' in page("q=%22a+b%22")


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Search"), ("fr", "Recherche"), ("es", "Búsqueda"), ("ar", "البحث"), ("ru", "Поиск"), ("zh-hans", "搜索")],
)
def test_the_page_is_called_by_a_noun_and_not_by_what_its_button_does(language: str, title: str) -> None:
    markup = page(path=f"/{language}/news/search/")
    assert (f"<h1>{title}</h1>" in markup, f"<title>{title}" in markup) == (True, True)


@pytest.mark.parametrize(
    ("language", "name_of_site", "short"),
    [
        ("en", "International Coastal Safety", "International"),
        ("ar", "المنظمة الدولية للسلامة", "المنظمة الدولية"),
        ("zh-hans", "国际海岸安全组织国际海岸安全组织新闻中心", "国际海岸安全组织国际海岸安全组织"),
    ],
)
def test_browsers_are_told_how_to_search(language: str, name_of_site: str, short: str) -> None:
    Organisation.objects.filter(pk=1).update(**{f"name_{suffix(language)}": name_of_site})
    response = Client().get(f"/{language}/opensearch.xml")
    root = ET.fromstring(response.content)  # noqa: S314 (our own)
    name = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert response.headers["Content-Type"] == "application/opensearchdescription+xml"
    assert root.findtext(f"{name}ShortName") == short  # 16 characters at most, words whole
    url = root.find(f"{name}Url")
    assert url.get("template") == f"https://news.example.org/{language}/news/search/?q={{searchTerms}}"
    assert f'href="/{language}/opensearch.xml"' in page(path=f"/{language}/news/")


def test_every_list_has_a_search_box() -> None:
    factories.public()
    assert 'class="search-box" role="search" action="/en/news/search/"' in page(path="/en/news/")
