"""A preview link opens one revision of one language to somebody outside, for a while, and nothing else."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.signing import Signer
from django.test import Client

from articles import freshness, workflow
from articles.models import Edition, PreviewLink
from tests import factories
from tests.hostile import body_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
EMBARGO = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
NOTE = re.compile(r'<p class="preview-note" role="note">(.*?)</p>')
ENDS = ["", "print/", "photo"]
PAGES = ["", "print/"]


def scheduled(language: str = "en", **options: Any) -> Edition:
    """Return an edition under embargo, with a picture."""
    release = factories.release(language, photo=factories.photo())
    return factories.scheduled(EMBARGO, language, of=release, slug="hidden", **options)


def lend(edition: Edition, hours: int = 48) -> PreviewLink:
    """Return a link to the newest text of an edition."""
    assert edition.current is not None
    return workflow.lend(edition.current, label="Reuters", by=factories.editor(), hours=hours)


def address(link: PreviewLink, end: str = "") -> str:
    """Return an address of a link; ``photo``: of the picture of its revision, or of one that there is not."""
    if end != "photo":
        return f"{link.get_absolute_url()}{end}"
    photo = link.revision.photo
    return f"{link.get_absolute_url()}{photo.token if photo else 'x' * 22}-400.jpg"


def answered(path: str) -> tuple[int, bytes]:
    """Return status and body of an answer, a streamed one too."""
    response = Client().get(path)
    return response.status_code, b"".join(response.streaming_content) if response.streaming else response.content


def statuses(link: PreviewLink, at: datetime) -> list[int]:
    """Return how page, print page and picture answer at a moment."""
    with time_machine.travel(at, tick=False):
        return [answered(address(link, end))[0] for end in ENDS]


def get(link: PreviewLink, end: str = "", at: datetime = NOW) -> str:
    with time_machine.travel(at, tick=False):
        response = Client().get(address(link, end))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def link() -> PreviewLink:
    """A link to what is under embargo, valid for 48 hours."""
    with time_machine.travel(NOW, tick=False):
        return lend(scheduled(title="Canary", dateline="LISBON", body="<p>One.</p>"))


@pytest.mark.parametrize("end", PAGES)
def test_a_link_shows_its_revision_as_the_public_will_see_it(link: PreviewLink, end: str) -> None:
    page = get(link, end)
    assert ("<h1>Canary</h1>" in page, body_of(page)) == (True, '<p><span class="dateline">LISBON – </span>One.</p>')


@pytest.mark.parametrize("end", PAGES)
def test_a_link_goes_on_showing_its_revision_when_newer_text_is_written(link: PreviewLink, end: str) -> None:
    with time_machine.travel(NOW, tick=False):
        factories.revise(link.revision.edition, title="Newer")
    page = get(link, end)
    assert ("<h1>Canary</h1>" in page, "Newer" in page) == (True, False)


@pytest.mark.parametrize("end", PAGES)
def test_the_page_says_until_when_it_is_not_for_publication(link: PreviewLink, end: str) -> None:
    assert NOTE.findall(get(link, end)) == [
        'Not for publication before <time datetime="2026-11-27T10:00:00+01:00">Nov. 27, 2026, 10 a.m.</time> '
        "<bdi>(Europe/Paris)</bdi>"
    ]


@pytest.mark.parametrize("make", [factories.draft, factories.in_review, factories.approved, factories.withdrawn])
def test_a_text_without_a_moment_is_just_not_for_publication(make: Callable[..., Edition]) -> None:
    page = get(lend(make()), at=factories.in_days(1))
    assert (NOTE.findall(page), 'class="release-date"' in page) == (["Not for publication"], False)


def test_the_moment_of_a_held_release_is_not_promised() -> None:
    with time_machine.travel(NOW, tick=False):
        release = factories.release("en")
        kept = factories.scheduled(EMBARGO, "en", of=release)
        link = lend(kept)
        workflow.revoke(factories.scheduled(EMBARGO, "fr", of=release), by=None)
    assert NOTE.findall(get(link)) == ["Not for publication"]


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("zh-hans", "ltr")])
@pytest.mark.parametrize("end", PAGES)
def test_the_page_has_the_language_of_the_text(language: str, direction: str, end: str) -> None:
    response = Client().get(
        f"{lend(factories.draft(language)).get_absolute_url()}{end}", headers={"accept-language": "ru"}
    )
    assert f'dir="{direction}">' in response.content.decode().split("\n")[1]
    assert response.headers["Content-Language"] == language


@pytest.mark.parametrize("end", ENDS)
def test_what_a_link_opens_is_kept_and_found_nowhere(link: PreviewLink, end: str) -> None:
    with time_machine.travel(NOW, tick=False):
        response = Client().get(address(link, end))
    headers = response.headers
    b"".join(response)
    names = (
        "Cache-Control",
        "X-Accel-Expires",
        "CDN-Cache-Control",
        "X-Robots-Tag",
        "Referrer-Policy",
        "ETag",
        "Set-Cookie",
    )
    assert [headers.get(name) for name in names] == [
        "max-age=0, no-cache, no-store, must-revalidate, private", "0", "no-store", "noindex", "no-referrer", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize("end", PAGES)
def test_the_page_is_for_no_search_engine_and_asks_for_no_consent(link: PreviewLink, end: str) -> None:
    page = get(link, end)
    unwanted = [
        'rel="canonical"',
        'rel="alternate"',
        "application/ld+json",
        "cookie-banner",
        "/media/",
        "/admin/",
        "/hidden/",
    ]
    assert ('<meta name="robots" content="noindex">' in page, [mark for mark in unwanted if mark in page]) == (True, [])


def test_the_page_leads_to_lists_and_to_what_is_public_alone() -> None:
    with time_machine.travel(NOW, tick=False):
        known, unknown = factories.topic("known"), factories.topic("unknown")
        factories.public("en", of=factories.release(topics=[known]))
        release = factories.release("en", topics=[known, unknown])
        factories.public("fr", of=release)
        factories.scheduled(EMBARGO, "ar", of=release)
        link = lend(factories.scheduled(EMBARGO, "en", of=release))
    path = link.get_absolute_url()
    found = set(re.findall(r'href="(/[^"]*)"', get(link))) - {
        f"/{code}/news/" for code in ("en", "fr", "es", "ar", "ru", "zh-hans")
    }
    assert {address for address in found if "/static/" not in address} == {
        "/en/news/topics/known/", "/en/cookies/", "/en/accessibility/", f"{path}print/",
        "/favicon.ico", "/en/news/feed.rss", "/en/opensearch.xml", "/en/manifest.webmanifest",
    }  # fmt: skip


# --- Pictures ---


def test_the_picture_of_the_page_is_that_of_the_link(link: PreviewLink) -> None:
    path = address(link, "photo").removesuffix("400.jpg")
    sources = re.findall(r'(?:src|srcset)="([^"]*\.jpg[^"]*)"', get(link))
    widths = ", ".join(f"{path}{width}.jpg {width}w" for width in (240, 400, 520, 700, 800, 1000))
    assert sources == [f"{path}800.jpg", widths]
    assert statuses(link, NOW) == [200, 200, 200]


def test_a_link_opens_no_public_address_of_its_picture(link: PreviewLink) -> None:
    assert Client().get(f"/media/{link.revision.photo.token}-400.jpg").status_code == 404


def test_a_link_opens_its_own_revisions_picture_alone(link: PreviewLink) -> None:
    other = factories.photo()
    with time_machine.travel(NOW, tick=False):
        before = answered(address(link, "photo"))
        workflow.share(link.revision.edition.release, by=None, photo=other, topics=[])
        after = answered(address(link, "photo"))
    assert (before == after, statuses(lend(factories.draft()), factories.in_days(0.1))) == (True, [200, 200, 404])


def test_a_width_that_there_is_not_is_a_404(link: PreviewLink) -> None:
    with time_machine.travel(NOW, tick=False):
        assert Client().get(address(link, "photo").replace("400", "401")).status_code == 404


# --- Death ---


def test_a_link_dies_when_it_expires_to_the_second(link: PreviewLink) -> None:
    end = NOW + timedelta(hours=48)
    assert (statuses(link, end - timedelta(microseconds=1)), statuses(link, end)) == ([200] * 3, [404] * 3)


def test_a_link_dies_when_its_text_goes_out_by_itself_to_the_second() -> None:
    with time_machine.travel(NOW, tick=False):
        link = lend(scheduled(), hours=24 * 30)
    assert (statuses(link, EMBARGO - timedelta(microseconds=1)), statuses(link, EMBARGO)) == ([200] * 3, [404] * 3)


DEATHS: dict[str, Callable[[PreviewLink], Any]] = {
    "it is revoked": lambda link: workflow.recall(link, by=factories.editor()),
    "the approval is revoked": lambda link: workflow.revoke(link.revision.edition, by=None),
    "the approval is sent back": lambda link: workflow.send_back(
        workflow.unschedule(link.revision.edition, by=None), by=None
    ),
    "its text is published": lambda link: workflow.publish(link.revision.edition, by=None),
    "its text is published with an older date": lambda link: workflow.publish(
        link.revision.edition, published_at=NOW - timedelta(days=900), by=None
    ),
    "another text of the edition is published": lambda link: factories.correct(
        workflow.publish(link.revision.edition, by=None)
    ),
}


@pytest.mark.parametrize("death", DEATHS)
def test_a_link_dies_when(link: PreviewLink, death: str) -> None:
    before = statuses(link, NOW)
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        DEATHS[death](link)
    assert (before, statuses(link, NOW + timedelta(seconds=1))) == ([200] * 3, [404] * 3)


def test_a_link_to_newer_text_of_a_public_edition_dies_when_that_is_withdrawn() -> None:
    with time_machine.travel(NOW, tick=False):
        release = factories.release("en", photo=factories.photo())
        link = lend(factories.revise(factories.public("en", of=release)))
    assert statuses(link, NOW) == [200] * 3
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        workflow.withdraw(Edition.objects.get(), reason="legal", by=None)
    assert statuses(link, NOW + timedelta(seconds=1)) == [404] * 3


def test_links_of_other_languages_live_on_when_one_is_revoked() -> None:
    with time_machine.travel(NOW, tick=False):
        release = factories.release("en", photo=factories.photo())
        kept, revoked = (lend(factories.scheduled(EMBARGO, code, of=release)) for code in ("en", "fr"))
        workflow.revoke(revoked.revision.edition, by=None)
    assert (statuses(kept, NOW), statuses(revoked, NOW)) == ([200] * 3, [404] * 3)


# --- Who has no link ---


def dead(link: PreviewLink) -> dict[str, str]:
    """Return paths that open nothing, by what is wrong with them."""
    path, token = link.get_absolute_url(), link.token
    secret, _dot, signature = token.partition(".")
    other = lend(factories.draft())
    expired, revoked = lend(link.revision.edition), lend(link.revision.edition)
    PreviewLink.objects.filter(pk=expired.pk).update(expires_at=NOW)
    workflow.recall(revoked, by=factories.editor())
    return {
        "expired": expired.get_absolute_url(),
        "revoked": revoked.get_absolute_url(),
        "wrong signature": path.replace(signature, other.token.partition(".")[2]),
        "signed by another key": path.replace(token, Signer(key="x", salt="articles.preview", sep=".").sign(secret)),
        "signed for something else": path.replace(token, Signer(salt="articles", sep=".").sign(secret)),
        "wrong language": path.replace("/en/", "/fr/"),
        "no such link": path.replace(token, Signer(salt="articles.preview", sep=".").sign("x" * 32)),
    }


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("method", ["get", "head", "post", "options"])
def test_dead_links_answer_like_any_missing_page_byte_for_byte(link: PreviewLink, end: str, method: str) -> None:
    with time_machine.travel(NOW, tick=False):
        for wrong, path in dead(link).items():
            language = path[:3]
            nothing = f"{language}/preview/{'y' * 32}.{'z' * 43}/"
            found, missing = (getattr(Client(), method)(f"{each}{end}") for each in (path, nothing))
            assert (found.status_code, found.content, found.headers) == (
                missing.status_code, missing.content, missing.headers,
            ), wrong  # fmt: skip
            if method == "get":
                plain = Client().get(f"{language}/nowhere/")
                assert (found.status_code, found.content, found.headers) == (404, plain.content, plain.headers), wrong


def test_dead_links_cost_the_same_queries_whatever_is_wrong(
    link: PreviewLink, django_assert_num_queries: Callable[..., object]
) -> None:
    with time_machine.travel(NOW, tick=False):
        paths = {wrong: path for wrong, path in dead(link).items() if "sign" not in wrong}
        for path in paths.values():
            freshness.forget()  # which has the page of what is missing made anew
            with django_assert_num_queries(4):
                Client().get(path)


def test_a_link_opens_nothing_else(link: PreviewLink) -> None:
    edition = link.revision.edition
    with time_machine.travel(NOW, tick=False):
        client = Client()
        client.get(link.get_absolute_url())
        paths = [
            edition.get_absolute_url(),
            edition.address("print"),
            f"{link.get_absolute_url()}1/",
            f"{link.get_absolute_url()}feed.atom",
        ]
        assert [client.get(path).status_code for path in paths] == [404] * 4
        assert b"Canary" not in client.get("/en/news/").content


# --- Counting ---


def test_views_of_the_pages_are_counted_in_one_update(
    link: PreviewLink, django_assert_num_queries: Callable[..., object]
) -> None:
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        Client().get(link.get_absolute_url())
        with django_assert_num_queries(7):
            Client().get(f"{link.get_absolute_url()}print/")
    link.refresh_from_db()
    assert (link.views, link.viewed_at) == (2, NOW + timedelta(minutes=5))


def test_heads_pictures_and_dead_links_are_no_views(link: PreviewLink) -> None:
    with time_machine.travel(NOW, tick=False):
        paths = dead(link)
        Client().head(link.get_absolute_url())
        answered(address(link, "photo"))
        Client().post(link.get_absolute_url())
        for path in paths.values():
            Client().get(path)
    assert list(PreviewLink.objects.exclude(views=0, viewed_at=None)) == []
