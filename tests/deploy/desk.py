"""The desk of a newsroom that runs in another process: one JSON order per line in, one JSON answer per line out.

Started by ``front.Newsroom`` with the running server's environment, because a test's own database is another one.
"""

import json
import sys
from datetime import datetime
from typing import Any

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402 (after setup)
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.files.storage import default_storage  # noqa: E402

from articles import workflow  # noqa: E402
from articles.models import Edition, PreviewLink  # noqa: E402
from tests import factories  # noqa: E402


def public(language: str, slug: str) -> str:
    """Publish a release now; return its path."""
    return factories.public(language, slug=slug, title=f"Headline of {slug}").address()


def schedule(language: str, slug: str, at: str) -> str:
    """Put a release under embargo until ``at`` (ISO 8601); return the path that it will have."""
    moment = datetime.fromisoformat(at)
    return factories.scheduled(moment, language, slug=slug, title=f"Headline of {slug}").address()


def withdraw(language: str, slug: str) -> None:
    """Take a public release down."""
    workflow.withdraw(Edition.objects.get(language=language, slug=slug), reason="error", by=None)


def lend(language: str) -> str:
    """Lend a look at a draft; return the link's path."""
    edition = factories.draft(language)
    assert edition.current is not None
    return workflow.lend(edition.current, label="Somebody", by=factories.editor()).get_absolute_url()


def views() -> int:
    """Return how often links were used."""
    return sum(PreviewLink.objects.values_list("views", flat=True))


def picture(language: str, slug: str) -> str:
    """Publish a release with a picture; return the picture's path in its smallest width."""
    photo = factories.photo()
    factories.public(language, of=factories.release(language, photo=photo), slug=slug)
    return f"/media/{photo.file.token}-{photo.file.widths[0]}.jpg"


def large_picture(language: str, slug: str, size: int) -> str:
    """Publish a release with a picture whose full size takes ``size`` bytes; return that one's path."""
    version = factories.photo().file
    name, stored = version.full, version.file_name(version.full)
    default_storage.delete(stored)
    default_storage.save(stored, ContentFile(bytes(range(256)) * (size // 256)))
    factories.public(language, of=factories.release(language, photo=version.photo), slug=slug)
    return version.address(name)


def session() -> str:
    """Log an administrator of everything in; return the session cookie's value."""
    user = factories.person(superuser=True)
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return str(store.session_key)


ORDERS: dict[str, Any] = {
    order.__name__: order for order in (public, schedule, withdraw, lend, views, picture, large_picture, session)
}

for line in sys.stdin:
    name, options = json.loads(line)
    sys.stdout.write(json.dumps(ORDERS[name](**options)) + "\n")
    sys.stdout.flush()
