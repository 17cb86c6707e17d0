"""Choices in the settings that a successor could undo by mistake."""

import pytest
from django.conf import settings
from django.test import Client

from articles.enums import all_codes
from articles.urls import LanguageConverter
from tests import factories


def test_no_text_falls_back_to_another_language() -> None:
    assert settings.MODELTRANSLATION_FALLBACK_LANGUAGES == {"default": ()}


def test_every_language_has_columns_whether_it_is_shown_or_not() -> None:
    assert list(settings.MODELTRANSLATION_LANGUAGES) == all_codes()


def test_addresses_begin_with_the_languages_that_are_shown() -> None:
    assert sorted(LanguageConverter.regex.split("|")) == sorted(code for code, _name in settings.LANGUAGES)


def test_pictures_lie_where_no_address_of_django_s_own_leads() -> None:
    assert settings.MEDIA_ROOT not in {settings.STATIC_ROOT, settings.BASE_DIR}


def test_strangers_cannot_fill_the_database_with_clicks_on_the_cookie_notice() -> None:
    assert settings.COOKIE_CONSENT_LOG_ENABLED is False


@pytest.mark.django_db
def test_the_session_of_staff_is_closed_to_scripts_and_other_sites(client: Client) -> None:
    person = factories.editor()
    person.set_password("Correct-horse-7")
    person.save()
    response = client.post("/admin/login/", {"username": person.username, "password": "Correct-horse-7"})
    morsel = response.cookies["sessionid"]
    assert {name: morsel[name] for name in ("httponly", "samesite", "path", "domain", "max-age")} == {
        "httponly": True, "samesite": "Lax", "path": "/", "domain": "", "max-age": 43200,
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    "target",
    ["//evil.example/", "https://evil.example/", "/\\evil.example", "https:///evil.example", "javascript:alert(1)"],
)
def test_signing_in_never_leads_to_another_site(client: Client, target: str) -> None:
    person = factories.editor()
    person.set_password("Correct-horse-7")
    person.save()
    data = {"username": person.username, "password": "Correct-horse-7", "next": target}
    response = client.post(f"/admin/login/?next={target}", data)
    assert (response.status_code, response.headers["Location"].startswith("/admin/")) == (302, True)


@pytest.mark.django_db
def test_signing_in_changes_the_session_and_signing_out_ends_it(client: Client) -> None:
    client.get("/admin/login/")
    client.cookies["sessionid"] = "fixed-by-an-attacker"
    client.force_login(factories.editor())
    signed_in = client.cookies["sessionid"].value
    client.post("/admin/logout/")
    client.cookies["sessionid"] = signed_in
    assert (signed_in == "fixed-by-an-attacker", client.get("/admin/").status_code) == (False, 302)
