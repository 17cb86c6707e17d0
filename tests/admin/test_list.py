"""The release list of the desk: strip, filters, search, and what it must not tell."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.models import Edition, Release
from tests import factories
from tests.admin.desk import RELEASES, signed_in
from tests.workflow.situations import SITUATIONS

pytestmark = pytest.mark.django_db


def found(query: str = "") -> list[int]:
    """Return the ids of the releases that the list shows under a query."""
    response = signed_in(factories.editor()).get(f"{RELEASES}?{query}")
    assert response.status_code == 200, response.headers
    return sorted(release.pk for release in response.context["cl"].result_list)


def queries(releases: int) -> int:
    """Return the number of queries of a list of so many releases, in several languages, with topics."""
    topic = factories.topic()
    for _n in range(releases):
        release = factories.release(topics=[topic])
        factories.public("en", of=release)
        factories.draft("fr", of=release)
    client = signed_in(factories.editor())
    client.get(RELEASES)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(RELEASES).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "path", ["articles/release", "articles/term", "articles/photo", "articles/auditentry", "auth/user"]
)
@pytest.mark.parametrize("typed", ["ab " * 1500, "x" * 5000, "a\x00b"])
def test_no_search_is_too_much_for_the_database(path: str, typed: str) -> None:
    person = factories.person(superuser=True)
    assert signed_in(person).get(f"/admin/{path}/", {"q": typed}).status_code == 200


def test_a_longer_list_takes_no_more_queries() -> None:
    few = queries(3)
    assert queries(27) == few


def test_the_strip_shows_the_state_of_each_language() -> None:
    release = factories.release("en")
    factories.public("en", of=release)
    factories.draft("fr", of=release)
    factories.scheduled(factories.in_days(1), "ar", of=release)
    text = signed_in(factories.editor()).get(RELEASES).content.decode()
    strip = re.findall(r'<li class="(state-[^"]+)"[^>]*><span lang="([^"]+)">', text)
    assert strip == [
        ("state-public", "en"),
        ("state-draft", "fr"),
        ("state-none", "es"),
        ("state-scheduled", "ar"),
        ("state-none", "ru"),
        ("state-none", "zh-Hans"),
    ]


def test_the_strip_marks_stale_translations_and_waiting_texts() -> None:
    original = factories.public("en")
    factories.public("fr", of=original.release)
    workflow.approve(workflow.submit(factories.revise(original), by=None), by=None)
    text = signed_in(factories.editor()).get(RELEASES).content.decode()
    assert re.findall(r'<li class="(state-public[^"]*)"', text) == ["state-public is-waiting", "state-public is-stale"]


STATES = ["draft", "in_review", "approved", "scheduled", "public", "withdrawn"]


@pytest.mark.parametrize("state", STATES)
def test_the_filter_of_states_finds_what_is_in_the_state(state: str) -> None:
    for build in SITUATIONS.values():
        build()
    now = factories.in_days(0)
    expected = {edition.release_id for edition in Edition.objects.all() if edition.state(now) == state}
    assert found(f"state={state}") == sorted(expected)


def test_what_waits_for_review_is_found_whatever_is_public_or_approved_beside_it() -> None:
    for build in SITUATIONS.values():
        build()
    expected = {edition.release_id for edition in Edition.objects.filter(stage="in_review")}
    assert (len(expected) > 3, found("state=review")) == (True, sorted(expected))


def test_what_is_held_is_found() -> None:
    held = SITUATIONS["held"]()
    factories.scheduled(factories.in_days(1))
    assert found("state=held") == [held.release_id]


def test_the_filter_of_languages_finds_what_has_a_text_in_it() -> None:
    factories.draft("en")
    french = factories.draft("fr")
    assert found("language=fr") == [french.release_id]


def test_language_and_state_together_find_that_language_in_that_state() -> None:
    release = factories.draft("fr").release
    factories.public("en", of=release)
    public = factories.public("fr")
    assert found("language=fr&state=public") == [public.release_id]


def test_the_filter_of_topics_finds_each_release_once() -> None:
    topic = factories.topic("ports")
    release = factories.release(topics=[topic, factories.topic()])
    factories.draft("en", of=release)
    factories.draft("fr", of=release)
    factories.draft()
    assert found("topic=ports") == [release.pk]


@pytest.mark.parametrize(
    ("period", "days"),
    [("coming", [1]), ("week", [-1]), ("month", [-8, -1]), ("year", [-31, -8, -1]), ("none", [None])],
)
def test_the_filter_of_periods_finds_what_goes_or_went_out_in_it(period: str, days: list[int | None]) -> None:
    editions: dict[int | None, Edition] = {
        day: factories.public(published_at=factories.in_days(day)) for day in (-400, -31, -8, -1)
    }
    editions |= {1: factories.scheduled(factories.in_days(1)), None: factories.draft()}
    assert found(f"period={period}") == sorted(editions[day].release_id for day in days)


def test_stale_translations_are_found() -> None:
    original = factories.approved("en")
    factories.draft("fr", of=original.release)
    factories.approved("en")
    workflow.approve(workflow.submit(factories.revise(original), by=None), by=None)
    assert found("state=stale") == [original.release_id]


@pytest.mark.parametrize("words", ["harbour", "ميناء", "порт", "港口", "2026-TEST"])
def test_search_finds_headlines_in_every_language_and_references(words: str) -> None:
    release = factories.release(reference="2026-TEST")
    for code, title in {"en": "A harbour", "ar": "ميناء", "ru": "порт", "zh-hans": "港口"}.items():
        factories.draft(code, of=release, title=title)
    factories.draft("en", title="Another")
    assert found(f"q={words}") == [release.pk]


@pytest.mark.parametrize(
    "lookup",
    [
        "body_en__startswith=a", "title_fr__contains=a", "editions__live__body__contains=a", "photo__token__startswith=a",
        "editions__publish_at__year=99999999999", "reference__regex=(", "body__regex=(", "created_at__year=99999999999",
        "original=en", "original__exact=en",
    ],
)  # fmt: skip
def test_no_hidden_text_can_be_guessed_by_lookups(lookup: str) -> None:
    factories.draft()
    assert signed_in(factories.editor()).get(f"{RELEASES}?{lookup}").status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "auditentry/?release__body_en__startswith=a", "auditentry/?revision__body__contains=a", "auditentry/?note__regex=(",
        "auditentry/?at__year=99999999999", "auditentry/?actor__password__startswith=a",
        "topic/?release__body_en__startswith=a", "topic/?slug__regex=(",
    ],
)  # fmt: skip
def test_no_other_list_answers_lookups_either(path: str) -> None:
    assert signed_in(factories.editor()).get(f"/admin/articles/{path}").status_code == 400


@pytest.mark.parametrize("lookup", ["alt_en__regex=(", "token__startswith=a", "alt_en__startswith=nothing"])
def test_the_media_library_hears_no_lookups(lookup: str) -> None:
    photo = factories.photo(alt_en="A lighthouse")
    page = signed_in(factories.editor()).get(f"/admin/articles/photo/?{lookup}")
    assert (page.status_code, f"/photo/{photo.pk}/change/" in page.content.decode()) == (200, True)


@pytest.mark.parametrize("path", ["?password__startswith=a", "?username__regex=(", "?last_login__year=99999999999"])
def test_the_list_of_accounts_answers_no_lookups(path: str) -> None:
    assert signed_in(factories.administrator()).get(f"/admin/auth/user/{path}").status_code == 400


@pytest.mark.parametrize("path", ["?is_staff__exact=1", "?is_active__exact=1", "?groups__id__exact=1", "?q=a", "?o=1"])
def test_the_list_of_accounts_keeps_its_own_filters(path: str) -> None:
    assert signed_in(factories.administrator()).get(f"/admin/auth/user/{path}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "?action=publish",
        "?language=fr",
        "?action=%00",
        "?q=a",
    ],
)
def test_the_audit_log_keeps_its_own_filters(path: str) -> None:
    assert signed_in(factories.editor()).get(f"/admin/articles/auditentry/{path}").status_code == 200


@pytest.mark.parametrize("name", ["state", "language", "topic", "period"])
@pytest.mark.parametrize("value", ["x", "%00", "%ff", "1 OR 1=1", "draft,public"])
def test_a_filter_with_a_value_that_there_is_not_shows_everything(name: str, value: str) -> None:
    release_id = factories.draft().release_id
    assert found(f"{name}={value}") == [release_id]


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%ff", "q=" + "x" * 4000, "p=x", "p=99", "o=x", "o=-99", "all=x"], ids=lambda v: v[:8]
)
def test_no_query_breaks_the_list(query: str) -> None:
    factories.draft()
    assert signed_in(factories.editor()).get(f"{RELEASES}?{query}").status_code in {200, 302, 400}


@pytest.mark.parametrize("releases", [10, 120])  # of which a page shows 50
def test_list_and_release_page_take_the_same_queries_whatever_the_number_of_releases(releases: int) -> None:
    call_command("make_corpus", releases=releases, stdout=StringIO(), stderr=StringIO())
    client = signed_in(factories.editor())
    newest = Release.objects.latest("pk")
    counted = []
    for address in (RELEASES, f"{RELEASES}{newest.pk}/change/"):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counted.append(len(captured))
    assert counted == [8, 11]
