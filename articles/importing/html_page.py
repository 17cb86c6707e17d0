"""Reads a news page saved as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bs4 import BeautifulSoup
from bs4.element import Tag
from django.utils.translation import gettext as _

from articles.importing.dates import Moment, find_date
from articles.importing.html_blocks import (
    DROPPED,
    SPACE,
    Block,
    blocks_of,
    body_html,
    split_opening,
)
from articles.importing.html_parsing import parse_page
from articles.importing.language_codes import agreed_language, canonical_language
from articles.importing.navigation import date_of_line, text_end, text_start
from articles.importing.parsed import ImportProblem, ParsedRelease

Dated = tuple[Moment, tuple[str, ...]]

FRAME = ["aside", "footer", "form", "nav"]
LONGEST_DATE_LINE = 80
"""Characters around a <time> at most; in a longer paragraph it is the time of something else."""
DATE_WITHIN = 12
"""Blocks from the start of a page in which a date line is looked for."""

# In the order of trust: Open Graph, schema.org, then the names that older systems wrote.
META_DATES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "dcterms.created",
    "pubdate",
)


def read_page(text: str, language: str | None, languages: Sequence[str]) -> ParsedRelease:
    """Return the release that an HTML page holds.

    Raises ImportProblem where title, date, text or language is missing, or where the page's
    language is not the one asked for.
    """
    page = parse_page(text)
    content = find_content(page)
    heading = find_heading(page, content)
    title = "" if heading is None else words(heading)
    if not title:
        raise ImportProblem(_("there is no h1 and no title"))
    declared = find_language(content, languages)
    moment, written = find_moment(page, content)
    if declared is None and language is None and len(written) == 1:
        declared = canonical_language(written[0], languages)
    agreed = agreed_language(language, declared)
    if agreed is None:
        raise ImportProblem(_("the page does not tell its language; name it"))
    if written and agreed not in written:
        message = _("the date is not written in “%(language)s”; is the language right?")
        raise ImportProblem(message % {"language": agreed})
    for repeated in content.find_all("h1"):
        repeated.decompose()
    blocks = without_frame(blocks_of(content), title)
    if not blocks:
        raise ImportProblem(_("there is no text on the page"), content.sourceline)
    dateline, blocks = split_opening(blocks)
    return ParsedRelease(
        language=agreed,
        title=title,
        date=moment,
        dateline=dateline,
        lead=meta(page, ("description", "og:description")),
        body=body_html(blocks),
    )


def words(tag: Tag) -> str:
    """Return the text of a tag on one line; no-break spaces stay."""
    for line_break in tag.find_all("br"):
        line_break.replace_with(" ")
    return SPACE.sub(" ", tag.get_text()).strip()


def find_content(page: BeautifulSoup) -> Tag:
    """Return the article with the headline, else the only article, else main, else the body."""
    articles = page.find_all("article")
    for article in articles:
        if article.find("h1") is not None:
            return article
    main = page.find("main")
    if len(articles) == 1:
        return articles[0]
    return main or page.body or page.html or page


def find_heading(page: BeautifulSoup, content: Tag) -> Tag | None:
    """Return the h1 of the content, else one outside the page's frame, else the title."""
    candidates = [*content.find_all("h1"), *page.find_all("h1")]
    for heading in candidates:
        if heading.find_parent(FRAME) is None and words(heading):
            return heading
    return page.title


def find_language(content: Tag, languages: Sequence[str]) -> str | None:
    """Return the language that the content or what is around it declares, None without one."""
    for tag in (content, *content.parents):
        code = str(tag.get("lang") or tag.get("xml:lang") or "").strip()
        if code:
            try:
                return canonical_language(code, languages)
            except ImportProblem as problem:
                raise problem.at(tag.sourceline) from None
    return None


def find_moment(page: BeautifulSoup, content: Tag) -> Dated:
    """Return the date of the page and the languages it may be written in, () for a machine's.

    Raises ImportProblem where there is none, or where it is not possible.
    """
    for source in (times(content), meta_dates(page), date_lines(content), times(page)):
        for found in source:
            return found
    for found in date_lines(page.body or page.html or page):
        return found
    raise ImportProblem(_("there is no date that can be read"))


def times(parent: Tag) -> Iterator[Dated]:
    """Yield the date of each <time> that stands by itself, in the text and not in the frame."""
    for tag in parent.find_all("time", datetime=True):
        around = tag.find_parent(["p", "li", "div", "td", "header", "blockquote"])
        in_prose = (
            around is not None and around.name not in {"header", "div"} and len(words(around)) > LONGEST_DATE_LINE
        )
        if in_prose or tag.find_parent(FRAME) is not None:
            continue
        found = attribute_date(str(tag["datetime"]), tag.sourceline)
        if found is not None:
            yield found


def attribute_date(value: str, line: int | None) -> Dated | None:
    """Return the date in an attribute; None where it is a duration, a year or a time of day."""
    try:
        found = find_date(value)
    except ImportProblem as problem:
        raise problem.at(line) from None
    return None if found is None else (found[0], ())


def meta_dates(page: BeautifulSoup) -> Iterator[Dated]:
    """Yield the dates that the head of the page declares, the most trusted first."""
    for name in META_DATES:
        found = find_date(meta(page, (name,)))
        if found is not None:
            yield found[0], ()


def date_lines(parent: Tag) -> Iterator[Dated]:
    """Yield the dates that stand as lines of their own near the start."""
    for block in blocks_of(parent, DROPPED - {"header"})[:DATE_WITHIN]:
        for line in block.text.split("\n"):
            found = date_of_line(line)
            if found is not None:
                yield found


def meta(page: BeautifulSoup, names: Sequence[str]) -> str:
    """Return the content of the first meta element that has one of the names, "" without one."""
    for name in names:
        for attribute in ("name", "property", "itemprop"):
            tag = page.find("meta", attrs={attribute: re.compile(f"^{re.escape(name)}$", re.IGNORECASE)})
            content = "" if tag is None else SPACE.sub(" ", str(tag.get("content", ""))).strip()
            if content:
                return content
    return ""


def without_frame(blocks: list[Block], title: str) -> list[Block]:
    """Return blocks without links, cookie notice, date line and title around the text."""
    while blocks:
        blocks = blocks[text_start([block.text for block in blocks[:DATE_WITHIN]]) :]
        if blocks and (blocks[0].text == title or date_of_line(blocks[0].text) is not None):
            blocks = blocks[1:]
        else:
            break
    return blocks[: text_end([block.text for block in blocks])]
