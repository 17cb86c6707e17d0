"""The page of the checks: what is found, where it is, and what a person does about it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from articles import workflow
from articles.admin.checking import summary
from articles.enums import Action, Stage
from articles.models import AuditEntry, Edition, Override, Release, Term
from tests import factories
from tests.admin.desk import RELEASES, filled, page, signed_in
from tests.admin.translating import desk

pytestmark = pytest.mark.django_db

ENGLISH = {
    "title": "A station opens",
    "lead": "It opens today.",
    "body": "<p>The station opens.</p><p>It has 640 seats and cost 12 million.</p>",
}
WRONG = {
    "title": "Une station ouvre",
    "lead": "Elle ouvre.",
    "body": "<p>La station ouvre.</p><p>Elle a 460 places et a coûté 12 millions.</p>",
}


@pytest.fixture
def release() -> Release:
    """An English release, approved."""
    return factories.approved("en", **ENGLISH).release


@pytest.fixture
def edition(release: Release) -> Edition:
    """Its French translation, in review, with a wrong figure."""
    return factories.in_review("fr", of=release, **WRONG)


@pytest.fixture
def client() -> Client:
    """The desk of a translator into French."""
    return signed_in(factories.translator("fr"))


def address(edition: Edition) -> str:
    return desk(edition.release, edition.language, "checks")


def keys(edition: Edition) -> list[str]:
    return [finding.key for finding in workflow.open_findings(edition)]


def told(client: Client, response: Any) -> str:
    """Return the page that a response leads to, or is."""
    location = response.headers.get("Location")
    found = client.get(location) if location else response
    return str(found.content.decode())


def settle(client: Client, edition: Edition, **changes: object) -> Any:
    data = {"seen": str(edition.version), "keys": keys(edition), "reason": "It was corrected in the meantime."}
    return client.post(address(edition), data | {"_override": "1"} | changes)


def test_a_wrong_figure_is_shown_with_its_place_in_both_texts(client: Client, edition: Edition) -> None:
    shown = client.get(address(edition)).content.decode()
    places = re.findall(r'<a href="([^"]*)">(Paragraph [^<]*)</a>', shown)
    there = desk(edition.release)
    assert places == [
        (f"{there}#original-2", "Paragraph 2 of the original"),
        (f"{there}#block-2", "Paragraph 2"),
    ]
    excerpts = re.findall(r'<p class="excerpt" lang="(..)" dir="ltr">.*?<mark>(\d+)</mark>', shown)
    assert excerpts == [("en", "640"), ("fr", "460")]


def test_findings_speak_the_language_of_the_person_and_excerpts_that_of_the_text(release: Release) -> None:
    edition = factories.draft("ar", of=release, title="محطة", body="<p>تفتح المحطة.</p><p>فيها 460 مقعدا.</p>")
    client = signed_in(factories.translator("ar"))
    shown = client.get(address(edition), headers={"accept-language": "ar"}).content.decode()
    with translation.override("ar"):
        message = next(finding.message for finding in workflow.findings(edition) if finding.mark == "460")
    assert ('<html lang="ar" dir="rtl"' in shown, message in shown) == (True, True)
    assert re.search(r'lang="ar" dir="rtl">[^<]*<mark>460</mark>', shown)


def test_a_text_in_order_says_so(client: Client, release: Release) -> None:
    right = WRONG | {"body": WRONG["body"].replace("460", "640")}
    edition = factories.draft("fr", of=release, dateline="LISBONNE", **right)
    shown = client.get(address(edition)).content.decode()
    assert ("The checks found nothing." in shown, "_override" in shown) == (True, False)


def test_an_editor_is_led_on_to_approving_what_is_settled(edition: Edition) -> None:
    client = signed_in(factories.editor())
    before = client.get(address(edition)).content.decode()
    settle(client, edition)
    after = client.get(address(edition)).content.decode()
    approving = f"{RELEASES}{edition.release_id}/fr/approve/"
    assert (approving in before, approving in after) == (False, True)


def test_a_finding_of_the_original_leads_to_the_page_of_the_release(client: Client) -> None:
    edition = factories.draft("en", lead="", title="A headline")
    shown = signed_in(factories.writer()).get(address(edition)).content.decode()
    assert f'href="{page(edition.release)}#id_lead_en">Lead</a>' in shown


def test_a_picture_without_alternative_text_leads_to_the_picture(client: Client) -> None:
    photo = factories.photo()
    edition = factories.draft("fr", of=factories.release("fr", photo=photo))
    shown = client.get(address(edition)).content.decode()
    assert f'href="/admin/articles/release/assets/{photo.token}/">Photo</a>' in shown
    answer = client.get(f"/admin/articles/release/assets/{photo.token}/")
    assert answer["Location"] == f"/admin/articles/photo/{photo.pk}/change/"


def test_markup_in_a_text_stays_text(client: Client) -> None:
    edition = factories.draft("fr", of=factories.release("fr"), title="<b>x</b>" * 30)
    shown = client.get(address(edition)).content.decode()
    assert ("<b>x</b>" in shown, "&lt;b&gt;x" in shown) == (False, True)


# --- Typography ---


def spaced(release: Release) -> Edition:
    """A French text whose typography can be corrected."""
    right = {"title": "Une station ouvre", "lead": "Elle ouvre !", "body": WRONG["body"].replace("460", "640")}
    return factories.draft("fr", of=release, dateline="LISBONNE", **right)


def test_one_click_corrects_the_typography_as_a_new_revision(client: Client, release: Release) -> None:
    edition = spaced(release)
    response = client.post(address(edition), {"seen": str(edition.version), "_correct": "1"})
    edition.refresh_from_db()
    entry = AuditEntry.objects.filter(language="fr").latest("pk")
    assert edition.current
    assert (edition.current.lead, edition.current.number, entry.note) == (
        "Elle ouvre\u202f!",
        2,
        "Typography corrected",
    )
    assert "The checks found nothing." in told(client, response)


def test_typography_is_offered_only_where_there_is_some_and_to_who_writes(client: Client, release: Release) -> None:
    edition = spaced(release)
    shown = client.get(address(edition)).content.decode()
    wrong = factories.draft("fr", of=factories.approved("en", **ENGLISH).release, dateline="LISBONNE", **WRONG)
    assert ("_correct" in shown, "_correct" in client.get(address(wrong)).content.decode()) == (True, False)


def test_correcting_twice_changes_nothing_the_second_time(client: Client, release: Release) -> None:
    edition = spaced(release)
    client.post(address(edition), {"seen": str(edition.version), "_correct": "1"})
    edition.refresh_from_db()
    response = client.post(address(edition), {"seen": str(edition.version), "_correct": "1"})
    assert ("nothing to correct" in told(client, response), edition.revisions.count()) == (True, 2)


# --- Letting stand ---


def test_what_is_right_as_it_is_is_recorded_with_who_and_why(client: Client, edition: Edition) -> None:
    wanted = keys(edition)
    response = settle(client, edition)
    shown = told(client, response)
    entries = AuditEntry.objects.filter(action=Action.OVERRIDE)
    assert (sorted(Override.objects.values_list("key", flat=True)), entries.count()) == (sorted(wanted), len(wanted))
    assert ("not settled" in shown, "It was corrected in the meantime." in shown) == (True, True)


def test_only_what_is_ticked_is_let_stand(client: Client, edition: Edition) -> None:
    first, *others = keys(edition)
    settle(client, edition, keys=[first])
    assert keys(edition) == others


@pytest.mark.parametrize("changes", [{"reason": "  "}, {"keys": []}, {"reason": "a\0b"}, {"reason": "x" * 1001}])
def test_a_reason_and_a_finding_are_needed_and_nothing_typed_is_lost(
    client: Client, edition: Edition, changes: dict[str, object]
) -> None:
    response = settle(client, edition, **changes)
    form = response.context["form"]
    wanted = changes.get("reason", "It was corrected in the meantime.")
    ticked = response.content.decode().count(" checked>")
    assert (response.status_code, bool(form.errors), form["reason"].value(), Override.objects.count()) == (
        200,
        True,
        wanted,
        0,
    )
    assert ticked == (0 if changes.get("keys") == [] else len(keys(edition)))


@pytest.mark.parametrize("button", ["_override", "_correct"])
@pytest.mark.parametrize("seen", [None, "x", "9" * 30])
def test_a_text_that_moved_on_is_left_alone(client: Client, edition: Edition, button: str, seen: str | None) -> None:
    before = edition.version
    factories.revise(edition, **WRONG, dateline="LISBONNE")
    response = settle(client, edition, **{"seen": str(before) if seen is None else seen, button: "1"})
    assert (Override.objects.count(), edition.revisions.count(), bool(response.context["form"].errors)) == (0, 2, True)


def test_a_text_that_moved_on_is_told(client: Client, edition: Edition) -> None:
    before = edition.version
    factories.revise(edition, **WRONG, dateline="LISBONNE")
    response = settle(client, edition, seen=str(before))
    assert "has moved on since you opened this page" in response.content.decode()


def test_what_somebody_else_has_settled_is_told(client: Client, edition: Edition) -> None:
    data = {"seen": str(edition.version), "keys": keys(edition), "reason": "Mine", "_override": "1"}
    settle(signed_in(factories.editor()), edition)
    response = client.post(address(edition), data)
    assert "Somebody has settled this meanwhile" in response.content.decode()


# --- Who ---


@pytest.mark.parametrize(
    ("groups", "read", "written"),
    [
        (["Translators fr"], 200, 302),
        (["Translators ar"], 403, 403),
        (["Editors fr"], 200, 302),
        (["Writers"], 200, 302),
        (["Editors"], 200, 302),
        (["Administrators"], 200, 302),
        ([], 403, 403),
    ],
)
def test_who_sees_and_settles_findings(edition: Edition, groups: list[str], read: int, written: int) -> None:
    client = signed_in(factories.person(*groups))
    assert (client.get(address(edition)).status_code, settle(client, edition).status_code) == (read, written)


def test_who_reads_the_original_alone_settles_nothing_in_it(release: Release) -> None:
    edition = release.editions.get(language="en")
    client = signed_in(factories.translator("fr"))
    shown = client.get(address(edition))
    refused = client.post(address(edition), {"seen": str(edition.version), "_correct": "1"})
    assert (shown.status_code, "_override" in shown.content.decode(), refused.status_code) == (200, False, 403)


def test_a_language_without_text_has_no_checks(client: Client, release: Release) -> None:
    assert client.get(desk(release, "fr", "checks")).status_code == 404


# --- On the way to approval ---


def test_an_approval_that_is_refused_leads_to_the_findings(edition: Edition) -> None:
    client = signed_in(factories.editor())
    data = filled(client, page(edition.release)) | {"_move": "fr:approve"}
    response = client.post(page(edition.release), data)
    edition.refresh_from_db()
    assert (response.headers["Location"], edition.stage) == (address(edition), Stage.IN_REVIEW)
    assert "neither corrected nor overridden" in told(client, response)


def test_the_summary_counts_what_is_open_for_who_may_settle_it(edition: Edition) -> None:
    approved = edition.release.editions.get(language="en")
    people = [factories.translator("fr"), factories.editor(), factories.translator("ar")]
    assert [summary(edition, person) for person in people] == [len(keys(edition)), len(keys(edition)), None]
    assert summary(approved, factories.editor()) is None


def test_the_translation_desk_says_how_much_is_open(client: Client, edition: Edition) -> None:
    assert f"Checks: {len(keys(edition))} findings" in client.get(desk(edition.release)).content.decode()


def test_the_checks_ask_the_same_few_questions_whatever_they_find(
    client: Client, edition: Edition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(address(edition))
    with django_assert_num_queries(10):
        client.get(address(edition))
    settle(client, edition, keys=keys(edition)[:1])
    Term.objects.bulk_create(Term(form_en=f"Name {n}", form_fr=f"Nom {n}") for n in range(20))
    with django_assert_num_queries(10):
        client.get(address(edition))


def test_typography_that_would_make_a_headline_too_long_is_refused_and_changes_nothing() -> None:
    release = factories.release("fr")
    workflow.save_text(release, "fr", factories.text(("Mot: " * 60).strip()), by=None)
    edition = release.editions.get()
    address = f"/admin/articles/release/{release.pk}/fr/checks/"
    response = signed_in(factories.editor()).post(address, {"_correct": "1", "seen": edition.version})
    edition.refresh_from_db()
    assert (response.status_code, "300" in response.content.decode(), edition.current.number) == (200, True, 1)
