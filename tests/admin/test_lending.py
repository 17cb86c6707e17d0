"""The desk's page of preview links: who makes them, what it says of them, and how they are revoked."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from articles import permissions, workflow
from articles.enums import Action
from articles.models import AuditEntry, Edition, PreviewLink
from tests import factories
from tests.admin.desk import RELEASES, signed_in

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def page(edition: Edition) -> str:
    return f"{RELEASES}{edition.release_id}/{edition.language}/links/"


@pytest.fixture
def edition() -> Edition:
    """An approved French text, and a newer draft."""
    return factories.revise(factories.approved("fr"))


@pytest.fixture
def editor() -> Client:
    return signed_in(factories.editor())


def lend(edition: Edition, by: User | None = None, **options: Any) -> PreviewLink:
    """Return a link to the newest text of an edition."""
    assert edition.current is not None
    return workflow.lend(edition.current, by=by or factories.editor(), **{"label": "Other", **options})


def order(edition: Edition, **changes: Any) -> dict[str, Any]:
    return {"label": "Reuters", "hours": "48", "revision": str(edition.approved_id), **changes}


def shown(client: Client, edition: Edition) -> list[tuple[str, str]]:
    """Return (label, state) of the links that the page lists."""
    text = client.get(page(edition)).content.decode()
    return re.findall(r"<strong><bdi>(.*?)</bdi></strong> · (.*?)</p>", text)


def test_an_approver_makes_a_link_to_the_approved_text_for_two_days(edition: Edition, editor: Client) -> None:
    form = editor.get(page(edition)).context["form"]
    assert (form["hours"].value(), form["revision"].value()) == (48, edition.approved_id)
    with time_machine.travel(NOW, tick=False):
        client = signed_in(factories.editor())
        response = client.post(page(edition), order(edition))
    link = PreviewLink.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, f"{page(edition)}#link-{link.pk}")
    assert (link.label, link.revision_id, link.expires_at) == (
        "Reuters",
        edition.approved_id,
        NOW + timedelta(hours=48),
    )
    assert AuditEntry.objects.latest("pk").action == Action.LEND


def test_the_newest_text_can_be_lent_as_well(edition: Edition, editor: Client) -> None:
    editor.post(page(edition), order(edition, revision=edition.current_id))
    assert PreviewLink.objects.get().revision_id == edition.current_id


def test_the_page_gives_the_whole_address_which_opens(edition: Edition, editor: Client) -> None:
    editor.post(page(edition), order(edition))
    found = re.findall(r'readonly value="([^"]+)"', editor.get(page(edition)).content.decode())
    assert found == [f"https://news.example.org{PreviewLink.objects.get().get_absolute_url()}"]
    assert Client().get(found[0].removeprefix("https://news.example.org")).status_code == 200


def test_the_page_says_how_often_and_when_a_link_was_used(edition: Edition, editor: Client) -> None:
    editor.post(page(edition), order(edition, label="Reuters & <co>"))
    for _view in range(2):
        Client().get(PreviewLink.objects.get().get_absolute_url())
    text = editor.get(page(edition)).content.decode()
    assert ("2 views, the last" in text, "Reuters &amp; &lt;co&gt;" in text) == (True, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"label": " "},
        {"label": "\x00"},
        {"label": "x" * 201},
        {"hours": "0"},
        {"hours": "721"},
        {"hours": "two"},
        {"revision": "999999"},
        {"revision": "99999999999999999999999"},
        {"revision": "x"},
        {"revision": ""},
    ],
)
def test_an_order_that_is_none_is_shown_again_with_what_was_typed(
    edition: Edition, editor: Client, changes: dict[str, str]
) -> None:
    response = editor.post(page(edition), order(edition, **changes))
    assert (response.status_code, bool(response.context["form"].errors), PreviewLink.objects.count()) == (200, True, 0)
    assert response.context["form"]["label"].value() == changes.get("label", "Reuters")


def test_a_revision_of_another_language_cannot_be_lent(edition: Edition, editor: Client) -> None:
    other = factories.draft("en", of=edition.release)
    editor.post(page(edition), order(edition, revision=other.current_id))
    assert PreviewLink.objects.count() == 0


def test_an_old_revision_cannot_be_lent_from_an_old_page(edition: Edition, editor: Client) -> None:
    old = edition.current_id
    factories.revise(edition)
    editor.post(page(edition), order(edition, revision=old))
    assert PreviewLink.objects.count() == 0


def test_what_is_public_needs_no_link(editor: Client) -> None:
    public = factories.public("fr")
    response = editor.get(page(public))
    assert (response.context["form"], public.get_absolute_url() in response.content.decode()) == (None, True)
    assert editor.post(page(public), order(public)).status_code == 200
    assert PreviewLink.objects.count() == 0


def test_newer_text_of_what_is_public_can_be_lent(editor: Client) -> None:
    waiting = factories.revise(factories.public("fr"))
    editor.post(page(waiting), order(waiting, revision=waiting.current_id))
    assert PreviewLink.objects.get().revision_id == waiting.current_id


def test_an_approver_revokes_a_link(edition: Edition, editor: Client) -> None:
    editor.post(page(edition), order(edition))
    link = PreviewLink.objects.get()
    response = editor.post(page(edition), {"revoke": str(link.pk)})
    assert (response.status_code, Client().get(link.get_absolute_url()).status_code) == (302, 404)
    assert "readonly" not in editor.get(page(edition)).content.decode()


@pytest.mark.parametrize("key", ["", "x", "0", "99999999999999999999999", "٣", "other"])
def test_a_link_that_is_none_of_this_language_is_a_404(edition: Edition, editor: Client, key: str) -> None:
    other = factories.approved("fr")
    link = lend(other)
    assert editor.post(page(edition), {"revoke": str(link.pk) if key == "other" else key}).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


def test_the_page_says_what_became_of_each_link_those_that_open_first() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        person = factories.editor()
        edition = factories.scheduled(NOW + timedelta(hours=9), "fr")
        for label, hours in (("open", 10), ("expired", 1), ("revoked", 10)):
            link = lend(edition, person, label=label, hours=hours)
        workflow.recall(link, by=person)
        clock.move_to(NOW + timedelta(hours=2))
        assert shown(signed_in(person), edition) == [("open", "Open"), ("revoked", "Revoked"), ("expired", "Expired")]
        clock.move_to(NOW + timedelta(hours=9))
        assert dict(shown(signed_in(person), edition))["open"] == "Closed by publication"


PEOPLE: dict[str, Callable[[], Any]] = {
    "translator": lambda: factories.translator("fr"),
    "writer": factories.writer,
    "editor of another language": lambda: factories.person(permissions.editors("ar")),
    "nobody": factories.person,
}


@pytest.mark.parametrize("who", PEOPLE)
def test_without_the_right_to_approve_the_page_is_closed(edition: Edition, who: str) -> None:
    client = signed_in(PEOPLE[who]())
    link = lend(edition)
    statuses = [
        client.get(page(edition)).status_code,
        client.post(page(edition), order(edition)).status_code,
        client.post(page(edition), {"revoke": str(link.pk)}).status_code,
    ]
    link.refresh_from_db()
    assert (statuses, PreviewLink.objects.count(), link.revoked_at) == ([403] * 3, 1, None)


def test_an_editor_of_the_language_alone_lends_it(edition: Edition) -> None:
    client = signed_in(factories.person(permissions.editors("fr")))
    client.post(page(edition), order(edition))
    assert PreviewLink.objects.count() == 1


def test_a_stranger_is_asked_to_sign_in(client: Client, edition: Edition) -> None:
    assert client.get(page(edition)).status_code == 302


def test_a_language_without_text_has_no_links(edition: Edition, editor: Client) -> None:
    assert editor.get(page(edition).replace("/fr/", "/ru/")).status_code == 404


def test_reading_the_page_writes_nothing(edition: Edition, editor: Client) -> None:
    editor.get(f"{page(edition)}?revoke=1&label=x&hours=48&revision={edition.approved_id}")
    assert PreviewLink.objects.count() == 0


def test_the_release_page_leads_approvers_to_the_links_of_their_languages(edition: Edition) -> None:
    addresses = [
        page(edition) in signed_in(person).get(f"{RELEASES}{edition.release_id}/change/").content.decode()
        for person in (factories.editor(), factories.translator("fr"))
    ]
    assert addresses == [True, False]


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_page_costs_the_same_with_many_links(
    edition: Edition, editor: Client, count: int, django_assert_num_queries: Callable[..., object]
) -> None:
    person = factories.editor()
    for number in range(count):
        lend(edition, person, label=f"Number {number}")
    editor.get(page(edition))
    with django_assert_num_queries(7):
        editor.get(page(edition))
