"""RSS 2.0, JSON Feed 1.1 and the feeds of topics: each says what Atom says, as far as its format can."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from articles import workflow
from articles.enums import Change
from articles.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime(2018, 2, 5, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
OWN = "https://news.example.org/fr/news/"
ATOM, AT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
CONTENT, DC = "{http://purl.org/rss/1.0/modules/content/}", "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "json": "application/feed+json",
}
PLACES = ["/fr/news/feed", "/fr/news/topics/ports/feed"]


def get(path: str) -> bytes:
    response = Client().get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (200, TYPES[path.rpartition(".")[2]])
    return response.content


def rss(path: str = "/fr/news/feed.rss") -> ET.Element:
    channel = ET.fromstring(get(path)).find("channel")  # noqa: S314 (our own)
    assert channel is not None
    return channel


def jsonfeed(path: str = "/fr/news/feed.json") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(get(path))
    return found


def pictured() -> Edition:
    """Return a release with everything that a feed can say."""
    factories.organisation()
    photo = factories.photo(alt_fr="Un phare", caption_fr="Le phare", credit_fr="Photo : A. B.")
    release = factories.release("fr", photo=photo, topics=[factories.topic("ports")], reference="2018-K7QF")
    return factories.public(
        "fr", DAY, of=release, slug="ports", title="Un & deux", lead="1 < 2.", dateline="PARIS", body="<p>Un.</p>"
    )


def picture(edition: Edition) -> tuple[str, int]:
    """Return address and size in bytes of the widest file of the release's picture."""
    photo = edition.release.photo
    assert photo is not None
    path = photo.file.address(1000)
    return f"https://news.example.org{path}", len(Client().get(path).getvalue())


FIGURE = '<figure><img src="{}" alt="Un phare" width="1000" height="600"><figcaption>Le phare Photo : A. B.</figcaption></figure>'
TEXT = '<div lang="fr" dir="ltr">\n{}<div class="body"><p><span class="dateline">PARIS – </span>Un.</p></div></div>'


# --- RSS ---


def test_an_rss_item_is_the_whole_release() -> None:
    edition = pictured()
    address, size = picture(edition)
    (item,) = rss().findall("item")
    media = item.find(f"{MEDIA}content")
    assert media is not None
    described = [(child.tag.removeprefix(MEDIA), child.text) for child in media]
    item.remove(media)
    assert {child.tag: (child.text or "", child.attrib) for child in item} == {
        "title": ("Un & deux", {}),
        "link": (f"{OWN}2018/ports/", {}),
        "guid": ("tag:news.example.org,2018:release/2018-K7QF/fr", {"isPermaLink": "false"}),
        "pubDate": ("Mon, 05 Feb 2018 09:00:00 +0000", {}),
        f"{ATOM}updated": ("2018-02-05T09:00:00+00:00", {}),
        "description": ("1 &lt; 2.", {}),
        f"{CONTENT}encoded": (TEXT.format(FIGURE.format(address)), {}),
        f"{DC}creator": ("Coastal Safety fr", {}),
        "category": ("ports fr", {"domain": f"{OWN}topics/ports/"}),
        "enclosure": ("", {"url": address, "length": str(size), "type": "image/jpeg"}),
    }
    assert (media.attrib, described) == (
        {"url": address, "type": "image/jpeg", "medium": "image", "fileSize": str(size), "width": "1000", "height": "600"},
        [("description", "Un phare"), ("credit", "Photo : A. B.")],
    )  # fmt: skip


def test_an_rss_channel_says_whose_it_is_and_in_which_language() -> None:
    factories.organisation()
    factories.public("zh-hans", DAY)
    channel = rss("/zh-hans/news/feed.rss")
    said = {name: channel.findtext(name) for name in ("title", "link", "description", "language", "lastBuildDate")}
    links = [(link.get("rel"), link.get("href")) for link in channel.findall(f"{ATOM}link")]
    assert (said, links) == (
        {
            "title": "Coastal Safety zh_hans", "link": "https://news.example.org/zh-hans/news/",
            "description": "Tagline zh_hans", "language": "zh-Hans", "lastBuildDate": "Mon, 05 Feb 2018 09:00:00 +0000",
        },
        [("self", "https://news.example.org/zh-hans/news/feed.rss")],
    )  # fmt: skip


def test_an_rss_channel_without_a_tagline_is_described_by_its_name() -> None:
    assert rss().findtext("description") == rss().findtext("title") == "news.example.org"


# --- JSON Feed ---


def test_a_json_feed_is_what_the_other_formats_are() -> None:
    edition = pictured()
    address, size = picture(edition)
    assert jsonfeed() == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Coastal Safety fr",
        "home_page_url": OWN,
        "feed_url": f"{OWN}feed.json",
        "description": "Tagline fr",
        "language": "fr",
        "authors": [{"name": "Coastal Safety fr", "url": OWN}],
        "items": [
            {
                "id": "tag:news.example.org,2018:release/2018-K7QF/fr",
                "url": f"{OWN}2018/ports/",
                "title": "Un & deux",
                "content_html": TEXT.format(FIGURE.format(address)),
                "summary": "1 < 2.",
                "image": address,
                "date_published": "2018-02-05T09:00:00+00:00",
                "date_modified": "2018-02-05T09:00:00+00:00",
                "tags": ["ports fr"],
                "attachments": [
                    {"url": address, "mime_type": "image/jpeg", "size_in_bytes": size, "title": "Un phare"}
                ],
            }
        ],
    }


def test_an_empty_json_feed_has_no_items() -> None:
    assert jsonfeed()["items"] == []


# --- Atom's picture ---


def test_an_atom_entry_encloses_its_picture() -> None:
    address, size = picture(pictured())
    root = ET.fromstring(get("/fr/news/feed.atom"))  # noqa: S314 (our own)
    links = [link.attrib for link in root.iter(f"{ATOM}link") if link.get("rel") == "enclosure"]
    assert links == [{"rel": "enclosure", "href": address, "length": str(size), "type": "image/jpeg"}]


# --- What every format says ---


def corrected_and_withdrawn() -> None:
    """Publish three releases about ports; correct one, withdraw another."""
    topic = factories.topic("ports")
    with time_machine.travel(DAY, tick=False):
        first, second, _third = (
            factories.public("fr", of=factories.release("fr", topics=[topic], reference=f"2018-AAA{number}"))
            for number in range(3)
        )
    with time_machine.travel(DAY + HOUR, tick=False):
        factories.correct(first, "430 et non 340.", Change.CORRECTION)
        workflow.withdraw(second, reason="error", note="Ce n’est pas prêt.", by=None)


@pytest.mark.parametrize("place", PLACES)
def test_rss_tells_of_corrections_and_withdrawals(place: str) -> None:
    corrected_and_withdrawn()
    with time_machine.travel(DAY + 2 * HOUR, tick=False):
        channel = rss(f"{place}.rss")
    found = {item.findtext("guid"): item for item in channel.findall("item")}
    item = found["tag:news.example.org,2018:release/2018-AAA0/fr"]
    assert (len(found), item.findtext(f"{ATOM}updated"), channel.findtext("lastBuildDate")) == (
        2, "2018-02-05T10:00:00+00:00", "Mon, 05 Feb 2018 10:00:00 +0000",
    )  # fmt: skip
    assert "430 et non 340." in (item.findtext(f"{CONTENT}encoded") or "")
    (gone,) = channel.findall(f"{AT}deleted-entry")
    assert (gone.get("ref"), gone.get("when"), "Ce n’est pas prêt." in (gone.findtext(f"{AT}comment") or "")) == (
        "tag:news.example.org,2018:release/2018-AAA1/fr", "2018-02-05T10:00:00+00:00", True,
    )  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_json_feed_tells_of_corrections_and_withdrawals(place: str) -> None:
    corrected_and_withdrawn()
    with time_machine.travel(DAY + 2 * HOUR, tick=False):
        feed = jsonfeed(f"{place}.json")
    item = next(item for item in feed["items"] if item["id"].endswith("AAA0/fr"))
    (gone,) = feed["_withdrawn"]["items"]
    assert (len(feed["items"]), item["date_modified"], item["_changes"], gone["id"], gone["date_withdrawn"]) == (
        2,
        "2018-02-05T10:00:00+00:00",
        {"items": [{"kind": "correction", "date": "2018-02-05T10:00:00+00:00", "note": "430 et non 340."}]},
        "tag:news.example.org,2018:release/2018-AAA1/fr",
        "2018-02-05T10:00:00+00:00",
    )
    assert ("430 et non 340." in item["content_html"], gone["reason"].endswith(" Ce n’est pas prêt.")) == (True, True)


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("place", PLACES)
def test_a_restored_release_is_back_and_no_tombstone_is_left(place: str, form: str) -> None:
    topic = factories.topic("ports")
    release = factories.release("fr", topics=[topic], reference="2018-AAA0")
    with time_machine.travel(DAY, tick=False) as clock:
        factories.public("fr", of=factories.release("fr", topics=[topic]))
        edition = factories.public("fr", of=release)
        clock.move_to(DAY + HOUR)
        workflow.withdraw(edition, reason="error", by=None)
        told = get(f"{place}.{form}").decode()
        clock.move_to(DAY + 2 * HOUR)
        workflow.restore(edition, by=None)
        text = get(f"{place}.{form}").decode()
    words = ("deleted-entry", "_withdrawn")
    assert (any(word in told for word in words), any(word in text for word in words)) == (True, False)
    assert "2018-02-05T11:00:00+00:00" in text


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("place", PLACES)
def test_a_common_reader_understands_each_xml_feed_and_finds_all(place: str, form: str) -> None:
    pictured()
    if form == "json":
        assert len(jsonfeed(f"{place}.json")["items"]) == 1
        return
    parsed = feedparser.parse(get(f"{place}.{form}"), response_headers={"content-type": TYPES[form]})
    (entry,) = parsed.entries
    assert (parsed.bozo, entry.title, entry.link, entry.id, parsed.feed.language) == (
        False, "Un & deux", f"{OWN}2018/ports/",
        "tag:news.example.org,2018:release/2018-K7QF/fr", "fr",
    )  # fmt: skip
    assert [enclosure.type for enclosure in entry.enclosures] == ["image/jpeg"]


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("place", PLACES)
def test_a_feed_is_the_same_whenever_it_is_asked_for(place: str, form: str) -> None:
    pictured()
    with time_machine.travel(DAY + HOUR, tick=False):
        before = get(f"{place}.{form}")
    with time_machine.travel(DAY + timedelta(days=900), tick=False):
        assert get(f"{place}.{form}") == before


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("place", PLACES)
def test_a_feed_has_one_address_and_takes_nothing(place: str, form: str) -> None:
    pictured()
    path = f"{place}.{form}"
    response = Client().get(f"{path}?nocache=1")
    assert (response.status_code, response.headers["Location"], Client().post(path).status_code) == (302, path, 405)


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("place", PLACES)
def test_a_subscriber_who_has_the_feed_gets_a_304(place: str, form: str) -> None:
    pictured()
    etag = Client().get(f"{place}.{form}").headers["ETag"]
    response = Client().get(f"{place}.{form}", headers={"if-none-match": etag})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("place", PLACES)
def test_a_release_enters_the_feed_at_its_second(place: str, form: str) -> None:
    topic = factories.topic("ports")
    with time_machine.travel(DAY, tick=False) as clock:
        factories.public("fr", of=factories.release("fr", topics=[topic]))
        factories.scheduled(DAY + HOUR, "fr", of=factories.release("fr", topics=[topic]), title="Canary")
        clock.move_to(DAY + HOUR - timedelta(microseconds=1))
        before = b"Canary" in get(f"{place}.{form}")
        clock.move_to(DAY + HOUR)
        assert (before, b"Canary" in get(f"{place}.{form}")) == (False, True)


@pytest.mark.parametrize("form", TYPES)
def test_markup_of_attackers_is_inert_in_every_format(form: str) -> None:
    hostile = "</script><script>alert(1)</script>]]>&\u2028"
    factories.public("fr", DAY, title=hostile, lead=hostile, dateline=hostile, body=f"<p>x{hostile}</p>", slug="x")
    text = get(f"/fr/news/feed.{form}").decode()
    if form == "json":
        assert "<script" not in jsonfeed()["items"][0]["content_html"]
    else:
        ET.fromstring(text)  # noqa: S314 (our own)
        assert "<script" not in text


# --- Topics ---


def test_the_feed_of_a_topic_holds_its_releases_alone_and_is_named_after_it() -> None:
    factories.organisation()
    edition = factories.public("fr", DAY, of=factories.release("fr", topics=[factories.topic("ports")]))
    factories.public("fr", DAY)
    feed = jsonfeed("/fr/news/topics/ports/feed.json")
    assert ([item["url"] for item in feed["items"]], feed["title"], feed["home_page_url"], feed["feed_url"]) == (
        [f"https://news.example.org{edition.get_absolute_url()}"], "ports fr – Coastal Safety fr",
        f"{OWN}topics/ports/", f"{OWN}topics/ports/feed.json",
    )  # fmt: skip


@pytest.mark.parametrize("form", TYPES)
def test_a_topic_without_anything_public_or_without_a_name_has_no_feed(form: str) -> None:
    hidden, nameless, gone = (factories.topic(slug, languages=["en"]) for slug in ("hidden", "nameless", "gone"))
    factories.scheduled(factories.in_days(1), "en", of=factories.release(topics=[hidden]))
    factories.withdrawn("en", of=factories.release(topics=[gone]))
    factories.public("fr", of=factories.release("fr", topics=[nameless]))
    paths = ["/en/news/topics/hidden", "/en/news/topics/gone", "/fr/news/topics/nameless", "/en/news/topics/missing"]
    answers = {
        (Client().get(f"{path}/feed.{form}").status_code, Client().get(f"{path}/feed.{form}").content)
        for path in paths[:2] + paths[3:]
    }
    assert (
        {status for status, _body in answers},
        len(answers),
        Client().get(f"{paths[2]}/feed.{form}").status_code,
    ) == ({404}, 1, 404)


@pytest.mark.parametrize("slug", ["%00", "%ff", "a" * 4000, "%E2%80%AE", "9" * 300])
def test_odd_topics_are_missing(slug: str) -> None:
    assert Client().get(f"/fr/news/topics/{slug}/feed.rss").status_code in {400, 404}


# --- Being found ---


def announced(path: str) -> list[tuple[str, str]]:
    """Return (type, address) of the other forms that a page announces, in order."""
    link = re.compile(r'<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)">')
    found = link.findall(Client().get(path).content.decode())
    titles = [title for _type, title, _href in found]
    assert len(set(titles)) == len(titles)
    return [(kind, href) for kind, _title, href in found]


def test_pages_announce_every_format_and_topics_their_own_feeds() -> None:
    edition = pictured()
    kinds = [("application/atom+xml", "atom"), ("application/rss+xml", "rss"), ("application/feed+json", "json")]
    own = [(kind, f"{OWN}feed.{form}") for kind, form in kinds]
    topic = [(kind, f"{OWN}topics/ports/feed.{form}") for kind, form in kinds]
    item = [("application/json", f"{OWN}2018/ports/ninjs.json")]
    pages = ["/fr/news/", "/fr/news/2018/", "/fr/news/topics/ports/", edition.get_absolute_url()]
    assert [announced(page) for page in pages] == [own, own, [*own, *topic], [*own, *item]]


@pytest.mark.parametrize("form", TYPES)
def test_the_hub_is_named_in_every_feed_and_in_its_headers(form: str, settings: Settings) -> None:
    factories.public("fr", DAY)
    assert ("Link" in Client().get(f"/fr/news/feed.{form}").headers, b"hub" in get(f"/fr/news/feed.{form}")) == (
        False,
        False,
    )
    settings.WEBSUB_HUB = "https://hub.example/"
    response = Client().get(f"/fr/news/feed.{form}")
    assert response.headers["Link"] == f'<https://hub.example/>; rel="hub", <{OWN}feed.{form}>; rel="self"'
    text = response.content.decode()
    assert text.count("https://hub.example/") == 1 and re.search(r'rel="hub"|"hubs": \[', text)
