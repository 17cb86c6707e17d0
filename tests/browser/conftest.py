"""Fixtures of the tests in a real browser."""

import threading
from collections.abc import Iterator

import pytest
from pytest_django.live_server_helper import LiveServer

PATIENCE = 10  # seconds


@pytest.fixture(autouse=True)
def _settled(live_server: LiveServer) -> Iterator[None]:
    """Let the server finish what closed pages have sent it (the desk's say good-bye) before the database is emptied."""
    yield
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE)
