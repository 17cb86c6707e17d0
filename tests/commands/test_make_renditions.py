"""Making what is missing of photos, after an upgrade or where a worker died."""

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from articles.darkroom.developing import ImageProblem
from tests import factories
from tests.library.quick import Darkroom, read
from tests.library.test_making import again, from_before

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def darkroom(monkeypatch: pytest.MonkeyPatch) -> Darkroom:
    made = Darkroom()
    made.install(monkeypatch)
    return made


def run(**options: Any) -> str:
    """Return what the command says."""
    said = io.StringIO()
    call_command("make_renditions", stdout=said, stderr=said, **options)
    return said.getvalue()


def test_all_photos_are_completed_newest_first_and_the_second_time_none(darkroom: Darkroom) -> None:
    first, second = from_before(), factories.photo().file
    assert run() == "2 photos were completed.\n"
    assert darkroom.wanted == [{"avif"}, {"base", "avif", "social"}]
    assert again(first).avif_widths == again(second).avif_widths == [240, 400, 520, 700, 800, 1000]
    assert run() == "0 photos were completed.\n"
    assert len(darkroom.wanted) == 2


def test_a_dry_run_says_what_is_missing_and_makes_nothing(darkroom: Darkroom) -> None:
    version = factories.photo().file
    assert run(dry_run=True) == f"{version}: avif\n1 photo lacks something.\n"
    assert darkroom.wanted == []


def test_the_newest_can_be_asked_for_alone(darkroom: Darkroom) -> None:
    factories.photo(), factories.photo()
    assert run(limit=1) == "1 photo was completed.\n"
    with pytest.raises(CommandError, match="At least one"):
        run(limit=0)


def test_lost_files_are_looked_for_if_that_is_wished(darkroom: Darkroom) -> None:
    version = factories.photo().file
    run()
    default_storage.delete(version.file_name(800))
    assert run() == "0 photos were completed.\n"
    assert run(lost=True) == "1 photo was completed.\n"
    assert read(version.file_name(800)).startswith(b"\xff\xd8")


def test_one_that_cannot_be_made_holds_up_no_other(darkroom: Darkroom, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = factories.photo().file, factories.photo().file

    def once() -> None:
        darkroom.problem = ImageProblem("Not any more.") if len(darkroom.wanted) == 1 else None

    darkroom.busy = once
    with pytest.raises(CommandError, match="of 1 photo could not"):
        run()
    assert (again(second).avif_widths, again(first).avif_widths) == ([], [240, 400, 520, 700, 800, 1000])


def test_where_the_storage_is_down_the_command_ends_soon(darkroom: Darkroom) -> None:
    for _number in range(8):
        factories.photo()
    darkroom.problem = OSError("down")
    with pytest.raises(CommandError, match="of 5 photos could not"):
        run()
    assert len(darkroom.wanted) == 5
