"""What stands behind the Makefile."""

import logging
import re
import socket
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from scripts import check, dotenv, lock, run
from tests import layers

ROOT = Path(__file__).resolve().parent.parent
LOCKED = ["requirements.txt", "requirements-dev.txt"]


def pins(name: str) -> set[str]:
    """Return the ``package==version ; marker`` lines of a requirements file."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {line.removesuffix(" \\") for line in text.splitlines() if re.match(r"[a-z0-9]", line)}


@pytest.mark.parametrize("name", LOCKED)
def test_every_requirement_is_pinned_with_hashes_and_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert lock.ADDRESS.search(text) is None
    blocks = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert [
        block for block in blocks if not re.match(r"[a-z0-9._-]+==\S+.*\\\n\s+--hash=sha256:[0-9a-f]{64}", block)
    ] == []


def test_tests_run_with_the_versions_that_production_runs_with() -> None:
    assert pins("requirements.txt") - pins("requirements-dev.txt") == set()


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["dependency-groups"]["dev"],
    }
    for name, dependencies in wanted.items():
        locked = {pin.partition("==")[0] for pin in pins(name)}
        assert {re.split(r"[\[<>=,]", dependency)[0] for dependency in dependencies} - locked == set()


def test_what_a_start_has_made_does_not_stand_before_the_addresses(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tasks = logging.getLogger("django_tasks")
    caplog.set_level(logging.INFO, logger=tasks.name)
    monkeypatch.setattr("django.core.management.call_command", lambda *_name, **_options: tasks.info("state=RUNNING"))
    run.prepare()
    assert caplog.messages == []


def test_the_first_start_writes_secrets_of_its_own_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOST", "PORT", "SITE_URL", "DEMO_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    first, second = tmp_path / "first", tmp_path / "second"
    assert dotenv.write(first)
    assert dotenv.write(second)
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    written = dict(line.split("=", 1) for line in first.read_text().splitlines() if not line.startswith("#"))
    assert set(written) == {"SECRET_KEY", "SITE_URL", "BEHIND_PROXY", "DEMO_PASSWORD"}
    assert written["SITE_URL"] == "http://127.0.0.1:8000"
    assert set(first.read_text().splitlines()) & set(second.read_text().splitlines()) == {
        line for line in first.read_text().splitlines() if not line.startswith(("SECRET_KEY=", "DEMO_PASSWORD="))
    }


def test_a_file_of_settings_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("SECRET_KEY=mine\n")
    assert not dotenv.write(path)
    assert path.read_text() == "SECRET_KEY=mine\n"


def test_the_password_of_the_demo_may_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "chosen by me")
    dotenv.write(tmp_path / ".env")
    assert "DEMO_PASSWORD=chosen by me\n" in (tmp_path / ".env").read_text()


ORIGINS = {
    "127.0.0.1": ("http://127.0.0.1:8001", "127.0.0.1,localhost"),
    "desk.example": ("http://desk.example:8001", "desk.example,127.0.0.1,localhost"),
    "::1": ("http://[::1]:8001", "[::1],127.0.0.1,localhost"),
    "0.0.0.0": ("http://127.0.0.1:8001", "*"),  # noqa: S104 (compared with, not listened on)
}


@pytest.mark.parametrize("host", ORIGINS)
def test_the_public_origin_follows_host_and_port(host: str) -> None:
    assert run.origin(host, 8001) == ORIGINS[host]


def test_a_port_that_is_taken_is_named_with_the_next_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(SystemExit, match=rf"127\.0\.0\.1:{port}: .* make run PORT={port + 1}"):
            run.refuse_taken_port("127.0.0.1", port)


def test_a_check_that_there_is_not_is_refused() -> None:
    with pytest.raises(SystemExit, match="There is no check spelling"):
        check.main(["spelling"])


def test_help_names_every_word_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    words = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    assert sorted(words) == sorted(phony.group(1).split())
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^  make (\w+)", shown, re.MULTILINE) == words


def test_a_python_that_is_too_old_is_named_with_what_brings_another(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\nexit 1\n')
    old.chmod(0o755)
    result = subprocess.run(
        ["sh", str(ROOT / "scripts" / "needs.sh"), str(old)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "is Python 3.9.2: apt-get install python3.11 python3.11-venv" in result.stderr


def test_this_python_is_enough() -> None:
    command = ["sh", str(ROOT / "scripts" / "needs.sh"), sys.executable]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stderr == ""


def test_a_layer_that_is_absent_is_named_with_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(layers.LAYERS, "gopher", layers.Layer(("no-such-program",), "gopherd"))
    assert "gopher" in layers.absent()
    assert layers.not_tested("gopher") == "NOT TESTED: gopher. Run `apt-get install gopherd` and then `make test`."
