"""The translation desk where somebody else has saved meanwhile: nothing is lost, and nothing is saved in silence."""

import pytest
from django.test import Client

from articles import workflow
from articles.models import Edition, Release, Text
from tests import factories
from tests.admin.desk import signed_in
from tests.admin.translating import FRENCH, ORIGINAL, desk, opened, send, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def release() -> Release:
    """An English release, approved."""
    return factories.approved("en", title="Ships sail", body=ORIGINAL).release


@pytest.fixture
def translated(release: Release) -> Edition:
    """Its French translation, a draft that follows revision 1."""
    return factories.draft("fr", of=release, title="Des navires partent", body=FRENCH)


@pytest.fixture
def client() -> Client:
    """The desk of a translator into French."""
    return signed_in(factories.translator("fr"))


def test_nothing_is_saved_over_a_text_that_was_not_seen(client: Client, translated: Edition) -> None:
    typed = opened(client, desk(translated.release)) | {"title": "Mon titre", "_save": "1"}
    factories.revise(translated, title="Leur titre", body=FRENCH)
    response = client.post(desk(translated.release), typed)
    shown = response.content.decode()
    assert (response.status_code, stored(translated.release).title) == (409, "Leur titre")
    assert (response.context["form"]["title"].value(), "<del>Leur</del><ins>Mon</ins> titre" in shown) == (
        "Mon titre",
        True,
    )


def test_sending_a_conflict_again_saves_and_theirs_stays_in_the_history(client: Client, translated: Edition) -> None:
    typed = opened(client, desk(translated.release)) | {"title": "Mon titre", "_save": "1"}
    factories.revise(translated, title="Leur titre", body=FRENCH)
    form = client.post(desk(translated.release), typed).context["form"]
    again = {name: form[name].value() for name in form.fields} | {"_save": "1"}
    client.post(desk(translated.release), again)
    titles = list(translated.revisions.order_by("number").values_list("title", flat=True))
    assert titles == ["Des navires partent", "Leur titre", "Mon titre"]


def test_fields_that_were_not_touched_take_what_somebody_else_saved(client: Client, translated: Edition) -> None:
    typed = opened(client, desk(translated.release)) | {"title": "Mon titre", "_save": "1"}
    before = stored(translated.release)
    workflow.save_text(translated.release, "fr", Text(before.title, "PARIS", before.lead, "<p>Douze.</p>"), by=None)
    response = client.post(desk(translated.release), typed)
    form = response.context["form"]
    assert (form["title"].value(), form["dateline"].value(), form["body"].value()) == (
        "Mon titre",
        "PARIS",
        "<p>Douze.</p>",
    )
    assert response.context["conflict"].taken == ["Dateline", "Body"]


def test_a_state_that_moved_on_is_told_as_such(client: Client, translated: Edition) -> None:
    typed = opened(client, desk(translated.release)) | {"title": "Mon titre", "_save": "1"}
    workflow.submit(translated, by=None)
    response = client.post(desk(translated.release), typed)
    assert (response.status_code, response.context["conflict"].only_state) == (409, True)


def test_two_first_translations_do_not_overwrite_each_other(client: Client, release: Release) -> None:
    typed = opened(client, desk(release)) | {"title": "Mon titre", "_save": "1"}
    factories.draft("fr", of=release, title="Leur titre")
    response = client.post(desk(release), typed)
    assert (response.status_code, stored(release).title, response.context["form"]["title"].value()) == (
        409,
        "Leur titre",
        "Mon titre",
    )


def test_a_page_without_its_version_is_treated_as_one_that_saw_nothing(client: Client, translated: Edition) -> None:
    response = send(client, desk(translated.release), title="Mon titre", seen="")
    assert (response.status_code, stored(translated.release).title) == (409, "Des navires partent")
