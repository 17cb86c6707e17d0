"""The front door."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "path"),
    [
        ("", "/en/news/"),
        ("fr", "/fr/news/"),
        ("fr-CA,fr;q=0.9", "/fr/news/"),
        ("de,ar;q=0.5,en;q=0.1", "/ar/news/"),
        ("zh-CN", "/zh-hans/news/"),
        ("zh-TW,ru;q=0.8", "/zh-hans/news/"),
        ("de", "/en/news/"),
        ("*", "/en/news/"),
        ("x" * 5000, "/en/news/"),
        ("\x00,;q=,", "/en/news/"),
    ],
    ids=lambda value: ascii(value[:16]),
)
def test_the_front_door_leads_to_the_language_that_the_browser_prefers(
    client: Client, accepted: str, path: str
) -> None:
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response.headers["Location"]) == (302, path)


def test_nobody_shares_the_answer_of_the_front_door(client: Client) -> None:
    headers = client.get("/").headers
    assert (headers["Cache-Control"], "X-Accel-Expires" in headers, "Accept-Language" in headers["Vary"]) == (
        "private, no-store",
        False,
        True,
    )


@pytest.mark.parametrize("language", ["en", "fr", "ar", "zh-hans"])
def test_a_language_leads_to_its_list(client: Client, language: str) -> None:
    response = client.get(f"/{language}/", headers={"accept-language": "ru"})
    assert (response.status_code, response.headers["Location"]) == (302, f"/{language}/news/")


@pytest.mark.parametrize("path", ["/xx/", "/EN/", "/zh/", "/en-gb/", "/\\evil.example/"])
def test_a_language_that_there_is_not_is_a_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_the_front_door_takes_nothing(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
