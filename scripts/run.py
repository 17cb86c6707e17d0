"""Serve newsroom on this machine, ready to be looked at: what ``make run`` does.

Brings static files and database up to date, loads the demo into an empty newsroom, says where everything is, and
starts the server. All in one process, because each start of Django costs a second. ``HOST`` and ``PORT`` say where to
listen; the public origin and the allowed hosts follow them unless ``SITE_URL`` or ``ALLOWED_HOSTS`` are set in the
process environment (values of these two in ``.env`` are for the other commands).
"""

import io
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ANYWHERE = {"0.0.0.0", "::"}  # noqa: S104 (compared with, not listened on)
# SQLite writes one at a time and reads side by side: a few threads keep a slow request from holding up the others.
THREADS = 4


def origin(host: str, port: int) -> tuple[str, str]:
    """Return the public origin and the allowed hosts, separated by commas, of a server on ``host`` and ``port``."""
    name = "127.0.0.1" if host in ANYWHERE else f"[{host}]" if ":" in host else host
    # Listening everywhere, nobody can list the names that this machine has for others. No link is made from a Host
    # header, so a strange one does no harm.
    allowed = "*" if host in ANYWHERE else ",".join(dict.fromkeys([name, "127.0.0.1", "localhost"]))
    return f"http://{name}:{port}", allowed


def refuse_taken_port(host: str, port: int) -> None:
    """Raise ``SystemExit`` with a sentence when nobody can listen on ``host`` and ``port``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SystemExit(f"{host}:{port}: {error.strerror}. Try: make run PORT={port + 1}") from error


def collect_static() -> None:
    """Collect static files if the project's own or the installed packages are newer than the last collection."""
    from django.conf import settings
    from django.core.management import call_command

    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    own = [path for folder in ("articles", "newsroom") for path in (ROOT / folder).glob("static/**/*")]
    newest = max(path.stat().st_mtime for path in [ROOT / "requirements.txt", *own])
    if not manifest.exists() or manifest.stat().st_mtime < newest:
        print("Collecting static files ...", flush=True)
        shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
        call_command("collectstatic", interactive=False, verbosity=0)


def prepare() -> None:
    """Bring the database up to date and, where it holds no release, load the demo; without a word of its tasks."""
    logging.getLogger("django_tasks").setLevel(logging.WARNING)
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("rebuild_search", verbosity=0)  # of a newsroom that is older than its search
    # What it would say is said by announce, at every start; its progress bar is on the other stream.
    call_command("load_demo", if_empty=True, stdout=io.StringIO())


def announce() -> None:
    """Print the addresses and the log-ins of the demo accounts that exist."""
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.urls import reverse

    from articles.demo.accounts import ACCOUNTS

    print(f"\n  Public  {settings.SITE_URL}/\n  Admin   {settings.SITE_URL}{reverse('admin:index')}\n")
    users = User.objects.in_bulk([account.username for account in ACCOUNTS], field_name="username")
    present = [account for account in ACCOUNTS if account.username in users]
    if present:
        # One password for all, and one is tried: each costs a third of a second.
        known = settings.DEMO_PASSWORD and users[present[0].username].check_password(settings.DEMO_PASSWORD)
        password = settings.DEMO_PASSWORD if known else "(the one it has)"
        print(f"  {'Log-in':<16}{'Password':<20}Group")
        for account in present:
            print(f"  {account.username:<16}{password:<20}{account.group}")
    print("\n  Stop with Ctrl-C.\n", flush=True)


def serve(host: str, port: int) -> int:
    """Serve until Ctrl-C or a signal to stop; return the server's exit code."""
    command = [
        *(sys.executable, "-m", "granian", "newsroom.wsgi:application", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--blocking-threads", str(THREADS)),
        *("--no-access-log", "--log-level", "warning", "--workers-kill-timeout", "10"),
    ]
    # Papers, share images and AVIF of the demo take a minute or two; they are made beside the server, which is there at
    # once.
    making = [
        subprocess.Popen(
            ["nice", sys.executable, "manage.py", command],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for command in ("make_derivatives", "make_renditions")
    ]
    # A session of its own, so that Ctrl-C is passed on to granian's main process alone: a worker that hears it twice,
    # from the terminal and from the main process, hangs (measured with granian 2.8).
    server = subprocess.Popen(command, start_new_session=True)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda _number, _frame: server.terminate())
    try:
        return server.wait()
    finally:
        for process in making:
            process.terminate()


def main() -> None:
    """Prepare, announce and serve."""
    host, port = os.environ.get("HOST") or "127.0.0.1", int(os.environ.get("PORT") or "8000")
    refuse_taken_port(host, port)
    for name, value in zip(("SITE_URL", "ALLOWED_HOSTS"), origin(host, port), strict=True):
        os.environ.setdefault(name, value)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))

    import django

    django.setup()
    collect_static()
    prepare()
    announce()
    sys.exit(serve(host, port))


if __name__ == "__main__":
    main()
