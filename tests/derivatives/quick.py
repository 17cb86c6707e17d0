"""A press that takes no time: what is tested beside it is when papers are made, stored and shown, not how they look."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from unittest import mock

import pytest

from articles.derivatives import cards, checks, making
from articles.derivatives.printing import Document
from articles.pages import ReleasePage
from articles.site import Site


@dataclass
class Press:
    """Takes the place of the press and of the drawing of share images; both answer with the text itself."""

    jobs: list[list[Document]] = field(default_factory=list)
    broken: bool = False
    busy: mock.Mock = field(default_factory=mock.Mock)  # called while a job is under way

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Put it in the place of the real one."""
        monkeypatch.setattr(making, "printed", self.printed)
        monkeypatch.setattr(cards, "card", self.card)
        monkeypatch.setattr(checks, "prints", lambda _language: True)
        monkeypatch.setattr(checks, "draws", lambda _language: True)

    def printed(self, documents: Sequence[Document], seconds: float = 0) -> list[dict[str, bytes]]:
        """Return a PDF for each document and paper; none if it is ``broken``."""
        if documents:
            self.jobs.append(list(documents))
            self.busy()
        return [
            {} if self.broken else {paper: f"%PDF {paper} {one.markup}".encode() for paper in one.papers}
            for one in documents
        ]

    def card(self, page: ReleasePage, site: Site) -> bytes | None:
        """Return an image."""
        return f"JPEG {page.revision.title}".encode()
