"""What axe finds wrong with a page: WCAG 2.2 A and AA, and its best practices."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # where each element stands is worked out for these alone, which takes a third off
}


def violations(page: Page) -> list[dict[str, Any]]:
    """Return the rules that ``page`` breaks, each with the ``nodes`` that break it."""
    found: list[dict[str, Any]] = Axe().run(page, options=OPTIONS).response["violations"]
    return found
