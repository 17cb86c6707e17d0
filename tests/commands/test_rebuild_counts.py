"""``rebuild_counts``: numbers made anew, and told when they are wrong."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Tally
from tests import factories

pytestmark = pytest.mark.django_db


def run(**options: object) -> str:
    out = StringIO()
    call_command("rebuild_counts", stdout=out, **options)
    return out.getvalue()


def test_numbers_that_are_right_are_said_to_be() -> None:
    factories.public()
    assert "right" in run(check=True)


def test_numbers_that_are_wrong_fail_the_check_and_are_made_anew() -> None:
    factories.public()
    Tally.objects.filter(year=0).update(number=7)
    with pytest.raises(CommandError, match="1 number is wrong"):
        run(check=True)
    run()
    assert "right" in run(check=True)


def test_the_check_changes_nothing() -> None:
    factories.public()
    Tally.objects.update(number=7)
    with pytest.raises(CommandError):
        run(check=True)
    assert set(Tally.objects.values_list("number", flat=True)) == {7}


def test_nothing_at_all_is_counted_too() -> None:
    assert "anew" in run()


def test_synthetic_releases_are_counted_when_they_are_made() -> None:
    factories.public()
    call_command("make_corpus", releases=40, languages=["en", "fr"], stdout=StringIO())
    assert "right" in run(check=True)
    assert Tally.objects.filter(language="en", also="fr", topic__gt=0, year=0).exists()
