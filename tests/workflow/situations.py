"""Every situation in which an edition can be, built by name."""

from collections.abc import Callable

from articles import workflow
from articles.models import Edition
from tests import factories


def _submitted(edition: Edition) -> Edition:
    return workflow.submit(factories.revise(edition), by=None)


def _approved(edition: Edition) -> Edition:
    return workflow.approve(_submitted(edition), by=None)


def _scheduled() -> Edition:
    return factories.scheduled(factories.in_days(1))


def _held() -> Edition:
    """Return an approved edition that is held because another language's approval was revoked."""
    edition = _scheduled()
    moment = edition.publish_at
    assert moment is not None
    workflow.revoke(factories.scheduled(moment, "fr", of=edition.release), by=None)
    edition.refresh_from_db()
    return edition


SITUATIONS: dict[str, Callable[[], Edition]] = {
    "draft": factories.draft,
    "in review": factories.in_review,
    "approved": factories.approved,
    "approved, newer draft": lambda: factories.revise(factories.approved()),
    "approved, newer in review": lambda: _submitted(factories.approved()),
    "held": _held,
    "held, approval revoked": lambda: workflow.revoke(_scheduled(), by=None),
    "scheduled": _scheduled,
    "scheduled, newer draft": lambda: factories.revise(_scheduled()),
    "scheduled, newer in review": lambda: _submitted(_scheduled()),
    "scheduled, newer approved": lambda: _approved(_scheduled()),
    "public": factories.public,
    "public, newer draft": lambda: factories.revise(factories.public()),
    "public, newer in review": lambda: _submitted(factories.public()),
    "public, newer approved": lambda: _approved(factories.public()),
    "withdrawn": factories.withdrawn,
    "withdrawn, newer draft": lambda: factories.revise(factories.withdrawn()),
    "withdrawn, newer in review": lambda: _submitted(factories.withdrawn()),
    "withdrawn, newer approved": lambda: _approved(factories.withdrawn()),
}
