"""Every row has its files, every file its row, and all are what they were."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.derivatives import making as papers
from articles.enums import Scan
from articles.library import checking, making
from articles.models import Derivative, PhotoVersion
from tests import factories
from tests.derivatives.quick import Press
from tests.library.quick import Darkroom
from tests.library.test_making import again
from tests.library.test_tasks import document

pytestmark = pytest.mark.django_db


def check(**options: bool) -> tuple[list[str], str]:
    """Return what the command prints two hours from now, and the error with which it ends."""
    said, error = io.StringIO(), ""
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        try:
            call_command("check_media", stdout=said, **options)
        except CommandError as raised:
            error = str(raised)
    return said.getvalue().splitlines(), error


def overwrite(name: str, data: bytes) -> None:
    """Damage a file."""
    default_storage.delete(name)
    default_storage.save(name, ContentFile(data))


def test_nothing_is_wrong_with_what_was_stored_as_it_should(press: Press, darkroom: Darkroom) -> None:
    version = factories.photo().file
    making.make(version.pk)
    document(Scan.CLEAN), document(Scan.WAITING)
    papers.make(factories.public().release_id)
    assert check(hashes=True) == (["Everything is where it belongs."], "")


def test_each_wrong_thing_is_said_in_a_sentence(press: Press) -> None:
    version, damaged, file = factories.photo().file, factories.photo().file, document(Scan.CLEAN)
    papers.make(factories.public().release_id)
    paper = Derivative.objects.filter(kind="a4").get()
    default_storage.delete(version.file_name(400))
    default_storage.delete(paper.file_name)
    overwrite(damaged.file_name(800), b"short")
    overwrite(file.file_name, b"")
    default_storage.save(f"photos/{'x' * 22}/400.jpg", ContentFile(b"x"))
    lines, error = check()
    assert lines == [
        f"{version.file_name(400)} is missing.",
        f"{damaged.file_name(800)} has 5 bytes and should have {damaged.size_of(800)}.",
        f"photos/{'x' * 22}/400.jpg belongs to nothing.",
        f"{file.file_name} has 0 bytes and should have {file.size}.",
        f"{paper.file_name} is missing.",
    ]
    assert error == "5 things are wrong."


def test_bytes_that_differ_are_found_where_hashes_are_asked_for() -> None:
    version = factories.photo().file
    overwrite(version.file_name(400), b"x" * (version.size_of(400) or 0))
    assert check() == (["Everything is where it belongs."], "")
    assert check(hashes=True)[0] == [f"{version.file_name(400)} is not what was stored: its SHA-256 differs."]


def test_a_version_of_which_nothing_was_made_is_told() -> None:
    version = factories.photo().file
    PhotoVersion.objects.filter(pk=version.pk).update(made={}, digests={})
    assert f"photos/{version.token}: no picture was made of it." in check()[0]


def test_a_paper_that_is_replaced_while_it_is_looked_for_is_not_missing(press: Press) -> None:
    edition = factories.public()
    papers.make(edition.release_id)
    row = Derivative.objects.filter(kind="a4").get()
    papers.make(edition.release_id, anew=True)
    default_storage.delete(row.file_name)
    assert checking.wrong_with(row) == []


def test_a_picture_that_is_made_meanwhile_belongs_to_its_row(darkroom: Darkroom) -> None:
    version = factories.photo().file
    old = again(version)
    making.make(version.pk)
    assert checking.wrong_with(old) == []
    assert check() == (["Everything is where it belongs."], "")


def test_an_infected_document_has_no_file() -> None:
    version = document(Scan.INFECTED)
    default_storage.delete(version.file_name)
    assert check()[1] == ""
