"""A thread for work that nobody waits for, where tasks are done at once (TASKS=immediate): one, in each process.

Making AVIF of a photo takes ten seconds in a process of its own; the thread waits for that, and nobody else does. It
begins when nothing more has come for a moment: who brings in fifty photos should not share the processor with their
AVIF. What it had not done when its process ended is left to ``make_renditions`` and ``scan_documents``
(docs/decisions/0033).
"""

import logging
import queue
import threading
import time
from collections.abc import Callable

from django.db import connections

log = logging.getLogger(__name__)

LENGTH = 500  # jobs that wait at most; what comes on top is left undone
QUIET = 3.0  # seconds in which nothing came, until the next job is begun


class _Process:
    """What this process has: the jobs that wait, and the thread that does them, once there was one."""

    jobs: "queue.Queue[Callable[[], object]]" = queue.Queue(LENGTH)
    thread: threading.Thread | None = None
    last = 0.0  # when a job came, by the monotonic clock
    lock = threading.Lock()


def do(job: Callable[[], object]) -> None:
    """Have ``job`` done some time by another thread; at once in none, and perhaps never."""
    _Process.last = time.monotonic()
    try:
        _Process.jobs.put_nowait(job)
    except queue.Full:
        log.warning("Too much is to be done in the background: %r is left undone", job)
        return
    with _Process.lock:
        if _Process.thread is None or not _Process.thread.is_alive():  # a process that was forked has none
            _Process.thread = threading.Thread(target=_work, name="newsroom-background", daemon=True)
            _Process.thread.start()


def _work() -> None:
    while True:
        job = _Process.jobs.get()
        while (left := _Process.last + QUIET - time.monotonic()) > 0:
            time.sleep(left)
        try:
            job()
        except Exception:
            log.exception("What was to be done in the background failed: %r", job)
        finally:
            connections.close_all()  # the next job may come tomorrow
            _Process.jobs.task_done()
