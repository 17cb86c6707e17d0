"""Faults that a hostile tester found, each as it was found."""

import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.signals import request_started
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.test import Client, RequestFactory

from articles import freshness, html, workflow
from articles.models import ContentClock, Edition, Organisation, Photo, Revision
from newsroom.wsgi import application
from tests import factories
from tests.admin.desk import RELEASES, filled, page, signed_in

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def asked(method: str, path: str, content_type: str, body: bytes = b"") -> str:
    """Return the status of an answer of the real entry point, which the test client goes around."""
    statuses: list[str] = []
    environ = RequestFactory(headers={"origin": "https://news.example.org"}).generic(method, path, body).environ
    environ["CONTENT_TYPE"] = content_type
    request_started.disconnect(close_old_connections)  # it would close the test's own
    try:
        application(environ, lambda status, _headers, _error=None: statuses.append(status))
    finally:
        request_started.connect(close_old_connections)
    return statuses[0][:3]


@pytest.mark.parametrize("charset", ["hex", "rot13", "zip", "idna", "punycode", "undefined", "utf-16", "no-such"])
def test_a_charset_that_a_request_names_is_not_believed(charset: str) -> None:
    form = f"application/x-www-form-urlencoded; charset={charset}"
    assert asked("GET", "/en/news/?before=x", f"text/plain; charset={charset}") == "404"
    assert asked("POST", "/en/cookies/", form, b"choice=refuse") == "303"


def test_a_page_made_just_before_an_event_is_kept_by_nobody() -> None:
    with time_machine.travel(NOW, tick=False):
        factories.scheduled(NOW + timedelta(minutes=1))
    event = NOW + timedelta(minutes=1)
    freshness.read(event + timedelta(milliseconds=1))  # another thread has seen it pass
    response = freshness.HttpResponse()
    freshness.limit_shared(response, event - timedelta(milliseconds=5))
    assert response.headers["X-Accel-Expires"] == "0"


def test_the_clock_costs_one_query_also_when_an_event_has_passed(
    django_assert_num_queries: Callable[..., object],
) -> None:
    with time_machine.travel(NOW, tick=False):
        factories.scheduled(NOW + timedelta(minutes=1))
        coming = factories.scheduled(NOW + timedelta(days=1))
    freshness.forget()
    with django_assert_num_queries(1):
        reading = freshness.read(NOW + timedelta(hours=1))
    assert (reading.since, reading.next_event_at) == (NOW + timedelta(minutes=1), coming.publish_at)


def test_links_in_links_are_clean_at_once() -> None:
    odd = "<a href='/\\evil'><select><a href=' javascript:x'>t"
    assert html.clean(html.clean(odd)) == html.clean(odd)
    edition = factories.draft(body=f"<p>{odd}</p>")
    assert edition.current is not None
    stored = Revision.objects.get(pk=edition.current.pk)
    assert stored.compute_digest() == stored.digest


def test_a_slug_that_grows_when_lowered_is_refused() -> None:
    with pytest.raises(workflow.Incomplete, match="too long"):
        factories.draft(slug="İ" * 119 + "a")


def test_a_slug_is_stored_in_composed_letters() -> None:
    assert factories.draft(slug="cafe\u0301-neuf").slug == "café-neuf"


def test_a_new_slug_goes_the_way_of_the_text() -> None:
    edition = factories.approved(slug="as-approved")
    workflow.save_text(edition.release, "en", edition.release.text("en"), by=None, slug="another")
    edition.refresh_from_db()
    assert (edition.slug, edition.stage) == ("another", "draft")


def test_a_text_of_absurd_length_is_refused() -> None:
    with pytest.raises(workflow.Incomplete, match="too long"):
        factories.draft(body="x" * 200_001)


@pytest.mark.parametrize("year", [1018, 1899, 3000])
def test_a_year_out_of_any_archive_is_refused(year: int) -> None:
    edition = factories.approved()
    with pytest.raises(workflow.Incomplete, match="between the years"):
        workflow.publish(edition, published_at=datetime(year, 2, 5, tzinfo=UTC), by=None)


def test_a_revision_cannot_be_put_in_anothers_place() -> None:
    edition = factories.public()
    columns = [field.column for field in Revision._meta.concrete_fields]
    copied = ", ".join("'forged'" if column == "title" else str(column) for column in columns)
    table = Revision._meta.db_table
    forge = f"INTO {table} ({', '.join(map(str, columns))}) SELECT {copied} FROM {table} WHERE id = {edition.live_id}"  # noqa: S608
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT OR REPLACE {forge}")
        else:
            cursor.execute(f"DELETE FROM {table} WHERE id = {edition.live_id}")  # noqa: S608


def test_approving_from_an_old_page_is_refused() -> None:
    edition = factories.in_review("en")
    editor = signed_in(factories.editor())
    opened = filled(editor, page(edition.release))
    factories.revise(edition, title="Changed behind the back")
    workflow.submit(edition, by=None)
    editor.post(page(edition.release), opened | {"_move": "en:approve"})
    edition.refresh_from_db()
    assert (edition.stage, edition.approved) == ("in_review", None)


def test_a_stale_photo_page_keeps_what_others_wrote() -> None:
    photo = factories.photo(alt_en="A lighthouse")
    editor = signed_in(factories.editor())
    address = f"/admin/articles/photo/{photo.pk}/change/"
    opened = filled(editor, address)
    Photo.objects.filter(pk=photo.pk).update(alt_fr="Un phare")
    assert editor.post(address, opened | {"alt_en": "A tall lighthouse"}).status_code == 302
    photo.refresh_from_db()
    assert (photo.alt_en, photo.alt_fr) == ("A tall lighthouse", "Un phare")  # type: ignore[attr-defined]


def test_a_stale_organisation_page_keeps_what_others_wrote() -> None:
    factories.organisation()
    client = signed_in(factories.administrator())
    address = "/admin/articles/organisation/1/change/"
    opened = filled(client, address)
    Organisation.objects.update(tagline_fr="Entre-temps")
    assert client.post(address, opened | {"tagline_en": "Mine"}).status_code == 302
    row = Organisation.objects.get()
    assert (row.tagline_en, row.tagline_fr) == ("Mine", "Entre-temps")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{RELEASES}99999999999999999999/en/preview/", 404),
        (f"{RELEASES}add/?photo=99999999999999999999999", 200),
        ("/admin/articles/auditentry/?action=%00", 200),
        ("/admin/articles/auditentry/?at__gte=0001-01-01", 400),
        ("/admin/auth/group/?name__regex=(", 400),
        ("/admin/autocomplete/?app_label=articles&model_name=release&field_name=photo&term=%00", 200),
    ],
)
def test_odd_addresses_of_the_desk_break_nothing(path: str, status: int) -> None:
    answer = signed_in(factories.person(superuser=True)).get(path)
    assert answer.status_code == status


def test_a_topic_without_a_name_in_a_language_is_not_linked_there(client: Client) -> None:
    topic = factories.topic("ports", languages=["en"])
    release = factories.release("en", topics=[topic])
    factories.public("en", of=release)
    factories.public("fr", of=release)
    shown = client.get("/en/news/topics/ports/").content.decode()
    assert shown.count("/fr/news/topics/ports/") == 0


def test_times_for_machines_have_no_microseconds_which_html_does_not_know(client: Client) -> None:
    with time_machine.travel(NOW.replace(microsecond=123_456), tick=False):
        edition = factories.correct(factories.public())
        pages = [
            client.get(path).content.decode()
            for path in ("/en/news/", edition.get_absolute_url(), edition.address("print"))
        ]
        workflow.withdraw(edition, reason="error", by=None)
        pages.append(client.get(edition.get_absolute_url()).content.decode())
    found = {moment for page in pages for moment in re.findall(r'<time datetime="([^"]+)"', page)}
    assert found == {"2026-11-24T13:00:00+01:00"}


@pytest.mark.parametrize("term", ["порт", "ПОРТ", "énergie", "ÉNERGIE", "Énergie порт"])
def test_the_desk_finds_headlines_in_any_case_of_any_script(term: str) -> None:
    factories.draft("ru", title="Порт Énergie")
    factories.draft("ru", title="Other")
    found = signed_in(factories.editor()).get(RELEASES, {"q": term}).context["cl"].result_count
    assert found == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_verbs_at_once_leave_the_clock_at_the_earlier_event() -> None:
    soon, late = factories.approved(), factories.approved()
    first, second = factories.in_days(1), factories.in_days(5)
    begun, may_end = threading.Event(), threading.Event()

    def schedule_soon() -> None:
        with transaction.atomic():
            workflow.schedule(soon, publish_at=first, by=None)
            begun.set()
            may_end.wait(10)
        connection.close()

    def schedule_late() -> None:
        workflow.schedule(late, publish_at=second, by=None)
        connection.close()

    one, two = threading.Thread(target=schedule_soon), threading.Thread(target=schedule_late)
    one.start()
    begun.wait(10)
    two.start()
    two.join(0.5)  # it waits for the clock's row
    may_end.set()
    one.join(10)
    two.join(10)
    assert Edition.objects.filter(live__isnull=False).count() == 2
    assert ContentClock.objects.get().next_event_at == first
