"""The history of a release at the desk: revisions, differences, one revision, bringing back, and what was public."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import workflow
from articles.models import Edition, Revision
from tests import factories
from tests.admin.desk import RELEASES, page, read, signed_in

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)  # 14:00 in Paris


def history(edition: Edition, query: str = "") -> str:
    """Return the address of the history of a release."""
    return f"{RELEASES}{edition.release_id}/history/{query}"


def diff(edition: Edition, query: str = "") -> str:
    return f"{RELEASES}{edition.release_id}/{edition.language}/diff/{query}"


def one(edition: Edition, number: int, end: str = "") -> str:
    return f"{RELEASES}{edition.release_id}/{edition.language}/revisions/{number}/{end}"


def as_of(edition: Edition, at: str = "") -> str:
    return f"{RELEASES}{edition.release_id}/as-of/{f'?at={at}' if at else ''}"


def row(text: str, number: int) -> str:
    """Return the part of the history about one revision."""
    parts = re.split(r'<li class="history-row">', text)[1:]
    return next(part for part in parts if f'name="to" value="{number}"' in part)


def fetched(edition: Edition) -> Edition:
    return Edition.objects.select_related("release").get(pk=edition.pk)


def many(edition: Edition, count: int) -> None:
    """Append revisions to ``edition`` until it has ``count``, the newest of them current."""
    first = edition.current
    assert first is not None
    copies = [
        Revision(edition=edition, number=number, title=f"Title {number}", body=first.body, digest="0" * 64)
        for number in range(first.number + 1, count + 1)
    ]
    Revision.objects.bulk_create(copies)
    Edition.objects.filter(pk=edition.pk).update(current=edition.revisions.get(number=count))


# --- The list of revisions ---


def test_the_history_link_of_the_page_leads_to_the_revisions() -> None:
    edition, editor = factories.draft(title="A first headline"), factories.editor()
    address = reverse("admin:articles_release_history", args=[edition.release_id])
    assert f'href="{address}"' in signed_in(editor).get(page(edition.release)).content.decode()
    assert "A first headline" in read(editor, address)


def test_a_revision_says_who_made_it_when_and_why() -> None:
    writer = factories.writer()
    with time_machine.travel(NOON, tick=False):
        release = factories.release("fr")
        workflow.save_text(release, "fr", factories.text(), by=writer, note="New figures")
        text = read(factories.editor(), history(release.editions.get(), "?language=fr"))
    found = row(text, 1)
    assert [mark for mark in (writer.username, "June 10, 2026, 2 p.m.", "New figures") if mark not in found] == []
    assert "Europe/Paris" in text


def test_a_revision_lists_what_became_of_it() -> None:
    editor = factories.editor()
    edition = workflow.send_back(factories.in_review(), by=editor, note="The figure is wrong")
    edition = workflow.submit(edition, by=None)
    edition = workflow.schedule(workflow.approve(edition, by=None), publish_at=factories.in_days(2), by=editor)
    workflow.revoke(edition, by=editor, note="Too early")
    found = row(read(editor, history(edition)), 1)
    expected = [
        "Sent back", "The figure is wrong", "Submitted for review", "Approved", "Scheduled", "for ", "Held",
        "Approval revoked", "Too early",
    ]  # fmt: skip
    assert [mark for mark in expected if mark not in found] == []


def test_a_revision_says_what_it_is_now_and_from_when_until_when_it_was_public() -> None:
    with time_machine.travel(NOON, tick=False):
        edition = factories.public()
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        edition = workflow.approve(workflow.submit(factories.revise(edition), by=None), by=None)
        workflow.publish(edition, by=None, change="correction", note="The figure was wrong")
        factories.revise(edition)
        text = read(factories.editor(), history(edition))
    first, second, third = (row(text, number) for number in (1, 2, 3))
    assert "June 10, 2026, 2 p.m.</time> – <time" in first and "June 11, 2026, 2 p.m.</time>" in first
    assert ("what readers get" in second, "approved" in second, "The figure was wrong" in second) == (True, True, True)
    assert ("working copy" in third, "what readers get" in third, "working copy" in second) == (True, False, False)


def test_a_translation_says_which_revision_it_translates() -> None:
    original = factories.revise(factories.revise(factories.draft("en")))
    translation = factories.draft("fr", of=original.release)
    text = read(factories.editor(), history(translation, "?language=fr"))
    assert "Translates revision 3 of the original." in row(text, 1)


def test_a_translator_reads_the_history_of_their_language_and_of_the_original_alone() -> None:
    original = factories.draft("en", title="English words")
    factories.draft("ar", of=original.release, title="كلمات")
    hidden = factories.draft("fr", of=original.release, title="Mots français")
    client = signed_in(factories.translator("ar"))
    for query, expected in (("", "كلمات"), ("?language=en", "English words"), ("?language=ar", "كلمات")):
        text = client.get(history(original, query)).content.decode()
        assert (expected in text, "Mots français" in text, "?language=fr" in text) == (True, False, False)
    assert client.get(history(hidden, "?language=fr")).status_code == 403


@pytest.mark.parametrize("query", ["?language=xx", "?language=", "?before=x", "?before=0", "?before=1", "?before=٣"])
def test_a_history_that_does_not_exist_is_not_found(query: str) -> None:
    assert signed_in(factories.editor()).get(history(factories.draft(), query)).status_code == 404


@pytest.mark.parametrize("object_id", ["0", "x", "1_2", "9" * 30])
def test_the_history_of_nothing_is_not_found(object_id: str) -> None:
    assert signed_in(factories.editor()).get(f"{RELEASES}{object_id}/history/").status_code == 404


def test_a_language_without_text_says_so() -> None:
    edition = factories.draft("en")
    assert "Nothing is written in Français yet." in read(factories.editor(), history(edition, "?language=fr"))


def test_pages_hold_fifty_revisions_and_lead_to_each_other() -> None:
    edition, editor = factories.draft(), factories.editor()
    many(edition, 120)
    seen: list[list[int]] = []
    address: str | None = history(edition)
    while address:
        text = read(editor, address)
        seen.append([int(number) for number in re.findall(r'name="to" value="(\d+)"', text)])
        following = re.search(r'href="([^"]+)" rel="next"', text)
        address = history(edition, following[1].replace("&amp;", "&")) if following else None
    assert seen == [list(range(120, 70, -1)), list(range(70, 20, -1)), list(range(20, 0, -1))]
    assert 'href="?language=en&amp;before=71" rel="prev"' in read(editor, history(edition, "?before=21"))
    assert 'href="?language=en" rel="prev"' in read(editor, history(edition, "?before=71"))


@pytest.mark.parametrize("count", [1, 3, 1000])
def test_the_history_takes_the_same_queries_with_a_thousand_revisions(count: int) -> None:
    edition = factories.draft()
    many(edition, count)
    client = signed_in(factories.editor())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(history(edition))
    assert (response.status_code, len(queries), len(response.content) < 150_000) == (200, 10, True)


# --- Differences ---


@pytest.fixture
def changed() -> Edition:
    """A text of three revisions: the second corrects a figure and the lead, the third changes the form of a word."""
    edition = factories.draft(title="The same", lead="In brief.", body="<p>One.</p><p>It cost 32 euros.</p><p>End.</p>")
    body = "<p>One.</p><p>It cost 33 euros.</p><p>End.</p>"
    factories.revise(edition, title="The same", lead="In short.", body=body)
    return factories.revise(edition, title="The same", lead="In short.", body=body.replace("33", "<strong>33</strong>"))


def test_a_difference_is_told_word_by_word(changed: Edition) -> None:
    text = read(factories.editor(), diff(changed, "?from=1&to=2"))
    assert 'lang="en" dir="ltr">It cost <del>32</del><ins>33</ins> euros.</p>' in text
    assert "In <del>brief</del><ins>short</ins>." in text


def test_what_did_not_change_is_folded_away(changed: Edition) -> None:
    text = read(factories.editor(), diff(changed, "?from=1&to=2"))
    folded = " ".join(re.findall(r"<details.*?</details>", text))
    assert [mark in folded for mark in ("One.", "End.", "The same", "It cost")] == [True, True, True, False]


def test_a_change_of_form_alone_is_shown_as_it_looks(changed: Edition) -> None:
    text = read(factories.editor(), diff(changed, "?from=2&to=3"))
    assert "Only its form has changed" in text and "<ins>It cost <strong>33</strong> euros.</ins>" in text


def test_without_numbers_the_newest_change_is_told(changed: Edition) -> None:
    assert read(factories.editor(), diff(changed)).count("Revision 2 compared with 3") > 0


def test_a_difference_leads_to_the_steps_before_and_after(changed: Edition) -> None:
    text = read(factories.editor(), diff(changed, "?from=2&to=2"))
    assert ('rel="prev" href="?from=1&amp;to=2"' in text, 'rel="next" href="?from=2&amp;to=3"' in text) == (True, True)


@pytest.mark.parametrize("query", ["?from=2&to=2", "?from=1&to=3"])
def test_equal_texts_have_no_difference(query: str) -> None:
    edition = factories.draft(title="Same")
    factories.revise(edition, title="Other")
    workflow.bring_back(fetched(edition), edition.revisions.get(number=1), by=None)
    assert "There is no difference between the two texts." in read(factories.editor(), diff(edition, query))


def test_a_changed_picture_is_told_with_its_texts() -> None:
    first, second = factories.photo(alt_en="A lighthouse"), factories.photo(alt_en="A harbour")
    edition = factories.draft(of=factories.release(photo=first))
    workflow.share(edition.release, by=None, photo=second, topics=[])
    text = read(factories.editor(), diff(edition, "?from=1&to=2"))
    assert f'<del dir="auto">{first.title}</del> <ins dir="auto">{second.title}</ins>' in text
    assert "A <del>lighthouse</del><ins>harbour</ins>" in text


def test_a_difference_has_the_direction_of_its_language() -> None:
    edition = factories.revise(factories.draft("ar", title="عنوان"), title="عنوان جديد")
    text = read(factories.editor(), diff(edition))
    assert re.search(r'lang="ar" dir="rtl">عنوان ?<ins> ?جديد</ins></p>', text)


def test_a_difference_runs_no_html_that_somebody_typed() -> None:
    edition = factories.revise(factories.draft(title="Before"), title="<script>alert(1)</script>")
    assert "<script>alert" not in read(factories.editor(), diff(edition))


@pytest.mark.parametrize(
    "query", ["?from=1&to=9", "?from=0&to=1", "?from=x&to=1", "?from=1&to=-1", f"?to={'9' * 5000}"]
)
def test_wrong_numbers_are_not_found(changed: Edition, query: str) -> None:
    assert signed_in(factories.editor()).get(diff(changed, query)).status_code == 404


@pytest.mark.parametrize("count", [3, 1000])
def test_a_difference_takes_the_same_queries_with_a_thousand_revisions(count: int) -> None:
    edition = factories.draft()
    many(edition, count)
    client = signed_in(factories.editor())
    with CaptureQueriesContext(connection) as queries:
        client.get(diff(edition, f"?from=1&to={count}"))
    assert len(queries) == 10


# --- One revision ---


@pytest.mark.parametrize("end", ["", "print/"])
def test_a_revision_is_shown_as_readers_would_see_it_with_its_digest_verified(changed: Edition, end: str) -> None:
    revision = changed.revisions.get(number=1)
    text = read(factories.editor(), one(changed, 1, end))
    assert "It cost 32 euros." in text and "Verified" in text
    assert revision.digest in text.replace("<wbr>", "")


def test_a_revision_that_was_tampered_with_says_so_loudly() -> None:
    edition = factories.draft()
    many(edition, 2)  # with a digest of nothing but zeros
    text = read(factories.editor(), one(edition, 2))
    assert ("NOT what was stored" in text, 'role="alert"' in text, "Verified" in text) == (True, True, False)


def test_a_revision_is_stored_and_found_nowhere(changed: Edition) -> None:
    headers = signed_in(factories.editor()).get(one(changed, 1)).headers
    assert ("no-store" in headers["Cache-Control"], headers["X-Robots-Tag"]) == (True, "noindex")


def test_a_revision_speaks_of_itself_in_the_language_of_the_person() -> None:
    edition = factories.draft("ar")
    response = signed_in(factories.editor()).get(one(edition, 1), headers={"accept-language": "en"})
    assert 'role="note" lang="en" dir="ltr"' in response.content.decode()


@pytest.mark.parametrize("number", [0, 9, 10**30])
def test_a_revision_that_does_not_exist_is_not_found(changed: Edition, number: int) -> None:
    assert signed_in(factories.editor()).get(one(changed, number)).status_code == 404


# --- Bringing back ---


def test_bringing_back_shows_first_what_it_changes_and_changes_nothing(changed: Edition) -> None:
    text = read(factories.writer(), one(changed, 1, "bring-back/"))
    assert "<del>33</del><ins>32</ins>" in text
    assert fetched(changed).version == changed.version


def test_an_earlier_text_becomes_the_working_copy_again_as_a_new_revision(changed: Edition) -> None:
    writer = factories.writer()
    response = signed_in(writer).post(one(changed, 1, "bring-back/"), {"seen": changed.version})
    assert (response.status_code, response.headers["Location"]) == (302, history(changed, "?language=en"))
    newest = changed.revisions.latest("number")
    assert (newest.number, newest.author) == (4, writer)
    assert newest.text() == changed.revisions.get(number=1).text()
    assert "from revision 1" in row(read(writer, history(changed)), 4)


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(changed: Edition) -> None:
    factories.revise(changed, title="Somebody else’s")
    response = signed_in(factories.writer()).post(one(changed, 1, "bring-back/"), {"seen": changed.version - 1})
    text = response.content.decode()
    assert ("Somebody else has changed" in text, changed.revisions.count()) == (True, 4)
    assert f'name="seen" value="{fetched(changed).version}"' in text


@pytest.mark.parametrize("data", [{}, {"seen": "x"}, {"seen": "\x00"}, {"seen": "-1"}])
def test_nothing_is_brought_back_without_the_version_seen(changed: Edition, data: dict[str, str]) -> None:
    response = signed_in(factories.writer()).post(one(changed, 1, "bring-back/"), data)
    assert (response.status_code, changed.revisions.count()) == (200, 3)


def test_the_working_copy_cannot_be_brought_back_over_itself(changed: Edition) -> None:
    client = signed_in(factories.writer())
    assert "there is nothing to bring back" in client.get(one(changed, 3, "bring-back/")).content.decode()
    client.post(one(changed, 3, "bring-back/"), {"seen": changed.version})
    assert changed.revisions.count() == 3


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_only_read_brings_nothing_back(changed: Edition, method: str) -> None:
    client = signed_in(factories.translator("ar"))
    response = getattr(client, method)(one(changed, 1, "bring-back/"), {"seen": changed.version})
    assert (response.status_code, changed.revisions.count()) == (403, 3)


def test_the_history_offers_bringing_back_only_to_who_writes(changed: Edition) -> None:
    texts = [
        read(person, history(changed, "?language=en")) for person in (factories.writer(), factories.translator("ar"))
    ]
    assert ["bring-back/" in text for text in texts] == [True, False]


# --- For whom ---


def screens(edition: Edition) -> list[str]:
    return [
        history(edition), diff(edition), one(edition, 1), one(edition, 1, "print/"), one(edition, 1, "bring-back/"),
        as_of(edition),
    ]  # fmt: skip


def test_a_stranger_is_asked_to_log_in(client: Any) -> None:
    assert {client.get(address).status_code for address in screens(factories.draft())} == {302}


def test_an_account_without_rights_is_refused() -> None:
    client = signed_in(factories.person())
    assert {client.get(address).status_code for address in screens(factories.draft())} == {403}


def test_a_hidden_language_is_refused_on_every_screen_about_its_text() -> None:
    edition = factories.draft("fr", of=factories.draft("en").release)
    client = signed_in(factories.translator("ar"))
    assert {client.get(address).status_code for address in screens(edition)[1:-1]} == {403}


def test_reading_writes_nothing() -> None:
    edition, client = factories.revise(factories.draft()), signed_in(factories.editor())
    with CaptureQueriesContext(connection) as queries:
        for address in screens(edition):
            assert client.get(address).status_code == 200
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []
