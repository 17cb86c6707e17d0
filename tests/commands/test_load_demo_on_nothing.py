"""``load_demo`` on an empty newsroom, and on one that is not its own."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from PIL import Image

from articles.demo import pictures, texts
from articles.demo.documents import fact_sheets
from articles.models import Photo, Release, Topic
from tests import factories

DRAFT = "2026-K9VB"


@pytest.fixture(autouse=True)
def _plain_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fact_sheets, "printed_in", lambda _codes, _emblem: {})
    monkeypatch.setattr(pictures, "KEYS", ("buoy", "harbour-night", pictures.EMBLEM))  # what these releases show
    monkeypatch.setattr(pictures, "draw", lambda _key: Image.new("RGB", (600, 400), "teal"))


def load(**options: object) -> list[str]:
    """Return what the command prints."""
    out = StringIO()
    call_command("load_demo", stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.mark.django_db
def test_if_empty_does_nothing_where_there_is_a_release() -> None:
    factories.release()
    assert load(if_empty=True) == ["There are releases already; the demo was not loaded."]
    assert (Release.objects.count(), Photo.objects.count(), User.objects.count()) == (1, 0, 0)


@pytest.mark.django_db
def test_a_load_that_breaks_off_leaves_no_half_of_a_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    bring = texts.bring

    def break_off(reference: str, *args: object) -> int:
        if reference.startswith("2019"):
            raise KeyboardInterrupt
        return bring(reference, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(texts, "bring", break_off)
    with pytest.raises(KeyboardInterrupt):
        load()
    assert (Release.objects.count(), User.objects.count(), Topic.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_the_password_is_that_of_the_settings(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(texts, "references", lambda: [DRAFT])
    settings.DEMO_PASSWORD = "from the settings"
    load()
    assert User.objects.get(username="editor").check_password("from the settings")


@pytest.mark.django_db
def test_without_a_password_a_random_one_is_made_and_printed(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(texts, "references", lambda: [DRAFT])
    settings.DEMO_PASSWORD = ""
    printed = next(line for line in load() if line.startswith("  editor")).split()[1]
    assert User.objects.get(username="editor").check_password(printed)
