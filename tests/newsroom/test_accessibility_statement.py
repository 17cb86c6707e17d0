"""The accessibility statement: what it must say, in every language, and what an operator may say in it."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "fr", "es", "ar", "ru", "zh-hans"]


def main(client: Client, language: str = "en") -> str:
    """Return the main part of the statement."""
    return client.get(f"/{language}/accessibility/").content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_parts_and_the_press_contact(client: Client, language: str) -> None:
    factories.organisation()
    text = main(client, language)
    assert (len(re.findall("<h1>", text)), len(re.findall("<h2>", text)), len(re.findall("<li>", text))) == (1, 5, 9)
    assert (
        "mailto:press@icso.example" in text,
        "WCAG" in text,
        "EN 301 549" in text.replace("\N{NO-BREAK SPACE}", " "),
    ) == (True, True, True)


def test_every_page_leads_to_it_and_so_does_the_sitemap(client: Client) -> None:
    footer = client.get("/fr/news/").content.decode().partition("<footer")[2]
    assert ('href="/fr/accessibility/"' in footer, b"/fr/accessibility/<" in client.get("/sitemap-fr.xml").content) == (
        True,
        True,
    )


def test_it_names_the_site_the_date_and_in_general_words_the_authority(client: Client, settings: Any) -> None:
    settings.ACCESSIBILITY = {"reviewed": date(2027, 3, 1), "body": "", "body_url": ""}
    text = main(client)
    assert ("news.example.org" in text, re.findall(r'datetime="([^"]+)"', text)) == (True, ["2027-03-01"])
    assert "the authority that sees to it" in text


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("", "<bdi>Office &lt;for&gt; access</bdi>"),
        (
            "https://office.example/complaints",
            '<a href="https://office.example/complaints">Office &lt;for&gt; access</a>',
        ),
    ],
)
def test_an_operator_names_the_authority(client: Client, settings: Any, url: str, shown: str) -> None:
    settings.ACCESSIBILITY = settings.ACCESSIBILITY | {"body": "Office <for> access", "body_url": url}
    assert shown in main(client)


def test_it_stands_without_a_press_contact_too(client: Client) -> None:
    assert 'class="contact"' not in main(client)
