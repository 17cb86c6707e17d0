"""The process that lays documents out: ``python -m articles.derivatives.press FOLDER``.

It runs without Django, database, settings and network. All that it may use stands in ``FOLDER/job.json``, and what it
makes it writes beside it. So whatever a text holds can reach nothing but what was handed over, and when it takes too
much time or memory the process ends, and nothing else with it.

The job is a list of documents: ``markup`` (HTML), ``address`` (what its relative links are relative to), ``styles``
(CSS), ``papers`` (CSS by the name of the file to write) and ``files`` (base64 by address).
"""

import base64
import json
import logging
import resource
import sys
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

log = logging.getLogger(__name__)

MEMORY = 1024 * 1024 * 1024  # bytes of addresses; a page of Chinese takes 320 MB, most of it libraries and font files
SECONDS = 90  # of the processor, for one job
VARIANT = "pdf/ua-1"
PNG_START = b"\x89PNG"
PNG, JPEG = "image/png", "image/jpeg"


class Handed(URLFetcher):  # type: ignore[misc]  # without types of its own
    """Gives the files that came with the job, and nothing else: no network, no disk, no data addresses."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._files = files

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the file at ``url``; ``ValueError``, which leaves its place empty, if it was not handed over."""
        if url not in self._files:
            raise ValueError("This address was not handed over.")
        data = self._files[url]
        return URLFetcherResponse(url, data, {"Content-Type": PNG if data.startswith(PNG_START) else JPEG})


def lay_out(document: dict[str, Any], folder: Path) -> None:
    """Write the document on each of its papers into ``folder``, each under its name when it is whole."""
    fetcher = Handed({address: base64.b64decode(data) for address, data in document["files"].items()})
    page = HTML(string=document["markup"], base_url=document["address"], url_fetcher=fetcher)
    for name, paper in document["papers"].items():
        styles = [CSS(string=style, url_fetcher=fetcher) for style in [*document["styles"], paper]]
        made = page.write_pdf(stylesheets=styles, pdf_variant=VARIANT)
        part = folder / f"{name}.part"
        part.write_bytes(made)
        part.rename(folder / name)


def main(folder: Path) -> int:
    """Lay out every document of the job; return 1 if one could not be."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    failed = False
    for document in json.loads((folder / "job.json").read_bytes()):
        try:
            lay_out(document, folder)
        except Exception:  # one bad document must not take the others with it
            log.exception("A document could not be laid out")
            failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
