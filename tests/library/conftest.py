"""What tests of the library begin with: no files, and a darkroom that takes no time."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.library import quick
from tests.library.quick import Darkroom

Commits = Callable[..., Any]


@pytest.fixture(autouse=True)
def _no_files_of_other_tests() -> None:
    quick.empty()


@pytest.fixture
def darkroom(monkeypatch: pytest.MonkeyPatch) -> Darkroom:
    made = Darkroom()
    made.install(monkeypatch)
    return made


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Commits) -> Commits:
    """A block after which what waits for the end of the transaction is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
