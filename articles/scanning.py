"""Asking ClamAV about a file before it is served (docs/decisions/0030).

``settings.CLAMD`` says where it listens: ``unix:/run/clamav/clamd.ctl`` or ``tcp:host:port``; empty: nobody is asked.
The protocol is the one of clamd(8): ``INSTREAM``, pieces with their length before them, one line in answer.
"""

import re
import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage
from django.core.checks import Warning as Lacking

from articles.enums import SERVED, Scan

CONNECT = 3.0  # seconds until somebody must have answered
ANSWER = 60.0  # seconds that clamd may think about a piece, or about the whole
PIECE = 64 * 1024  # bytes
REPLY = 4096  # bytes of an answer that are read
FOUND = re.compile(r"stream: (?P<name>.+) FOUND")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of asking. ``WAITING``: nobody could say, so the file is not served until somebody can.

    ``detail``: the name of what was found, or why there is no answer (English, for the log).
    """

    result: Scan
    detail: str = ""

    @property
    def may_be_served(self) -> bool:
        """Whether nothing speaks against the file: it is clean, or nobody is asked here."""
        return self.result in SERVED


def scan(file: BinaryIO) -> Verdict:
    """Ask about ``file``, from its beginning; its position is the beginning again afterwards. Never raises ``OSError``
    for want of an answer.
    """
    if not settings.CLAMD:
        return Verdict(Scan.OFF)
    file.seek(0)
    try:
        reply = _asked(file)
    except OSError as error:  # timeouts among them
        return Verdict(Scan.WAITING, str(error) or type(error).__name__)
    finally:
        file.seek(0)
    if reply == "stream: OK":
        return Verdict(Scan.CLEAN)
    if found := FOUND.fullmatch(reply):
        return Verdict(Scan.INFECTED, found["name"])
    return Verdict(Scan.WAITING, reply or "no answer")


def _connected() -> socket.socket:
    """Return a connection to clamd; ``OSError`` if nobody listens."""
    kind, _colon, address = settings.CLAMD.partition(":")
    if kind == "unix":
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(CONNECT)
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT)


def _asked(file: BinaryIO) -> str:
    """Return clamd's answer to the bytes of ``file``; ``OSError`` if there is none."""
    with _connected() as connection:
        connection.settimeout(ANSWER)
        try:
            connection.sendall(b"zINSTREAM\0")
            while piece := file.read(PIECE):
                connection.sendall(struct.pack("!I", len(piece)) + piece)
            connection.sendall(struct.pack("!I", 0))
        except (BrokenPipeError, ConnectionResetError):
            # Larger than its StreamMaxLength: it says so and hangs up while we are still speaking.
            return _line(connection)
        return _line(connection)


def _line(connection: socket.socket) -> str:
    """Return the line that ends with NUL or with the connection."""
    data = b""
    while b"\0" not in data and len(data) < REPLY and (more := connection.recv(REPLY)):
        data += more
    return data.partition(b"\0")[0].decode("utf-8", "replace").strip()


def answers() -> bool:
    """Tell whether clamd is there."""
    try:
        with _connected() as connection:
            connection.sendall(b"zPING\0")
            return _line(connection) == "PONG"
    except OSError:
        return False


def check_clamd(app_configs: Sequence[AppConfig] | None, **_kwargs: object) -> list[CheckMessage]:
    """Warn, with ``check --deploy``, where clamd is to be asked and does not answer; a system check of Django's."""
    if not settings.CLAMD or answers():
        return []
    said = f"ClamAV does not answer at CLAMD={settings.CLAMD}: new documents wait and are not served."
    return [Lacking(said, hint="systemctl status clamav-daemon", id="articles.W014")]
