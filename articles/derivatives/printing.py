"""Having documents laid out, in a process of its own that is bounded in time, memory and reach (``press``)."""

import base64
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent.parent
PAPERS = {"a4": "@page { size: A4 }", "letter": "@page { size: letter }"}
SECONDS = 150  # that a job may take on a busy machine, however many languages and papers it has


@dataclass(frozen=True, slots=True)
class Document:
    """Something to be printed: HTML, the address that its links are relative to, its styles, and its pictures.

    ``pictures``: the bytes of JPEGs and PNGs by the address under which ``markup`` shows them.
    """

    markup: str
    address: str
    styles: tuple[str, ...]
    papers: tuple[str, ...] = tuple(PAPERS)
    pictures: dict[str, bytes] = field(default_factory=dict)


def printed(documents: Sequence[Document], seconds: float = SECONDS) -> list[dict[str, bytes]]:
    """Return for each document its PDF by paper, without those that could not be made within ``seconds``.

    ``OSError`` where there is no room for it, or no process can be started.
    """
    if not documents:
        return []
    with tempfile.TemporaryDirectory(prefix="newsroom-press-") as name:
        folder = Path(name)
        (folder / "job.json").write_text(json.dumps([_job(n, one) for n, one in enumerate(documents)]))
        _run(folder, seconds)
        return [_collected(folder, number, one) for number, one in enumerate(documents)]


def _job(number: int, document: Document) -> dict[str, object]:
    return {
        "markup": document.markup,
        "address": document.address,
        "styles": document.styles,
        "papers": {_name(number, paper): PAPERS[paper] for paper in document.papers},
        "files": {address: base64.b64encode(data).decode() for address, data in document.pictures.items()},
    }


def _name(number: int, paper: str) -> str:
    return f"{number}-{paper}.pdf"


def _run(folder: Path, seconds: float) -> None:
    """Run the press on ``folder`` and log what it has to say; it is killed when its time is over."""
    command = [sys.executable, "-m", "articles.derivatives.press", str(folder)]
    # Nothing of our environment is the press's business, least of all its secrets; fontconfig may write its cache here.
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(folder), "TMPDIR": str(folder)}
    try:
        done = subprocess.run(  # noqa: S603 (our own program; nothing of a text is in its arguments)
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        log.warning("Printing took more than %s seconds and was stopped", seconds)
        return
    if done.returncode:
        log.warning("Printing ended with %s: %s", done.returncode, done.stderr.decode(errors="replace")[-2000:])


def _collected(folder: Path, number: int, document: Document) -> dict[str, bytes]:
    files = {paper: folder / _name(number, paper) for paper in document.papers}
    return {paper: file.read_bytes() for paper, file in files.items() if file.exists()}
