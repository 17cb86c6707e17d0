"""Run the whole suite, on SQLite and then on PostgreSQL: what ``make test`` does. Arguments go to pytest.

A layer whose program is absent is installed where that is possible (root on Debian), else named and left out; with
``REQUIRE_ALL_LAYERS=1`` it is an error. PostgreSQL is a cluster of our own in a temporary folder, reached by a socket
in it, so that a server that runs on this machine is neither needed nor touched.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.layers import LAYERS, absent, not_tested  # noqa: E402 (found through the line above)

# Nothing of a test database outlives the run, so nothing need reach the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")

# One more than there are processors: half of the time of browsers and servers under test is waiting.
WORKERS = (os.cpu_count() or 1) + 1


def install_absent() -> None:
    """Install the programs of absent layers with apt-get, if this is root on Debian."""
    packages = [package for marker in absent() for package in LAYERS[marker].package.split()]
    if not packages or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    print(f"Installing {', '.join(packages)} ...", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        # No success, no harm: what is still absent is said at the end of the run.
        subprocess.run(["apt-get", "-qq", *arguments], env=quiet, check=False, stdout=subprocess.DEVNULL)


@contextmanager
def postgresql(initdb: str) -> Iterator[str]:
    """Start a PostgreSQL of our own; yield the URL of its database, and remove it all afterwards."""
    programs = Path(initdb).parent
    folder = Path(tempfile.mkdtemp(prefix="newsroom-pg-"))
    as_owner: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root; its Debian package brings this user
        shutil.chown(folder, "postgres", "postgres")
        as_owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        command = [*as_owner, str(programs / program), "-D", str(data), *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)

    try:
        run("initdb", "--auth=trust", "--username=newsroom", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        options = " ".join(f"-c {option}" for option in (*FAST, f"unix_socket_directories={folder}"))
        run("pg_ctl", "--wait", f"--log={folder / 'log'}", f"--options={options}", "start")
        try:
            yield f"postgres://newsroom@{quote(str(folder), safe='')}/postgres"
        finally:
            run("pg_ctl", "--wait", "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def pytest(database: str, url: str, arguments: list[str]) -> int:
    """Run the suite on the database at ``url``; return pytest's exit code."""
    print(f"\n=== {database} ===", flush=True)
    command = [sys.executable, "-m", "pytest", "-n", str(WORKERS), *arguments]
    environment = os.environ | {"DATABASE_URL": url}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # each of hundreds of processes would compile all of it again
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def main(arguments: list[str]) -> int:
    """Run the suite on each database; return the first exit code that is not 0."""
    install_absent()
    codes = [pytest("SQLite", "sqlite://:memory:", arguments)]
    initdb = LAYERS["postgresql"].program
    if initdb:
        with postgresql(initdb) as url:
            codes.append(pytest("PostgreSQL", url, arguments))
    else:
        print(not_tested("postgresql"))
    return next(filter(None, codes), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
