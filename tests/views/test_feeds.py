"""The Atom feed: full text, corrections, and what was taken back."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from articles import freshness, workflow
from articles.enums import Change
from articles.querysets import PAGE_SIZE
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime(2018, 2, 5, 9, tzinfo=UTC)
PATH = "/fr/news/feed.atom"
ATOM, AT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(path: str = PATH) -> ET.Element:
    response = Client().get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ET.fromstring(response.content)  # noqa: S314 (our own)


def entries(path: str = PATH) -> list[ET.Element]:
    return feed(path).findall(f"{ATOM}entry")


def said(element: ET.Element, name: str) -> str:
    found = element.findall(f"{ATOM}{name}")
    assert len(found) == 1, name
    return found[0].text or ""


def tombstones(path: str = PATH) -> list[tuple[str | None, str | None, str | None]]:
    """Return (ref, when, comment) of what a feed says was deleted."""
    found = feed(path).findall(f"{AT}deleted-entry")
    return [(gone.get("ref"), gone.get("when"), gone.findtext(f"{AT}comment")) for gone in found]


@pytest.mark.parametrize(("language", "tag"), [("fr", "fr"), ("ar", "ar"), ("zh-hans", "zh-Hans")])
def test_a_feed_says_whose_it_is_and_in_which_language(language: str, tag: str) -> None:
    factories.organisation()
    factories.public(language, DAY)
    root = feed(f"/{language}/news/feed.atom")
    own = f"https://news.example.org/{language}/news/"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert (root.get(LANG), said(root, "title"), said(root, "id"), links, said(root, "updated")) == (
        tag, f"Coastal Safety {language.replace('-', '_')}", f"{own}feed.atom",
        {"alternate": own, "self": f"{own}feed.atom"}, "2018-02-05T09:00:00+00:00",
    )  # fmt: skip


def test_an_entry_is_the_whole_release() -> None:
    topic = factories.topic("ports")
    nameless = factories.topic("nameless", languages=["en"])
    release = factories.release("fr", topics=[topic, nameless], reference="2018-K7QF")
    factories.public(
        "fr", DAY, of=release, slug="ports", title="Un & deux", lead="Un chapeau.", dateline="PARIS", body="<p>Un.</p><p>Deux.</p>"
    )  # fmt: skip
    (entry,) = entries()
    assert {child.tag.removeprefix(ATOM): (child.text or "").replace("\n", "") or child.attrib for child in entry} == {
        "title": "Un & deux",
        "link": {"rel": "alternate", "href": "https://news.example.org/fr/news/2018/ports/"},
        "published": "2018-02-05T09:00:00+00:00",
        "updated": "2018-02-05T09:00:00+00:00",
        "id": "tag:news.example.org,2018:release/2018-K7QF/fr",
        "summary": "Un chapeau.",
        "content": (
            '<div lang="fr" dir="ltr"><div class="body"><p><span class="dateline">PARIS – </span>Un.</p><p>Deux.</p></div></div>'
        ),
        "category": {"term": "ports", "label": "ports fr"},
    }


def test_the_identity_of_an_entry_outlives_its_address() -> None:
    edition = factories.public("fr", DAY, slug="first")
    before = [said(entry, "id") for entry in entries()]
    workflow.readdress(edition, slug="second", by=None)
    assert [said(entry, "id") for entry in entries()] == before


@pytest.mark.parametrize(
    ("href", "absolute"),
    [
        ("/fr/news/", "https://news.example.org/fr/news/"),
        ("#top", "https://news.example.org/fr/news/2018/ports/#top"),
        ("https://x.example/a", "https://x.example/a"),
        ("mailto:a@x.example", "mailto:a@x.example"),
    ],
)
def test_links_in_an_entry_are_absolute(href: str, absolute: str) -> None:
    body = f'<p>Say href="/x" or <a title="a>b" href="{href}">here</a>.</p>'
    factories.public("fr", DAY, slug="ports", body=body)
    content = said(entries()[0], "content")
    assert (
        re.findall(r'<a [^"]*"[^"]*" href="([^"]*)"|<a href="([^"]*)"', content),
        'Say href="/x" or' in content,
    ) == (
        [("", absolute)] if f'<a href="{absolute}"' in content else [(absolute, "")],
        True,
    )


def test_markup_of_attackers_is_cleaned_and_escaped() -> None:
    hostile = "<script>alert(1)</script>"
    factories.public("fr", DAY, title=hostile, lead=hostile, dateline=hostile, body=f"<p>x{hostile}</p>", slug="x")
    entry = entries()[0]
    assert (said(entry, "title"), said(entry, "summary"), "<script" in said(entry, "content")) == (
        hostile,
        hostile,
        False,
    )


def test_a_correction_opens_the_text_and_renews_the_entry() -> None:
    with time_machine.travel(DAY, tick=False):
        edition = factories.public("fr", body="<p>Un.</p>", dateline="")
    with time_machine.travel(DAY + timedelta(days=1), tick=False):
        factories.correct(edition, "430 et non 340.", Change.CORRECTION, body="<p>Un.</p>", dateline="")
        entry = entries()[0]
        assert (said(entry, "published"), said(entry, "updated"), said(feed(), "updated")) == (
            "2018-02-05T09:00:00+00:00", "2018-02-06T09:00:00+00:00", "2018-02-06T09:00:00+00:00",
        )  # fmt: skip
    content = said(entry, "content")
    assert re.findall(r'<time datetime="([^"]+)">', content) == ["2018-02-06T10:00:00+01:00"]
    assert content.index("430 et non 340.") < content.index("<p>Un.</p>")


def test_a_minor_change_does_not_renew_the_entry() -> None:
    with time_machine.travel(DAY, tick=False):
        edition = factories.public("fr", title="Avant")
    with time_machine.travel(DAY + timedelta(days=1), tick=False):
        factories.correct(edition, "", Change.MINOR, title="Après")
        entry = entries()[0]
    assert (said(entry, "title"), said(entry, "updated")) == ("Après", "2018-02-05T09:00:00+00:00")


def test_a_feed_holds_the_newest_twenty_newest_first() -> None:
    editions = [factories.public("fr", DAY + timedelta(days=n)) for n in range(PAGE_SIZE + 2)]
    links = [entry.find(f"{ATOM}link").get("href") for entry in entries()]
    assert links == [f"https://news.example.org{e.get_absolute_url()}" for e in reversed(editions[2:])]


def test_a_release_enters_the_feed_at_its_second() -> None:
    with time_machine.travel(DAY, tick=False) as clock:
        factories.scheduled(DAY + timedelta(hours=1), "fr")
        clock.move_to(DAY + timedelta(hours=1, microseconds=-1))
        before = len(entries())
        clock.move_to(DAY + timedelta(hours=1))
        assert (before, len(entries())) == (0, 1)


def test_an_empty_feed_is_the_same_whenever_it_is_asked_for() -> None:
    with time_machine.travel(DAY, tick=False):
        before = Client().get(PATH).content
    with time_machine.travel(DAY + timedelta(days=9), tick=False):
        assert Client().get(PATH).content == before


# --- Withdrawals ---


def test_a_withdrawal_is_told_to_who_has_the_entry() -> None:
    with time_machine.travel(DAY, tick=False) as clock:
        edition = factories.public("fr")
        factories.public("fr", DAY - timedelta(days=9))
        name = said(entries()[0], "id")
        clock.move_to(DAY + timedelta(hours=1))
        workflow.withdraw(edition, reason="legal", note="Une injonction.", by=None)
        found = tombstones()
        assert (len(entries()), found, said(feed(), "updated")) == (
            1,
            [(name, "2018-02-05T10:00:00+00:00", f"{_legal()} Une injonction.")],
            "2018-02-05T10:00:00+00:00",
        )
        assert tombstones("/en/news/feed.atom") == []


def _legal() -> str:
    from django.utils import translation
    from django.utils.translation import gettext

    with translation.override("fr"):
        return gettext("It was withdrawn for legal reasons.")


def test_a_withdrawal_is_told_for_thirty_days() -> None:
    with time_machine.travel(DAY, tick=False) as clock:
        factories.withdrawn("fr")
        clock.move_to(DAY + timedelta(days=30))
        last = len(tombstones())
        clock.move_to(DAY + timedelta(days=30, seconds=1))
        assert (last, tombstones()) == (1, [])


@pytest.mark.parametrize(
    ("make", "told"), [(factories.public, True), (factories.draft, False), (factories.withdrawn, False)]
)
def test_a_replacement_is_spoken_of_where_it_is_public(make: Callable[..., object], told: bool) -> None:
    successor = make("en", title="Canary", slug="canary")
    factories.replaced(factories.public("en"), successor.release)
    comment = next(
        comment for _ref, _when, comment in tombstones("/en/news/feed.atom") if comment != "It was published in error."
    )
    assert comment == ("It has been replaced by another release." if told else None)


def test_a_restored_entry_is_newer_than_its_tombstone_was() -> None:
    with time_machine.travel(DAY, tick=False) as clock:
        edition = factories.public("fr")
        clock.move_to(DAY + timedelta(hours=1))
        workflow.withdraw(edition, reason="error", by=None)
        clock.move_to(DAY + timedelta(hours=2))
        workflow.restore(edition, by=None)
        assert (tombstones(), said(entries()[0], "updated"), said(entries()[0], "published")) == (
            [], "2018-02-05T11:00:00+00:00", "2018-02-05T09:00:00+00:00",
        )  # fmt: skip


# --- How it answers ---


def test_lists_and_releases_announce_the_feed_of_their_language() -> None:
    edition = factories.public("fr", DAY, of=factories.release("fr", topics=[factories.topic("ports")]))
    paths = ["/fr/news/", "/fr/news/2018/", "/fr/news/2018/02/", "/fr/news/topics/ports/", edition.get_absolute_url()]
    announced = re.compile(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">')
    found = [announced.findall(Client().get(path).content.decode()) for path in paths]
    own, topic = (f"https://news.example.org/fr/news/{path}feed.atom" for path in ("", "topics/ports/"))
    assert found == [[own], [own], [own], [own, topic], [own]]


def test_a_subscriber_who_has_the_feed_gets_a_304() -> None:
    factories.public("fr")
    etag = Client().get(PATH).headers["ETag"]
    response = Client().get(PATH, headers={"if-none-match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_a_feed_has_one_address() -> None:
    response = Client().get(f"{PATH}?nocache=1")
    assert (response.status_code, response.headers["Location"]) == (302, PATH)


def test_an_arabic_text_says_its_direction_in_the_feed() -> None:
    factories.public("ar")
    assert said(entries("/ar/news/feed.atom")[0], "content").startswith('<div lang="ar" dir="rtl">')


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_feed_takes_nothing(method: str) -> None:
    assert getattr(Client(), method)(PATH).status_code == 405


def test_a_feed_costs_one_query_more_where_something_was_corrected(
    django_assert_num_queries: Callable[..., object],
) -> None:
    for _number in range(3):
        factories.public("fr", of=factories.release("fr", topics=[factories.topic()]))
        factories.withdrawn("fr")
    for cost in (7, 8, 8):
        freshness.forget()
        with django_assert_num_queries(cost):
            feed()
        factories.correct(factories.public("fr"))
