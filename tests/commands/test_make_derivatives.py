"""``make_derivatives``: what is missing, newest first."""

import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from articles.models import Derivative
from tests import factories
from tests.derivatives.quick import Press

pytestmark = pytest.mark.django_db


def run(**options: object) -> str:
    out = io.StringIO()
    call_command("make_derivatives", stdout=out, **options)
    return out.getvalue().strip()


def test_it_makes_what_is_missing_and_nothing_twice(press: Press) -> None:
    factories.public()
    factories.scheduled(factories.in_days(2))
    factories.draft()
    assert run() == "2 releases were looked at."
    assert Derivative.objects.count() == 6
    run()
    assert len(press.jobs) == 2


def test_it_begins_with_the_newest(press: Press) -> None:
    old = factories.public(published_at=datetime(2018, 2, 5, tzinfo=UTC))
    new = factories.public()
    assert run(limit=1) == "1 release was looked at."
    assert [set(Derivative.objects.filter(edition=one).values_list("kind", flat=True)) for one in (old, new)] == [
        set(),
        {"a4", "letter", "share"},
    ]


def test_all_makes_everything_anew(press: Press) -> None:
    factories.public()
    run()
    before = set(Derivative.objects.values_list("token", flat=True))
    run(all=True)
    assert not before & set(Derivative.objects.values_list("token", flat=True))


def test_it_ends_badly_where_something_could_not_be_made(press: Press) -> None:
    press.broken = True
    factories.public()
    with pytest.raises(CommandError, match="The papers of 1 release could not be made"):
        run()


def test_no_release_at_all_is_no_request(press: Press) -> None:
    with pytest.raises(CommandError, match="At least one release"):
        run(limit=0)
