"""What ``manage.py check`` says of a machine that lacks something, and what happens on it."""

import pytest
from django.test import override_settings

from articles.derivatives import checks, fonts, making
from articles.models import Derivative
from tests import factories


@pytest.fixture(autouse=True)
def _forget() -> None:
    checks.missing_libraries.cache_clear()


def told() -> list[tuple[str, str]]:
    """Return (id, hint) of each warning."""
    return [(str(found.id), str(found.hint)) for found in checks.check_machine(None)]


@pytest.mark.paper
def test_a_machine_that_has_everything_is_told_nothing() -> None:
    assert told() == []


def test_missing_libraries_are_named_by_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_loads", lambda name: "pangoft2" not in name and "subset" not in name)
    monkeypatch.setattr(fonts, "missing", lambda _language: [])
    assert told() == [("articles.W011", "apt-get install libharfbuzz-subset0 libpangoft2-1.0-0")]
    assert not checks.prints("en")


@override_settings(LANGUAGES=[("en", "English"), ("ar", "Arabic"), ("zh-hans", "Chinese")])
def test_missing_fonts_are_named_by_their_packages_per_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_loads", lambda _name: True)
    monkeypatch.setattr(fonts, "found", lambda _name: None)
    assert told() == [
        ("articles.W012", "apt-get install fonts-noto-core"),
        ("articles.W012", "apt-get install fonts-noto-core"),
        ("articles.W012", "apt-get install fonts-noto-cjk fonts-noto-core"),
    ]
    assert [checks.prints("en"), checks.draws("ar"), fonts.files("en", bold=True)] == [False, False, []]


def test_pillow_without_raqm_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_loads", lambda _name: True)
    monkeypatch.setattr(fonts, "missing", lambda _language: [])
    monkeypatch.setattr(checks.features, "check", lambda _name: False)
    assert told() == [("articles.W013", "apt-get install libfribidi0")]
    assert (checks.prints("en"), checks.draws("en")) == (True, False)


@pytest.mark.django_db
def test_where_nothing_can_be_made_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "prints", lambda _language: False)
    monkeypatch.setattr(checks, "draws", lambda _language: False)
    edition = factories.public()
    assert making.make(edition.release_id)
    assert Derivative.objects.count() == 0
