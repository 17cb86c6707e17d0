"""Fact boxes and pull quotes in Markdown."""

import pytest

from articles.importing import read_file

HEAD = '---\ntitle: "Ports"\ndate: 2026-01-22\nlanguage: en\ndateline: "LISBON"\n---\n\n'


def body(markdown: str) -> str:
    """Return the body of a file that holds ``markdown`` after its front matter."""
    return read_file("a.md", (HEAD + markdown).encode(), language=None, languages=["en"]).body


@pytest.mark.parametrize("opening", ["> [!FACTS]\n> ## Key figures", "> [!FACTS]\n>\n> ## Key figures"])
def test_a_quotation_marked_as_facts_is_a_fact_box(opening: str) -> None:
    assert body(f"One.\n\n{opening}\n>\n> - 12 ports\n") == (
        "<p>One.</p>\n<aside><h2>Key figures</h2><ul><li>12 ports</li></ul></aside>"
    )


def test_facts_may_begin_on_the_line_of_the_mark_or_the_next() -> None:
    assert body("> [!FACTS] 12 ports\n") == body("> [!FACTS]\n> 12 ports\n") == "<aside><p>12 ports</p></aside>"


def test_a_quotation_marked_as_one_is_a_pull_quote() -> None:
    assert body("> [!QUOTE]\n> “The sea.”\n>\n> — Mei Tanaka\n") == (
        "<aside><blockquote><p>“The sea.”</p><p>— Mei Tanaka</p></blockquote></aside>"
    )


@pytest.mark.parametrize("text", ["“The sea.”", "[!NOTE] x", "x [!FACTS]", "**[!FACTS]** x"])
def test_any_other_quotation_stays_one(text: str) -> None:
    assert body(f"> {text}\n").startswith("<blockquote><p>")


def test_a_mark_outside_of_a_quotation_is_text() -> None:
    assert body("[!FACTS] x\n") == "<p>[!FACTS] x</p>"
