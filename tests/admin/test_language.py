"""The desk in the person's language, chosen on any of its pages."""

import pytest
from django.conf import settings
from django.test import Client

from articles.models import Preferences
from tests import factories
from tests.admin.desk import RELEASES, signed_in

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/language/"
COOKIE = settings.LANGUAGE_COOKIE_NAME


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_the_desk_speaks_the_chosen_language(language: str) -> None:
    client = signed_in(factories.editor())
    client.post(ADDRESS, {"language": language, "next": RELEASES})
    response = client.get(RELEASES)
    assert (response.headers["Content-Language"], f'lang="{language}"' in response.content.decode()) == (language, True)


def test_the_choice_is_kept_in_the_cookie_and_with_the_person() -> None:
    person = factories.editor()
    response = signed_in(person).post(ADDRESS, {"language": "ar", "next": f"{RELEASES}?page=1"})
    cookie = response.cookies[COOKIE]
    assert (response.status_code, response.headers["Location"], cookie.value) == (302, f"{RELEASES}?page=1", "ar")
    assert (cookie["samesite"], cookie["path"], cookie["httponly"]) == ("Lax", "/admin/", True)
    assert Preferences.objects.get(person=person).language == "ar"


def test_a_second_choice_replaces_the_first_and_leaves_the_other_preferences() -> None:
    person = factories.editor()
    Preferences.objects.create(person=person, language="fr", muted=["submit"])
    signed_in(person).post(ADDRESS, {"language": "ru"})
    kept = Preferences.objects.get()
    assert (kept.language, kept.muted) == ("ru", ["submit"])


def test_preferences_and_the_choice_on_every_page_are_one_cookie() -> None:
    client = signed_in(factories.editor())
    for address, field in ((ADDRESS, "fr"), ("/admin/articles/preferences/", "es"), (ADDRESS, "ru")):
        client.post(address, {"language": field})
        assert client.get(RELEASES).headers["Content-Language"] == field
    response = client.post("/admin/articles/preferences/", {"language": ""})
    assert (response.cookies[COOKIE]["path"], response.cookies[COOKIE].value) == ("/admin/", "")


def test_the_login_page_can_be_read_in_another_language(client: Client) -> None:
    page = client.get("/admin/login/").content.decode()
    response = client.post(ADDRESS, {"language": "es", "next": "/admin/login/?next=/admin/"})
    assert (f'action="{ADDRESS}"' in page, response.headers["Location"], Preferences.objects.count()) == (
        True, "/admin/login/?next=/admin/", 0,
    )  # fmt: skip


def test_a_new_browser_takes_the_language_of_the_person_who_signs_in(client: Client) -> None:
    person = factories.editor()
    person.set_password("a good password")
    person.save()
    Preferences.objects.create(person=person, language="ar")
    client.post("/admin/login/", {"username": person.username, "password": "a good password", "next": RELEASES})
    assert client.get(RELEASES).headers["Content-Language"] == "ar"


@pytest.mark.parametrize("language", ["", "xx", "en\x00", "../fr", "de"])
def test_a_language_that_is_none_is_not_chosen(client: Client, language: str) -> None:
    response = client.post(ADDRESS, {"language": language})
    assert (response.status_code, COOKIE in response.cookies) == (404, False)


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/admin/",
        "//evil.example",
        "/\\evil.example",
        "/fr/news/",
        "javascript:alert(1)",
        "",
        "\x00",
    ],
)
def test_it_leads_nowhere_but_to_the_desk(client: Client, address: str) -> None:
    assert client.post(ADDRESS, {"language": "fr", "next": address}).headers["Location"] == "/admin/"


def test_reading_the_address_changes_nothing(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 405


def test_a_form_without_its_token_changes_nothing() -> None:
    response = Client(enforce_csrf_checks=True).post(ADDRESS, {"language": "fr"})
    assert (response.status_code, COOKIE in response.cookies) == (403, False)


def test_languages_are_listed_in_their_own_names() -> None:
    html = signed_in(factories.writer()).get(RELEASES).content.decode()
    names = ["English", "Français", "Español", "العربيّة", "Русский", "简体中文"]
    assert [name in html for name in names] == [True] * 6


def test_the_cookie_of_the_desk_changes_no_public_page(client: Client) -> None:
    before = client.get("/fr/news/").content
    client.post(ADDRESS, {"language": "ar"})
    assert client.get("/fr/news/").content == before
