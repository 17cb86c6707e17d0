"""What a site with an https origin answers to plain HTTP."""

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/en/news/", "/en/news/2026/public-health/", "/admin/", "/health/x/"])
def test_plain_http_leads_to_https(client: Client, settings: Settings, path: str) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = client.get(path, headers={"host": "news.example.org"})
    assert (response.status_code, response.headers["Location"]) == (301, f"https://news.example.org{path}")


def test_health_is_asked_without_tls(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/health/", headers={"host": "news.example.org"}).status_code == 200
