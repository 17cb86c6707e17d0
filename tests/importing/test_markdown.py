"""Markdown with front matter."""

import datetime

import pytest

from .builders import MARKDOWN, front_matter, problem, read


def test_all_keys_are_read() -> None:
    source = front_matter(
        "language: fr-FR",
        "slug: la-mer",
        "topics: [ports, climate]",
        "reference: 2019-K7QF",
        "translation_of: 2019-AB2C",
        'dateline: "LISBONNE"',
        'lead: "En bref."',
        "photo: lighthouse",
    )
    release = read(source, "a.MD")
    assert (release.language, release.slug, release.topics) == (
        "fr",
        "la-mer",
        ("ports", "climate"),
    )
    assert (release.reference, release.translation_of) == ("2019-K7QF", "2019-AB2C")
    assert (release.dateline, release.lead, release.photo) == ("LISBONNE", "En bref.", "lighthouse")
    assert (release.title, release.body) == ("Headline", "<p>The sea rose.</p>")


def test_notes_to_editors_are_markdown_of_their_own() -> None:
    release = read(
        front_matter("language: en", "notes: |", "  First *note*.", "", "  - [Map](https://example.org/)"), "a.md"
    )
    assert release.notes == ('<p>First <em>note</em>.</p>\n<ul><li><a href="https://example.org/">Map</a></li></ul>')
    assert read(front_matter("language: en"), "a.md").notes == ""


def test_a_dateline_may_be_run_in() -> None:
    release = read(MARKDOWN, "a.md")
    assert (release.dateline, release.body) == ("LISBON", "<p>The warning network grew again.</p>")
    assert release.date == datetime.datetime(2019, 3, 12, 10, 30)


def test_a_run_in_dateline_may_be_bold() -> None:
    source = front_matter("language: en", body="**LISBON –** The *sea* rose.")
    assert read(source, "a.md").body == "<p>The <em>sea</em> rose.</p>"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2019-03-12", datetime.date(2019, 3, 12)),
        ('"2019-03-12"', datetime.date(2019, 3, 12)),
        ("2019-03-12 10:30:00", datetime.datetime(2019, 3, 12, 10, 30)),
        ("2019-03-12T10:30:00Z", datetime.datetime(2019, 3, 12, 10, 30, tzinfo=datetime.UTC)),
        ("12 March 2019", datetime.date(2019, 3, 12)),
    ],
)
def test_a_date_may_be_yaml_or_text(written: str, date: datetime.date) -> None:
    source = f"---\ntitle: Sea\ndate: {written}\nlanguage: en\n---\nText.\n"
    assert read(source, "a.md").date == date


def test_markdown_becomes_simple_html() -> None:
    body = (
        "# Big\n\n#### Small\n\n- one\n- two\n\n1. three\n\n> Quoted\n\n"
        "**b** *e* [l](https://example.org/?a=1&b=2)\n\n| A | B |\n|---|---|\n| 1 | 2 |"
    )
    assert read(front_matter("language: en", body=body), "a.md").body == (
        "<h2>Big</h2>\n<h3>Small</h3>\n<ul><li>one</li><li>two</li></ul>\n<ol><li>three</li></ol>\n"
        "<blockquote><p>Quoted</p></blockquote>\n"
        '<p><strong>b</strong> <em>e</em> <a href="https://example.org/?a=1&amp;b=2">l</a></p>\n'
        "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
        "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    )


def test_html_in_markdown_stays_text() -> None:
    body = "<script>alert(1)</script>"
    assert read(front_matter("language: en", body=body), "a.md").body == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )


def test_a_script_link_is_no_link() -> None:
    body = "[a](ftp://example.org) b"
    assert read(front_matter("language: en", body=body), "a.md").body == "<p>a b</p>"


def test_the_language_asked_for_serves_where_none_is_named() -> None:
    assert read(front_matter(), "a.md", "ru").language == "ru"


@pytest.mark.parametrize(
    ("source", "message", "line"),
    [
        ("Text.", "the file does not begin with front matter between --- lines", 1),
        ("---\ntitle: A\n", "the front matter has no closing --- line", 1),
        ("---\ndate: 2019-01-01\n---\nA", "“title” is missing", 1),
        ("---\ntitle: A\n---\nA", "“date” is missing", 1),
        (front_matter(), "“language” is missing", 1),
        (front_matter("title: B"), "“title” stands here twice", 4),
        ("---\ntitle: 5\ndate: 2019-01-01\n---\n", "“title” must be text; put it in quotes", 2),
        ("---\ntitle: [A]\n---\n", "“title” must be text; put it in quotes", 2),
        (
            front_matter("reference: &a B"),
            "anchors and aliases are not read; put the value in quotes",
            4,
        ),
        (front_matter("topics: [[[[[a]]]]]"), "the front matter is nested too deeply", 4),
        (front_matter("topics: [5]"), "“topics” must be a list of slugs, as [climate, ports]", 4),
        (front_matter("lead: 'x"), "the front matter is not YAML that can be read", 4),
        ("---\n- a\n---\n", "the front matter holds no keys; write “title: …”", 2),
        (
            "---\ntitle: A\ndate: 2019-02-30\nlanguage: en\n---\n",
            "“2019-02-30” is not a possible date",
            3,
        ),
        (front_matter("language: en", body=""), "there is no text after the front matter", 6),
        (
            front_matter("language: en", body="A\n\n![p](https://example.org/p.png)"),
            "pictures are not read from a text; add it to the release instead",
            9,
        ),
        (
            front_matter("language: en", body="[" * 200_001),
            "the text is longer than 200000 characters",
            6,
        ),
        (front_matter("language: en", body=">" * 99 + "a"), "the text is nested too deeply", 7),
    ],
)
def test_what_is_wrong_is_named_with_its_line(source: str, message: str, line: int) -> None:
    assert problem(source, "a.md") == (message, line)


def test_an_unknown_key_is_refused_by_name() -> None:
    message, line = problem(front_matter("author: A"), "a.md")
    assert (message.split(";")[0], line) == ("“author” is not a key of a release", 4)


def test_two_languages_that_differ_are_refused() -> None:
    assert problem(front_matter("language: en"), "a.md", "fr") == (
        "the file is in “en”, but “fr” was asked for",
        4,
    )


def test_a_python_object_in_yaml_is_not_made() -> None:
    source = front_matter("lead: !!python/object/apply:os.getcwd []")
    assert problem(source, "a.md") == ("“lead” must be text; put it in quotes", 4)
