"""Asking ClamAV, played by a server that speaks its protocol over a real socket."""

import io
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from articles import scanning
from articles.enums import Scan
from articles.scanning import PIECE, Verdict, scan

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """What clamd(8) says of a stream: it finds EICAR, refuses more than ``limit`` bytes; ``says`` puts words in its mouth."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.limit = 1_000_000
        self.says: bytes | None = None
        self.received = b""
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self) -> None:
        """Answer one connection after the other until the listener is closed."""
        while True:
            try:
                connection, _address = self.listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as read:
                connection.sendall(self.answer(read))

    def answer(self, read: io.BufferedReader) -> bytes:
        command = b""
        while not command.endswith(b"\0"):
            command += read.read(1)
        if command == b"zPING\0":
            return self.says if self.says is not None else b"PONG\0"
        assert command == b"zINSTREAM\0"
        self.received = b""
        while length := struct.unpack("!I", read.read(4))[0]:
            assert length <= PIECE
            self.received += read.read(length)
            if len(self.received) > self.limit:
                return b"INSTREAM size limit exceeded. ERROR\0"
        if self.says is not None:
            return self.says
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in self.received else b"stream: OK\0"


def tcp(_folder: Path) -> tuple[socket.socket, str]:
    listener = socket.create_server(("127.0.0.1", 0))
    return listener, f"tcp:127.0.0.1:{listener.getsockname()[1]}"


def unix(folder: Path) -> tuple[socket.socket, str]:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(folder / "clamd.ctl"))
    listener.listen()
    return listener, f"unix:{folder / 'clamd.ctl'}"


@pytest.fixture(params=[tcp, unix])
def clamd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Clamd]:
    opened: Callable[[Path], tuple[socket.socket, str]] = request.param
    listener, address = opened(tmp_path)
    playing = Clamd(listener)
    with override_settings(CLAMD=address):
        yield playing
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    playing.thread.join(5)


def test_where_nobody_is_asked_nothing_speaks_against_a_file() -> None:
    with override_settings(CLAMD=""):
        verdict = scan(io.BytesIO(EICAR))
    assert (verdict, verdict.may_be_served) == (Verdict(Scan.OFF), True)


def test_a_clean_file_is_asked_about_whole_and_may_be_served(clamd: Clamd) -> None:
    file = io.BytesIO(bytes(range(256)) * 1000)
    file.seek(99)
    verdict = scan(file)
    assert (verdict, verdict.may_be_served) == (Verdict(Scan.CLEAN), True)
    assert (clamd.received == file.getvalue(), file.tell()) == (True, 0)


def test_what_is_found_is_named_and_not_served(clamd: Clamd) -> None:
    verdict = scan(io.BytesIO(b"x" * PIECE + EICAR))
    assert (verdict, verdict.may_be_served) == (Verdict(Scan.INFECTED, "Eicar-Test-Signature"), False)


def test_a_file_that_is_too_large_for_clamd_waits_and_the_log_can_say_why(clamd: Clamd) -> None:
    verdict = scan(io.BytesIO(b"x" * 20_000_000))
    assert (verdict.result, verdict.may_be_served) == (Scan.WAITING, False)


@pytest.mark.parametrize("says", [b"", b"stream: lstat() failed ERROR\0", b"\xff\xfe\0", b"stream: OK but not\0"])
def test_an_answer_that_is_none_leaves_a_file_waiting(clamd: Clamd, says: bytes) -> None:
    clamd.says = says
    verdict = scan(io.BytesIO(b"x"))
    assert (verdict.result, verdict.may_be_served, bool(verdict.detail)) == (Scan.WAITING, False, True)


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd.ctl", "tcp:127.0.0.1:1", f"unix:/{'x' * 200}"])
def test_where_nobody_listens_files_wait(address: str) -> None:
    with override_settings(CLAMD=address):
        assert scan(io.BytesIO(b"x")).result == Scan.WAITING
        assert not scanning.answers()


def test_who_is_silent_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "ANSWER", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp:127.0.0.1:{silent.getsockname()[1]}"
        with override_settings(CLAMD=address):
            assert scan(io.BytesIO(b"x")) == Verdict(Scan.WAITING, "timed out")


def test_the_check_before_a_deployment_asks_whether_it_is_there(clamd: Clamd) -> None:
    assert scanning.check_clamd(None) == []
    clamd.says = b"UNKNOWN COMMAND\0"
    (said,) = scanning.check_clamd(None)
    assert (said.id, "wait and are not served" in said.msg) == ("articles.W014", True)


@override_settings(CLAMD="unix:/nowhere/clamd.ctl")
def test_the_check_is_made_before_a_deployment_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # of the browser's tests: no deployment may have it
    call_command("check")
    assert "W014" not in capsys.readouterr().err
    call_command("check", deploy=True)
    assert "W014" in capsys.readouterr().err
