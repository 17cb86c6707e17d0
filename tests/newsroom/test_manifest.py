"""The web app manifest and the icons that it names."""

import json
import struct
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from articles.models import Organisation
from tests import factories

pytestmark = pytest.mark.django_db

STATIC = Path(settings.BASE_DIR) / "newsroom" / "static"


def manifest(language: str = "fr") -> dict[str, object]:
    response = Client().get(f"/{language}/manifest.webmanifest")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/manifest+json")
    return dict(json.loads(response.content))


def size(path: Path) -> str:
    """Return width and height of a PNG as its header says them."""
    return "{}x{}".format(*struct.unpack(">II", path.read_bytes()[16:24]))


def test_the_newsroom_introduces_itself_in_the_language_of_the_page() -> None:
    factories.organisation()
    said = manifest("ar")
    assert {key: said[key] for key in ("name", "lang", "dir", "start_url", "id", "scope", "display")} == {
        "name": "Coastal Safety ar",
        "lang": "ar",
        "dir": "rtl",
        "start_url": "/ar/news/",
        "id": "/ar/news/",
        "scope": "/ar/",
        "display": "minimal-ui",
    }


def test_an_organisation_without_a_name_is_known_by_its_host() -> None:
    assert (manifest()["name"], "description" in manifest()) == ("news.example.org", False)


def test_the_manifest_wears_the_accent_of_the_organisation() -> None:
    before = manifest()["theme_color"]
    Organisation.objects.filter(pk=1).update(accent="#8a1538")
    assert (before, manifest()["theme_color"]) == ("#0b4f7d", "#8a1538")


def test_every_icon_is_there_in_the_size_that_is_said() -> None:
    icons = manifest()["icons"]
    assert isinstance(icons, list)
    assert [icon["purpose"] for icon in icons] == ["any", "any", "maskable"]
    assert [size(STATIC / icon["src"].removeprefix("/static/")) for icon in icons] == [icon["sizes"] for icon in icons]


def test_pages_link_manifest_and_icons_that_are_there() -> None:
    markup = Client().get("/fr/news/").content.decode()
    assert '<link rel="manifest" href="/fr/manifest.webmanifest">' in markup
    assert '<link rel="icon" href="/static/newsroom/icon.svg" type="image/svg+xml">' in markup
    assert '<link rel="apple-touch-icon" href="/static/newsroom/icon-180.png">' in markup
    assert size(STATIC / "newsroom" / "icon-180.png") == "180x180"


def test_the_manifest_has_one_address() -> None:
    response = Client().get("/fr/manifest.webmanifest?v=1")
    assert (response.status_code, response.headers["Location"]) == (302, "/fr/manifest.webmanifest")
