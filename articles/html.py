"""Rich text: what may stand in it, and how it becomes safe HTML.

The one place that cleans. Everything that enters a body passes ``clean`` (the model field sees to it, on every path to
the database), and everything that leaves passes it again in ``render_body``, so that even a row changed by hand is
inert.
"""

import json
import re
from collections.abc import Iterator

import nh3
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "aside", "figure", "hr", "br"}
TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
INLINE = {"a", "strong", "b", "em", "i", "s", "sub", "sup", "span", "cite", "q", "abbr", "bdi", "bdo"}
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "hreflang", "title"},
    "abbr": {"title"},
    "figure": {"data-photo"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
VOID = {"hr", "br"}
SCHEMES = {"http", "https", "mailto", "tel"}
REMOVED_WHEN_EMPTY = {
    "<p>", "<h2>", "<h3>", "<h4>", "<li>", "<blockquote>", "<aside>", "<span>", "<strong>", "<em>", "<b>", "<i>",
}  # fmt: skip
TAG = re.compile(r"""(</?[a-z0-9]+(?: [a-z-]+="[^"]*")*>)""")
PHOTO = re.compile(r"[A-Za-z0-9_-]{22}")  # the token of a photo
FIGURE = re.compile(r"""<figure data-photo="([A-Za-z0-9_-]{22})"></figure>""")
HREF = re.compile(r"""(<a(?: [a-z]+="[^"]*")*? href=")([/#])""")
JSON_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
BLANK = re.compile(r"(?:\s|&nbsp;|<br>)*")
FIRST_PARAGRAPH = re.compile(r"\A(?:\s|<figure data-photo=\"[^\"]+\"></figure>)*<p(?: [^>]*)?>")
# Browsers read "/\\" and "/", tab, "/" as "//": the way to another site.
TARGET = re.compile(r"https?://|mailto:|tel:|/(?![/\\\s])|#", re.IGNORECASE)
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
WHOLE_NUMBER = re.compile(r"[0-9]{1,4}")
FORMS = {
    "dir": re.compile("ltr|rtl|auto"),
    **dict.fromkeys(("lang", "hreflang"), LANGUAGE_TAG),
    **dict.fromkeys(("colspan", "rowspan", "start"), WHOLE_NUMBER),
    "scope": re.compile("row|col|rowgroup|colgroup"),
    "data-photo": PHOTO,
}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# Overrides and isolates without their end would turn the text of the whole page around them.
DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Return the value that an allowed attribute keeps, or None to drop it."""
    if name in FORMS:
        return value if FORMS[name].fullmatch(value) else None
    if name == "href" and not TARGET.match(value):
        return None
    return value


_cleaner = nh3.Cleaner(
    tags=BLOCKS | TABLES | INLINE,
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=SCHEMES,
    link_rel="noopener",
    strip_comments=True,
)


def clean_line(value: str) -> str:
    """Return plain text on one line: no control characters or overrides, runs of white space as one space."""
    value = DIRECTION.sub("", CONTROL.sub("", value))
    return re.sub(r"[ \t\r\n\u2028\u2029]+", " ", value).strip(" ")


def _without_empty(markup: str) -> str:
    """Return well-formed ``markup`` without elements that hold nothing but white space, in one pass however deep."""
    kept: list[str] = []
    opened: list[tuple[int, bool]] = []  # where in ``kept`` each open element begins, and whether it is blank so far
    for part in TAG.split(markup):
        if part.startswith("</"):
            start, blank = opened.pop()
            if blank and kept[start] in REMOVED_WHEN_EMPTY:
                del kept[start:]
                continue
        elif part.startswith("<") and part not in {"<br>", "<hr>"}:
            opened.append((len(kept), True))
            kept.append(part)
            continue
        kept.append(part)
        if opened and not BLANK.fullmatch(part):
            opened[-1] = (opened[-1][0], False)
    return "".join(kept)


def _bare_figures(markup: str) -> str:
    """Return well-formed ``markup`` in which every figure is a reference to a photo, and empty; others are taken off.

    A photo stands in a text by its token alone: never by an address, nor with texts that would be another's.
    """
    kept: list[str] = []
    opened: list[bool] = []  # whether each open figure is a reference
    for part in TAG.split(markup):
        if part == "</figure>":
            opened.pop()
        elif part.startswith("<figure"):
            reference = re.search(r'data-photo="[^"]+"', part)
            if reference and True not in opened:
                kept.append(f"<figure {reference[0]}></figure>")
            opened.append(bool(reference))
        elif True not in opened:
            kept.append(part)
    return "".join(kept)


def photos_in(cleaned: str) -> list[str]:
    """Return the tokens of the photos that a clean text refers to, in order."""
    return FIGURE.findall(cleaned)


def clean(value: str) -> str:
    """Return ``value`` with nothing but the allowed elements, attributes and link targets.

    Cleaning it again changes nothing: a parser may read its own output otherwise than what it was given (nested links,
    character references), so it is cleaned until it stays, which takes two rounds but for odd input.
    """
    while (cleaned := _clean_once(value)) != value:
        value = cleaned
    return cleaned


def _clean_once(value: str) -> str:
    cleaned = _cleaner.clean(DIRECTION.sub("", CONTROL.sub("", value))).replace("\r", "\n")
    if "<figure" in cleaned:
        cleaned = _bare_figures(cleaned)
    return _without_empty(cleaned).strip()


def outermost(cleaned: str) -> Iterator[str]:
    """Yield the outermost elements of clean markup, and the text and inline elements between two of them, in order."""
    current: list[str] = []
    depth = 0
    for part in TAG.split(cleaned):
        name = part.strip("</>").partition(" ")[0] if part.startswith("<") else ""
        if not name or name in INLINE or name in VOID:
            current.append(part)
            continue
        closing = part.startswith("</")
        if not depth and not closing:
            yield "".join(current)
            current.clear()
        current.append(part)
        depth += -1 if closing else 1
        if not depth:
            yield "".join(current)
            current.clear()
    yield "".join(current)


def render_body(body: str) -> SafeString:
    """Return the body as safe HTML, as it stands; how a page, a feed or a paper shows it is in ``rendering``."""
    return mark_safe(clean(body))  # noqa: S308 (cleaned)


def run_in(rendered: SafeString, opening: str) -> SafeString:
    """Return ``rendered`` with ``opening``, text or safe HTML, in the first paragraph, or in one of its own."""
    if not opening:
        return rendered
    dateline = format_html('<span class="dateline">{}</span>', opening)
    first = FIRST_PARAGRAPH.match(rendered)
    if first is None:
        return format_html("<p>{}</p>{}", dateline, rendered)
    start, rest = rendered[: first.end()], rendered[first.end() :]
    return mark_safe(start + dateline + rest)  # noqa: S308 (parts of what was safe)


def plain(value: str) -> str:
    """Return the words of a body without its elements, on one line, for descriptions."""
    spaced = re.sub(r"</(p|h[2-4]|li|td|th|blockquote|aside)>|<br>", " ", clean(value))
    text = strip_tags(spaced)
    for entity, character in (("&nbsp;", "\xa0"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return clean_line(text)


def with_absolute_links(markup: str, origin: str, page: str) -> SafeString:
    """Return rendered ``markup`` with links that begin with / under ``origin``, and those to a # under ``page``."""
    absolute = HREF.sub(lambda m: f"{m[1]}{page if m[2] == '#' else origin}{m[2]}", markup)
    return mark_safe(absolute)  # noqa: S308 (what render_body and templates made, with longer addresses of ours)


def json_data(data: object) -> SafeString:
    """Return ``data`` as JSON that can stand in a script element: nothing in it can end the element or open another.

    U+2028 and U+2029 end lines in scripts of old.
    """
    text = json.dumps(data, ensure_ascii=False)
    return mark_safe(text.translate(JSON_ESCAPES))  # noqa: S308 (escaped above)
