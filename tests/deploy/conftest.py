"""What the newsrooms of several modules begin with, made once a run."""

import fcntl
from pathlib import Path

import pytest

from tests.deploy.front import prepare


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder to copy; the first process of the run that needs it makes it, and the others wait."""
    own = tmp_path_factory.getbasetemp()
    run = own if worker_id == "master" else own.parent  # which pytest-xdist makes for all its workers
    folder, ready = run / "prepared", run / "prepared.ready"
    with (run / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            folder.mkdir(exist_ok=True)
            prepare(folder)
            ready.touch()
    return folder
