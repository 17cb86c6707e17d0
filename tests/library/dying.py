"""A process that is killed in the middle of its work: ``python -m tests.library.dying DATABASE MEDIA_ROOT WORK KEYS``.

The work is done once to its end, to count the lines of code that it takes; then once for each further key in a process
of its own, which the kernel kills (SIGKILL) at a line between the first and the last, evenly spread. Prints how many
lines there are.
"""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

TRACED = (
    "articles/library/", "newsroom/disk.py", "django/core/files/storage/filesystem.py", "django/db/transaction.py",
    "django/db/models/base.py", "django/core/files/base.py",
)  # fmt: skip


def counting(kill_at: int) -> tuple[Callable[..., Any], list[int]]:
    """Return a function for ``sys.settrace`` that kills this process at a line, and where it counts them."""
    lines = [0]

    def line(_frame: FrameType, event: str, _argument: Any) -> Any:
        if event == "line":
            lines[0] += 1
            if lines[0] == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return line

    def call(frame: FrameType, _event: str, _argument: Any) -> Any:
        return line if any(part in frame.f_code.co_filename for part in TRACED) else None

    return call, lines


def apart(work: Callable[[int], None], key: int, kill_at: int) -> tuple[int, int]:
    """Do ``work`` in a process of its own; return the signal that ended it and the lines it took."""
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        code = 1
        try:
            trace, lines = counting(kill_at)
            sys.settrace(trace)
            work(key)
            sys.settrace(None)
            os.write(write, str(lines[0]).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    with os.fdopen(read, "rb") as said:
        lines_taken = int(said.read() or 0)
    status = os.waitpid(child, 0)[1]
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
        raise SystemExit(f"The work on {key} failed.")
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, lines_taken


def main(database: str, media: str, work: str, *keys: str) -> None:
    """Set Django up on the test's database and folder, and do it."""
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    settings.MEDIA_ROOT = media
    django.setup()
    from tests.library import works

    first, *others = map(int, keys)
    job = getattr(works, work)
    ended, lines = apart(job, first, 0)
    assert ended == 0
    for number, key in enumerate(others):
        ended, _lines = apart(job, key, 1 + number * (lines - 1) // max(1, len(others) - 1))
        assert ended == signal.SIGKILL, (work, number, lines)
    sys.stdout.write(str(lines))


if __name__ == "__main__":
    main(*sys.argv[1:])
