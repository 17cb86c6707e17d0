"""The desk as a test uses it: signed in, sending what a browser would send, or what an attacker would."""

import re
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from articles.models import Edition, Release

RELEASES = "/admin/articles/release/"


def signed_in(person: User) -> Client:
    """Return the browser of ``person``."""
    client = Client()
    client.force_login(person)
    return client


def page(release: Release) -> str:
    """Return the address of a release's page at the desk."""
    return f"{RELEASES}{release.pk}/change/"


def move(edition: Edition, verb: str) -> str:
    """Return the address of a verb's page."""
    return f"{RELEASES}{edition.release_id}/{edition.language}/{verb}/"


def preview(edition: Edition, end: str = "") -> str:
    """Return the address of the preview of an edition; ``end`` is ``print/`` for paper."""
    return f"{RELEASES}{edition.release_id}/{edition.language}/preview/{end}"


def read(person: User, address: str) -> str:
    """Return a page as ``person`` gets it, white space collapsed."""
    response = signed_in(person).get(address)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def filled(client: Client, address: str) -> dict[str, Any]:
    """Return what the form of a page holds, as the browser would send it unchanged."""
    form = client.get(address).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    # What the page hides beside a field: the value that the person saw.
    seen = [name for name, field in form.fields.items() if field.show_hidden_initial]
    values |= {form[name].html_initial_name: form[name].initial for name in seen}
    values = {
        name: [getattr(v, "pk", v) for v in value] if isinstance(value, list) else value
        for name, value in values.items()
    }
    return {name: value for name, value in values.items() if value not in (None, False)}


def send(client: Client, address: str, **changes: object) -> Any:
    """Open a page, change some of its fields and send it."""
    return client.post(address, filled(client, address) | changes)


def errors(response: Any) -> dict[str, list[str]]:
    """Return the errors of the form that a page shows again."""
    form = response.context["adminform"].form
    return {name: list(found) for name, found in form.errors.items()}
