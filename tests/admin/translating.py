"""The translation desk as a test uses it."""

from typing import Any

from django.test import Client

from articles import workflow
from articles.models import Edition, Release, Text
from tests import factories
from tests.admin.desk import RELEASES

ORIGINAL = "<p>Eleven ships sailed.</p><p>They came home.</p><ul><li>One</li><li>Two</li></ul>"
FRENCH = "<p>Onze navires sont partis.</p><p>Ils sont revenus.</p><ul><li>Un</li><li>Deux</li></ul>"


def desk(release: Release, language: str = "fr", name: str = "translate") -> str:
    """Return the address of the translation desk."""
    return f"{RELEASES}{release.pk}/{language}/{name}/"


def newer_original(release: Release, body: str, **parts: str) -> Edition:
    """Approve a newer text of the original."""
    original = release.editions.get(language="en")
    edition = factories.revise(original, **({"title": "Ships sail", "body": body} | parts))
    return workflow.approve(workflow.submit(edition, by=None), by=None)


def opened(client: Client, address: str) -> dict[str, Any]:
    """Return what the form holds when the page is opened, as a browser would send it."""
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items() if value is not False}


def send(client: Client, address: str, **changes: object) -> Any:
    return client.post(address, opened(client, address) | {"_save": "1"} | changes)


def errors(response: Any) -> list[str]:
    return list(response.context["form"].non_field_errors())


def stored(release: Release, language: str = "fr") -> Text:
    return Release.objects.get(pk=release.pk).text(language)
