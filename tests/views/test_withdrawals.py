"""What stands where a release was withdrawn: a notice, or the release that replaces it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from django.utils.html import conditional_escape

from articles import freshness, workflow
from articles.models import Edition, Release
from articles.moments import on_clocks
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime(2018, 11, 24, 9, tzinfo=UTC)
OTHERS = re.compile(r'<li><a href="([^"]+)" lang="[^"]+" dir="[^"]+" hreflang="[^"]+">')


def in_french(sentence: str) -> str:
    """Return a sentence of the interface as French readers get it, in HTML."""
    with translation.override("fr"):
        return conditional_escape(translation.gettext(sentence))


REPLACED = "It has been replaced by another release."
PAGES = ["detail", "print"]


def notice(edition: Edition, page: str = "detail") -> str:
    """Return the main part of the notice that stands in an edition's place."""
    response = Client().get(edition.address(page))
    assert response.status_code == 410, response.status_code
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def target(edition: Edition, page: str = "detail") -> str:
    """Return where an edition's address leads."""
    response = Client().get(edition.address(page))
    assert (response.status_code, response.headers["Cache-Control"], response.headers["X-Accel-Expires"]) == (
        302, "no-cache", "0",
    )  # fmt: skip
    return str(response.headers["Location"])


def withdraw(edition: Edition, reason: str = "error", **options: Any) -> Edition:
    return workflow.withdraw(edition, reason=reason, by=None, **options)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("error", "It was published in error."), ("legal", "It was withdrawn for legal reasons.")],
)
def test_a_notice_says_when_why_and_what_more_there_is_to_say(page: str, reason: str, sentence: str) -> None:
    with time_machine.travel(DAY, tick=False):
        edition = withdraw(factories.public(), reason, note="We are <sorry>.")
        found = notice(edition, page)
    assert (
        '<time datetime="2018-11-24T10:00:00+01:00">Nov. 24, 2018</time>' in found,
        sentence in found,
        '<p class="notice-note">We are &lt;sorry&gt;.</p>' in found,
    ) == (True, True, True)


@pytest.mark.parametrize("page", PAGES)
def test_a_notice_leads_to_the_languages_that_stand(page: str) -> None:
    release = factories.release("en")
    edition, arabic = factories.public("en", of=release), factories.public("ar", of=release)
    withdraw(factories.public("fr", of=release))
    factories.scheduled(factories.in_days(1), "ru", of=release)
    assert OTHERS.findall(notice(withdraw(edition), page)) == [arabic.get_absolute_url()]


@pytest.mark.parametrize("page", PAGES)
def test_a_notice_is_for_no_search_engine_and_has_no_alternates(page: str) -> None:
    release = factories.release("en")
    factories.public("fr", of=release), factories.public("ar", of=release)
    text = Client().get(withdraw(factories.public("en", of=release)).address(page)).content.decode()
    assert ('<meta name="robots" content="noindex">' in text, 'rel="alternate"' in text, 'rel="canonical"' in text) == (
        True, False, False,
    )  # fmt: skip


def test_a_withdrawn_release_leaves_list_feed_and_sitemap_at_once(client: Client) -> None:
    edition = factories.public("fr", title="Canary", slug="canary")
    factories.public("fr")
    assert edition.publish_at is not None
    sitemap = f"/sitemap-fr-{on_clocks(edition.publish_at):%Y-%m}.xml"
    paths = ["/fr/news/", f"/fr/news/{edition.year}/", "/fr/news/feed.atom", sitemap]
    before = [b"anary" in client.get(path).content for path in paths]
    withdraw(edition)
    assert (before, [b"anary" in client.get(path).content for path in paths]) == ([True] * 4, [False] * 4)


# --- Replaced ---


@pytest.mark.parametrize("page", PAGES)
def test_a_replaced_release_leads_to_the_one_that_replaces_it_in_its_language(page: str) -> None:
    successor = factories.public("fr")
    factories.public("en", of=successor.release)
    assert target(factories.replaced(factories.public("fr"), successor.release), page) == successor.address(page)


@pytest.mark.parametrize("page", PAGES)
def test_chains_are_followed_to_their_public_end(page: str) -> None:
    third = factories.public("ar")
    second = factories.replaced(factories.public("ar"), third.release)
    first = factories.replaced(factories.public("ar"), second.release)
    assert target(first, page) == third.address(page)


def test_a_chain_goes_on_through_a_release_that_was_never_out_in_the_language() -> None:
    third = factories.public("fr")
    second = factories.replaced(factories.public("en"), third.release)
    assert target(factories.replaced(factories.public("fr"), second.release)) == third.get_absolute_url()


def test_without_the_language_the_notice_leads_to_the_replacement_in_others() -> None:
    successor = factories.public("en")
    factories.draft("fr", of=successor.release, title="Canary")
    found = notice(factories.replaced(factories.public("fr"), successor.release))
    assert (in_french(REPLACED) in found, OTHERS.findall(found), "Canary" in found) == (
        True,
        [successor.get_absolute_url()],
        False,
    )


@pytest.mark.parametrize("state", ["draft", "approved", "scheduled", "withdrawn"])
def test_nothing_is_said_of_a_replacement_that_is_nowhere_public(state: str) -> None:
    options = {"title": "Canary", "slug": "canary"}
    if state == "scheduled":
        successor = factories.scheduled(factories.in_days(1), "fr", **options)
    else:
        successor = getattr(factories, state)("fr", **options)
    with time_machine.travel(DAY, tick=False):
        plain = notice(withdraw(factories.public("fr"), "legal"))
        plain = plain.replace(in_french("It was withdrawn for legal reasons."), "")
        assert notice(factories.replaced(factories.public("fr"), successor.release)) == plain


def test_the_replacement_is_where_it_leads_from_its_very_second() -> None:
    with time_machine.travel(DAY, tick=False) as clock:
        successor = factories.scheduled(DAY.replace(hour=10), "fr")
        edition = factories.replaced(factories.public("fr"), successor.release)
        clock.move_to(DAY.replace(hour=9, minute=59, second=59, microsecond=999_999))
        assert in_french(REPLACED) not in notice(edition)
        clock.move_to(DAY.replace(hour=10))
        assert target(edition) == successor.get_absolute_url()


def chain(length: int, loop: bool) -> Edition:
    """Return the first of so many releases that were each replaced by the next, the last by the first if ``loop``."""
    releases: list[Release] = [factories.public("fr").release for _number in range(length)]
    for release, successor in zip(releases, [*releases[1:], releases[0]], strict=True):
        if loop or successor is not releases[0]:
            factories.replaced(release.editions.get(), successor)
    return Edition.objects.get(release=releases[0])


@pytest.mark.parametrize("length", [2, 3, 5])
def test_a_loop_ends_in_the_notice(length: int) -> None:
    assert in_french(REPLACED) not in notice(chain(length, loop=True))


def test_a_chain_of_any_length_costs_a_bounded_number_of_queries(
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    edition = chain(25, loop=True)
    freshness.forget()
    with django_assert_max_num_queries(16):
        notice(edition)


def test_a_release_that_was_restored_leads_nowhere() -> None:
    edition = factories.replaced(factories.public(), factories.public().release)
    workflow.restore(edition, by=None)
    assert Client().get(edition.get_absolute_url()).status_code == 200
