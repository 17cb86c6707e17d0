"""Rich text as plain text, for wires that carry no HTML."""

import re
from html import unescape

from django.utils.html import strip_tags

BLOCKS = "p|h[2-4]|ul|ol|blockquote|figure|figcaption|aside|div|table|caption"
BREAKS = (
    (re.compile(r"<figure><img[^>]*>.*?</figure>", re.DOTALL), ""),  # where no picture is, its caption is in the way
    (re.compile(r"\s+"), " "),  # white space of the source means nothing
    (re.compile(r"<br>"), "\n"),
    (re.compile(r"<li[^>]*>(?:<p[^>]*>)?"), "\n• "),
    (re.compile(r"</t[dh]>"), "\t"),
    (re.compile(r"</tr>"), "\n"),
    (
        re.compile(r"</?(?:p|h[2-4]|ul|ol|blockquote|figure|figcaption|aside|div|table|caption)(?: [^>]*)?>|<hr>"),
        "\n\n",
    ),
)
LINE_ENDS = re.compile(r" *[\t ]*\n *")
EMPTY_LINES = re.compile(r"\n{3,}")


def plain_text(markup: str) -> str:
    """Return rendered ``markup`` as text: an empty line between paragraphs, a line for each item of a list and each row
    of a table, whose cells tabs separate. Pictures are left out with their captions.
    """
    for pattern, written in BREAKS:
        markup = pattern.sub(written, markup)
    text = unescape(strip_tags(markup))
    return EMPTY_LINES.sub("\n\n", LINE_ENDS.sub("\n", text)).strip()
