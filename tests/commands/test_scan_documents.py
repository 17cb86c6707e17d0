"""Asking the virus scanner about what waits, and about all."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from articles.enums import Scan
from articles.library import judging
from articles.models import DocumentVersion
from articles.scanning import Verdict
from tests.library.test_tasks import document

pytestmark = pytest.mark.django_db
CLAMD = override_settings(CLAMD="unix:/nowhere")


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Callable[[Scan], list[int]]:
    """Have the scanner say something; what comes back grows by one with each question."""

    def put(result: Scan) -> list[int]:
        asked: list[int] = []

        def scan(_file: Any) -> Verdict:
            asked.append(1)
            return Verdict(result, "Eicar")

        monkeypatch.setattr(judging.scanning, "scan", scan)
        return asked

    return put


def run(**options: Any) -> str:
    """Return what the command says."""
    said = io.StringIO()
    call_command("scan_documents", stdout=said, stderr=said, **options)
    return said.getvalue()


def scans() -> list[str]:
    """Return what holds of each document, oldest first."""
    return list(DocumentVersion.objects.order_by("pk").values_list("scan", flat=True))


@CLAMD
def test_what_waits_is_asked_about_and_nothing_else(says: Callable[[Scan], list[int]]) -> None:
    for scan in (Scan.OFF, Scan.WAITING, Scan.CLEAN):
        document(scan)
    asked = says(Scan.CLEAN)
    assert run() == "1 document was looked at.\n"
    assert (len(asked), scans()) == (1, [Scan.OFF, Scan.CLEAN, Scan.CLEAN])


@CLAMD
def test_all_are_asked_about_again_but_for_those_that_have_no_file(says: Callable[[Scan], list[int]]) -> None:
    for scan in (Scan.OFF, Scan.CLEAN, Scan.INFECTED):
        document(scan)
    asked = says(Scan.INFECTED)
    assert run(again=True) == "2 documents were looked at.\n2 are infected; their files were removed.\n"
    assert (len(asked), scans()) == (2, [Scan.INFECTED] * 3)


@CLAMD
def test_without_an_answer_the_command_ends_with_an_error(says: Callable[[Scan], list[int]]) -> None:
    document()
    says(Scan.WAITING)
    with pytest.raises(CommandError, match="1 still waits"):
        run()
    assert scans() == [Scan.WAITING]


def test_without_a_scanner_nobody_can_be_asked() -> None:
    document()
    with pytest.raises(CommandError, match="CLAMD is empty"):
        run()


def test_where_the_scanner_was_given_up_what_waits_can_be_let_pass() -> None:
    document(), document(Scan.INFECTED)
    assert run(unscanned=True) == "1 document waits no more.\n"
    assert scans() == [Scan.OFF, Scan.INFECTED]


@CLAMD
def test_nothing_passes_a_scanner_that_is_set() -> None:
    with pytest.raises(CommandError, match="ask it"):
        run(unscanned=True)
