"""Reads a difference back into its two sides."""

import re
from html import unescape
from html.parser import HTMLParser

SIGNS = {"␣": "\xa0", "˽": "\u202f", "↵": ""}


def side(diff: str, without: str) -> str:
    """Return the text of ``diff`` without its elements ``without`` (ins or del) and with the signs taken back."""
    text = re.sub("</?(?:ins|del)>", "", re.sub(rf"<{without}>[^<]*</{without}>", "", diff))
    for sign, meant in SIGNS.items():
        text = text.replace(sign, meant)
    return unescape(text)


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


def elements(diff: str) -> set[str]:
    """Return the start tags in ``diff``, with their attributes if there are any."""
    parser = _Elements()
    parser.feed(diff)
    parser.close()
    return {tag if not attrs else f"{tag} {attrs}" for tag, attrs in parser.found}
