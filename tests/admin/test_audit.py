"""The audit log at the desk: read only, filtered, for each person what they may read, and the same as CSV."""

import csv
import io
import re
import tracemalloc
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.admin import audit
from articles.admin.spreadsheet import neutralised
from articles.enums import Action
from articles.models import AuditEntry, Release
from tests import factories
from tests.admin.desk import signed_in

pytestmark = pytest.mark.django_db

LOG = "/admin/articles/auditentry/"
EXPORT = f"{LOG}export/"
NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)  # 14:00 in Paris


def entry(**fields: Any) -> AuditEntry:
    """Return an entry with a note of its own."""
    defaults: dict[str, Any] = {"action": Action.SAVE, "reference": "2026-ABCD", "note": f"note {id(fields)}"}
    return AuditEntry.objects.create(**(defaults | fields))


def notes(client: Client, query: str = "") -> list[str]:
    """Return the notes on the page of the list, newest first."""
    response = client.get(f"{LOG}{query}")
    assert response.status_code == 200
    return [found.note for found in response.context["cl"].result_list]


def body(response: Any) -> str:
    return b"".join(response.streaming_content).decode()


def rows(client: Client, query: str = "") -> list[list[str]]:
    """Return the cells of the CSV without its header."""
    return list(csv.reader(io.StringIO(body(client.get(f"{EXPORT}{query}")).removeprefix("\ufeff"), newline="")))[1:]


def exported(client: Client, query: str = "") -> list[str]:
    return [row[-1] for row in rows(client, query)]


def test_entries_are_counted_as_entries() -> None:
    client = signed_in(factories.administrator())
    for number, words in ((1, "1 entry"), (2, "2 entries")):
        entry()
        found = re.search(r'class="paginator">([^<]+)', client.get(LOG).content.decode())
        assert found and found[1].strip() == words, number


# --- Filters and search: list and CSV hold the same ---


def both(client: Client, query: str) -> list[str]:
    """Return the notes that list and CSV hold, which must be the same."""
    listed = notes(client, query)
    assert exported(client, query) == listed
    return listed


def test_entries_are_found_by_action_language_and_person() -> None:
    person = factories.writer()
    entry(note="a", action=Action.APPROVE, language="fr", actor=person)
    entry(note="b", action=Action.SAVE, language="fr")
    entry(note="c", action=Action.APPROVE, language="en")
    client = signed_in(factories.editor())
    assert both(client, "?action=approve") == ["c", "a"]
    assert both(client, "?language=fr") == ["b", "a"]
    assert both(client, f"?person={person.pk}") == ["a"]
    assert both(client, "?person=none") == ["c", "b"]
    assert both(client, "?action=approve&language=fr") == ["a"]


def test_entries_are_found_by_reference_number() -> None:
    entry(note="a", reference="2026-K7QF")
    entry(note="b", reference="2026-XXXX")
    assert both(signed_in(factories.editor()), "?q=k7qf") == ["a"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?period=today", ["now"]),
        ("?period=7", ["now", "3 days"]),
        ("?period=30", ["now", "3 days", "20 days"]),
        ("?period=365", ["now", "3 days", "20 days", "200 days"]),
        ("?from=2026-06-07&to=2026-06-07", ["3 days"]),
        ("?from=2026-06-07", ["now", "3 days"]),
        ("?to=2026-05-21", ["20 days", "200 days", "800 days"]),
        ("?from=&to=", ["now", "3 days", "20 days", "200 days", "800 days"]),
    ],
)  # fmt: skip
def test_entries_are_found_by_period(query: str, expected: list[str]) -> None:
    for days in (0, 3, 20, 200, 800):
        entry(note=f"{days} days" if days else "now", at=NOON - timedelta(days=days))
    with time_machine.travel(NOON, tick=False):
        assert both(signed_in(factories.editor()), query) == expected


def test_days_begin_and_end_at_midnight_in_the_newsrooms_zone() -> None:
    for hour in ("21:59:59", "22:00:00"):  # UTC; Paris is two hours ahead in June
        entry(note=hour, at=datetime.fromisoformat(f"2026-06-06T{hour}+00:00"))
        entry(note=f"next {hour}", at=datetime.fromisoformat(f"2026-06-07T{hour}+00:00"))
    assert both(signed_in(factories.editor()), "?from=2026-06-07&to=2026-06-07") == ["next 21:59:59", "22:00:00"]


@pytest.mark.parametrize(
    "query",
    ["?from=x", "?to=2026-02-30", "?from=0001-01-01", "?to=9999-12-31", "?from=2026-06-02&to=2026-06-01", "?from=%00"],
)
def test_days_that_are_none_are_an_error_and_find_nothing(query: str) -> None:
    entry()
    client = signed_in(factories.editor())
    assert (both(client, query), 'id="period-error"' in client.get(f"{LOG}{query}").content.decode()) == ([], True)


@pytest.mark.parametrize(
    "query", ["?person=x", "?person=999999", "?language=xx", "?action=x", "?period=-1", "?period=x"]
)
def test_values_that_no_filter_offers_are_passed_over(query: str) -> None:
    entry(note="a")
    assert both(signed_in(factories.editor()), query) == ["a"]


@pytest.mark.parametrize(
    "lookup", ["note__startswith=a", "actor__password__startswith=p", "release__title_fr=a", "at__gt=1"]
)
@pytest.mark.parametrize("address", [LOG, EXPORT])
def test_no_other_lookup_is_answered(lookup: str, address: str) -> None:
    assert signed_in(factories.editor()).get(f"{address}?{lookup}").status_code == 400


def test_the_free_period_keeps_the_other_filters() -> None:
    text = signed_in(factories.editor()).get(f"{LOG}?action=approve&period=7&q=abc").content.decode()
    form = re.search(r'<form method="get" class="period-form">.*?</form>', text, re.DOTALL)
    assert form is not None
    hidden = re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form[0])
    assert sorted(hidden) == [("action", "approve"), ("q", "abc")]


def test_the_link_to_the_csv_keeps_the_filters() -> None:
    text = signed_in(factories.editor()).get(f"{LOG}?action=approve&q=abc").content.decode()
    assert f'href="{EXPORT}?action=approve&amp;q=abc"' in text


# --- Reading rights ---


@pytest.fixture
def told() -> dict[str, AuditEntry]:
    """Entries about an English release in four languages and as a whole, and about one that is deleted."""
    release = factories.release("en")
    made = {code: entry(note=code, language=code, release=release) for code in ("en", "fr", "ar")}
    made["whole"] = entry(note="whole", release=release)
    made["gone"] = entry(note="gone", language="en")
    made["other"] = entry(note="other", language="fr", release=factories.release("fr"))
    return made


READERS = [
    (lambda: factories.translator("ar"), {"en", "ar", "whole", "other"}),
    (lambda: factories.translator("fr"), {"en", "fr", "whole", "other"}),
    (lambda: factories.translator("en"), {"en", "whole", "gone", "other"}),
    (factories.writer, {"en", "fr", "ar", "whole", "gone", "other"}),
    (factories.editor, {"en", "fr", "ar", "whole", "gone", "other"}),
    (factories.administrator, {"en", "fr", "ar", "whole", "gone", "other"}),
]


@pytest.mark.parametrize(("person", "expected"), READERS, ids=["ar", "fr", "en", "writer", "editor", "administrator"])
def test_each_person_reads_the_entries_of_what_they_may_read(
    told: dict[str, AuditEntry], person: Any, expected: set[str]
) -> None:
    client = signed_in(person())
    assert set(both(client, "")) & set(told) == expected
    seen = {name for name, row in told.items() if client.get(f"{LOG}{row.pk}/change/").status_code == 200}
    assert seen == expected


def test_a_filter_does_not_open_what_is_hidden(told: dict[str, AuditEntry]) -> None:
    assert both(signed_in(factories.translator("ar")), "?language=fr&action=save") == ["other"]


def test_the_history_of_a_release_holds_no_entry_of_a_hidden_language() -> None:
    original = factories.draft("en")
    hidden = workflow.submit(factories.draft("fr", of=original.release), by=None)
    workflow.send_back(hidden, by=factories.editor(), note="Hidden words")
    text = signed_in(factories.translator("ar")).get(f"/admin/articles/release/{original.release_id}/history/")
    assert "Hidden words" not in text.content.decode()


# --- Nobody changes it ---


@pytest.mark.parametrize("person", [factories.administrator, lambda: factories.person(superuser=True)])
def test_nobody_adds_changes_or_deletes_an_entry(person: Any) -> None:
    row, client = entry(note="before"), signed_in(person())
    for path in ("add/", f"{row.pk}/change/", f"{row.pk}/delete/"):
        assert client.post(f"{LOG}{path}", {"note": "after", "post": "yes"}).status_code == 403
    client.post(LOG, {"action": "delete_selected", "_selected_action": row.pk})
    assert [found.note for found in AuditEntry.objects.all()] == ["before"]


def test_an_entry_is_shown_whole_and_read_only() -> None:
    edition = workflow.send_back(factories.in_review(), by=factories.editor(), note="Why not")
    row = AuditEntry.objects.get(action=Action.SEND_BACK)
    text = signed_in(factories.editor()).get(f"{LOG}{row.pk}/change/").content.decode()
    main = text[text.index('id="content-main"') :]
    assert ("Why not" in main, edition.release.reference in main, 'name="_save"' in main, "<textarea" in main) == (
        True, True, False, False,
    )  # fmt: skip


def test_an_entry_tells_its_time_in_the_newsrooms_zone() -> None:
    row = entry(at=NOON)
    text = signed_in(factories.editor()).get(f"{LOG}{row.pk}/change/").content.decode()
    main = text[text.index('id="content-main"') :]
    assert ("June 10, 2026, 2 p.m." in main, "Europe/Paris" in main, "12:00" in main) == (True, True, False)


def test_an_entry_leads_to_the_release_and_the_revision() -> None:
    edition = factories.draft("fr")
    text = signed_in(factories.editor()).get(LOG).content.decode()
    base = f"/admin/articles/release/{edition.release_id}/"
    assert (f'href="{base}history/"' in text, f'href="{base}fr/revisions/1/"' in text) == (True, True)


def test_an_entry_of_a_deleted_release_leads_nowhere() -> None:
    edition = factories.draft()
    workflow.discard(Release.objects.get(pk=edition.release_id), by=None)
    response = signed_in(factories.editor()).get(LOG)
    assert (response.status_code, "/revisions/" in response.content.decode()) == (200, False)


def test_notes_are_told_in_words() -> None:
    with time_machine.travel(NOON, tick=False):
        edition = factories.scheduled(NOON + timedelta(days=1))
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        workflow.withdraw(edition, by=None, reason="legal", note="A court said so")
    text = re.sub(r"\s+", " ", signed_in(factories.editor()).get(LOG).content.decode())
    assert ("for June 11, 2026, 2 p.m." in text, "Withdrawn for legal reasons: <bdi>A court said so</bdi>" in text) == (
        True, True,
    )  # fmt: skip


# --- CSV ---


def test_the_csv_has_a_mark_a_header_and_crlf() -> None:
    AuditEntry.objects.create(at=NOON, action=Action.APPROVE, reference="2026-ABCD", language="fr", note='a "b", c\nd')
    text = body(signed_in(factories.editor()).get(EXPORT))
    assert text == (
        "\ufefftime,person,action (code),action,reference number,language,revision,note\r\n"
        '2026-06-10T14:00:00+02:00,command line,approve,Approved,2026-ABCD,fr,,"a ""b"", c\nd"\r\n'
    )


def test_the_csv_names_the_person_and_the_revision() -> None:
    writer = factories.writer()
    workflow.save_text(factories.release(), "en", factories.text(), by=writer)
    assert [row[1:7] for row in rows(signed_in(factories.editor()), "?action=save")] == [
        [writer.username, "save", "Text saved", AuditEntry.objects.latest("pk").reference, "en", "1"]
    ]


def test_the_csv_speaks_the_persons_language_to_its_last_row() -> None:
    entry(action=Action.APPROVE)
    response = signed_in(factories.editor()).get(EXPORT, headers={"accept-language": "fr"})
    lines = body(response).splitlines()
    assert "Approved" not in lines[1]


def test_the_csv_is_a_download_that_nobody_stores() -> None:
    with time_machine.travel(NOON, tick=False):
        headers = signed_in(factories.editor()).get(EXPORT).headers
    assert [headers[name] for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options")] == [
        "text/csv; charset=utf-8",
        'attachment; filename="audit-log-2026-06-10.csv"',
        "nosniff",
    ]
    assert "no-store" in headers["Cache-Control"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\xa0=1", "'\xa0=1"),
        ("\u200b=1", "'\u200b=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("\t1", "'\t1"),
        ("\r1", "'\r1"),
        ("\n1", "'\n1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠1", "'＠1"),
        ("a;=1", "a;'=1"),
        ("a\n =1", "a\n '=1"),
        ("a\t@b", "a\t'@b"),
        ("a = 1", "a = 1"),
        ("2026-06-10T14:00:00+02:00", "2026-06-10T14:00:00+02:00"),
        ("zh-hans", "zh-hans"),
        ("– dash", "– dash"),
        ("", ""),
    ],
)  # fmt: skip
def test_no_cell_begins_a_formula(cell: str, expected: str) -> None:
    assert neutralised(cell) == expected


def test_every_column_of_the_csv_is_neutralised() -> None:
    person = User.objects.create_user("@cmd")
    entry(actor=person, reference="=1+1", note="-1")
    found = rows(signed_in(factories.editor()))[0]
    assert (found[1], found[4], found[7]) == ("'@cmd", "'=1+1", "'-1")


def test_who_may_not_see_the_log_gets_no_csv(client: Client) -> None:
    assert client.get(EXPORT).status_code == 302
    assert signed_in(factories.person()).get(EXPORT).status_code == 403


def test_the_csv_is_only_read() -> None:
    assert signed_in(factories.editor()).post(EXPORT).status_code == 405


# --- Bounds ---


def _fill(count: int) -> None:
    release, moment = factories.release(), NOON - timedelta(days=9)
    AuditEntry.objects.bulk_create(
        (
            # Many of the same moment: what one transaction does.
            AuditEntry(at=moment + timedelta(seconds=number // 7), action="save", reference="2026-FILL", release=release,
                       language="en", note=f"note {number}")
            for number in range(count)
        ),
        batch_size=5000,
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3, 500])
def test_the_list_takes_the_same_queries_however_many_entries(count: int) -> None:
    editor = factories.editor()
    for _number in range(min(count, 60)):
        workflow.save_text(factories.release(), "en", factories.text(), by=factories.writer())
    _fill(count)
    client = signed_in(editor)
    with CaptureQueriesContext(connection) as queries:
        client.get(LOG)
    assert len(queries) == 7


def test_the_list_counts_no_further_than_it_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "MOST_LISTED", 120)
    _fill(500)
    client = signed_in(factories.editor())
    response = client.get(f"{LOG}?p=3")
    assert (response.context["cl"].result_count, len(response.context["cl"].result_list)) == (120, 20)
    assert "The list holds the newest 120 entries" in client.get(LOG).content.decode()


def test_the_csv_holds_every_entry_once_newest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "CHUNK", 10)
    _fill(95)
    found = exported(signed_in(factories.editor()), "?q=FILL&action=save")
    assert found == [f"note {number}" for number in reversed(range(95))]


def test_the_csv_of_many_entries_grows_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "CHUNK", 200)
    _fill(4000)
    response: Any = signed_in(factories.editor()).get(EXPORT)
    tracemalloc.start()
    lines = sum(part.count(b"\r\n") for part in response.streaming_content)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (lines, peak < 2_000_000) == (4002, True), peak  # with the header and the release's own entry
