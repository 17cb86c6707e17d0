"""Files with unsurprising contents, to be changed by one thing at a time."""

from articles.importing import ImportProblem, ParsedRelease, read_file

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh-hans")

TEXT = """All news
|
Print
12 March 2019

Coastal warnings reach 151 countries

LISBON (Portugal) – The warning network grew again this spring.

Ships and harbours hear of a storm surge within 4 minutes.

Our site uses cookies to work well and to count visits.

Learn more
"""

MARKDOWN = """---
title: "Coastal warnings reach 151 countries"
date: 2019-03-12 10:30
language: en
---

LISBON – The warning network grew again.
"""

PAGE = """<!doctype html>
<html lang="en"><head><title>Newsroom</title></head><body>
<nav><a href="/">Home</a></nav>
<article><h1>Coastal warnings reach 151 countries</h1>
<time datetime="2019-03-12">12 March 2019</time>
<p>LISBON – The warning network grew again.</p>
</article></body></html>
"""


def read(source: str | bytes, name: str = "release.txt", language: str | None = None) -> ParsedRelease:
    """Read a file as the command does."""
    data = source.encode() if isinstance(source, str) else source
    return read_file(name, data, language=language, languages=LANGUAGES)


def problem(source: str | bytes, name: str = "release.txt", language: str | None = None) -> tuple[str, int | None]:
    """Return message and line of the problem that a file raises."""
    try:
        read(source, name, language)
    except ImportProblem as found:
        return found.message, found.line
    raise AssertionError("the file was read")


def text_page(body: str, title: str = "Headline", date: str = "12 March 2019") -> str:
    """Return a page saved as text without a frame."""
    return f"{date}\n\n{title}\n\n{body}\n"


def front_matter(*lines: str, body: str = "The sea rose.") -> str:
    """Return a Markdown file with a title, a date and these lines in front."""
    first = ["---", "title: Headline", "date: 2019-03-12", *lines, "---", "", body]
    return "\n".join(first) + "\n"


def page(body: str, head: str = "", lang: str = "en") -> str:
    """Return an HTML page with a headline and a date."""
    return (
        f'<html lang="{lang}"><head>{head}</head><body><h1>Headline</h1>'
        f'<time datetime="2019-03-12"></time>{body}</body></html>'
    )
