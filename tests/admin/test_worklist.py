"""The worklist: what is to be done, in which order, and for whom."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from articles import workflow
from articles.enums import Withdrawal
from articles.models import Edition, Release
from tests import factories
from tests.admin.desk import RELEASES, page, signed_in
from tests.factories import in_days

pytestmark = pytest.mark.django_db

WORKLIST = f"{RELEASES}worklist/"
Found = list[tuple[int, str, str]]


def answer(person: User, query: str = "") -> Any:
    response = signed_in(person).get(f"{WORKLIST}?{query}")
    assert response.status_code == 200
    return response


def found(person: User, query: str = "") -> Found:
    """Return (release, language, kind) of the lines."""
    lines = answer(person, query).context["lines"]
    return [(line.release.pk, line.job.language, line.job.kind) for line in lines]


def arabic() -> User:
    return factories.translator("ar")


def stale(language: str = "ar", build: Callable[..., Edition] = factories.public) -> Release:
    """Return a release whose translation is stale."""
    original = factories.public("en")
    build(language, of=original.release)
    workflow.approve(workflow.submit(factories.revise(original), by=None), by=None)
    return original.release


def sent_back(language: str = "ar", note: str = "Too long.") -> Release:
    edition = factories.in_review(language)
    return workflow.send_back(edition, by=factories.editor(), note=note).release


# --- What is missing ---


@pytest.mark.parametrize("build", [factories.in_review, factories.approved, factories.public])
def test_every_language_is_missing_while_the_original_is_on_its_way_or_newly_public(
    build: Callable[..., Edition],
) -> None:
    release = build("en").release
    assert found(arabic()) == [(release.pk, "ar", "missing")]


def test_every_language_is_missing_while_the_original_is_scheduled() -> None:
    release = factories.scheduled(in_days(30), "en").release
    assert found(arabic()) == [(release.pk, "ar", "missing")]


@pytest.mark.parametrize("build", [factories.draft, factories.withdrawn])
def test_nothing_is_missing_while_the_original_is_a_draft_or_withdrawn(build: Callable[..., Edition]) -> None:
    build("en")
    assert found(arabic()) == []


@pytest.mark.parametrize(("days", "missing"), [(-13.9, True), (-14.1, False)])
def test_after_two_weeks_nothing_that_is_not_required_is_missing(days: float, missing: bool) -> None:
    factories.public("en", published_at=in_days(days))
    assert bool(found(arabic())) is missing


def test_a_required_language_is_missing_from_the_beginning_and_the_others_never() -> None:
    release = factories.release("en", required=["en", "ar"])
    assert found(factories.writer()) == [(release.pk, "en", "missing"), (release.pk, "ar", "missing")]
    factories.public("fr")
    assert found(arabic(), "kind=missing")[-1] == (release.pk, "ar", "missing")


def test_nothing_is_missing_of_a_release_with_required_languages_that_was_withdrawn() -> None:
    release = factories.public("en", of=factories.release("en", required=["en"])).release
    workflow.share(release, by=None, photo=None, topics=[], required=["en", "ar"])
    assert found(arabic()) == [(release.pk, "ar", "missing")]
    workflow.withdraw(release.editions.get(language="en"), by=None, reason=Withdrawal.ERROR)
    assert found(arabic()) == []


def test_an_emptied_text_is_missing() -> None:
    release = factories.public("en").release
    edition = factories.draft("ar", of=release)
    workflow.save_text(release, "ar", factories.text("x", dateline="", lead="", body=""), by=None)
    assert found(arabic()) == []
    empty = type(factories.text())()
    workflow.save_text(edition.release, "ar", empty, by=None)
    assert found(arabic()) == [(release.pk, "ar", "missing")]


# --- What else is to be done ---


@pytest.mark.parametrize("build", [factories.draft, factories.approved, factories.public])
def test_stale_translations_are_to_be_brought_up_to_date(build: Callable[..., Edition]) -> None:
    release = stale(build=build)
    assert found(arabic()) == [(release.pk, "ar", "stale")]


def test_a_withdrawn_translation_is_not_stale() -> None:
    release = stale()
    workflow.withdraw(release.editions.get(language="ar"), by=None, reason=Withdrawal.ERROR)
    assert found(arabic()) == []


def test_what_was_sent_back_is_told_with_its_reason() -> None:
    release = sent_back(note="The <b>headline</b> is too long.")
    assert found(arabic()) == [(release.pk, "ar", "sent_back")]
    assert "The &lt;b&gt;headline&lt;/b&gt; is too long." in answer(arabic()).content.decode()


def test_a_draft_before_an_embargo_is_unfinished_and_one_without_a_date_is_nobodys_business() -> None:
    release = factories.scheduled(in_days(1), "en").release
    factories.draft("ar", of=release)
    factories.draft("ar")
    assert found(arabic()) == [(release.pk, "ar", "unfinished")]


def test_what_is_held_is_due_as_long_as_its_moment_has_not_passed() -> None:
    release = factories.scheduled(in_days(1), "en").release
    factories.draft("ar", of=release)
    workflow.revoke(release.editions.get(language="en"), by=None)
    [line] = answer(arabic()).context["lines"]
    assert line.job.due is not None


# --- Order and choice ---


def everything() -> list[tuple[int, str, str]]:
    """Make a line of each kind, and return them in their order."""
    missing = factories.public("en").release.pk
    draft = stale(build=factories.draft).pk
    public = stale().pk
    back = sent_back().pk
    later = factories.scheduled(in_days(2), "en").release.pk
    soon = factories.scheduled(in_days(1), "en").release
    factories.draft("ar", of=soon)
    return [
        (soon.pk, "ar", "unfinished"), (later, "ar", "missing"), (back, "ar", "sent_back"), (public, "ar", "stale"),
        (draft, "ar", "stale"), (missing, "ar", "missing"),
    ]  # fmt: skip


def test_the_most_urgent_comes_first() -> None:
    expected = everything()
    assert found(arabic()) == expected


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("kind=due", [0, 1]), ("kind=unfinished", [0]), ("kind=missing", [1, 5]), ("kind=sent_back", [2]), ("kind=stale", [3, 4]),
        ("language=ar", [0, 1, 2, 3, 4, 5]), ("language=ar&kind=sent_back", [2]),
    ],
)  # fmt: skip
def test_kinds_can_be_chosen(query: str, places: list[int]) -> None:
    expected = everything()
    assert found(arabic(), query) == [expected[place] for place in places]


@pytest.mark.parametrize(
    "query", ["kind=x", "kind=%00", "language=xx", "language=%ff", "language=fr", "q=1", "kind=due'--"]
)
def test_values_that_there_are_not_choose_nothing(query: str) -> None:
    release = sent_back()
    assert found(arabic(), query) == [(release.pk, "ar", "sent_back")]


def test_a_language_can_be_chosen_among_several() -> None:
    sent_back("ar")
    french = sent_back("fr")
    person = factories.person("Translators ar", "Translators fr")
    assert (french.pk, "fr", "sent_back") in found(person)
    assert found(person, "language=fr&kind=sent_back") == [(french.pk, "fr", "sent_back")]


def test_a_line_leads_to_where_the_work_is_done_and_says_in_how_long_it_goes_out() -> None:
    release = factories.scheduled(timezone.now() + timedelta(hours=3, minutes=1), "en", title="A harbour").release
    text = answer(arabic()).content.decode()
    assert f'href="{page(release)}"' in text
    assert '<bdi lang="en" dir="ltr">A harbour</bdi>' in text
    assert "in 3\xa0hours" in text and "Europe/Paris" in text


def test_a_hundred_lines_are_shown_and_it_is_said_how_many_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.admin.worklist.MOST_LINES", 2)
    for _n in range(3):
        sent_back()
    response = answer(arabic())
    assert len(response.context["lines"]) == 2
    assert "1 more, less urgent, is left out." in response.content.decode()


# --- Whom ---


def test_a_translator_gets_the_own_languages_alone() -> None:
    sent_back("fr")
    factories.scheduled(in_days(1), "en", of=factories.release("en", required=["en"]))
    assert found(arabic()) == []


def test_who_may_not_see_releases_is_refused() -> None:
    assert signed_in(factories.person()).get(WORKLIST).status_code == 403


def test_who_is_not_signed_in_is_asked_to(client: Any) -> None:
    assert client.get(WORKLIST).status_code == 302


def test_posting_changes_nothing() -> None:
    release = sent_back()
    person = arabic()
    signed_in(person).post(WORKLIST, {"kind": "stale"})
    assert found(person) == [(release.pk, "ar", "sent_back")]


# --- Cost ---


@pytest.mark.parametrize("releases", [1, 200])
def test_the_worklist_costs_the_same_with_a_few_and_with_hundreds_of_releases(
    releases: int, django_assert_num_queries: Callable[..., object]
) -> None:
    call_command("make_corpus", releases=releases, stdout=StringIO(), stderr=StringIO())
    for _n in range(1 if releases == 1 else 3):
        everything()
    person = arabic()
    edition = factories.draft("ar")
    workflow.save_text(edition.release, "ar", factories.text(), by=person)
    client = signed_in(person)
    with django_assert_num_queries(23):
        assert client.get(WORKLIST).status_code == 200
