"""Having a picture developed, in a process of its own that is bounded in time, memory and reach (``enlarger``).

Bytes in, bytes out: what is served of a picture is never the file that came in. Measured: docs/decisions/0029.
"""

import io
import json
import logging
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from articles.darkroom.offers import Offered, offered
from articles.darkroom.problems import ImageProblem, problem

__all__ = ["Developed", "ImageProblem", "Made", "Offered", "develop"]

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent.parent
WANTED = {"base", "avif", "social"}
SECONDS = 40  # of the processor, ten times what the largest picture takes; a slow machine has room
WAITING = 3  # times as long may pass on the clock where the machine has other things to do
MEMORY = 300 * 1024 * 1024  # bytes of addresses that libraries take, and the decoder of a small picture
PIXEL = 16  # bytes for each that a picture may have: twice four for two copies, and what decoders keep
# A process of the server has so many uploads developed at once, and lets as many more wait: together half of its eight
# threads, for readers need the others. Who comes then is refused at once, and comes again. AVIF is made where nobody
# waits, one at a time.
AT_ONCE = min(2, os.cpu_count() or 1)
PLACES = threading.BoundedSemaphore(2 * AT_ONCE)
SLOTS = threading.BoundedSemaphore(AT_ONCE)
PATIENCE = 30  # seconds
CRASHES = {-signal.SIGSEGV, -signal.SIGBUS, -signal.SIGABRT, -signal.SIGFPE, -signal.SIGILL}


@dataclass(frozen=True, slots=True)
class Made:
    """One encoded picture; ``width`` and ``height`` are in pixels.

    ``name``, such as ``800.avif``, ``full.jpg``, ``social-50-30.jpg``, is also the end of its name in the storage.
    """

    name: str
    width: int
    height: int
    data: bytes

    @property
    def format(self) -> str:
        """The format: ``jpeg``, ``avif`` or ``png``."""
        return self.mime.removeprefix("image/")

    @property
    def mime(self) -> str:
        """The media type."""
        ending = self.name.rpartition(".")[2]
        return f"image/{'jpeg' if ending == 'jpg' else ending}"


@dataclass(frozen=True, slots=True)
class Developed:
    """A picture: ``width`` and ``height`` in pixels, upright, as taken; ``format`` of what came in, as Pillow names it.

    ``colour`` is ``#rrggbb``, to stand in its place until it is there. ``flat``: a chart, a logo, a screenshot, made as
    PNG without loss where that is smaller, or where something shows through.
    """

    width: int
    height: int
    format: str
    colour: str
    flat: bool
    offered: Offered
    made: tuple[Made, ...]


def develop(
    file: BinaryIO,
    wanted: Collection[str] = ("base",),
    focus: tuple[int, int] = (50, 50),
    seconds: float = SECONDS,
) -> Developed:
    """Return the picture in ``file`` with what is ``wanted`` of it, smallest first.

    ``base``: JPEG, or PNG of flat art, in the widths of ``prints.WIDTHS`` up to its own, and in its own if it is
    narrower than the widest; then ``full``, in its own width; and ``social``. ``avif``: AVIF in the same widths, or
    none at all of a picture so tall that it would take too long (``prints.LARGE``). ``social``: 1200 by 630
    pixels around ``focus``, which is in percent of width and height. At most ``seconds`` of the processor are spent.

    Raises ``ImageProblem`` if the file is not taken; ``TimeoutError`` where the machine is too busy, and another
    ``OSError`` where there is no room or no process can be started: not the picture's fault, try again.
    """
    if not wanted or not WANTED.issuperset(wanted) or not all(0 <= part <= 100 for part in focus):
        raise ValueError(f"Nobody can develop {wanted!r} around {focus!r}.")
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size == 0:
        raise problem("empty", {})
    if size > settings.IMAGE_MAX_BYTES:
        raise problem("heavy", {})
    with _turn(wanted), tempfile.TemporaryDirectory(prefix="newsroom-darkroom-") as name:
        folder = Path(name)
        with (folder / "in").open("wb") as copy:
            shutil.copyfileobj(file, copy)
        (folder / "job.json").write_text(json.dumps(_job(wanted, focus, seconds)))
        _run(folder, seconds)
        return _collected(folder)


@contextmanager
def _turn(wanted: Collection[str]) -> Iterator[None]:
    """Wait for a turn; ``TimeoutError`` if too many are before."""
    if "avif" in wanted:
        yield
        return
    with _taken(PLACES, 0), _taken(SLOTS, PATIENCE):
        yield


@contextmanager
def _taken(places: threading.Semaphore, seconds: float) -> Iterator[None]:
    if not places.acquire(timeout=seconds):
        raise TimeoutError("Too many pictures are being developed.")
    try:
        yield
    finally:
        places.release()


def _job(wanted: Collection[str], focus: tuple[int, int], seconds: float) -> dict[str, Any]:
    return {
        "wanted": sorted(wanted),
        "focus": focus,
        "max_pixels": settings.IMAGE_MAX_PIXELS,
        "min_width": settings.IMAGE_MIN_WIDTH,
        "memory": MEMORY + PIXEL * settings.IMAGE_MAX_PIXELS,
        "seconds": math.ceil(seconds),
    }


def _run(folder: Path, seconds: float) -> None:
    """Run the enlarger on ``folder``; ``ImageProblem`` if the picture ended it, ``OSError`` if anything else did."""
    # Nothing of our environment is its business, least of all its secrets.
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(folder), "TMPDIR": str(folder)}
    with (folder / "log").open("wb") as said:
        done = subprocess.Popen(  # noqa: S603 (our own program; nothing of a picture is in its arguments)
            [sys.executable, "-m", "articles.darkroom.enlarger", str(folder)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        with done:
            try:
                code = done.wait(math.ceil(seconds) * WAITING)
            except BaseException as error:
                done.kill()
                if isinstance(error, subprocess.TimeoutExpired):
                    raise TimeoutError("A picture had to wait too long for the processor.") from error
                raise
    if code == 0:
        return
    log.warning("Developing a picture ended with %s: %s", code, _last_words(folder / "log"))
    if code == -signal.SIGXCPU:
        raise problem("slow", {})
    if code in CRASHES:
        raise problem("damaged", {})
    raise OSError(f"A picture could not be developed: its process ended with {code}.")


def _last_words(path: Path) -> str:
    """Return the end of a file that may be very long."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2000))
        return file.read().decode(errors="replace")


def _collected(folder: Path) -> Developed:
    result = json.loads((folder / "result.json").read_bytes())
    if "refused" in result:
        raise problem(result["refused"], result["numbers"])
    made = tuple(Made(**one, data=(folder / one["name"]).read_bytes()) for one in result.pop("made"))
    return Developed(**result | {"offered": offered(result["offered"]), "made": made})
