"""security.txt, the key of IndexNow, and the settings of both."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from newsroom import env
from newsroom.machines import expiry

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PATH = "/.well-known/security.txt"
KEY = "0123456789abcdef"


@pytest.mark.django_db
def test_who_finds_a_weakness_is_told_whom_to_tell(settings: Settings) -> None:
    settings.SECURITY_CONTACT = ["mailto:security@icso.example", "https://icso.example/report"]
    with time_machine.travel(NOW, tick=False):
        response = Client().get(PATH)
    assert (response.headers["Content-Type"], response.content.decode().splitlines()) == (
        "text/plain; charset=utf-8",
        [
            "Contact: mailto:security@icso.example",
            "Contact: https://icso.example/report",
            "Expires: 2027-06-01T00:00:00Z",
            "Preferred-Languages: en, fr, es, ar, ru, zh-Hans",
            "Canonical: https://news.example.org/.well-known/security.txt",
        ],
    )


@pytest.mark.parametrize("month", range(1, 13))
def test_what_is_said_holds_for_half_a_year_and_never_a_whole_one(month: int) -> None:
    for at in (datetime(2026, month, 1, tzinfo=UTC), datetime(2026, month, 28, 23, 59, tzinfo=UTC)):
        assert timedelta(days=150) < expiry(at) - at < timedelta(days=366)
    assert expiry(datetime(2026, month, 1, tzinfo=UTC)) == expiry(datetime(2026, month, 28, tzinfo=UTC))


@pytest.mark.django_db
def test_without_a_contact_there_is_no_security_txt() -> None:
    missing, absent = Client().get("/.well-known/nothing.txt"), Client().get(PATH)
    assert (absent.status_code, absent.content) == (404, missing.content)


@pytest.mark.django_db
def test_the_key_stands_at_its_own_address_alone(settings: Settings) -> None:
    settings.INDEXNOW_KEY = KEY
    response = Client().get(f"/{KEY}.txt")
    others = [Client().get(path).status_code for path in ("/0123456789abcdeF.txt", "/x.txt", f"/{KEY}.txt/", f"/{KEY}")]
    assert (response.status_code, response.content, others) == (200, KEY.encode(), [404] * 4)
    assert Client().post(f"/{KEY}.txt").status_code == 405


@pytest.mark.django_db
def test_without_a_key_there_is_none() -> None:
    assert [Client().get(path).status_code for path in ("/.txt", f"/{KEY}.txt", "/robots.txt")] == [404, 404, 200]


@pytest.mark.parametrize(
    ("value", "contacts"),
    [
        ("", []),
        ("security@icso.example", ["mailto:security@icso.example"]),
        ("https://x.example/r?a=b, tel:+33-1-23", ["https://x.example/r?a=b", "tel:+33-1-23"]),
    ],
)
def test_contacts_are_addresses(value: str, contacts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECURITY_CONTACT", value)
    assert env.contacts("SECURITY_CONTACT") == contacts


@pytest.mark.parametrize(
    "value", ["nobody", "http://x.example/", "mailto:a b@x.example", "https://x.example/\nExpires: never"]
)
def test_wrong_contacts_are_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECURITY_CONTACT", value)
    with pytest.raises(ImproperlyConfigured, match="SECURITY_CONTACT"):
        env.contacts("SECURITY_CONTACT")


@pytest.mark.parametrize("value", ["https://hub.example/", "http://10.0.0.1:8080/a?b=c"])
def test_web_addresses_are_taken(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBSUB_HUB", value)
    assert env.web_address("WEBSUB_HUB", "") == value


@pytest.mark.parametrize(
    "value",
    [
        "hub.example",
        "ftp://hub.example/",
        "https://",
        'https://h.example/">',
        "https://h.example/ x",
        "file:///etc/passwd",
    ],
)
def test_wrong_web_addresses_are_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBSUB_HUB", value)
    with pytest.raises(ImproperlyConfigured, match="WEBSUB_HUB"):
        env.web_address("WEBSUB_HUB", "")


@pytest.mark.parametrize("value", ["short", "x" * 129, "with space", "../../etc", "clé-clé-clé"])
def test_wrong_keys_are_refused_and_not_repeated(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDEXNOW_KEY", value)
    with pytest.raises(ImproperlyConfigured, match=re.escape("INDEXNOW_KEY: expected")):
        env.key("INDEXNOW_KEY", "")
