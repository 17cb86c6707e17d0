"""Former addresses lead to the current one for ever, in one hop."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from articles import workflow
from articles.models import Edition, FormerAddress
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime(2018, 2, 5, 9, tzinfo=UTC)
ENDS = ["", "print/"]


def moved(*slugs: str, language: str = "fr") -> Edition:
    """Return an edition that has been public under each of ``slugs``, and is so under the last."""
    edition = factories.public(language, DAY, slug=slugs[0])
    for slug in slugs[1:]:
        edition = workflow.readdress(edition, slug=slug, by=None)
    return edition


def asked(path: str, method: str = "get") -> tuple[int, str | None]:
    response = getattr(Client(), method)(path)
    return response.status_code, response.headers.get("Location")


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("query", ["", "?utm_source=x", "?before=x", "?a&b"])
def test_a_former_address_leads_to_the_current_one_in_one_hop(end: str, method: str, query: str) -> None:
    moved("first", "second", "third")
    found = [asked(f"/fr/news/2018/{slug}/{end}{query}", method) for slug in ("first", "second")]
    assert found == [(301, f"/fr/news/2018/third/{end}")] * 2


def test_an_address_in_any_script_leads_on() -> None:
    edition = moved("ميناء-قديم", "ميناء", language="ar")
    assert asked("/ar/news/2018/ميناء-قديم/") == (301, edition.get_absolute_url())


def test_an_address_to_which_an_edition_came_back_does_not_lead_away() -> None:
    moved("first", "second", "first")
    assert [asked(f"/fr/news/2018/{slug}/") for slug in ("first", "second")] == [
        (200, None),
        (301, "/fr/news/2018/first/"),
    ]


@pytest.mark.parametrize("end", ENDS)
def test_a_former_address_of_a_withdrawn_edition_leads_to_its_notice(end: str) -> None:
    workflow.withdraw(moved("first", "second"), reason="error", by=None)
    assert [asked(f"/fr/news/2018/{slug}/{end}") for slug in ("first", "second")] == [
        (301, f"/fr/news/2018/second/{end}"),
        (410, None),
    ]


def test_a_former_address_of_a_replaced_edition_leads_to_the_replacement_in_one_hop() -> None:
    successor = factories.public("fr")
    edition = factories.public("fr")
    old = edition.get_absolute_url()
    workflow.readdress(edition, slug="nouvelle-adresse", by=None)
    workflow.withdraw(edition, reason="replaced", replaced_by=successor.release, by=None)
    response = Client().get(old)
    assert (response.status_code, response.headers["Location"]) == (302, successor.get_absolute_url())


@pytest.mark.parametrize("end", ENDS)
def test_a_former_address_answers_under_its_year_and_in_its_language_alone(end: str) -> None:
    moved("first", "second")
    paths = [
        f"/fr/news/2017/first/{end}",
        f"/en/news/2018/first/{end}",
        f"/fr/news/2018/first/{end}".replace("first", "fir"),
    ]
    assert [asked(path)[0] for path in paths] == [404] * 3


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("query", ["", "?x=y"])
def test_an_address_that_was_never_public_leads_nowhere_like_any_other(end: str, query: str) -> None:
    at = factories.in_days(3)
    hidden = factories.scheduled(at, "fr", slug="first")
    workflow.readdress(hidden, slug="second", by=None)
    client = Client()
    for slug in ("first", "second"):
        found, nothing = (client.get(f"/fr/news/{at.year}/{name}/{end}{query}") for name in (slug, "nothing"))
        status = 302 if query else 404
        there, nowhere = (
            {k: v.replace(slug, "").replace("nothing", "") for k, v in r.headers.items()} for r in (found, nothing)
        )
        assert (found.status_code, found.content, there) == (status, nothing.content, nowhere)


def test_a_former_address_of_what_is_hidden_now_leads_nowhere() -> None:
    hidden = factories.scheduled(factories.in_days(3), "fr", slug="second")
    FormerAddress.objects.create(edition=hidden, language="fr", slug="first")
    found, nothing = (Client().get(f"/fr/news/{hidden.year}/{slug}/") for slug in ("first", "nothing"))
    assert (found.status_code, found.content, found.headers) == (404, nothing.content, nothing.headers)


def test_a_former_address_is_kept_by_no_cache_without_asking() -> None:
    moved("first", "second")
    headers = Client().get("/fr/news/2018/first/").headers
    assert (headers["Cache-Control"], headers["X-Accel-Expires"]) == ("no-cache", "0")


def test_a_former_address_is_nobody_elses() -> None:
    moved("first", "second")
    other = factories.draft("fr", title="First")
    assert other.slug != "first"
    with pytest.raises(workflow.Incomplete):
        workflow.readdress(factories.public("fr"), slug="first", by=None)


def test_a_former_address_is_in_no_list_feed_or_sitemap() -> None:
    moved("first", "second")
    paths = ["/fr/news/", "/fr/news/2018/", "/fr/news/feed.atom", "/sitemap-fr-2018-02.xml"]
    assert [b"/first/" in Client().get(path).content for path in paths] == [False] * 4


# --- Cursors ---


@pytest.mark.parametrize("path", ["/fr/news/", "/fr/news/2018/", "/fr/news/2018/02/"])
def test_a_former_cursor_leads_to_the_same_page_under_the_current_one(path: str) -> None:
    older = factories.public("fr", DAY.replace(day=3))
    moved("first", "second")
    factories.public("fr", DAY.replace(day=6))
    assert asked(f"{path}?before=first") == (301, f"{path}?before=second")
    assert older.get_absolute_url() in Client().get(f"{path}?before=second").content.decode()


def test_a_former_cursor_of_a_withdrawn_edition_leads_on_too() -> None:
    factories.public("fr", DAY.replace(day=3))
    workflow.withdraw(moved("first", "second"), reason="error", by=None)
    assert asked("/fr/news/?before=first") == (301, "/fr/news/?before=second")


@pytest.mark.parametrize("path", ["/en/news/", "/fr/news/2017/", "/fr/news/topics/ports/"])
def test_a_former_slug_of_another_list_is_no_cursor(path: str) -> None:
    factories.public("en", DAY)
    factories.public(
        "fr", datetime(2017, 1, 1, 12, tzinfo=UTC), of=factories.release("fr", topics=[factories.topic("ports")])
    )
    moved("first", "second")
    assert asked(f"{path}?before=first") == (404, None)


def test_a_former_slug_of_what_was_never_public_is_no_cursor() -> None:
    factories.public("fr")
    with time_machine.travel(DAY, tick=False):
        hidden = factories.scheduled(DAY.replace(day=9), "fr", slug="first")
        workflow.readdress(hidden, slug="second", by=None)
        found, nothing = (Client().get(f"/fr/news/?before={slug}") for slug in ("first", "nothing"))
    assert (found.status_code, found.content, found.headers) == (404, nothing.content, nothing.headers)
