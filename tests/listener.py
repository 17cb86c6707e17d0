"""A server on this machine that keeps what it is sent, in the place of hubs, search engines and the site itself."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Listener:
    """What was asked, as (method, path, body), and how it is answered: ``statuses`` by path, else ``status``."""

    address: str = ""
    status: int = 204
    statuses: dict[str, int] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0.0  # seconds between two bytes of an answer that never ends
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    def sent(self) -> list[str]:
        """Return the bodies that were posted, in order."""
        return [body for method, _path, body in self.asked if method == "POST"]


def _handler(listener: Listener) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            listener.asked.append((self.command, self.path, self.rfile.read(length).decode()))
            if listener.drip:
                self._drip()
                return
            self.send_response(listener.statuses.get(self.path, listener.status))
            for name, value in listener.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _drip(self) -> None:
            try:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                for _byte in range(100):
                    time.sleep(listener.drip)
                    self.wfile.write(b"x")
                    self.wfile.flush()
            except OSError:
                pass

        do_POST = do_HEAD = do_GET = _answer  # noqa: N815 (the names that http.server wants)

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def listening(**answers: Any) -> Iterator[Listener]:
    """Run a listener on a free port for the length of a test."""
    listener = Listener(**answers)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(listener))
    server.daemon_threads, server.block_on_close = True, False
    listener.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
