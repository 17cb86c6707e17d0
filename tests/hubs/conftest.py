"""A hub and our own site as the world sees it, both on this machine; a clock that stands still."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from pytest_django import Settings

from tests.listener import Listener, listening

DAY = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[[], AbstractContextManager[Any]]:
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def hub(settings: Settings) -> Iterator[Listener]:
    """A hub that takes everything."""
    with listening() as listener:
        settings.WEBSUB_HUB = f"{listener.address}/hub"
        yield listener


@pytest.fixture
def site(settings: Settings) -> Iterator[Listener]:
    """Our own site as the world sees it, which shows everything."""
    with listening(status=200) as listener:
        settings.SITE_URL = listener.address
        yield listener


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(DAY, tick=False) as travelling:
        yield travelling
