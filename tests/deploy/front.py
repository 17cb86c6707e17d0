"""A newsroom as in production, on this machine's loopback: granian on a database of its own, nginx in front of it."""

import http.client
import json
import math
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from typing import Any

from tests.layers import LAYERS

ROOT = Path(__file__).resolve().parents[2]
CONF = ROOT / "deploy/nginx/newsroom.conf"
HOST = "news.example.org"
START = 20  # seconds that a server may take to answer for the first time

# What a machine's own nginx.conf holds; X-Cache tells tests what nginx did.
MAIN = """
{user}
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    add_header X-Cache $upstream_cache_status always;
    include {folder}/newsroom.conf;
}}
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    body: bytes

    @property
    def cache(self) -> str | None:
        """What nginx's cache did: HIT, MISS, STALE and so on; None where it was not asked."""
        return self.headers.get("X-Cache")


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def nginx() -> str:
    """Return the path of the program."""
    program = LAYERS["nginx"].program
    assert program is not None
    return program


def wait_until(moment: datetime) -> None:
    """Sleep until ``moment``: nginx has a clock of its own, which no test can freeze."""
    while (left := (moment - datetime.now(UTC)).total_seconds()) > 0:
        time.sleep(min(left, 0.5))


def whole_second(seconds: float) -> datetime:
    """Return the first whole second that is at least ``seconds`` from now."""
    return datetime.fromtimestamp(math.ceil(time.time() + seconds), UTC)


def database(folder: Path) -> Path:
    """Return the database of a newsroom whose files are in ``folder``."""
    return folder / "newsroom.sqlite3"


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a newsroom whose files are in ``folder``."""
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "SECRET_KEY": "only-for-tests-" + "0123456789" * 5,
        "SITE_URL": f"http://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "BEHIND_PROXY": "true",
        "DATABASE_URL": f"sqlite:///{database(folder)}",
        "CACHE_URL": "locmem://",
        "VAR_DIR": str(folder),
        "MEDIA_ROOT": str(folder / "media"),
        "LOG_LEVEL": "CRITICAL",
        "DEBUG": "false",
        "PYTHONPATH": str(ROOT),
    }


def prepare(folder: Path) -> None:
    """Put into ``folder`` what takes long and every newsroom here begins with: an empty database, the static files."""
    for command in (["migrate", "--verbosity=0"], ["collectstatic", "--no-input", "--verbosity=0"]):
        program = [sys.executable, str(ROOT / "manage.py"), *command]
        subprocess.run(program, check=True, env=environment(folder), cwd=ROOT)


class Newsroom:
    """The two servers and the desk. ``close`` ends what was started. ``settings`` are added to the environment."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port, self.app_port = free_port(), free_port()
        self.database = database(folder)
        self.environment = environment(folder) | settings
        self.app: subprocess.Popen[bytes] | None = None
        self.front: subprocess.Popen[bytes] | None = None
        self.desk: subprocess.Popen[str] | None = None

    def open(self, prepared: Path) -> None:
        """Bring everything up, on a copy of what was ``prepared``."""
        shutil.copytree(prepared, self.folder, dirs_exist_ok=True)
        self.desk = subprocess.Popen(
            [sys.executable, "-m", "tests.deploy.desk"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.environment, cwd=ROOT,
        )  # fmt: skip
        self.start_app()
        (self.folder / "newsroom.conf").write_text(self.adapted(CONF.read_text(encoding="utf-8")), encoding="utf-8")
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(MAIN.format(folder=self.folder, user=user), encoding="utf-8")
        self.front = subprocess.Popen([nginx(), "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")])
        self.await_port(self.port)

    def adapted(self, conf: str) -> str:
        """Return the shipped configuration with this machine's ports and paths."""
        changes = {
            "server 127.0.0.1:8000;": f"server 127.0.0.1:{self.app_port};",
            "listen 80": f"listen 127.0.0.1:{self.port}",
            "listen [::]:80": "# listen [::]:80",
            "/var/cache/nginx/newsroom": str(self.folder / "cache"),
            "/var/lib/newsroom/media": str(self.folder / "media"),
            "/var/log/nginx/newsroom.log": str(self.folder / "access.log"),
            "/srv/newsroom/deploy/nginx": str(CONF.parent),
        }
        for before, after in changes.items():
            assert before in conf
            conf = conf.replace(before, after)
        return conf

    def start_app(self) -> None:
        """Start the application as deploy/systemd/newsroom.service does, with one worker."""
        self.app = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "newsroom.wsgi:application", "--interface", "wsgi"),
                *("--host", "127.0.0.1", "--port", str(self.app_port), "--blocking-threads", "8"),
                *("--no-access-log", "--log-level", "critical", "--http", "1", "--no-ws"),
            ],
            env=self.environment, cwd=ROOT, start_new_session=True,
        )  # fmt: skip
        self.await_port(self.app_port)

    def kill_app(self) -> None:
        """End the application and its workers at once, as a crash would."""
        assert self.app is not None
        os.killpg(self.app.pid, signal.SIGKILL)
        self.app.wait()
        self.await_port(self.app_port, listening=False)  # its workers die a little later

    def await_port(self, port: int, *, listening: bool = True) -> None:
        """Wait until somebody listens on ``port``, or nobody any more."""
        deadline = time.monotonic() + START
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if (probe.connect_ex(("127.0.0.1", port)) == 0) == listening:
                    return
            time.sleep(0.05)
        raise TimeoutError(f"port {port}: {listening=} is not so")

    def order(self, name: str, **options: str | int) -> Any:
        """Let the desk do something; return its answer."""
        assert self.desk is not None and self.desk.stdin is not None and self.desk.stdout is not None
        self.desk.stdin.write(json.dumps([name, options]) + "\n")
        self.desk.stdin.flush()
        return json.loads(self.desk.stdout.readline())

    def get(
        self,
        path: str,
        headers: Mapping[str, str] | None = None,
        *,
        method: str = "GET",
        body: bytes | None = None,
        direct: bool = False,
    ) -> Answer:
        """Ask nginx, or with ``direct`` the application itself."""
        connection = http.client.HTTPConnection("127.0.0.1", self.app_port if direct else self.port, timeout=20)
        try:
            connection.request(method, path, body, {"Host": HOST, **(headers or {})})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def raw(self, request: bytes) -> bytes:
        """Send ``request`` as it is; return the first bytes of the answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(request)
            return connection.recv(4096)

    def empty_cache(self) -> None:
        """Remove every kept page, as docs/operators.md tells to do in an emergency."""
        for path in (self.folder / "cache").rglob("*"):
            if path.is_file():
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """End what was started."""
        if self.desk is not None and self.desk.stdin is not None and self.desk.stdout is not None:
            self.desk.stdin.close()
            self.desk.wait()
            self.desk.stdout.close()
        if self.front is not None:
            self.front.terminate()
            self.front.wait()
        if self.app is not None and self.app.poll() is None:
            self.kill_app()
        shutil.rmtree(self.folder, ignore_errors=True)
