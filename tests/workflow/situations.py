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


SITUATIONS: dict[str, Callable[[], Edition]] = {
    "draft": factories.draft,
    "in review": factories.in_review,
    "approved": factories.approved,
    "approved, newer draft": lambda: factories.revise(factories.approved()),
    "approved, newer in review": lambda: _submitted(factories.approved()),
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
