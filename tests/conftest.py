"""Fixtures for every test, and which layers of the suite this machine can run."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from articles import freshness
from tests.derivatives.quick import Press
from tests.layers import LAYERS, absent, not_tested

if TYPE_CHECKING:
    from django.db.backends.base.operations import BaseDatabaseOperations
    from playwright.sync_api import Browser, BrowserContext, Page

ABSENT = absent()

# A slow machine is no error, and what failed once is told by the seed and not by a folder of examples.
hypothesis.settings.register_profile("newsroom", deadline=None, database=None, print_blob=True)
hypothesis.settings.load_profile("newsroom")

# No sandbox: tests may run as root. The rest keeps Chromium from calling home.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure(config: pytest.Config) -> None:
    """Stop at once where every layer is wanted (continuous integration) and one is absent."""
    if os.environ.get("REQUIRE_ALL_LAYERS") == "1" and ABSENT:
        raise pytest.UsageError("\n".join(map(not_tested, ABSENT)))
    gc.disable()  # collecting makes many objects and leaves no garbage


def pytest_collection_finish(session: pytest.Session) -> None:
    """Spare the garbage collector what lives as long as the run: modules and thousands of tests."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of absent layers, and those of PostgreSQL when the run is on SQLite.

    On PostgreSQL, the second run, what says nothing about a database is not said again.
    """
    from django.db import connection

    on_postgresql = connection.vendor == "postgresql"
    left_out = {*ABSENT, "once"} if on_postgresql else {*ABSENT, "postgresql"}
    deselected = [
        item
        for item in items
        if left_out & {mark.name for mark in item.iter_markers()} or (on_postgresql and not _asks_a_database(item))
    ]
    if deselected:
        config.hook.pytest_deselected(items=deselected)
        items[:] = [item for item in items if item not in deselected]


def _asks_a_database(item: pytest.Item) -> bool:
    """Tell whether a test uses a database. What is asked in a process of its own is not this one."""
    asking = {"django_db", "postgresql"} & {mark.name for mark in item.iter_markers()}
    fixtures = {"db", "transactional_db", "live_server", "_loaded"} & set(getattr(item, "fixturenames", ()))
    return bool(asking or fixtures)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was left out."""
    for marker in ABSENT:
        terminalreporter.write_line(not_tested(marker), red=True, bold=True)


@pytest.fixture(autouse=True)
def _fresh_clock() -> Iterator[None]:
    """Keep the content clock's reading of one test from the next."""
    freshness.forget()
    yield
    freshness.forget()


@pytest.fixture(autouse=True)
def _no_background(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a test brings in from being worked on beside it, and beside the tests after it."""
    from articles.library import background

    monkeypatch.setattr(background, "do", lambda _job: None)


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    """A press that prints and draws at once, on any machine."""
    made = Press()
    made.install(monkeypatch)
    return made


@pytest.fixture(scope="session", autouse=True)
def _emptying() -> Iterator[None]:
    """Let tests that need transactions of their own empty the tables: SQLite has no TRUNCATE, which passes triggers by.

    What is dropped here, ``post_migrate`` installs again at the end of the same flush.
    """
    from django.db import connection

    if connection.vendor != "sqlite":
        yield
        return
    operations = type(connection.ops)
    sql_flush = operations.sql_flush
    kept = [f"articles_{name}_is_kept" for name in ("auditentry", "publication", "illustration", "attachment")]

    def without_triggers(self: BaseDatabaseOperations, *arguments: Any, **options: Any) -> list[str]:
        statements = sql_flush(self, *arguments, **options)
        return [*(f"DROP TRIGGER IF EXISTS {name};" for name in kept), *statements] if statements else []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", without_triggers)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, started once a session; for tests marked ``browser``."""
    from playwright.sync_api import sync_playwright  # costs most runs half a second for nothing

    # Playwright runs an event loop in this thread, in which Django would refuse the database as if it were async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=LAYERS["browser"].program, args=CHROMIUM_ARGUMENTS)
            yield chromium
            chromium.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor of its own: no cookies, no cache."""
    with browser.new_context() as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page of that visitor."""
    return context.new_page()
