"""The desk's first page: what it tells whom, and what it must not tell."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command

from articles import workflow
from articles.admin.dashboard import Dashboard
from articles.enums import Action
from articles.models import Edition, Release
from tests import factories
from tests.admin.desk import page, signed_in
from tests.factories import in_days

pytestmark = pytest.mark.django_db

INDEX = "/admin/"


def shown(person: User) -> Dashboard:
    """Return the dashboard that the person gets."""
    response = signed_in(person).get(INDEX)
    assert response.status_code == 200
    found: Any = response.context["dashboard"]
    return found


def html(person: User, language: str = "en") -> str:
    return signed_in(person).get(INDEX, headers={"accept-language": language}).content.decode()


def outings(found: list[Any]) -> list[int]:
    return [outing.release.pk for outing, _panels in found]


def turns(found: list[Any]) -> list[tuple[int, str]]:
    return [(turn.release.pk, turn.language) for turn in found]


def lacks(release: Release, person: User) -> list[str]:
    return next(outing.lacks for outing, _panels in shown(person).coming if outing.release.pk == release.pk)


def held(reason: str = "The figure is wrong.") -> Release:
    """Return a release in English and Arabic that was scheduled for tomorrow and is held."""
    release, tomorrow = factories.release(), in_days(1)
    for language in ("en", "ar"):
        factories.scheduled(tomorrow, language, of=release)
    workflow.revoke(release.editions.get(language="en"), by=factories.editor(), note=reason)
    return release


# --- Going out ---


def test_what_goes_out_within_48_hours_is_shown_soonest_first() -> None:
    later = factories.scheduled(in_days(1.9))
    sooner = factories.scheduled(in_days(0.1))
    factories.scheduled(in_days(2.1))
    factories.public()
    assert outings(shown(factories.editor()).coming) == [sooner.release_id, later.release_id]


@pytest.mark.parametrize("moment", ["2026-03-28T22:50:00", "2026-10-24T21:50:00", "2026-12-31T22:50:00"])
def test_48_hours_are_48_hours_at_ten_to_midnight_and_when_the_clocks_change(moment: str) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        within = factories.scheduled(now + timedelta(hours=48))
        factories.scheduled(now + timedelta(hours=48, seconds=1))
        assert outings(shown(factories.editor()).coming) == [within.release_id]


def test_languages_of_one_moment_stand_together_and_others_apart() -> None:
    release = factories.release()
    tomorrow = in_days(1)
    for language in ("fr", "en"):
        factories.scheduled(tomorrow, language, of=release)
    factories.scheduled(tomorrow + timedelta(hours=1), "ar", of=release)
    [(outing, _panels)] = shown(factories.editor()).coming
    assert [slot.languages for slot in outing.slots] == [["en", "fr"], ["ar"]]


def test_a_required_language_that_is_not_approved_is_missing() -> None:
    release = factories.scheduled(in_days(1)).release
    factories.draft("fr", of=release)
    workflow.share(release, by=None, photo=None, topics=[], required=["en", "fr", "ar"])
    assert lacks(release, factories.editor()) == [
        "Français: required and not approved (Draft)",
        "العربيّة: required and not approved (nothing written)",
    ]


def test_newer_text_and_stale_translations_that_go_out_are_told() -> None:
    original = factories.scheduled(in_days(1))
    factories.scheduled(in_days(1), "fr", of=original.release)
    workflow.approve(workflow.submit(factories.revise(original), by=None), by=None)
    assert lacks(original.release, factories.editor()) == ["English: newer text waiting", "Français: stale"]


def test_a_language_that_goes_out_by_itself_tells_that_the_others_are_held() -> None:
    release = held()
    factories.scheduled(in_days(1), "fr", of=release)
    assert lacks(release, factories.editor()) == ["English: held", "العربيّة: held"]


def test_a_complete_release_lacks_nothing() -> None:
    assert lacks(factories.scheduled(in_days(1)).release, factories.editor()) == []


def test_a_release_stands_once_with_all_its_languages_that_wait() -> None:
    release = factories.release("en", required=["en", "fr"])
    factories.in_review("en", of=release, title="Opening")
    factories.in_review("fr", of=release)
    text = html(factories.editor())
    assert (text.count(">Opening</bdi>"), len(shown(factories.editor()).waiting)) == (1, 2)


# --- Held ---


def test_a_held_release_stands_first_with_its_moment_and_who_held_it_and_why() -> None:
    release = held("The figure is wrong.")
    person = factories.editor()
    [(outing, _panels)] = shown(person).held
    assert outing.release.pk == release.pk
    assert [slot.languages for slot in outing.slots] == [["en", "ar"]]
    assert (outing.revoked_language, outing.reason) == ("English", "The figure is wrong.")
    text = html(person)
    assert text.index("Held: these do not go out") < text.index("Going out in the next 48 hours")


def test_the_reason_of_a_hold_is_told_to_none_who_may_not_read_its_language() -> None:
    release = factories.release("en")
    for language in ("en", "fr", "ar"):
        factories.scheduled(in_days(1), language, of=release)
    workflow.revoke(release.editions.get(language="fr"), by=factories.editor(), note="Plainly libellous.")
    person = factories.translator("ar")
    assert [(o.revoked_language, o.reason) for o, _p in shown(person).held] == [("Français", "")]
    assert "libellous" not in html(person)


def test_a_hold_that_is_given_up_is_not_shown() -> None:
    release = held()
    for edition in release.editions.filter(held_for__isnull=False):
        workflow.unschedule(edition, by=None)
    assert shown(factories.editor()).held == []


# --- Whose turn ---


def test_what_waits_for_review_is_shown_to_who_may_approve_it_the_oldest_first() -> None:
    older, newer = factories.in_review("ar"), factories.in_review("fr")
    factories.draft("en")
    assert turns(shown(factories.editor()).waiting) == [(older.release_id, "ar"), (newer.release_id, "fr")]
    assert turns(shown(factories.person("Editors fr")).waiting) == [(newer.release_id, "fr")]
    assert shown(factories.writer()).waiting == []


def test_what_four_eyes_forbid_stands_apart() -> None:
    person = factories.editor()
    edition = factories.draft()
    workflow.save_text(edition.release, "en", factories.text(), by=person)
    workflow.submit(edition, by=person)
    found = shown(person)
    assert (found.waiting, turns(found.own_waiting)) == ([], [(edition.release_id, "en")])
    assert turns(shown(factories.editor()).waiting) == [(edition.release_id, "en")]


def test_texts_that_four_eyes_forbid_do_not_crowd_out_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.desk.reviews.MOST", 1)
    person = factories.editor()
    for _n in range(2):
        edition = factories.draft()
        workflow.save_text(edition.release, "en", factories.text(), by=person)
        workflow.submit(edition, by=person)
    other = factories.in_review()
    found = shown(person)
    assert (turns(found.waiting), len(found.own_waiting)) == ([(other.release_id, "en")], 1)


def test_without_four_eyes_nothing_stands_apart(settings: Any) -> None:
    settings.FOUR_EYES = False
    person = factories.editor()
    edition = factories.draft()
    workflow.save_text(edition.release, "en", factories.text(), by=person)
    workflow.submit(edition, by=person)
    assert turns(shown(person).waiting) == [(edition.release_id, "en")]


def test_what_was_sent_back_is_shown_to_who_wrote_it_and_to_who_submitted_it_with_the_reason() -> None:
    author, submitter, other = (factories.translator("ar") for _n in range(3))
    edition = factories.draft("ar")
    workflow.save_text(edition.release, "ar", factories.text(), by=author)
    workflow.submit(edition, by=submitter)
    workflow.send_back(edition, by=factories.editor(), note="Too long a headline.")
    for person in (author, submitter):
        [turn] = shown(person).sent_back
        assert (turn.release.pk, turn.entry.note) == (edition.release_id, "Too long a headline.")
    assert shown(other).sent_back == []


@pytest.mark.parametrize("verb", [Action.SAVE, Action.SUBMIT])
def test_what_was_sent_back_is_gone_once_it_was_saved_or_submitted_again(verb: Action) -> None:
    author = factories.translator("ar")
    edition = factories.draft("ar")
    workflow.save_text(edition.release, "ar", factories.text(), by=author)
    workflow.submit(edition, by=author)
    workflow.send_back(edition, by=factories.editor(), note="Too long.")
    if verb == Action.SAVE:
        workflow.save_text(edition.release, "ar", factories.text(), by=author)
    else:
        workflow.submit(edition, by=author)
    assert shown(author).sent_back == []


def test_a_revoked_approval_comes_back_to_who_has_written_on_since() -> None:
    author = factories.translator("ar")
    edition = factories.approved("ar")
    workflow.save_text(edition.release, "ar", factories.text(), by=author)
    workflow.revoke(edition, by=factories.editor(), note="Not now.")
    [turn] = shown(author).sent_back
    assert (turn.revoked, turn.entry.note) == (True, "Not now.")


def test_newer_text_behind_public_texts_is_told_in_the_languages_of_the_person() -> None:
    english = factories.revise(factories.public("en"))
    arabic = factories.revise(factories.public("ar"))
    factories.revise(factories.withdrawn("ar"))
    factories.revise(factories.approved("ar"))
    assert turns(shown(factories.editor()).newer) == [(arabic.release_id, "ar"), (english.release_id, "en")]
    assert turns(shown(factories.translator("ar")).newer) == [(arabic.release_id, "ar")]


# --- Activity ---


def activity(person: User) -> list[tuple[str, str]]:
    return [(happening.entry.action, happening.entry.language) for happening in shown(person).activity]


def test_activity_tells_what_the_person_may_read_and_no_more() -> None:
    release = factories.release("fr")
    for language in ("fr", "en", "ar"):
        factories.draft(language, of=release)
    assert {language for _action, language in activity(factories.editor())} == {"fr", "en", "ar"}
    assert {language for _action, language in activity(factories.translator("ar"))} == {"fr", "ar"}


def test_activity_is_the_newest_twenty() -> None:
    for _n in range(11):
        factories.draft()
    factories.public("en")
    found = activity(factories.editor())
    assert (len(found), found[0]) == (20, ("publish", "en"))


def test_a_deleted_release_stays_in_the_activity_without_a_link() -> None:
    release = factories.draft().release
    reference, address = release.reference, page(release)
    workflow.discard(release, by=None)
    text = html(factories.editor())
    assert reference in text and address not in text


# --- Whom ---


def test_who_has_no_rights_sees_nothing_of_releases() -> None:
    release = held()
    person = factories.person()
    text = html(person)
    assert signed_in(person).get(INDEX).context["dashboard"] is None
    assert release.reference not in text and "desk-section" not in text


def test_a_translator_reads_no_headline_of_another_language() -> None:
    release = factories.release("en")
    for language in ("en", "fr", "ar"):
        factories.scheduled(in_days(1), language, of=release, title=f"Only in {language}", slug=f"only-{language}")
    factories.in_review("ru", of=release, title="Only in ru")
    person = factories.translator("ar")
    for language in ("ar", "fr", "ru", "en"):
        text = html(person, language)
        assert set(re.findall(r"Only in (\w+)", text)) <= {"en", "ar"}
        assert "only-" not in text


def test_the_dashboard_is_in_the_persons_language_from_right_to_left() -> None:
    release = factories.release("en")
    factories.public("en", of=release, title="A harbour")
    factories.draft("ar", of=release, title="ميناء")
    workflow.schedule(factories.approved("fr", of=release), publish_at=in_days(1), by=None)
    text = html(factories.translator("ar"), "ar")
    assert '<html lang="ar" dir="rtl">' in text
    assert '<bdi lang="ar" dir="rtl">ميناء</bdi>' in text
    assert f'<bdi class="desk-quiet desk-reference">{release.reference}</bdi>' in text


def test_the_list_of_applications_stays_reachable() -> None:
    assert 'href="/admin/auth/user/"' in html(factories.administrator())


def test_the_page_of_one_application_has_no_dashboard() -> None:
    factories.scheduled(in_days(1))
    response = signed_in(factories.administrator()).get("/admin/articles/")
    assert response.status_code == 200
    assert b"desk-section" not in response.content


def test_markup_in_a_headline_or_a_reason_is_text() -> None:
    edition = factories.in_review("ar", title="A & B")
    author = factories.translator("ar")
    workflow.save_text(edition.release, "ar", factories.text("C & D"), by=author)
    workflow.submit(edition, by=author)
    workflow.send_back(edition, by=factories.editor(), note="<script>alert(1)</script>")
    assert "<script>alert" not in html(author)


# --- Cost ---

QUERIES = 34


def fill(count: int) -> None:
    """Make so many releases for every section."""
    for _n in range(count):
        factories.scheduled(in_days(1))
        stale = factories.public("en")
        factories.draft("fr", of=stale.release)
        workflow.approve(workflow.submit(factories.revise(stale), by=None), by=None)
        factories.in_review("ar")


def sent_back_to(person: User) -> Edition:
    edition = factories.draft("ar")
    workflow.save_text(edition.release, "ar", factories.text(), by=person)
    workflow.submit(edition, by=person)
    return workflow.send_back(edition, by=factories.editor(), note="No.")


@pytest.mark.parametrize("releases", [1, 200])
def test_the_dashboard_costs_the_same_with_a_few_and_with_hundreds_of_releases(
    releases: int, django_assert_num_queries: Callable[..., object]
) -> None:
    call_command("make_corpus", releases=releases, stdout=StringIO(), stderr=StringIO())
    fill(1 if releases == 1 else 4)
    held()
    person = factories.editor()
    sent_back_to(person)
    client = signed_in(person)
    with django_assert_num_queries(QUERIES):
        assert client.get(INDEX).status_code == 200
