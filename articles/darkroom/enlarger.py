"""The process that develops a picture: ``python -m articles.darkroom.enlarger FOLDER``.

It runs without Django, database, settings and network. What it may use is ``FOLDER/in``, a file from anywhere, and
``FOLDER/job.json``; what it makes it writes beside them, and last of all ``result.json``. So whatever a file does to
the libraries that decode it, it does to a process that has nothing, and that ends when it takes too much time or
memory.

The job: ``wanted``, ``focus`` (as in ``developing.develop``), ``max_pixels``, ``min_width`` (pixels), ``seconds`` (of
the processor) and ``memory`` (bytes of addresses).
"""

import json
import math
import resource
import sys
from pathlib import Path
from typing import Any, BinaryIO

from PIL import AvifImagePlugin, Image

from articles.darkroom import labels, toning
from articles.darkroom.kinds import Refused
from articles.darkroom.opening import Limits, load, opened, orientation, refusals
from articles.darkroom.prints import prints, share_needed

FILE = 512 * 1024 * 1024  # bytes; more than any rendition of a picture within the limits can have


def result(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    """Return what is known of the picture in ``folder``, or why it is refused; what was made is in ``folder``."""
    try:
        with (folder / "in").open("rb") as file:
            return _developed(file, folder, job)
    except Refused as refused:
        return {"refused": refused.why, "numbers": refused.numbers}
    except MemoryError:
        return {"refused": "costly", "numbers": {}}


def _developed(file: BinaryIO, folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    limits = Limits(job["max_pixels"], job["min_width"])
    image = opened(file, limits)
    form = str(image.format)
    size = image.size[::-1] if orientation(image) > 4 else image.size
    share = share_needed(size, job["wanted"])
    if form == "JPEG" and share < 1:
        # A JPEG may be decoded at half of its size, a quarter, an eighth, in as much less time and memory.
        image.draft(None, (math.ceil(image.width * share), math.ceil(image.height * share)))
    load(image, limits)
    said = labels.read(image)
    with refusals():  # a palette, for one, is asked for no earlier
        fresh = toning.toned(image)
    colour, flat = toning.colour(fresh), toning.is_flat(fresh, form)
    made = []
    for one in prints(fresh, size, job["wanted"], tuple(job["focus"]), flat=flat):
        (folder / one.name).write_bytes(one.data)
        made.append({"name": one.name, "width": one.width, "height": one.height})
    about = {"width": size[0], "height": size[1], "format": form, "colour": colour, "flat": flat}
    return about | {"offered": said, "made": made}


def main(folder: Path) -> None:
    """Develop the picture in ``folder`` under the limits of the job."""
    job = json.loads((folder / "job.json").read_bytes())
    resource.setrlimit(resource.RLIMIT_AS, (job["memory"], job["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Image.MAX_IMAGE_PIXELS = job["max_pixels"]
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    text = json.dumps(result(folder, job))
    (folder / "result.json").write_text(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
