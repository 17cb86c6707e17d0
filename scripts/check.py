"""Check everything that can be checked without running a test: what ``make check`` does.

Each check has a name; given as arguments, only those run. All of them run even when one has failed.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]

# As an operator would set it up; nothing in it is connected to.
PRODUCTION = {
    "SECRET_KEY": "checked-but-never-used-" + "9b4c7e1f" * 6,
    "SITE_URL": "https://news.example.org",
    "ALLOWED_HOSTS": "news.example.org",
    "BEHIND_PROXY": "true",
    "DEBUG": "false",
    "DATABASE_URL": "postgres://newsroom@database.invalid/newsroom",
    "CACHE_URL": "redis://cache.invalid:6379/0",
    "EMAIL_URL": "smtp://mail.invalid:587/?tls=1",
}
LOCAL = PRODUCTION | {"SITE_URL": "http://127.0.0.1:8000", "ALLOWED_HOSTS": "127.0.0.1", "DATABASE_URL": ""}


def program(name: str, *arguments: str) -> list[str]:
    """Return the command line of a tool installed beside this Python."""
    return [str(PROGRAMS / name), *arguments]


def templates() -> list[str]:
    """Return the path of every HTML template."""
    return sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("templates/**/*.html"))


CHECKS: dict[str, tuple[list[str], dict[str, str]]] = {
    "style": (program("ruff", "check"), {}),
    "format": (program("ruff", "format", "--check"), {}),
    "types": (program("mypy"), {}),
    "layers": (program("lint-imports"), {}),
    "templates": (program("djade", "--check", *templates()), {}),
    "html": (program("djlint", "--lint", "--quiet", "templates"), {}),
    "migrations": ([*MANAGE, "makemigrations", "--check", "--dry-run"], LOCAL),
    "messages": ([sys.executable, "scripts/messages.py", "check"], LOCAL),
    "system": ([*MANAGE, "check", "--fail-level", "WARNING"], LOCAL),
    "deployment": ([*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
}


def passes(name: str, scratch: str) -> bool:
    """Run the check ``name`` with its data in the folder ``scratch``; print how it went, and its output if badly."""
    command, environment = CHECKS[name]
    began = time.monotonic()
    result = subprocess.run(
        command,
        cwd=ROOT,
        # TMPDIR too: mypy leaves without tidying up behind the test settings that it imports.
        env=os.environ | {"VAR_DIR": scratch, "TMPDIR": scratch} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    verdict = "ok" if result.returncode == 0 else "FAILED"
    print(f"{name:<12}{verdict:<8}{time.monotonic() - began:5.1f} s", flush=True)
    if result.returncode != 0:
        print(result.stdout, flush=True)
    return result.returncode == 0


def main(names: list[str]) -> int:
    """Run the named checks, or all; return the exit code."""
    if unknown := sorted(set(names) - set(CHECKS)):
        raise SystemExit(f"There is no check {unknown[0]}; there are: {', '.join(CHECKS)}.")
    with tempfile.TemporaryDirectory(prefix="newsroom-check-") as scratch:
        failed = [name for name in names or CHECKS if not passes(name, scratch)]
    print(f"Failed: {', '.join(failed)}." if failed else "Everything holds.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
