"""Who has a release open, as browsers tell the desk and are told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import permissions
from articles.models import ContentClock, Presence, Release
from tests import factories
from tests.admin.desk import RELEASES, signed_in

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def release() -> Release:
    return factories.draft("en").release


def address(release: Release) -> str:
    return f"{RELEASES}{release.pk}/presence/"


def named(build: Any, name: str) -> User:
    person: User = build()
    person.first_name, person.last_name = name.split()
    person.save()
    return person


def told(client: Client, release: Release, **data: object) -> Any:
    return client.post(address(release), data).json()


def test_each_is_told_of_the_other_with_name_and_language(release: Release) -> None:
    layla, marie = named(factories.editor, "Layla Mansour"), named(lambda: factories.translator("fr"), "Marie Petit")
    first = told(signed_in(layla), release, language="ar")
    second = told(signed_in(marie), release, language="fr")
    again = told(signed_in(layla), release, language="ar")
    assert [first["others"], second["others"], again["others"]] == [
        [],
        [{"name": "Layla Mansour", "language": "العربيّة", "tag": "ar"}],
        [{"name": "Marie Petit", "language": "Français", "tag": "fr"}],
    ]


def test_who_has_said_nothing_for_45_seconds_is_gone(release: Release) -> None:
    here, other = signed_in(factories.editor()), signed_in(factories.writer())
    found = []
    with time_machine.travel(NOON, tick=False):
        told(other, release)
    for seconds in (45, 46):
        with time_machine.travel(NOON + timedelta(seconds=seconds), tick=False):
            found.append(len(told(here, release)["others"]))
    assert found == [1, 0]


def test_who_leaves_is_gone_at_once(release: Release) -> None:
    here, other = signed_in(factories.editor()), signed_in(factories.writer())
    told(other, release)
    status = other.post(address(release), {"leaving": "1"}).status_code
    assert (status, told(here, release)["others"]) == (204, [])


def test_a_person_is_one_row_however_often_the_browser_speaks(release: Release) -> None:
    client = signed_in(factories.editor())
    for language in ("en", "fr", "fr"):
        told(client, release, language=language)
    assert list(Presence.objects.values_list("language", flat=True)) == ["fr"]


@pytest.mark.parametrize("language", ["", "xx", "en\x00", "x" * 5000])
def test_a_language_that_is_none_is_no_language(release: Release, language: str) -> None:
    told(signed_in(factories.editor()), release, language=language)
    assert Presence.objects.get().language == ""


def test_an_arrival_sweeps_out_what_is_older_than_a_day(release: Release) -> None:
    client = signed_in(factories.editor())
    old = Presence.objects.create(release=release, person=factories.writer(), at=NOON)
    with time_machine.travel(NOON + timedelta(days=1, seconds=1)):
        told(client, release)
        before = Presence.objects.filter(pk=old.pk).exists()
        told(client, release, arriving="1")
    assert (before, Presence.objects.filter(pk=old.pk).exists()) == (True, False)


def test_the_versions_are_those_of_the_languages_that_the_person_may_read(release: Release) -> None:
    factories.draft("fr", of=release)
    factories.draft("ar", of=release)
    french = told(signed_in(factories.translator("fr")), release)["versions"]
    assert french == {
        "en": {"version": 1, "name": "English", "tag": "en"},
        "fr": {"version": 1, "name": "Français", "tag": "fr"},
    }
    assert set(told(signed_in(factories.editor()), release)["versions"]) == {"en", "fr", "ar"}


def test_neither_session_nor_content_clock_are_touched(release: Release) -> None:
    client = signed_in(factories.editor())
    before = list(Session.objects.values()), list(ContentClock.objects.values())
    response = client.post(address(release), {"language": "en"})
    after = list(Session.objects.values()), list(ContentClock.objects.values())
    assert (after, response.cookies.keys() - {"csrftoken"}) == (before, set())


def test_the_number_of_queries_does_not_grow_with_those_present(release: Release) -> None:
    client = signed_in(factories.editor())
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            told(client, release, language="en")
        counts.append(len(queries))
        Presence.objects.bulk_create(Presence(release=release, person=factories.writer()) for _i in range(25))
    assert counts[0] == counts[1]
    assert len(told(client, release)["others"]) == 20


def test_reading_alone_writes_nothing_and_is_refused(release: Release) -> None:
    assert (signed_in(factories.editor()).get(address(release)).status_code, Presence.objects.count()) == (405, 0)


def test_who_may_not_see_releases_is_refused(release: Release) -> None:
    assert (signed_in(factories.person()).post(address(release)).status_code, Presence.objects.count()) == (403, 0)


def test_a_stranger_is_sent_to_the_login(client: Client, release: Release) -> None:
    response = client.post(address(release))
    assert (response.status_code, Presence.objects.count()) == (302, 0)


def test_without_the_token_of_the_page_nothing_is_noted(release: Release) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.editor())
    assert (client.post(address(release)).status_code, Presence.objects.count()) == (403, 0)


def test_a_release_that_does_not_exist_has_nobody() -> None:
    assert signed_in(factories.editor()).post(f"{RELEASES}999999/presence/").status_code == 404


def test_the_page_tells_its_script_where_to_ask(release: Release) -> None:
    html = signed_in(factories.person(permissions.WRITERS)).get(f"{RELEASES}{release.pk}/change/").content.decode()
    assert f'data-presence="{address(release)}"' in html
