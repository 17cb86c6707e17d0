"""What a release's page offers beside its text: ways on, ways to share it, cards for videos, the press contact."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import time_machine
from django.test import Client

from articles import workflow
from articles.models import Edition, Organisation
from articles.querysets import AKIN_AMONG
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime(2018, 2, 5, 9, tzinfo=UTC)
VIDEO = '<p><a href="https://youtu.be/abcdefghij0">The film</a></p>'


def get(edition: Edition) -> str:
    response = Client().get(edition.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def section(page: str, name: str) -> str:
    """Return the element of class ``name``, up to the next section; empty if there is none."""
    return page.partition(f'class="{name}"')[2].partition("</section>")[0].partition("</nav>")[0]


def related(edition: Edition) -> tuple[str, list[str]]:
    """Return the heading over the releases to go on with, and their addresses."""
    found = section(get(edition), "related")
    return "".join(re.findall(r"<h2[^>]*>([^<]+)<", found)), re.findall(r'<a href="([^"]+)"', found)


def beside(edition: Edition) -> list[tuple[str, str]]:
    """Return (rel, headline) of the links to the previous and the next release."""
    found = section(get(edition), "neighbours")
    return re.findall(r'rel="(prev|next)".*?class="neighbour-title">([^<]+)<', found)


def on(day: int, title: str = "", language: str = "en", **options: object) -> Edition:
    """Return an edition that is public since so many days after the first."""
    at = DAY + timedelta(days=day)
    return factories.public(language, at, title=title, **options)  # type: ignore[arg-type]


# --- Related releases ---


def test_related_releases_share_a_topic_and_the_newest_come_first() -> None:
    ports, seas, other = factories.topic("ports"), factories.topic("seas"), factories.topic("other")
    topics = [[ports], [seas], [other], [ports, seas], [ports], [], [seas]]
    made = [on(day, of=factories.release(topics=chosen)) for day, chosen in enumerate(topics)]
    here = on(3, of=factories.release(topics=[ports, seas]))
    expected = [made[number].get_absolute_url() for number in (6, 4, 3, 1)]
    assert related(here) == ("Related releases", expected)


def test_without_a_related_one_the_newest_of_the_language_are_offered_as_such() -> None:
    made = [on(day) for day in range(6)]
    here = on(3, of=factories.release(topics=[factories.topic()]))
    assert related(here) == ("Latest releases", [made[number].get_absolute_url() for number in (5, 4, 3, 2)])
    assert related(made[5])[1][0] == made[4].get_absolute_url()


def test_a_release_that_is_alone_offers_nothing() -> None:
    page = get(factories.public())
    assert ('class="related"' in page, 'class="neighbours"' in page) == (False, False)


def test_no_more_than_the_newest_are_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.querysets.AKIN_AMONG", 3)
    topic = factories.topic()
    old = on(1, of=factories.release(topics=[topic]))
    near = on(3, of=factories.release(topics=[topic]))
    on(4)
    on(5)
    here = on(2, of=factories.release(topics=[topic]))
    assert (related(here)[1], related(old)[1]) == ([near.get_absolute_url()],) * 2
    assert AKIN_AMONG == 500


def test_topics_without_a_name_in_the_language_relate_nothing() -> None:
    nameless = factories.topic(languages=["fr"])
    on(1, of=factories.release(topics=[nameless]))
    assert related(on(2, of=factories.release(topics=[nameless])))[0] == "Latest releases"


# --- Previous and next ---


def test_previous_and_next_are_the_neighbours_by_publication() -> None:
    first, second, third = (on(day, title) for day, title in enumerate(("One", "Two", "Three")))
    on(1, "In French", "fr")
    assert beside(first) == [("next", "Two")]
    assert beside(second) == [("prev", "One"), ("next", "Three")]
    assert beside(third) == [("prev", "Two")]


def test_releases_of_the_same_moment_are_neighbours_in_the_order_of_lists() -> None:
    made = {slug: on(0, slug.upper(), slug=slug) for slug in ("c", "a", "b")}
    assert {slug: beside(edition) for slug, edition in made.items()} == {
        "a": [("prev", "B")],
        "b": [("prev", "C"), ("next", "A")],
        "c": [("next", "B")],
    }


@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "scheduled", "withdrawn"])
def test_hidden_releases_are_neither_beside_nor_related(state: str) -> None:
    with time_machine.travel(DAY + timedelta(days=3), tick=False) as clock:
        topic = factories.topic()
        older, here, newer = (on(day, of=factories.release(topics=[topic])) for day in (0, 1, 2))
        before = get(here)
        hidden = factories.release(topics=[topic])
        if state == "scheduled":
            factories.scheduled(factories.in_days(1), of=hidden, title="Canary")
        elif state == "withdrawn":
            workflow.withdraw(on(1, "Canary", of=hidden), reason="error", by=None)
        else:
            getattr(factories, state)(of=hidden, title="Canary")
        assert get(here) == before
        assert related(here)[1] == [newer.get_absolute_url(), older.get_absolute_url()]
        if state == "scheduled":
            clock.move_to(DAY + timedelta(days=4))
            assert ("Canary" in section(get(here), "related"), beside(newer)[-1]) == (True, ("next", "Canary"))


def test_a_text_in_preparation_is_not_shown_beside_another_release() -> None:
    one, two = on(1, "One"), on(2, "Two")
    workflow.approve(workflow.submit(factories.revise(two, title="Canary"), by=None), by=None)
    assert (beside(one), "Canary" in get(one)) == ([("next", "Two")], False)


# --- Share links ---


def shares(edition: Edition) -> dict[str, str]:
    """Return the addresses of the share links by their names, which begin with the words that are seen."""
    found = section(get(edition), "share")
    links = re.findall(r'<a href="([^"]+)" rel="noopener nofollow" aria-label="([^"]+)">([^<]+)</a>', found)
    assert all(label.startswith(f"{shown}: ") for _address, label, shown in links)
    return {label: unescape(address) for address, label, _shown in links}


@pytest.mark.parametrize(
    ("language", "title", "slug"),
    [("en", "Ports & seas: 50% “safer”? +1 #now", "ports"), ("ar", "موانئ آمنة", "ميناء"), ("zh-hans", "港口更安全", "港口")],
)  # fmt: skip
def test_share_links_carry_headline_and_canonical_address_whole(language: str, title: str, slug: str) -> None:
    edition = on(0, title, language, slug=slug)
    address = f"https://news.example.org{edition.get_absolute_url()}"
    mail, whatsapp, x, linkedin, facebook = (urlsplit(link) for link in shares(edition).values())
    assert (mail.scheme, parse_qs(mail.query)["body"]) == ("mailto", [f"{title}\r\n\r\n{address}"])
    assert title in parse_qs(mail.query)["subject"][0]
    assert "+" not in mail.query
    assert (whatsapp.netloc, parse_qs(whatsapp.query)) == ("wa.me", {"text": [f"{title} {address}"]})
    assert (x.netloc, x.path, parse_qs(x.query)) == ("x.com", "/intent/post", {"text": [title], "url": [address]})
    assert (linkedin.netloc, parse_qs(linkedin.query)) == ("www.linkedin.com", {"url": [address]})
    assert (facebook.netloc, parse_qs(facebook.query)) == ("www.facebook.com", {"u": [address]})
    assert unquote(address).endswith(f"/{slug}/")


def test_each_share_link_says_where_it_leads() -> None:
    assert list(shares(on(0))) == [
        "E-mail: Share this release",
        "WhatsApp: Share this release",
        "X: Share this release",
        "LinkedIn: Share this release",
        "Facebook: Share this release",
    ]


def test_what_needs_a_script_is_hidden_without_one() -> None:
    found = section(get(on(0)), "share")
    assert re.findall(r"<li hidden><button type=.button. class=.([a-z-]+).", found) == ["share-copy", "share-more"]


# --- Videos and posts ---


def policy(edition: Edition, **headers: str) -> str:
    """Return what a page allows in frames; empty if nothing."""
    header = Client().get(edition.get_absolute_url(), headers=headers).headers["Content-Security-Policy"]
    return "".join(re.findall(r"frame-src ([^;]*)", header))


def test_frames_are_allowed_of_those_who_are_shown_and_on_no_other_page() -> None:
    post = "<p>https://x.com/a/status/12</p>"
    one, both, none = on(0, body=VIDEO), on(1, body=VIDEO + post), on(2, body=f"<p>See {VIDEO[3:]}")
    assert [policy(edition) for edition in (one, both, none)] == [
        "https://www.youtube-nocookie.com",
        "https://platform.twitter.com https://www.youtube-nocookie.com",
        "",
    ]
    paths = [one.address("print"), "/en/news/", "/en/news/feed.atom"]
    assert [path for path in paths if "frame-src" in Client().get(path).headers["Content-Security-Policy"]] == []


def test_a_304_allows_the_same_frames_as_its_page() -> None:
    edition = on(0, body=VIDEO)
    tag = Client().get(edition.get_absolute_url()).headers["ETag"]
    response = Client().get(edition.get_absolute_url(), headers={"if-none-match": tag})
    assert (response.status_code, policy(edition, **{"if-none-match": tag})) == (
        304,
        "https://www.youtube-nocookie.com",
    )


def test_a_page_with_a_video_has_its_script_and_asks_nobody_by_itself() -> None:
    with_video, without = get(on(0, body=VIDEO)), get(on(1))
    assert ("embeds.js" in with_video, "embed-tools" in with_video, "<iframe" in with_video) == (True, True, False)
    assert ("embeds.js" in without, "embed-tools" in without) == (False, False)
    assert re.findall(r'(?:src|srcset)="(https?:[^"]+)"', with_video) == []


def test_paper_and_feeds_give_the_address_in_words() -> None:
    edition = on(0, body=VIDEO)
    for path in (edition.address("print"), "/en/news/feed.atom"):
        page = unescape(Client().get(path).content.decode())
        assert "The film<br>Video on YouTube: <a href=" in page
        assert "data-frame" not in page


def test_a_preview_has_cards_and_loads_nothing() -> None:
    edition = factories.draft(body=VIDEO)
    client = Client()
    client.force_login(factories.person(superuser=True))
    response = client.get(f"/admin/articles/release/{edition.release_id}/en/preview/")
    page = response.content.decode()
    assert ('class="embed"' in page, "embeds.js" in page, 'class="share"' in page) == (True, False, False)
    assert "frame-src" not in response.headers["Content-Security-Policy"]


# --- Press contact ---


def test_the_press_contact_can_be_written_to_and_called() -> None:
    Organisation.objects.filter(pk=1).update(press_contact_ar="<p>press@icso.example</p><p>+351 21 000 00 00</p>")
    contact = section(get(on(0, language="ar")), "contact")
    assert (
        '<p><a href="mailto:press@icso.example"><bdi dir="ltr">press@icso.example</bdi></a></p>'
        '<p><a href="tel:+351210000000"><bdi dir="ltr">+351 21 000 00 00</bdi></a></p>'
    ) in contact
