"""The verbs at the desk as tests use them: an edition for each, what its form is sent with, and what pages say."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.contrib.messages import get_messages

from articles import permissions, workflow
from articles.models import AuditEntry, Edition, Publication
from tests import factories
from tests.admin.desk import move, page, signed_in


def corrected() -> Edition:
    """Return a public edition whose newer text is approved and not out."""
    return again(factories.public(title="As it was"), title="As it should be")


def again(edition: Edition, **parts: str) -> Edition:
    """Return ``edition`` with a newer text, approved."""
    newer = factories.revise(edition, **parts)
    return workflow.approve(workflow.submit(newer, by=None), by=None)


def scheduled() -> Edition:
    return factories.scheduled(factories.in_days(1))


def together(*languages: str, **options: Any) -> dict[str, Edition]:
    """Return editions of one release, scheduled for one moment."""
    release, moment = factories.release("en", **options), factories.in_days(2)
    for language in languages:
        factories.approved(language, of=release)
    return {
        edition.language: edition
        for edition in workflow.schedule_together(release, languages, publish_at=moment, by=None)
    }


# Each verb: an edition on which it is possible, and what its form is sent with.
CASES: dict[str, tuple[Callable[[], Edition], dict[str, str]]] = {
    "submit": (factories.draft, {}),
    "send_back": (factories.in_review, {"note": "Check the figure."}),
    "approve": (factories.in_review, {}),
    "revoke": (factories.approved, {"note": "The figure is wrong."}),
    "schedule": (factories.approved, {"publish_at": "2099-01-01T10:00"}),
    "unschedule": (scheduled, {}),
    "publish": (factories.approved, {}),
    "readdress": (factories.public, {"slug": "another-end"}),
    "withdraw": (factories.public, {"reason": "error"}),
    "restore": (factories.withdrawn, {}),
}
VERBS = list(CASES)
STRANGERS: dict[str, Callable[[], User]] = {
    "a translator of another language": lambda: factories.translator("fr"),
    "an editor of another language": lambda: factories.person(permissions.editors("fr")),
    "somebody without any right": factories.person,
}


def built(verb: str) -> Edition:
    return CASES[verb][0]()


def data(verb: str) -> dict[str, str]:
    return CASES[verb][1]


def snapshot() -> list[object]:
    return [list(Edition.objects.order_by("pk").values()), AuditEntry.objects.count(), Publication.objects.count()]


def post(person: User, edition: Edition, verb: str, **values: object) -> Any:
    return signed_in(person).post(move(edition, verb), values)


def shown(person: User, edition: Edition, verb: str) -> str:
    """Return the page of a verb, as its reader reads it."""
    content = signed_in(person).get(move(edition, verb)).content.decode()
    return re.sub(r"\s+", " ", re.sub("<[^>]*>|[\u2068\u2069]", "", content))


def section(person: User, edition: Edition) -> str:
    """Return the release's page, as its reader reads it."""
    content = signed_in(person).get(page(edition.release)).content.decode()
    return re.sub(r"\s+", " ", re.sub("<[^>]*>|[\u2068\u2069]", "", content))


def said(response: Any) -> list[str]:
    return [re.sub("[\u2068\u2069]", "", str(message)) for message in get_messages(response.wsgi_request)]


def refusals(response: Any) -> list[str]:
    assert response.status_code == 200
    return list(response.context["form"].errors)
