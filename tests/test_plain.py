"""Rich text as plain text."""

import pytest

from articles import html
from articles.plain import plain_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("<p>One.</p><p>Two<br>lines.</p>", "One.\n\nTwo\nlines."),
        ("<h2>Title</h2>\n<p>A <strong>bold</strong>  <em>word</em>\nhere.</p>", "Title\n\nA bold word here."),
        ("<ul><li>One</li><li>Two</li></ul><p>After.</p>", "• One\n• Two\n\nAfter."),
        ("<ol><li><p>One</p></li></ol>", "• One"),
        ("<table><tbody><tr><th>A</th><td>1</td></tr><tr><th>B</th><td>2</td></tr></tbody></table>", "A\t1\nB\t2"),
        ("<blockquote><p>“So.”</p></blockquote><hr><p>End</p>", "“So.”\n\nEnd"),
        ("<aside><h3>Facts</h3><p>One</p></aside><p>x</p>", "Facts\n\nOne\n\nx"),
        ("<p>1 &lt; 2 &amp;amp; 3&nbsp;€</p>", "1 < 2 &amp; 3\xa0€"),
        ('<p dir="rtl" lang="ar">نص</p><p>x</p>', "نص\n\nx"),
    ],
)
def test_paragraphs_items_and_rows_have_lines_of_their_own(markup: str, text: str) -> None:
    assert plain_text(html.render_body(markup)) == text
